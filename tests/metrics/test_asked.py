"""What a metric cannot be asked is refused in one sentence, whatever the engine would have said."""

from decimal import Decimal

import duckdb
import pandas as pd
import polars as pl
import pytest
from engines import assert_rows, to_pandas

import sezlib as sez

FORMS = "a period is a text like 2019, 2019-S1, 2019-Q1 or 2019-07"
KINDS = {
    "categories of pandas": lambda f: f.astype({"resident": "category", "period": "category"}),
    "objects of pandas": lambda f: f.astype({"resident": "object", "period": "object"}),
    "categories of polars": lambda f: pl.from_pandas(f).with_columns(
        pl.col("resident", "period").cast(pl.Categorical)
    ),
    "lazy categories of polars": lambda f: (
        pl.from_pandas(f).lazy().with_columns(pl.col("resident", "period").cast(pl.Categorical))
    ),
    "decimals of polars": lambda f: pl.from_pandas(f).with_columns(
        pl.col("value").cast(pl.Decimal(20, 2))
    ),
    "huge whole numbers of DuckDB": lambda f: duckdb.from_df(f).select(
        "* replace (value::hugeint as value)"
    ),
    "decimals of DuckDB": lambda f: duckdb.from_df(f).select(
        "* replace (value::decimal(18, 3) as value)"
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_categories_objects_and_decimals_are_texts_and_numbers_like_others(flows, kind):
    flows.loc[3, "resident"] = None
    expected = [("2017", "Alpha", 10, 1), ("2018", "Alpha", 30, 0.75), ("2018", "Beta", 10, 0.25),
                ("2019", "Beta", 15, 0.25), ("2019", "_U", 45, 0.75)]  # fmt: skip
    made = sez.share(KINDS[kind](flows), "resident")
    assert_rows(made, ["period", "resident", "total", "share"], expected)


@pytest.mark.parametrize("put", [pd.DataFrame.copy, pl.from_pandas, duckdb.from_df])
def test_a_number_as_a_key_is_a_text_and_an_empty_one_is_unknown(flows, put):
    flows["resident"] = pd.array([7, 7, None, 40, None], dtype="Int64")
    made = to_pandas(sez.count(put(flows), "resident"))
    assert made["count"].tolist() == [1, 1, 1]
    assert set(to_pandas(sez.share(put(flows), "resident"))["resident"]) == {"7", "40", "_U"}


def test_decimals_that_pandas_calls_objects_add_up(flows):
    flows["value"] = [Decimal("0.1")] * 5
    assert sez.total(flows)["total"].tolist() == pytest.approx([0.1, 0.2, 0.2])


@pytest.mark.parametrize(
    ("column", "held", "said"),
    [
        (
            "value",
            [1, 2, 3, 4, -5],
            "column 'value' has -5, and an amount is 0 or more, and finite",
        ),
        ("value", [1, 2, 3, 4, float("inf")], "column 'value' has inf, and an amount is 0 or more"),
        ("value", list("abcde"), "column 'value' is of the type String, and an amount is a number"),
        ("value", [True] * 5, "column 'value' is of the type Boolean, and an amount is a number"),
        ("value", pd.Series([1, "x", 2, 3, 4], dtype=object), "column 'value' is of the type Obj"),
        ("period", [2017.0, 2018, 2018, 2019, 2019], f"flows is of the type Float64, and {FORMS}"),
        ("period", pd.date_range("2019", periods=5), f"flows is of the type Datetime, and {FORMS}"),
        ("period", ["abcd", "2018", "2018", "2019", "2019"], "period 'abcd' is not a period like"),
    ],
)
@pytest.mark.parametrize("put", [pd.DataFrame.copy, pl.from_pandas])
def test_what_is_no_amount_and_no_period_is_refused(flows, put, column, held, said):
    frame = flows.assign(**{column: held})
    if put is pl.from_pandas and frame[column].dtype == object:
        frame[column] = frame[column].astype("str")
        said = said.replace("Obj", "String")
    with pytest.raises(sez.FlowsError, match=said):
        sez.rank(put(frame), "destination")


@pytest.mark.parametrize("put", [pd.DataFrame.copy, pl.from_pandas, duckdb.from_df])
@pytest.mark.parametrize(("key", "held"), [("destination", False), ("product", 8542.3)])
def test_codes_that_a_reader_took_for_something_else_are_refused(flows, put, key, held):
    frame = put(flows.assign(**{key: [held] * 5}))
    with pytest.raises(sez.FlowsError, match=f"^column '{key}' is of the type .* as a text$"):
        sez.share(frame, of=key)


def test_a_column_that_is_empty_throughout_is_of_any_type(flows):
    table = sez.share(flows.assign(resident=float("nan")), of="resident")
    assert table["resident"].unique().tolist() == ["_U"]


@pytest.mark.parametrize(
    ("per", "period"), [("month", "2019-13"), ("quarter", "2019-Q9"), ("half", "2019-00")]
)
def test_a_month_that_no_year_has_is_not_counted_as_one_of_the_next(flows, per, period):
    frame = flows.assign(period=["2018-01", "2018-01", "2018-01", period, "2018-01"])
    if per == "quarter":
        frame = frame.replace("2018-01", "2018-Q1")
    with pytest.raises(sez.FlowsError, match=f"^period '{period}' is not a period like 2019, "):
        sez.growth(frame, per=per)


def test_a_day_is_no_period_and_not_one_that_is_too_long(flows):
    frame = flows.assign(period="2019-07-01")
    with pytest.raises(sez.FlowsError, match=r"^period '2019-07-01' is not a period like 2019, "):
        sez.total(frame, per="month")


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda f: sez.growth(f, lag=True), "lag True is not a whole number of 1 or more"),
        (lambda f: sez.growth(f, lag=1.5), "lag 1.5 is not a whole number of 1 or more"),
        (lambda f: sez.margins(f, "group", lag="1"), "lag '1' is not a whole number of 1 or more"),
        (lambda f: sez.rank(f, "group", top=2.5), "top 2.5 is not a whole number of 1 or more"),
        (lambda f: sez.spells(f, "group", bridge=None), "bridge None is not a whole number of 0"),
        (lambda f: sez.exporters(f, fewest="3"), "fewest '3' is not a whole number of 1 or more"),
        (lambda f: sez.margins(f, "group", least="2"), "least '2' is not 0 or more"),
        (lambda f: sez.total(f, by=None), "None does not name a column, or several; give a text"),
        (lambda f: sez.share(f, 3), "3 does not name a column, or several; give a text"),
        (lambda f: sez.total(f, per=["year"]), r"per \['year'\] is not one of 'year', 'half'"),
        (lambda f: sez.total(f, ["value"]), r"total is of one column, and not of \['va"),
        (lambda f: sez.concentration(f, "group", index=None), "None does not name an index"),
        (lambda f: sez.theil_parts(f, "group", within=[]), "within names no column to split"),
        (lambda f: sez.share(f, "value"), "of names 'value', which is the amount and no key"),
        (lambda f: sez.relative_to(f, True), "base True is no amount to relate anything to"),
        (lambda f: sez.relative_to(f, float("nan")), "base nan is no amount to relate anything to"),
        (lambda f: sez.relative_to(f, "x"), "'x' is a str and no table, and cannot be the base"),
        (lambda f: sez.relative_to(f, f[["value", "period"]]), "the last column of the base is"),
        (lambda f: sez.relative_to(f, f[["period", "group"]], by="group"), "column 'group' is of"),
        (lambda f: sez.relative_to(f, f.assign(period="2018")[["period", "value"]]),
         "the base has more than one row for '2018'"),
        (lambda f: sez.relative_to(f, pl.from_pandas(f[["period", "value"]])),
         "the base is a table of polars and the flows are one of pandas; put both on the same eng"),
        (lambda f: sez.intensity(f, against=f, home="Russia"), "home 'Russia' is not a code like"),
        (lambda f: sez.complementarity(f, "group", imports=f, among="group"), "'group' is in of a"),
        (lambda f: sez.until(f, 20195), "period '20195' is not a period like"),
        (lambda f: sez.total("flows.csv"), "'flows.csv' is a str and no table, and cannot be the"),
        (lambda f: sez.total(f["value"]), "is a Series and no table, and cannot be the flows"),
        (lambda f: sez.total(pd.concat([f, f[["value"]]], axis=1)), "the column 'value' is more"),
        (lambda f: sez.deflate(f, f[["period", "group"]], base="2018"), "column 'group' is of"),
        (lambda f: sez.deflate(f, f.assign(value=float("inf"))[["period", "value"]], base="2018"),
         "the prices for .* are not above 0, or not finite"),
        (lambda f: sez.convert(f.assign(value="x"), sez.rates().drop(columns="currency"), to="USD"),
         "column 'value' is of the type String, and an amount is a number"),
        (lambda f: sez.duty_relief(f.assign(duty_rate="0.1", vat_rate=0.2)), "column 'duty_rate'"),
        (lambda f: sez.with_groups(f.assign(product=101)), "column 'product' holds numbers, and a"),
        (lambda f: sez.exporters(f, ()), "of is one column, the company, and not none"),
        (lambda f: sez.penetration(f, (), against=f), "a product and a market, and not of no"),
    ],
)  # fmt: skip
def test_a_wrong_question_is_told_in_one_sentence(flows, ask, said):
    with pytest.raises(sez.FlowsError, match=said) as error:
        ask(flows)
    assert "\n" not in str(error.value)


