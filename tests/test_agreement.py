"""Pages of one zone never contradict each other: what several of them name is the same on each.

`SEZLIB_ZONES` says how many zones are made up (4 without it); each is made four pages of.
"""

import json
import math
import os
import random

import pandas as pd
import pytest

from tests.cells import figures, make_page, text

ZONES = int(os.environ.get("SEZLIB_ZONES", "4"))
PAGES = ("annual_export", "residents", "markets", "compare_zones")
FORMS = {
    "month": [f"-{month:02}" for month in range(1, 13)],
    "quarter": ["-Q1", "-Q2", "-Q3", "-Q4"],
    "half": ["-S1", "-S2"],
    "year": [""],
}
COLUMNS = {
    "resident": ["Alpha", "Beta", "Gamma", "Delta", "_U"],
    "product": ["85423190", "90011090", "30049000"],
    "destination": ["CHN", "KAZ", "DEU", "JPN", "BRA", "ZZZ"],
}


def made_up(seed: int) -> tuple[pd.DataFrame, str]:
    """Return the flows of a small zone, and until when they are stated to be complete, if so."""
    rng = random.Random(seed)
    grain = rng.choice([*FORMS, "month"])
    forms = FORMS[grain]
    periods = [f"{year}{form}" for year in range(2016, 2020) for form in forms]
    begun, gap = rng.randrange(len(forms) + 1), rng.choice([None, None, "2016", "2018"])
    left = rng.randrange(1, len(forms) + 1)
    periods = periods[begun : len(periods) - len(forms) + left]
    held = [p for p in periods if p[:4] != gap] or periods
    # the last is always there, so that 2019 is reported
    rows = [held[-1], *rng.choices(held, k=rng.randrange(1, 30))]
    table = {"period": rows, "zone": ["Zone"] * len(rows)}
    for column, values in COLUMNS.items():
        if rng.random() < 0.85 or column == "destination":
            some = rng.sample(values, rng.randrange(1, len(values) + 1))
            table[column] = [rng.choice(some) for _ in rows]
    table["value"] = [rng.choice([0, 1, 5, 10, 70, 400]) for _ in rows]
    table["currency"] = ["RUB"] * len(rows)
    last = rng.choice(["", "", f"2019{forms[-1]}", "2019", held[-1], f"2019{forms[left // 2]}"])
    flows = pd.DataFrame(table)
    told = flows["period"] if last else flows["period"][:0]
    ends = {p: i for i, p in enumerate(f"{y}{f}" for y in range(2016, 2020) for f in forms)}
    reached = ends.get(last, len(ends))
    kept = [p for p in told if p[:4] == "2019" and ends[p] <= reached]
    return flows, last if kept else ""


def stated(made: dict) -> dict:
    """Return what a page says of each thing, in its sentences, figures and tables."""
    cells, ed = made["cells"], made["cells"]["edition"]
    said = {f"{name} {where}": value for (name, where), value in figures(made).items()}
    said["completeness"] = ed.completeness()

    def now(name: str) -> pd.DataFrame:
        table = cells.get(name)
        held = isinstance(table, pd.DataFrame)
        return table[table["period"] == "2019"] if held else pd.DataFrame()

    for name in ("growth", "together"):
        if len(found := now(name)):
            row = found.iloc[0]
            said["growth"] = (float(row["total"]), float(row["previous"]), float(row["growth"]))
    if len(found := now("new_countries")):
        said["new countries"] = set(found.loc[found["status"] == "first", "destination"])
        said["old countries"] = set(found.loc[found["status"] == "returning", "destination"])
    for table, key in (("split", "margin"), ("nested", "margin")):
        if len(found := now(table)):
            said[f"change by {table}"] = found["change"].sum()
            said[f"{table} sums"] = (found["total"].sum(), found["previous"].sum())
            if table == "split":
                members = found.set_index(key)["members"]
                said["new by margins"] = int(members.get("entering", 0))
                said["back by margins"] = int(members.get("returning", 0))
    if len(found := now("dynamics")):
        said["dynamics"] = found.iloc[0]
        said["begun"] = now("begun")
    if len(found := now("indicators")):
        said["new by zones"] = found["new_destinations"].iloc[0]
        said["destinations {}"] = int(found["destinations"].iloc[0])
        if "exporters" in found:
            said["exporters {}"] = int(found["exporters"].iloc[0])
    return said


