"""Edges on which a metric could be quietly wrong."""

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest

import sezlib as sez
from tests.calls import CALLS
from tests.engines import ENGINES as PLACES
from tests.engines import to_pandas

ENGINES = {"pandas": lambda frame: frame, "polars": pl.from_pandas, "duckdb": duckdb.from_df}


def back(table):
    if isinstance(table, pl.DataFrame):
        return table.to_pandas()
    return table if isinstance(table, pd.DataFrame) else table.df()


@pytest.mark.parametrize("engine", ENGINES)
def test_an_empty_destination_is_in_no_bloc_and_is_kept_on_every_engine(flows, engine):
    flows.loc[2, "destination"] = None
    assert back(sez.with_blocs(ENGINES[engine](flows), ["EAEU"]))["value"].sum() == 110


def test_one_bloc_may_be_named_by_itself(flows):
    assert set(sez.with_blocs(flows, "EAEU")["bloc"]) == {"EAEU", "other"}


def test_blocs_come_out_numbered_from_zero(flows):
    table = sez.with_blocs(flows)
    assert table.index.tolist() == list(range(len(table)))


def test_one_empty_value_is_counted_once(flows):
    flows.loc[0, "value"] = None
    with pytest.raises(sez.FlowsError, match="column 'value' has 1 empty values"):
        sez.total(flows)


def test_an_empty_period_is_told_as_what_it_is(flows):
    flows.loc[0, "period"] = None
    for ask in (sez.total, lambda f: sez.total(f, per="quarter"), lambda f: sez.until(f, "2018")):
        with pytest.raises(sez.FlowsError, match="column 'period' has 1 empty values"):
            ask(flows)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_a_lazy_engine_states_no_sum_over_an_empty_value(flows, engine):
    flows.loc[0, "value"] = None
    lazy = pl.from_pandas(flows).lazy() if engine == "polars" else duckdb.from_df(flows)
    table = sez.total(lazy)
    table = table.collect().to_pandas() if engine == "polars" else table.df()
    assert table["total"].isna().tolist() == [True, False, False]


def test_a_key_that_a_metric_returns_is_refused_by_name(flows):
    with pytest.raises(sez.FlowsError, match="'status' is the name of a column that first_expo"):
        sez.first_exports(flows.assign(status="A"), "destination", by="status")
    with pytest.raises(sez.FlowsError, match="the key 'growth' is the name of an effect; rename"):
        named = flows.rename(columns={"group": "growth"})
        sez.constant_market_share(named, "growth", against=named)


