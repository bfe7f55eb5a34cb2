"""What is no period: refused at every grain, wherever a period is cut."""

from __future__ import annotations

import polars as pl
import pytest
from engines import ENGINES, rows, table

import sezlib as sez
from sezlib.metrics.core import PARTS
from sezlib.periods import months_of

NONE = (
    *("2018-2019", "2019/20", "2019-13", "2019-00", "2019-Q5", "2019-S3", "2019-q1", "201907"),
    *("2019-07-31", "2019-garbage", "2019-7", "2019 ", " 2019", "2019\n", "2019-07\n", "20a9"),
    *("20a9-07", "\uff12\uff10\uff11\uff19", "2019-Q\u0661", "19", "", "2019-", "2019-S1-Q1"),
)
FORMS = "is not a period like 2019, 2019-S1, 2019-Q1 or 2019-07"
EACH = pytest.mark.parametrize("wrong", NONE)


def beside(wrong):
    """One that is no period beside two that are."""
    frame = table(("2018", "CHN", 100), ("2019", "CHN", 110), (wrong, "CHN", 100))
    return frame.assign(currency="RUB", registered="2019-03-04T09:15")


@EACH
@pytest.mark.parametrize("engine", ["pandas", "polars"])
@pytest.mark.parametrize("per", ["year", "half", "quarter", "month"])
def test_what_is_no_period_is_refused_at_every_grain(wrong, engine, per):
    with pytest.raises(sez.FlowsError) as error:
        sez.total(ENGINES[engine](beside(wrong)), per=per)
    assert str(error.value) == f"period {wrong!r} {FORMS}"


ASKED = {
    "growth": lambda f, g: sez.growth(f),
    "share": lambda f, g: sez.share(f, "destination"),
    "the reference of rca": lambda f, g: sez.rca(g, "destination", against=f),
    "the market": lambda f, g: sez.market_share(g, "destination", against=f),
    "the imports": lambda f, g: sez.intra_industry(g, "destination", imports=f),
    "the base": lambda f, g: sez.relative_to(g, f[["period", "value"]]),
    "relief": lambda f, g: sez.duty_relief(f.assign(duty_rate=0.1, vat_rate=0.2)),
    "what is converted": lambda f, g: sez.convert(f, sez.rates(), to="USD"),
    "the rates": lambda f, g: sez.convert(
        g, f[["period"]].assign(currency="RUB", rate=60.0), to="USD"
    ),
    "what is deflated": lambda f, g: sez.deflate(f, sez.total(g), base="2018"),
    "the prices": lambda f, g: sez.deflate(g, f[["period", "value"]], base="2018"),
    "until": lambda f, g: sez.until(f, "2019"),
    "like for like": lambda f, g: sez.like_for_like(f, "2019"),
    "blocs": lambda f, g: sez.with_blocs(f),
    "condense": lambda f, g: sez.condense(f, "destination"),
    "condense as stated": lambda f, g: sez.condense(f, "destination", per="stated"),
    "an edition": lambda f, g: sez.edition(f, period=2019),
    "claims": lambda f, g: sez.claims.verify(
        sez.claims.read("data/published/technopolis_moscow.toml"), f
    ),
    "survival": lambda f, g: sez.survival(f, "destination"),
    "concentration": lambda f, g: sez.concentration(f, "destination"),
}


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("wrong", ["2019-13", "2018-2019", "2019\n"])
def test_what_is_no_period_is_refused_wherever_a_period_is_cut(name, wrong):
    right = table(("2018", "CHN", 100), ("2019", "CHN", 110)).assign(currency="RUB")
    with pytest.raises(sez.FlowsError) as error:
        ASKED[name](beside(wrong), right)
    assert repr(wrong) in str(error.value)
    assert "like 2019, 2019-S1, 2019-Q1 or 2019-07" in str(error.value)


@pytest.mark.parametrize("engine", ["polars-lazy", "duckdb"])
@pytest.mark.parametrize("per", ["year", "half", "quarter", "month"])
def test_a_lazy_engine_has_what_is_no_period_under_a_null_period(engine, per):
    good = {"year": "2019", "half": "2019-S1", "quarter": "2019-Q1", "month": "2019-01"}[per]
    records = [(good, "CHN", 1.0), *((wrong, "CHN", 2.0) for wrong in NONE)]
    frame = ENGINES[engine](table(*records))
    got = rows(sez.total(frame, per=per))
    assert got[0] == (good, 1.0)
    assert {period for period, _ in got[1:]} == {None}
    assert sum(total for _, total in got[1:]) == 2.0 * len(NONE)


@pytest.mark.parametrize("engine", ["polars-lazy", "duckdb"])
def test_until_loses_no_row_that_has_no_period(engine):
    frame = ENGINES[engine](table(("2018", "CHN", 1), ("2019-13", "CHN", 2), ("2020", "CHN", 4)))
    assert rows(sez.total(sez.until(frame, "2019"))) == [("2018", 1), (None, 2)]
    assert rows(sez.total(sez.like_for_like(frame, "2018"))) == [("2018", 1), (None, 2)]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("per, length", [("year", 12), ("half", 6), ("quarter", 3), ("month", 1)])
def test_each_part_of_a_year_is_cut_to_the_grain_that_holds_it(engine, per, length):
    form = {"year": "2019", "half": "2019-S{}", "quarter": "2019-Q{}", "month": "2019-{:02}"}[per]
    # a fiscal year is part of no calendar year
    parts = [f"2019{part}" for part in PARTS if part != "-A1"]
    assert len(parts) == 1 + 2 + 4 + 12
    for period in parts:
        first, last = (month % 12 for month in months_of(period))
        if first // length == last // length:
            got = rows(sez.total(ENGINES[engine](table((period, "CHN", 1))), per=per))
            assert got == [(form.format(first // length + 1), 1)]


def test_a_category_that_is_no_period_is_refused():
    frame = beside("2019-13").astype({"period": "category"})
    with pytest.raises(sez.FlowsError, match=FORMS):
        sez.total(frame)
    with pytest.raises(sez.FlowsError, match=FORMS):
        sez.total(pl.from_pandas(beside("2019-13")).cast({"period": pl.Categorical}))
