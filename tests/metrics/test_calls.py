"""A call that cannot be meant is told which one can, and any column may have any name."""

import inspect

import duckdb
import pandas as pd
import polars as pl
import pytest
from engines import rows

import sezlib as sez
from sezlib import metrics

METRICS = [getattr(metrics, name) for name in metrics.__all__]
EACH = pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.__name__)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda f: sez.growth(f, "group"), "'group' is no amount to add up; by='group' is me"),
        (lambda f: sez.growth(f, "resident", by="group"), "; by='resident' is meant"),
        (lambda f: sez.growth(f.assign(line="A"), "line"), "an amount is a number; by='line'"),
        (lambda f: sez.growth(f.assign(product=8542), "product"), "'product' is no amount to add"),
        (lambda f: sez.total(f, "group", "year"), ": total(flows, by='group', per='year') is mea"),
        (lambda f: sez.total(f, "value", "group"), ": total(flows, of='value', by='group') is me"),
        (lambda f: sez.growth(f, "value", "group", "half", 2),
         ": growth(flows, of='value', by='group', per='half', lag=2) is meant"),
        (lambda f: sez.share(f, "destination", "group"),
         "share takes 'flows', 'of' in their places, and anything else by its name: "
         "share(flows, of='destination', by='group') is meant"),
        (lambda f: sez.share(pl.from_pandas(f).lazy(), "destination", ["group"]), "by=['group']) "),
        (lambda f: sez.rank(f, "group", 3), ": rank(flows, of='group', top=3) is meant"),
        (lambda f: sez.concentration(f, "group", "gini"), "of='group', index='gini') is meant"),
        (lambda f: sez.rca(f, "group", f), ": rca(flows, of='group', against=...) is meant"),
        (lambda f: sez.convert(f, sez.rates(), "USD"), "convert(flows, rates=..., to='USD') is m"),
        (lambda f: sez.like_for_like(f, "2019", "group"), "(flows, period='2019', by='group') is"),
        (lambda f: sez.share("destination", f),
         "share takes its table first: share(flows, of='destination') is meant"),
        (lambda f: sez.growth("group", f), "growth takes its table first: growth(flows, by='group"),
        (lambda f: sez.until("2019", f), "until takes its table first: until(flows, period='2019'"),
        (lambda f: sez.share(f, "group", of="destination"), "share is given 'of' twice: share(flo"),
        (lambda f: sez.share(f), "share is asked without 'of': share(flows, of=...) is meant"),
        (lambda f: sez.share(of="group"), "share is asked without 'flows': share(flows, of=...)"),
        (lambda f: sez.growth(f, groupby="group"), "growth has no argument 'groupby' (did you mean "
         "'by'?); it takes 'flows', 'of', 'by', 'per', 'lag'"),
        (lambda f: sez.growth(f, freq="quarter"), "'freq' (did you mean 'per'?); it takes"),
        (lambda f: sez.growth(f, period="2019"), "'period' (did you mean 'per'?); it takes"),
        (lambda f: sez.growth(f, lags=4), "'lags' (did you mean 'lag'?); it takes"),
        (lambda f: sez.growth(f, ("value", "net_kg")), "growth is of one column, and not of ('va"),
        (lambda f: sez.share(f, f), "of=<DataFrame> does not name a column, or several; give a te"),
        (lambda f: sez.share(f, f["destination"]), "a list of texts: of='destination'"),
        (lambda f: sez.total(f, by=f["group"]), "by=<Series> does not name a column, or several"),
        (lambda f: sez.share(f, ["group", 3]), "of=3 does not name a column, or several; give a"),
        (lambda f: sez.growth(sez.edition(f, period="2019")), "is an Edition and no table"),
        (lambda f: sez.share(f, "grup"), "no column 'grup' in the flows (did you mean 'group'?); "),
        (lambda f: sez.share(f, "GROUP"), "no column 'GROUP' in the flows (did you mean 'group'?)"),
        (lambda f: sez.share(f, "destinatoin", by="grop"), "(did you mean 'group', 'destination'?"),
        (lambda f: sez.total(f, by="bloc"), "which sez.with_blocs(flows) makes of 'destination'; "),
        (lambda f: sez.share(f, "bloc"), "which sez.with_blocs(flows) makes of 'destination'; the"),
        (lambda f: sez.share(f.drop(columns="group"), "group"),
         "no column 'group' in the flows, which sez.with_groups(flows) makes of 'product'; the"),
        (lambda f: sez.total(f, by="quarter"), ", and periods are cut with per='quarter'; the col"),
        (lambda f: sez.total(f, per="Year"), "per 'Year' is not one of 'year', 'half', 'quarter', "
         "'month' (did you mean 'year'?)"),
        (lambda f: sez.total(f, per="annual"), "per 'annual' is not one of 'year', 'half', 'quart"),
        (lambda f: sez.total(f, per="yearly"), "(did you mean 'year'?)"),
        (lambda f: sez.total(f, per="quarterly"), "(did you mean 'quarter'?)"),
        (lambda f: sez.total(f, per=None), "per None is not one of 'year', 'half', 'quarter', 'mo"),
        (lambda f: sez.share(f, ["group", "group"]), "of names 'group' twice"),
        (lambda f: sez.condense(f, ["group", "period"]), "keep names 'period', which is no key: p"),
        (lambda f: sez.theil_parts(f, "group", within="group"), "'group' is in of and in within o"),
        (lambda f: sez.exporters(f, unfinished="2019-Q1"), "unfinished '2019-Q1' is not a period "),
        (lambda f: sez.total(f.rename(columns={"group": "_g"}), by="_g"), "the key '_g' begins wi"),
    ],
)  # fmt: skip
def test_a_call_that_cannot_be_meant_is_told_which_one_can(flows, ask, said):
    with pytest.raises(sez.FlowsError) as error:
        ask(flows)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


