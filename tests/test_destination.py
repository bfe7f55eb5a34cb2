"""The pages on one destination and on one product, held against pandas on the sample."""

import json
import re

import pandas as pd
import pytest

import sezlib as sez
from sezlib.countries import PROJECT
from sezlib.pages import destination as page

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
    assert "(+50.0% on 2018), and 4 kg were sold (+100.0%)" in told
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
    assert {"en": "8.0 sold, at 7.50", "ru": "поставлено 8,0"}[language] in told
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


def test_neither_page_has_a_public_edition():
    held, ed = edition(destination="KAZ")
    with pytest.raises(sez.FlowsError, match="'destination' is about companies, and has no public"):
        sez.disclosure.restrict(ed, held, "public")