@pytest.mark.parametrize("seed", range(ZONES))
def test_pages_of_one_zone_agree_on_all_that_several_state(seed, monkeypatch, tmp_path):
    flows, complete_to = made_up(seed)
    file = tmp_path / "flows.csv"
    flows.to_csv(file, index=False)
    given = {"flows": str(file), "period": "2019", "complete_to": complete_to}
    pages = {
        name: make_page(name, monkeypatch, tmp_path, **given)
        for name in PAGES
        if name != "residents" or "resident" in flows
    }
    told = {name: stated(page) for name, page in pages.items()}
    seen: dict = {}
    for name, page in told.items():
        for thing, value in page.items():
            if thing in seen and not isinstance(value, pd.Series | pd.DataFrame):
                first, other = seen[thing]
                assert same(first, value), f"{other}: {thing} {first}; {name}: {value}"
            seen.setdefault(thing, (value, name))
    annual, markets, zones = told["annual_export"], told["markets"], told["compare_zones"]
    if "new by margins" in markets:
        assert markets["new by margins"] == len(annual.get("new countries", ()))
        assert markets["back by margins"] == len(annual.get("old countries", ()))
        total, previous = markets["split sums"]
        assert markets["change by split"] == pytest.approx(total - previous)
        assert markets.get("nested sums", (total, previous)) == pytest.approx((total, previous))
        assert (total, previous) == pytest.approx(annual["growth"][:2])
    if not math.isnan(zones.get("new by zones", math.nan)):
        assert zones["new by zones"] == len(annual.get("new countries", ()))
    if "residents" in told:
        held_by_the_records(flows, pages["residents"], told["residents"])


def same(first, other) -> bool:
    if isinstance(first, float | tuple) and isinstance(other, float | tuple):
        return first == pytest.approx(other, nan_ok=True)
    return first == other


def held_by_the_records(flows: pd.DataFrame, page: dict, told: dict) -> None:
    """Hold who came and left against the sets of companies that the records name."""
    ed, row = page["cells"]["edition"], told.get("dynamics")
    if row is None:
        return
    exports = page["cells"]["sez"].until(flows, ed.end)
    sold = exports[(exports["value"] > 0) & (exports["resident"] != "_U")]
    years = {year: set(held["resident"]) for year, held in sold.groupby(sold["period"].str[:4])}
    now, before = years.get("2019", set()), years.get("2018", set())
    assert row["exporters"] == len(now)
    if not (exports["period"].str[:4] == "2018").any():
        assert math.isnan(row["entrants"])
        return
    assert row["entrants"] == len(now - before)
    assert row["incumbents"] == len(now & before)
    if ed.unfinished:
        assert math.isnan(row["exiters"]) and math.isnan(row["survival_rate"])
    else:
        assert row["exiters"] == len(before - now)
    earlier = set().union(*(held for year, held in years.items() if year < "2019"))
    begun = told["begun"]
    assert set(begun.loc[begun["status"] == "first", "resident"]) == now - earlier


FE = """period,resident,product,destination,value,currency
2017-01,Alpha,85423190,CHN,100,RUB
2018-01,Alpha,85423190,CHN,100,RUB
2018-01,Beta,85423190,KAZ,50,RUB
2018-11,Xenon,85423190,JPN,70,RUB
2018-11,Gone,85423190,DEU,30,RUB
2019-01,Alpha,85423190,CHN,90,RUB
2019-03,Xenon,85423190,JPN,60,RUB
2019-03,Fresh,85423190,BRA,20,RUB
"""


@pytest.fixture
def half(tmp_path):
    file = tmp_path / "half.csv"
    file.write_text(FE)
    return {"flows": str(file), "period": "2019"}


