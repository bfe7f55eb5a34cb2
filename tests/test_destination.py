"""The pages on one destination and on one product, held against pandas on the sample."""

import json
import re

import pandas as pd
import pytest

import sezlib as sez
from sezlib.disclosure.folder import audit_folders
from sezlib.pages import destination as page
from sezlib.pages.passage import hidden_rows
from sezlib.report import report
from sezlib.texts import PROJECT
from tests import processes
from tests.disclosure.test_audience import zone_of_few

SUBJECTS = [
    ("destination", {"destination": "KAZ"}, lambda f: f["destination"] == "KAZ"),
    ("product", {"product": "8542"}, lambda f: f["product"].str.startswith("8542")),
    ("product", {"product": "optics"}, lambda f: f["group"] == "optics"),
]


@pytest.fixture(scope="module")
def sample():
    held = pd.read_csv(PROJECT / "data" / "sample" / "flows.csv", dtype=str)
    return held.assign(value=held["value"].astype(float), year=held["period"].str[:4])


@pytest.mark.parametrize(("notebook", "asked", "rows"), SUBJECTS)
def test_figures_of_a_subject_are_those_of_pandas(notebook, asked, rows, sample, reported):
    told = json.loads((reported(notebook, **asked) / "summary.json").read_text("utf-8"))["figures"]
    got = {one["id"]: one for one in told}
    sold = sample[rows(sample)]
    years = sold.groupby("year")["value"].sum()
    assert got["total"]["value"] == pytest.approx(years["2019"])
    assert got["growth"]["value"] == pytest.approx(years["2019"] / years["2018"] - 1)
    whole = sample[sample["year"] == "2019"]
    assert got["subject_share"]["value"] == pytest.approx(years["2019"] / whole["value"].sum())
    column = next(iter(asked)) if "optics" not in asked.values() else "group"
    keys = whole["product"].str[:4] if column == "product" else whole[column]
    sizes = whole.groupby(keys)["value"].sum().sort_values(ascending=False)
    assert got["subject_share"]["where"]["rank"] == [*sizes.index].index(*asked.values()) + 1
    now = sold[(sold["year"] == "2019") & (sold["value"] > 0)]
    assert got["exporters"]["value"] == now["resident"].nunique()


def flows():
    rows = [
        ("2016", "KAZ", "8541", 10.0, 1.0), ("2017", "CHN", "8542", 30.0, 2.0),
        ("2018", "KAZ", "8542", 20.0, 2.0), ("2019", "KAZ", "8542", 60.0, 4.0),
        ("2019", "CHN", "9001", 40.0, 8.0), ("2019", "DEU", "8541", 5.0, None),
    ]  # fmt: skip
    columns = ["period", "destination", "product", "value", "net_kg"]
    return pd.DataFrame(rows, columns=columns).assign(group="<b>odd</b>", resident="A")


def edition(language="en", **asked):
    held = flows()
    subject = page.find_subject(held, **asked)
    name = next(iter(asked))
    ed = sez.edition(held, period="2019", page=name, subject=subject, language=language)
    return page.cut_codes(held, subject), ed


def test_price_volume_and_spells_are_those_by_hand():
    held, ed = edition(destination="Казахстан")
    sold = page.select(held, ed)
    none = sez.attempt(sez.unit_value, sold, "quantity")
    told = page.price(sez.unit_value(sold), none, ed).finding
    # 60 for 4 kg after 20 for 2 kg
    assert "15" in told
    assert "(+50.0% on 2018), and 4\u00a0kg were sold (+100.0%)" in told
    since = page.since(sez.spells(held, of="destination"), ed).finding
    assert "in 2016, and what was before is not known; there have been breaks since" in since
    market = flows().assign(value=flows()["value"] * 4)
    part = page.find_share(held, market, ed)
    assert page.market(part, ed).finding == "Of the market, that was 25.0% in 2019."
    held, ed = edition(destination="DEU")
    assert page.price(sez.unit_value(page.select(held, ed)), none, ed) is None
    since = page.since(sez.spells(held, of="destination"), ed).finding
    assert since == "The first such exports on record were in 2019."


def test_a_weight_that_some_rows_lack_is_not_told_as_all():
    held, ed = edition(product="85")
    sold = page.select(held, ed)
    none = sez.attempt(sez.unit_value, sold, "quantity")
    told = page.price(sez.unit_value(sold), none, ed).finding
    assert "in the records that state a weight" in told
    assert "(+100" not in told