@pytest.mark.parametrize("engine", ["pandas", "polars", "duckdb"])
@pytest.mark.parametrize(
    ("metric", "asked"),
    [
        (sez.total, {}),
        (sez.growth, {}),
        (sez.share, {"of": "resident"}),
        (sez.margins, {"of": "resident"}),
        (sez.exporters, {}),
        (sez.theil_parts, {"of": "resident", "within": "destination"}),
        (sez.rca, {"of": "resident", "against": True}),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_a_key_may_have_any_name_but_those_of_the_result(flows, engine, metric, asked):
    def made(*keys):
        # all of the names at once, each the name of the same key
        frame = flows.drop(columns="group").assign(**dict.fromkeys(keys, flows["group"]))
        frame = {"pandas": lambda: frame, "polars": lambda: pl.from_pandas(frame).lazy(),
                 "duckdb": lambda: duckdb.from_df(frame)}[engine]()  # fmt: skip
        more = {"against": frame} if "against" in asked else {}
        table = metric(frame, by=keys, **{**asked, **more})
        if engine == "pandas":
            return table
        return table.collect().to_pandas() if engine == "polars" else table.df()

    right = made("group")
    names = ["at", "hhi", "place", "effect_01", "total filled", "Previous", "now", "base", "status"]
    names = [
        name for name in names
        if name not in right and (engine == "pandas" or name.lower() not in right)
    ]  # fmt: skip
    keyed = pd.DataFrame(dict.fromkeys(names, right["group"]))
    expected = pd.concat([keyed, right.drop(columns="group")], axis="columns")
    pd.testing.assert_frame_equal(made(*names), expected, check_like=False)


def test_keys_of_every_argument_may_have_any_name(flows):
    named = flows.rename(columns={"resident": "place", "destination": "now"})
    table = sez.margins(named, of=["place", "now"])
    assert set(table["level"]) == {"place", "now"}
    assert table["change"].tolist() == sez.margins(
        flows, of=["resident", "destination"]
    )["change"].tolist()  # fmt: skip
    effects = sez.constant_market_share(named, ["group", "now"], against=named)["effect"]
    assert "now" in set(effects)
    with pytest.raises(sez.FlowsError, match="by names 'value', which is the amount and no key"):
        sez.total(flows, by="value")


def test_a_key_in_capitals_is_refused_where_an_engine_knows_no_capitals(flows):
    frame = flows.assign(Total="A")
    assert sez.total(frame, by="Total").columns.tolist() == ["Total", "period", "total"]
    with pytest.raises(sez.FlowsError, match="the key 'Total' is the name of a column that tot"):
        sez.total(duckdb.from_df(frame), by="Total")


def test_a_base_may_be_any_number(flows):
    assert sez.relative_to(flows, np.int64(20))["ratio"].iloc[0] == 0.5


def test_a_base_with_a_key_that_is_not_asked_for_is_refused(flows):
    with pytest.raises(sez.FlowsError, match="the base is within 'destination'; name it in by"):
        sez.relative_to(flows, sez.total(flows, by="destination"))


def test_no_base_at_all_is_a_missing_column(flows):
    with pytest.raises(sez.MissingColumnError, match=r"no column 'base' in the flows$"):
        sez.relative_to(flows, None)


@pytest.mark.parametrize("backwards", [False, True])
def test_equal_sums_tie_whatever_the_order_they_were_added_in(backwards):
    values = [0.1, 0.2, 0.3, 0.3, 0.2, 0.1]
    flows = pd.DataFrame({"period": "2019", "destination": list("AAABBB"), "value": values})
    flows = flows[::-1] if backwards else flows
    assert sez.rank(flows, "destination")["destination"].tolist() == ["A", "B"]


def test_what_is_not_specified_is_never_called_new(flows):
    flows.loc[4, "destination"] = "ZZZ"
    assert "ZZZ" not in set(sez.first_exports(flows, "destination")["destination"])


# what else takes an empty value: cuts refuse it or pass it on, the others have tables of their own
ELSEWHERE = ("condense", "convert", "deflate", "duty_relief", "clearance_time", "rank-of-the-top")
RECORDS = [
    ("2016-02", "Alpha", "optics", "CHN", 700.0),
    ("2016-05", "Beta", "optics", "CHN", 40.0),
    ("2017-03", "Alpha", "optics", "CHN", 900.0),
    ("2017-08", "Beta", "education", "KAZ", 300.0),
    ("2018-02", "Alpha", "optics", "CHN", None),
    ("2018-11", "Beta", "education", "KAZ", 500.0),
    ("2018-12", "Gamma", "optics", "BLR", 200.0),
    ("2019-01", "Gamma", "optics", "CHN", 450.0),
    ("2019-03", "Alpha", "optics", "CHN", 410.0),
    ("2019-12", "Beta", "education", "KAZ", 1500.0),
    ("2019-12", "Delta", "education", "BLR", 5.0),
]


def cells(native):
    """Every number of a table by its texts and its column; what is null has none."""
    table = to_pandas(native)
    texts = [c for c in table if str(table[c].dtype) in ("object", "str")]
    # a survival table has a row for each duration
    texts += ["duration"] if "at_risk" in table else []
    for _, row in table.iterrows():
        key = tuple(None if pd.isna(cell) else cell for cell in row[texts])
        for column in table.columns.difference(texts):
            if not pd.isna(row[column]):
                yield (*key, column), float(row[column])


@pytest.mark.parametrize("name", [n for n in CALLS if not n.startswith(ELSEWHERE)])
def test_on_a_lazy_engine_what_hangs_on_an_empty_value_is_null(name):
    """Two amounts in its place tell what hangs on it: what they make different has to be null."""
    columns = ["period", "resident", "group", "destination", "value"]
    frame, ask, eager = pd.DataFrame(RECORDS, columns=columns), CALLS[name], PLACES["polars"]
    less, more = (
        dict(cells(ask(eager(frame.fillna({"value": amount})), eager))) for amount in (700.0, 9e3)
    )
    for put in (PLACES["polars-lazy"], PLACES["duckdb"]):
        for key, number in cells(ask(put(frame), put)):
            assert number == pytest.approx(less[key], rel=1e-9), key
            assert number == pytest.approx(more[key], rel=1e-9), key