@EACH
def test_no_metric_answers_a_wrong_call_with_what_python_says(metric, flows):
    by_place = [
        p for p in inspect.signature(metric).parameters.values() if p.kind != p.KEYWORD_ONLY
    ]
    for args, more in [
        ((), {}),
        ((flows, *["destination"] * len(by_place)), {}),
        (("destination", flows), {}),
        ((flows, "destination"), {"groupby": "group"}),
    ]:
        with pytest.raises(sez.FlowsError, match=metric.__name__):
            metric(*args, **more)


def test_a_wrong_call_is_no_column_that_could_not_be_had(flows):
    with pytest.raises(sez.FlowsError, match=r"by='group'\) is meant$"):
        sez.attempt(sez.share, flows, "destination", "group")
    assert sez.attempt(sez.share, flows, of="bloc").missing == ("bloc",)


def test_several_columns_may_come_from_anything_that_has_them_in_an_order(flows):
    expected = sez.total(flows, by=["destination", "group"])
    for by in ({"group", "destination"}, iter(["destination", "group"]), flows.columns[[3, 2]]):
        made = sez.total(flows, by=by)
        pd.testing.assert_frame_equal(made, expected)
        assert made.attrs["sezlib"]["by"] == ["destination", "group"]


NAMES = "total share at one rank left months n previous place whole hhi count now start"
KEYED = [
    (sez.share, {"of": "group"}),
    (sez.growth, {}),
    (sez.count, {"of": "group"}),
    (sez.margins, {"of": "group"}),
    (sez.survival, {"of": "group"}),
]


@pytest.mark.parametrize("metric, asked", KEYED)
def test_a_key_may_have_the_name_of_anything_but_a_column_of_the_result(metric, asked, flows):
    right = metric(flows, by="destination", **asked)
    names = [name for name in NAMES.split() if name not in right]
    # all of the names at once, each the name of the same key
    named = flows.drop(columns="destination").assign(**dict.fromkeys(names, flows["destination"]))
    expected = [(*[key] * len(names), *rest) for key, *rest in rows(right)]
    made = metric(named, by=names, **asked)
    assert made.columns.tolist() == [*names, *right.columns[1:]]
    assert rows(made) == expected
    assert rows(metric(duckdb.from_df(named), by=names, **asked)) == expected
    for name in right.columns.intersection(NAMES.split()):
        named = pl.from_pandas(flows.rename(columns={"destination": name}))
        with pytest.raises(sez.FlowsError, match=f"^the key '{name}' is the name of a column"):
            metric(named, by=name, **asked)


def test_lenient_flows_answer_for_what_they_lack_all_the_way():
    flows = sez.lenient(sez.example())
    cells = sez.condense(sez.until(flows, "2019"), keep=["group", "resident"])
    for answer in (
        sez.rank(cells, of="destination"),
        sez.growth(sez.rank(cells, of="destination")),
        sez.relative_to(sez.with_blocs(cells, ["EU"]), sez.total(cells), by="bloc"),
    ):
        assert answer == sez.flows.Unavailable(("destination",))
    for of in ("group", "resident"):
        pd.testing.assert_frame_equal(sez.rank(cells, of=of), sez.rank(sez.example(), of=of))
    # what is wrong is refused as ever, and the flows of the caller stay strict
    with pytest.raises(sez.FlowsError, match="no amount to add up"):
        sez.growth(cells, "group")
    with pytest.raises(sez.MissingColumnError):
        sez.count(sez.example(), of="site")


def test_only_a_pandas_table_is_lenient():
    with pytest.raises(sez.FlowsError, match=r"ask of other tables with sez\.attempt"):
        sez.lenient(pl.from_pandas(sez.example()))
    # of another engine `attrs` may be a column
    named = sez.example().assign(attrs="x")
    relation = duckdb.from_df(named)
    assert sez.total(relation).fetchall() == sez.total(duckdb.from_df(sez.example())).fetchall()