@pytest.mark.parametrize("language", ["en", "ru"])
def test_other_units_of_quantity_are_told_each_by_itself(language):
    held, ed = edition(language, destination="KAZ")
    sold = page.select(held, ed).assign(unit=["m2", "pcs", "pcs"], quantity=[5.0, 4.0, 8.0])
    none = sez.attempt(sez.unit_value, sold.drop(columns="net_kg"))
    counted = sez.unit_value(sold, "quantity")
    # 60 for 8 pieces, and no square metres this year
    told = page.price(none, counted, ed).finding
    assert told.count("pcs") == 1 and "m2" not in told
    assert {"en": "8 sold, at 7.50", "ru": "поставлено 8, "}[language] in told
    shown = sez.show(counted[["period", "unit", "amount", "unit_value"]], "subject-units", ed)
    assert shown.heads[1] == {"en": "Unit", "ru": "Единица"}[language]
    assert shown.cells[-1] == (
        "2019",
        "pcs",
        *{"en": ("8.0", "7.5"), "ru": ("8,0", "7,5")}[language],
    )


def test_what_was_not_sold_in_the_year_is_told_so():
    flows_, _ = edition(destination="KAZ")
    held = flows_[(flows_["period"] != "2019") | (flows_["destination"] != "KAZ")]
    subject = ("destination", "KAZ")
    ed = sez.edition(held, period="2019", page="destination", subject=subject)
    told = page.size(sez.growth(page.select(held, ed)), sez.rank(held, of="destination"), ed)
    assert repr(told) == ""
    assert page.points([told], ed).points == ("There were no exports to Kazakhstan in 2019.",)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"destination": "KZA"}, "no exports to the destination 'KZA' (did you mean 'KAZ'?)"),
        ({"destination": "Mauritius"}, "no exports to the destination 'Mauritius'; the flows have"),
        ({"product": "8543"}, "no exports of the product '8543' (did you mean '8542'?)"),
        ({"product": "8"}, "no exports of the product '8'"),
    ],
)
def test_what_is_not_in_the_records_is_refused_with_the_nearest(asked, said):
    with pytest.raises(sez.FlowsError, match=re.escape(said)) as refused:
        page.find_subject(flows(), **asked)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_hostile_name_stays_text(language):
    held, ed = edition(language, product="<b>odd</b>")
    growth = sez.growth(page.select(held, ed))
    told = page.size(growth, sez.rank(held, of="group"), ed)
    assert "<b>odd" not in told._repr_html_()
    assert "&lt;b&gt;odd" in told._repr_html_()


def test_a_product_by_its_code_has_no_public_edition():
    held, ed = edition(product="8542")
    with pytest.raises(sez.FlowsError, match="product '8542' is not protected, and has no public"):
        sez.disclosure.restrict(ed, held, "public")


def public(flows, **subject):
    """Return an edition for everybody on a subject of small records, and what it is made from."""
    found = page.find_subject(flows, **subject)
    asked = "destination" if "destination" in subject else "product"
    ed = sez.edition(flows, period="2019", page=asked, subject=found)
    return sez.disclosure.restrict(ed, flows, "public"), page.select(flows, ed)


@pytest.mark.parametrize("asked", [{"destination": "CHN"}, {"destination": "KAZ"},
                                   {"product": "optics"}, {"product": "steel"}])  # fmt: skip
def test_a_public_page_hides_what_the_annual_one_hides(asked):
    flows = zone_of_few()
    ed, sold = public(flows, **asked)
    (of, key), other = ed.subject, "group" if "destination" in asked else "destination"
    figures = sez.disclosure.protect(flows, "2019").figures
    figures = figures[(figures["measure"] == "total") & (figures[of] == key)]
    expected = {
        (row["period"], row[other] if isinstance(row[other], str) else ""): (
            row["value"] if row["status"] == "F" else "[c]"
        )
        for row in figures.to_dict("records")
    }
    growth, shares = ed.gate(sez.growth(sold), "table"), ed.gate(sez.share(sold, of=other), "table")
    told = {(row["period"], ""): row["total"] for row in growth.to_dict("records")}
    told |= {(row["period"], row[other]): row["total"] for row in shares.to_dict("records")}
    # what was hidden when there was first any of it has no row
    unlisted = {at for at in expected.keys() - told.keys() if expected[at] == "[c]"}
    assert told == {at: held for at, held in expected.items() if at not in unlisted}
    assert {period for period, _ in unlisted} <= {"2018"}
    hidden = [at for at, held in expected.items() if held == "[c]" and at[0] == "2019"]
    parts = page.parts(sez.share(sold, of=other), ed, of=other)
    said = parts.finding if parts else ""
    shown = any(at[0] == "2019" and at[1] and expected[at] != "[c]" for at in expected)
    assert ("Of those shown" in said) == (bool(hidden) and shown)
    # nothing is told of companies, and where something is hidden a rank is not either
    assert page.sellers(sez.rank(sold, of="resident"), ed) is None
    ranking = ed.gate(sez.rank(flows, of=of), {"metric": "rank"})
    size = repr(page.size(sez.growth(sold), sez.rank(flows, of=of), ed))
    assert ("number" in size) == (not hidden_rows(ranking, "2019"))