def test_a_lag_beyond_all_records_looks_back_on_nothing(flows):
    assert sez.growth(flows, lag=10**30)["growth"].isna().all()


def test_a_year_may_be_a_number(flows):
    assert len(sez.until(flows, 2018)) == 3
    assert sez.average_growth(flows, start=2018, end=2019)["average_growth"].tolist() == [0.5]


def test_of_nothing_the_whole_is_the_one_line(flows):
    assert_rows(sez.spells(flows, ()), ["start", "end", "duration", "censored"],
                [("2017", "2019", 3, "both")])  # fmt: skip
    assert sez.count(flows, ())["count"].tolist() == [1, 1, 1]
    effects = sez.constant_market_share(flows, (), against=flows.assign(value=1.0)).tail(3)
    # the market stood at 2 flows of 1, so that all of the change is competitiveness
    assert effects["change"].tolist() == [0, 20, 0]


def test_a_base_may_be_a_decimal(flows):
    assert sez.relative_to(flows, Decimal("20"))["ratio"].tolist() == [0.5, 2, 3]


def test_a_rate_may_be_a_decimal(flows):
    rates = {"duty_rate": [Decimal("0.1")] * 5, "vat_rate": [Decimal("0.2")] * 5}
    # on 10: duty of 1, and VAT of a fifth of 11
    assert sez.duty_relief(flows.assign(**rates))["duty_relief"].tolist()[0] == pytest.approx(3.2)


@pytest.mark.parametrize("kind", ["category", "object", "str"])
def test_a_group_is_told_of_a_product_that_is_a_category(flows, kind):
    frame = flows.drop(columns="group").assign(product=pd.Series(["9002"] * 5).astype(kind))
    assert set(sez.with_groups(frame)["group"]) == {"optics"}
