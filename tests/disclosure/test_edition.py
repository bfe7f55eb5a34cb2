"""A public edition protects every year that it prints, and later ones take nothing back."""

import json
import os
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

import sezlib as sez
from sezlib import disclosure
from sezlib.disclosure.figures import FREE, PRIMARY, SECONDARY

COLUMNS = ["period", "resident", "group", "destination", "value"]
# three sell optics to China, two medical goods to Kazakhstan
SAFE = [(name, "optics", "CHN") for name in ("Alpha", "Beta", "Gamma")]
SAFE += [(name, "medical", "KAZ") for name in ("Alpha", "Delta")]


def years(**companies):
    """Return a zone of some years, in each of which everyone sells for 10 and one for 11."""
    rows = [
        (year.removeprefix("y"), *row, 10.0 + (at == 0))
        for year, held in companies.items()
        for at, row in enumerate(held)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def status(figures, measure, period, **keys):
    held = figures[(figures["measure"] == measure) & (figures["period"] == period)]
    for key in ("group", "destination", "bloc"):
        held = held[held[key] == keys[key] if key in keys else held[key].isna()]
    (only,) = held["status"]
    return only


@pytest.fixture(scope="module")
def sample():
    return sez.read("data/sample/flows.csv")


@pytest.fixture(scope="module")
def edition(sample):
    return disclosure.protect(sample, "2019")


def test_all_years_up_to_the_edition_are_protected(edition):
    figures = edition.figures
    assert set(figures["period"]) == {str(year) for year in range(2006, 2020)}
    assert set(figures["months"]) == {12}
    assert edition.least == pytest.approx(edition.cost)
    now = figures[(figures["period"] == "2019") & (figures["measure"] == "total")]
    assert now["status"].value_counts().to_dict() == {FREE: 47, PRIMARY: 34, SECONDARY: 13}
    # two companies sold in 2006, and two of four know of the others in 2007
    for year in ("2006", "2007"):
        of_year = figures[(figures["period"] == year) & (figures["measure"] == "total")]
        assert FREE not in set(of_year["status"])
    assert status(figures, "total", "2008") == FREE


def test_an_edition_hides_of_a_year_what_the_next_one_hides_of_it(sample, edition):
    before = disclosure.protect(sample, "2018").figures
    keys = ["measure", "period", "group", "destination", "bloc"]
    both = before.merge(edition.figures, on=keys)
    assert len(both) == len(before)
    assert both["status_x"].tolist() == both["status_y"].tolist()


def test_a_year_that_is_hidden_is_no_difference_of_running_totals():
    two = SAFE[:2]
    found = disclosure.protect(years(y2017=SAFE, y2018=two, y2019=SAFE), "2019").figures
    assert status(found, "total", "2017") == status(found, "total", "2019") == FREE
    assert set(found.loc[(found["period"] == "2018"), "status"]) <= {PRIMARY, SECONDARY}
    # the year after is known, and with it what is left of the year
    assert status(found, "cumulative", "2017") == FREE
    assert status(found, "cumulative", "2019") == SECONDARY


def test_a_running_total_hides_two_years_in_each_other():
    flows = years(y2017=SAFE[:2], y2018=[SAFE[2], SAFE[4]], y2019=SAFE)
    found = disclosure.protect(flows, "2019").figures
    free = found[(found["measure"] == "cumulative") & (found["status"] == FREE)]
    # each two know what they sold themselves, and so the other year
    assert free.empty
    apart = disclosure.protect(years(y2017=SAFE, y2018=SAFE, y2019=SAFE), "2019").figures
    assert set(apart.loc[apart["measure"] == "cumulative", "status"]) == {FREE}


@pytest.mark.parametrize("companies", [SAFE[:1], SAFE[:2]])
def test_a_year_that_gives_a_company_away_makes_no_edition(companies):
    flows = years(y2018=SAFE, y2019=companies)
    with pytest.raises(sez.FlowsError, match="the total of 2019 gives a company away"):
        disclosure.protect(flows, "2019")
    assert status(disclosure.protect(flows, "2018").figures, "total", "2018") == FREE


def test_zones_are_told_apart_where_there_are_several():
    flows = pd.concat([years(y2019=SAFE).assign(zone=zone) for zone in ("North", "South")])
    named = flows.assign(resident=flows["zone"] + " " + flows["resident"])
    found = disclosure.protect(named, "2019").figures
    assert {"North", "South"} == set(found["zone"].dropna())
    medical = found[(found["group"] == "medical") & found["destination"].isna()]
    # of all zones, the two of one know what those of the other sold
    assert dict(zip(medical["zone"].fillna(""), medical["status"], strict=True)) == {
        "": SECONDARY, "North": PRIMARY, "South": PRIMARY,
    }  # fmt: skip
    one = disclosure.protect(flows[flows["zone"] == "North"], "2019").figures
    assert one["zone"].isna().all()


def test_records_without_columns_make_fewer_tables():
    found = disclosure.protect(years(y2019=SAFE).drop(columns="destination"), "2019").figures
    assert {"destination", "bloc"}.isdisjoint(found.columns)
    assert np.array_equal(found["group"].dropna(), ["medical", "optics"])
    with pytest.raises(sez.FlowsError, match="no period '2031'"):
        disclosure.protect(years(y2019=SAFE), "2031")


MONTHS = tuple(f"2019-{month:02}" for month in range(1, 6))


def zone_of_months(seed):
    """Return a zone of a few companies that sell two goods in some of five months."""
    rng = np.random.default_rng(seed)
    rows = [
        (month, company, group, float(rng.integers(1, 9)))
        for company in "ABCDEFG"[: rng.integers(5, 8)]
        for group in ("optics", "medical")[: rng.integers(1, 3)]
        for month in MONTHS
        if month == MONTHS[0] or rng.random() < 0.7
    ]
    return pd.DataFrame(rows, columns=["period", "resident", "group", "value"])


def publish(folder, figures, months):
    """Write the tables of an edition as its report would."""
    (folder / "tables").mkdir(parents=True)
    about = {"period": "2019", "complete_to": f"2019-{months:02}", "audience": "public"}
    (folder / "summary.json").write_text(json.dumps(about), encoding="utf-8")
    told = figures.assign(total=figures["value"].map("{:.0f}".format))
    told["total"] = told["total"].where(told["status"] == FREE, "[c]")
    for name, held in (("groups", told["group"].notna()), ("total", told["group"].isna())):
        columns = ["period", *(["group"] if name == "groups" else []), "total"]
        held &= told["measure"] == "total"
        told.loc[held, columns].to_csv(folder / "tables" / f"{name}.csv", index=False)
    return folder


def known(flows, figures, wanted, own):
    """Return the least and the most of some cells, by free figures and what is own sales."""
    cells = flows.groupby(["period", "group"])["value"].sum()
    keys = list(cells.index)
    rows, sums = [], []
    for row in figures[(figures["status"] == FREE)].itertuples():
        groups = set(flows["group"]) if pd.isna(row.group) else {row.group}
        since = getattr(row, "since", 0)
        rows.append([float(since < int(m[5:]) <= row.months and g in groups) for m, g in keys])
        sums.append(row.value)
    terms = np.array([float(wanted(*key)) for key in keys])
    mine = own.groupby(["period", "group"])["value"].sum()
    bounds = [(mine.get(key, 0.0), None) for key in keys]
    ends = []
    for sign in (1.0, -1.0):
        found = linprog(sign * terms, A_eq=rows or None, b_eq=sums or None, bounds=bounds)
        ends.append(found.fun * sign if found.status == 0 else np.inf)
    return ends


def assert_no_edition_tells_of_another(seed, folder):
    flows = zone_of_months(seed)
    editions, folders = [], []
    for months in range(1, 6):
        until = flows[flows["period"].isin(MONTHS[:months])]
        try:
            found = disclosure.protect(until, "2019", months=months, published=folders)
        except sez.FlowsError as error:
            assert "a public edition cannot be made" in str(error)
            continue
        assert found.given_away == ()
        assert set(found.figures["months"]) == {months}
        editions.append((months, found.figures))
        folders.append(publish(folder / f"{seed}-{months}", found.figures, months))
    every = pd.concat([pd.DataFrame(), *(figures for _, figures in editions)])
    ends = [0, *(months for months, _ in editions)]
    for since, until in combinations(ends, 2):
        for group in (None, *sorted(set(flows["group"]))):

            def wanted(month, held, group=group, span=MONTHS[since:until]):
                return month in span and held == (group or held)

            inside = [wanted(*row) for row in flows[["period", "group"]].itertuples(index=False)]
            amounts = flows[inside].groupby("resident")["value"].sum()
            if not is_unsafe(amounts):
                continue
            for held in (
                *combinations(set(flows["resident"]), 1),
                *combinations(set(flows["resident"]), 2),
            ):
                asked = needed(amounts, held)
                if asked <= 0:
                    continue
                own = flows[flows["resident"].isin(held)]
                low, high = known(flows, every, wanted, own)
                assert high - amounts.sum() >= asked * (1 - 1e-5), (seed, since, until, group, held)
                assert amounts.sum() - low >= asked * (1 - 1e-5), (seed, since, until, group, held)
    return len(editions)


def needed(amounts, held):
    rest = amounts.drop(list(held), errors="ignore").sort_values()
    if rest.empty:
        return 0.0
    return 0.1 * rest.iloc[-1] - (rest.iloc[:-1].sum() if len(amounts) >= 3 else 0.0)


def is_unsafe(amounts):
    return any(needed(amounts, held) > 0 for held in ((), *((one,) for one in amounts.index)))


@pytest.mark.parametrize("seed", range(int(os.environ.get("SEZLIB_SOAK", "0")) * 20 or 2))
def test_five_monthly_editions_together_give_nothing_away(seed, tmp_path):
    assert_no_edition_tells_of_another(seed, tmp_path)


def zone_of_quarters(seed):
    """Return a zone of a few companies that sell two goods in some months of a year."""
    rng = np.random.default_rng(seed)
    rows = [
        (f"2019-{month:02}", company, group, float(rng.integers(1, 9)))
        for company in "ABCDEFGH"[: rng.integers(6, 9)]
        for group in ("optics", "medical", "steel")[: rng.integers(2, 4)]
        if rng.random() < 0.8
        for month in range(2, 13, 3)
        if rng.random() < 0.75
    ]
    return pd.DataFrame(rows, columns=["period", "resident", "group", "value"])


def comes_near(flows, figures, span, groups, held):
    """Return whether some companies come near the sum of groups in a span of months."""

    def wanted(month, group):
        return any(since < int(month[5:]) <= until for since, until in span) and group in groups

    inside = [wanted(*row) for row in flows[["period", "group"]].itertuples(index=False)]
    amounts = flows[inside].groupby("resident")["value"].sum()
    asked = needed(amounts, held) if is_unsafe(amounts) else 0.0
    if asked <= 0:
        return False
    low, high = known(flows, figures, wanted, flows[flows["resident"].isin(held)])
    return min(high - amounts.sum(), amounts.sum() - low) < asked * (1 - 1e-5)


def leaks(flows, figures):
    """Yield who comes near what, by all parts of a year and all of it.

    It is the sum of a few parts too, where it is of one group. What two know by the year, of which
    the third of its contributors is safe, they know of its parts.
    """
    parts = [(0, 3), (3, 6), (6, 9), (9, 12)]
    year = figures[(figures["since"] == 0) & (figures["months"] == 12)]
    every = sorted(set(flows["group"]))
    companies = sorted(set(flows["resident"]))
    hidden = figures[figures["status"] != FREE]
    spans = [[(0, end)] for _, end in parts] + [[part] for part in parts]
    for groups in (every, *([group] for group in every)):
        of = hidden[hidden["group"].isna() if groups == every else hidden["group"] == groups[0]]
        gone = [part for part in parts if part in set(zip(of["since"], of["months"], strict=True))]
        for span in (*spans, gone):
            for held in ((), *combinations(companies, 1)):
                if comes_near(flows, figures, span, groups, held):
                    yield span, groups, held
            for held in combinations(companies, 2) if span != gone else ():
                near = comes_near(flows, figures, span, groups, held)
                if near and not comes_near(flows, year, span, groups, held):
                    yield span, groups, held


def assert_no_part_tells_of_another(seed):
    flows, made = zone_of_quarters(seed), []
    for quarter in range(1, 5):
        try:
            made.append(disclosure.protect(flows, f"2019-Q{quarter}"))
        except sez.FlowsError as error:
            assert "a public edition cannot be made" in str(error)
    for found in made:
        # whichever is reported, the same is hidden, and of the year what its own edition hides
        assert found.figures["status"].tolist() == made[0].figures["status"].tolist()
        whole = found.figures[(found.figures["since"] == 0) & (found.figures["months"] == 12)]
        of_year = disclosure.protect(flows, "2019").figures
        assert whole["status"].tolist()[: len(of_year)] == of_year["status"].tolist()
    if made:
        assert list(leaks(flows, made[0].figures)) == []
        assert disclosure.audit(flows, made[0].figures)["attackers"].isna().all()
    return bool(made)


@pytest.mark.parametrize("seed", range(int(os.environ.get("SEZLIB_SOAK", "0")) * 20 or 3))
def test_all_quarters_and_their_year_together_give_nothing_away(seed):
    assert_no_part_tells_of_another(seed)


def quarters_of(**companies):
    """Return a year of optics in whose quarters some companies sell for 10, and of steel of all."""
    rows = [
        (f"2019-{int(quarter[1]) * 3:02}", name, group, 10.0 + at)
        for quarter, names in companies.items()
        for group, sold in (("optics", names), ("steel", "ABCDEF"))
        for at, name in enumerate(sold)
    ]
    return pd.DataFrame(rows, columns=["period", "resident", "group", "value"])


def of_optics(figures):
    held = figures[(figures["group"] == "optics") & (figures["months"] - figures["since"] == 3)]
    return dict(zip(held["months"], held["status"], strict=True))


def test_a_quarter_that_is_put_back_gives_another_away():
    flows = quarters_of(q1="A", q2="ABCDE", q3="ABCDEF", q4="ABCDEF")
    figures = disclosure.protect(flows, "2019-Q4").figures
    assert of_optics(figures) == {3: PRIMARY, 6: SECONDARY, 9: FREE, 12: FREE}
    assert list(leaks(flows, figures)) == []
    second = (figures["group"] == "optics") & (figures["since"] == 3) & (figures["months"] == 6)
    back = figures.assign(status=figures["status"].mask(second, FREE))
    assert ([(0, 3)], ["optics"], ()) in leaks(flows, back)
    told = disclosure.audit(flows, back).set_index("figure").loc["total 2019 (1-3) optics"]
    assert told["attackers"] == "" and "total 2019 (4-6) optics" in told["given_away_by"]


def test_what_one_company_sold_in_two_quarters_is_no_difference_of_the_others():
    flows = quarters_of(q1="A", q2="ABCDE", q3="A", q4="ABCDEF")
    figures = disclosure.protect(flows, "2019-Q4").figures
    # the sum of the first and the third is A's alone
    assert of_optics(figures) == {3: PRIMARY, 6: SECONDARY, 9: PRIMARY, 12: FREE}
    second = (figures["group"] == "optics") & (figures["since"] == 3) & (figures["months"] == 6)
    back = figures.assign(status=figures["status"].mask(second, FREE))
    assert ([(0, 3), (6, 9)], ["optics"], ()) in leaks(flows, back)


def multiplied(flows, factor, group, periods, companies="ABCDEF"):
    """Return flows with some amounts so many times as large."""
    at = (flows["group"] == group) & flows["period"].isin(periods)
    at &= flows["resident"].isin([*companies])
    return flows.assign(value=flows["value"].where(~at, flows["value"] * factor))


def test_what_one_company_sold_in_all_its_quarters_is_told_by_no_other_table():
    flows = quarters_of(q1="A", q2="ABCDE", q3="A", q4="ABCDEF")
    flows = multiplied(flows, 100, "optics", ["2019-03", "2019-09"], "A")
    flows = multiplied(multiplied(flows, 20, "optics", ["2019-12"]), 20, "steel", flows["period"])
    # all but a hundredth of what is sold until September is A's, and the total less steel is optics
    figures = disclosure.protect(flows, "2019-Q4").figures
    assert list(leaks(flows, figures)) == []
    own = (figures["months"] - figures["since"] == 3) & (figures["months"] == 12)
    hidden = dict(zip(figures["group"][own], figures["status"][own] != FREE, strict=True))
    assert hidden["optics"] and hidden["steel"]
    back = figures.assign(status=figures["status"].mask(own & (figures["group"] == "steel"), FREE))
    assert ([(0, 9)], ["optics"], ()) in leaks(flows, back)


def test_a_quarter_whose_total_is_hidden_tells_nothing():
    flows = quarters_of(q1="A", q2="ABCDE", q3="ABCDEF", q4="ABCDEF")
    many = [flows[flows["group"] == "steel"].assign(group=name) for name in ("medical", "copper")]
    flows = multiplied(pd.concat([flows, *many]), 160, "optics", ["2019-03"])
    figures = disclosure.protect(flows, "2019-Q4").figures
    first = figures[(figures["since"] == 0) & (figures["months"] == 3)]
    assert len(first) == 5 and FREE not in set(first["status"])


def test_a_quarter_of_a_company_has_no_public_edition_of_its_own():
    flows = quarters_of(q1="A", q2="ABCDE", q3="ABCDEF", q4="ABCDEF")
    flows = flows[(flows["period"] != "2019-03") | (flows["group"] == "optics")]
    with pytest.raises(sez.FlowsError, match="the total of 2019-Q1 gives a company away"):
        disclosure.protect(flows, "2019-Q1")
    found = disclosure.protect(flows, "2019-Q4").figures
    # of that quarter nothing is told, nor a second total that would tell of it
    closed = found[(found["since"] == 0) & (found["months"] == 3)]
    assert FREE not in set(closed["status"])


def test_parts_of_a_year_of_too_many_companies_have_no_public_edition(monkeypatch):
    monkeypatch.setattr(disclosure.protection, "can_try_pairs", lambda records: False)
    flows = quarters_of(q1="ABCDEF", q2="ABCDEF", q3="ABCDEF", q4="ABCDEF")
    disclosure.protect(flows, "2019")
    with pytest.raises(sez.FlowsError, match=r"such as these \d+; report the whole year"):
        disclosure.protect(flows, "2019-Q2")


def test_what_a_month_adds_is_no_companys():
    first = [(name, "2019-01", 10.0) for name in ("Alpha", "Beta", "Gamma", "Delta")]
    rows = [*first, ("Alpha", "2019-02", 7.0)]
    flows = pd.DataFrame(rows, columns=["resident", "period", "value"]).assign(group="optics")
    found = disclosure.protect(flows[flows["period"] == "2019-01"], "2019", months=1).figures
    assert set(found["status"]) == {FREE}
    # alone, the second edition is safe; with the first, it tells of February
    assert set(disclosure.protect(flows, "2019", months=2).figures["status"]) == {FREE}


def test_a_month_of_one_company_keeps_the_next_edition_from_being_made(tmp_path):
    first = [(name, "2019-01", 10.0) for name in ("Alpha", "Beta", "Gamma", "Delta")]
    rows = [*first, ("Alpha", "2019-02", 7.0)]
    flows = pd.DataFrame(rows, columns=["resident", "period", "value"]).assign(group="optics")
    before = disclosure.protect(flows[flows["period"] == "2019-01"], "2019", months=1).figures
    folder = publish(tmp_path / "january", before, 1)
    with pytest.raises(sez.FlowsError, match="the total of 2019 gives a company away"):
        disclosure.protect(flows, "2019", months=2, published=[folder])


def test_earlier_years_are_told_of_the_same_months_and_whole():
    rows = [
        (f"{year}-{month:02}", name, "optics", 10.0)
        for year in (2018, 2019)
        for month in range(1, 4 if year == 2019 else 13)
        for name in ("Alpha", "Beta", "Gamma")
    ]
    flows = pd.DataFrame(rows, columns=["period", "resident", "group", "value"])
    found = disclosure.protect(flows, "2019", months=3).figures
    total = found[found["group"].isna()].set_index(["measure", "period", "months"])["value"]
    assert total.to_dict() == {
        ("total", "2018", 12): 360.0, ("total", "2018", 3): 90.0, ("total", "2019", 3): 90.0,
        ("cumulative", "2018", 12): 360.0, ("cumulative", "2019", 3): 450.0,
    }  # fmt: skip
    assert disclosure.audit(flows, found)["attackers"].isna().all()


def test_what_is_published_already_is_said_to_be_given_away(tmp_path):
    flows = years(y2019=[*SAFE, ("Delta", "optics", "CHN")])
    figures = disclosure.protect(flows, "2019").figures
    assert status(figures, "total", "2019", group="medical") == PRIMARY
    folder = publish(tmp_path / "before", figures.assign(status=FREE), 12)
    found = disclosure.protect(flows, "2019", published=[folder])
    assert status(found.figures, "total", "2019", group="medical") == FREE
    assert "total 2019 medical" in found.given_away
    # countries were not printed, and are not because they are known
    assert status(found.figures, "total", "2019", destination="KAZ") == PRIMARY


def publish_quarter(folder, figures, quarter):
    """Write the tables of the edition of a quarter as its report would, with the year to date."""
    (folder / "tables").mkdir(parents=True)
    told = figures[(figures["measure"] == "total") & (figures["months"] <= 3 * quarter)]
    to_date = told[(told["since"] == 0) & (told["months"] == 3 * quarter) & told["group"].isna()]
    free = to_date.loc[to_date["status"] == FREE, "value"].tolist()
    of = {"id": "total_to_date", "value": free[0] if free and quarter > 1 else None}
    about = {"period": f"2019-Q{quarter}", "complete_to": f"2019-{3 * quarter:02}", "figures": [of]}
    (folder / "summary.json").write_text(json.dumps(about | {"audience": "public"}), "utf-8")
    told = told[told["months"] - told["since"] == 3]
    told = told.assign(period="2019-Q" + (told["months"] // 3).astype(str))
    told["total"] = told["value"].map("{:.0f}".format).where(told["status"] == FREE, "[c]")
    for name, columns in (("groups", ["period", "group", "total"]), ("total", ["period", "total"])):
        held = told[told["group"].notna() == ("group" in columns)]
        held[columns].to_csv(folder / "tables" / f"{name}.csv", index=False)
    return folder


def assert_quarters_in_a_row_tell_nothing(seed, folder):
    flows, folders, made = zone_of_quarters(seed), [], []
    for quarter in range(1, 5):
        until = flows[flows["period"] <= f"2019-{3 * quarter:02}"]
        asked = {"months": 3 * quarter, "published": folders}
        try:
            figures = disclosure.protect(until, f"2019-Q{quarter}", **asked).figures
        except sez.FlowsError as error:
            assert "a public edition cannot be made" in str(error)
            continue
        made.append(figures[(figures["months"] - figures["since"] == 3) | figures["group"].isna()])
        folders.append(publish_quarter(folder / f"{seed}-{quarter}", figures, quarter))
    try:
        made.append(disclosure.protect(flows, "2019", published=folders).figures.assign(since=0))
    except sez.FlowsError as error:
        assert "a public edition cannot be made" in str(error)
    keys = ["measure", "since", "months", "group"]
    every = pd.concat(made).sort_values("status", key=lambda s: s != FREE).drop_duplicates(keys)
    assert list(leaks(flows, every)) == []
    return len(folders)


@pytest.mark.parametrize("seed", range(int(os.environ.get("SEZLIB_SOAK", "0")) * 20 or 2))
def test_quarters_in_a_row_and_then_their_year_give_nothing_away(seed, tmp_path):
    assert_quarters_in_a_row_tell_nothing(seed, tmp_path)