def test_what_would_give_a_company_away_has_no_page_of_its_own():
    flows = pd.concat([zone_of_few(), zone_of_few()[:1].assign(destination="DEU", period="2019")])
    with pytest.raises(sez.FlowsError, match="exported of 'DEU' in 2019 would give a company away"):
        public(flows, destination="DEU")


def test_when_a_country_was_first_sold_to_is_not_told_where_it_was_to_few():
    flows = zone_of_few()
    first = flows[:1].assign(destination="KAZ", period="2016")
    more = flows.assign(period=[str(int(year) - 1) for year in flows["period"]])
    ed, sold = public(pd.concat([first, more, flows]), destination="KAZ")
    for taken in ("table", {"metric": "growth"}):
        assert ed.gate(sez.growth(sold), taken)["period"].min() == "2017"


def test_public_pages_beside_the_annual_one_give_no_company_away(tmp_path):
    zone_of_few().to_csv(tmp_path / "flows.csv", index=False)
    folders = []
    for name, *subject in (("annual_export",), ("destination", "destination=CHN"),
                           ("product", "product=steel")):  # fmt: skip
        given = ["flows=flows.csv", "audience=public", *subject]
        asked = [part for one in given for part in ("-p", one)]
        done = processes.run(
            "report", name, *asked, "--to", "html,csv", "--out", name, cwd=tmp_path
        )
        assert done.returncode == 0, done.stderr
        folders.append(tmp_path / name)
        assert "Firm" not in (tmp_path / name / "report.html").read_text("utf-8")
    records = sez.read(tmp_path / "flows.csv")
    found = audit_folders(folders, records)
    assert len(found.figures) and found.figures["attackers"].isna().all()
    assert found.companies == [] and found.left == {}
    # what a page tells that CSV files do not is found, and a cell that is put back comes out
    (folders[2] / "manifest.json").unlink()
    explorer = folders[2] / "explore.html"
    explorer.write_text(explorer.read_text("utf-8").replace('"[c]",', "1234.5,"), "utf-8")
    with pytest.raises(sez.FlowsError, match=r"product/explore\.html, data.*'1234\.5' is in none"):
        audit_folders(folders, records)
    explorer.unlink()
    table = folders[2] / "tables" / "subject-parts.csv"
    parts = pd.read_csv(table, dtype=str)
    at = parts["total"] == "[c]"
    both = sez.total(records, by=["group", "destination"])
    both = both[(both["period"] == "2019") & (both["group"] == "steel")].set_index("destination")
    parts.loc[at, "total"] = [str(both["total"][one]) for one in parts.loc[at, "destination"]]
    parts.to_csv(table, index=False)
    out = audit_folders(folders, records).figures.dropna(subset=["attackers"])
    assert "total 2019 steel CHN" in set(out["figure"])


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_country_that_nothing_went_to_this_year_has_a_page(tmp_path, language):
    path = tmp_path / "flows.csv"
    path.write_text(
        "period,destination,value\n2017,BLR,5\n2018,BLR,6\n2018,KAZ,7\n2019,KAZ,8\n", "utf-8"
    )
    asked = {"flows": str(path), "destination": "BLR", "language": language}
    page = (report("destination", asked, tmp_path / "out") / "report.html").read_text("utf-8")
    none = {"en": "There were no exports to Belarus in 2019.", "ru": "«Беларусь» не было."}
    assert none[language] in page


def test_a_product_code_is_called_one_in_the_title():
    assert edition(product="8542")[1].title().endswith(": product 8542")
    assert "код товара 8542," in edition("ru", product="8542")[1].title()