def test_in_part_of_a_year_nobody_is_new_that_sold_later_in_the_year_before(
    half, monkeypatch, tmp_path
):
    page = make_page("residents", monkeypatch, tmp_path, **half)
    told = text(page)
    assert "3 companies exported in January to March 2019; 1 had exported nothing in 2018" in told
    assert (
        "Of those that exported in January to March 2018, 1 did not export in January to "
        "March 2019; only the rest of the year will tell who has left." in told
    )
    assert "survival rate of" not in told and "an exit rate of" not in told
    moves = page["cells"]["moves"]
    assert moves[["status", "resident"]].values.tolist() == [["first", "Fresh"], ["absent", "Beta"]]
    names = {name for name, _ in figures(page)}
    assert "exiters" not in names and "survival_rate" not in names


def test_in_part_of_a_year_the_margins_take_what_sold_in_both_years_as_continuing(
    half, monkeypatch, tmp_path
):
    page = make_page("markets", monkeypatch, tmp_path, **half)
    split = page["cells"]["split"]
    now = split[split["period"] == "2019"].set_index("margin")
    # China fell by 10, Japan (in both years) by nothing to 60; Brazil is new; Kazakhstan is absent;
    # Germany sold in November alone, and nobody can say yet what becomes of it
    assert now["change"].to_dict() == {"continuing": 50.0, "entering": 20.0, "absent": -50.0}
    assert now["members"].to_dict() == {"continuing": 2, "entering": 1, "absent": 1}
    where = {
        json.loads(where)["margin"] for name, where in figures(page) if name == "market_margin"
    }
    assert where == {"continuing", "entering", "returning", "absent"}
    assert "destinations not sold to in the same months (−RUB 50)" in text(page)


def test_a_sale_has_not_ended_in_a_year_that_is_not_over(half, monkeypatch, tmp_path):
    lasting = make_page("markets", monkeypatch, tmp_path, **half)["cells"]["lasting"]
    # Kazakhstan, Japan and Germany began in 2018, and none of them is known to have ended
    assert lasting["ended"].sum() == 0 and lasting["censored"].sum() == 3


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_page_states_what_is_taken_as_complete(language, half, monkeypatch, tmp_path):
    page = make_page("annual_export", monkeypatch, tmp_path, language=language, **half)
    said = {
        "en": "The records end in March 2019 and are taken as complete to then.",
        "ru": "Последний месяц в данных — март 2019 года; данные считаются полными по этот месяц",
    }
    assert said[language] in text(page)
    (about,) = [n for n in page["notes"] if n["kind"] == "edition"]
    assert (about["complete_to"], about["complete_to_stated"]) == ("2019-03", False)
    assert about["complete"] is False


@pytest.mark.parametrize("complete_to", ["2019-12", "2019-Q4", "2019-S2", "2019"])
def test_a_year_is_whole_that_the_records_are_complete_for(
    complete_to, half, monkeypatch, tmp_path
):
    page = make_page("residents", monkeypatch, tmp_path, complete_to=complete_to, **half)
    # 170 in 2019 against 250 in 2018
    assert "RUB 170, 32.0% less than in 2018." in text(page)
    assert "3 companies exported in 2019: 1 entered, 2 no longer exported" in text(page)
    assert "The records are stated to be complete to December 2019." in text(page)


def test_later_records_are_left_out_and_said_so(half, monkeypatch, tmp_path):
    page = make_page("annual_export", monkeypatch, tmp_path, complete_to="2019-01", **half)
    # Alpha 90 against 150 in January 2018
    assert "Exports fell by 40.0% in January 2019" in text(page)
    assert "2 later records, worth RUB 80, are left out." in text(page)


def test_a_profile_says_until_when_the_records_are_complete(half, monkeypatch, tmp_path):
    (tmp_path / "profile.toml").write_text('complete_to = "2019"\n')
    page = make_page("markets", monkeypatch, tmp_path, **half)
    assert page["cells"]["edition"].months == 12
