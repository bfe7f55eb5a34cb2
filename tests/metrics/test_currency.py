"""Flows in another currency and at the prices of another year, against plain loops."""

from __future__ import annotations

import duckdb
import pandas as pd
import polars as pl
import pytest
from engines import ENGINES, rows, span, table, tables, to_pandas
from hypothesis import given, settings
from hypothesis import strategies as st

import sezlib as sez

YEARS = ["2016", "2017", "2018", "2019"]
MONTHS = [f"{year}-{month:02}" for year in YEARS for month in range(1, 13)]
AMOUNTS = st.sampled_from([0.5, 1, 2, 30, 64.74])


@st.composite
def priced(draw, periods):
    return {p: draw(AMOUNTS) for p in periods}


def given_for(known, period):
    """What is given for the period that this one lies in."""
    first, last = span(period)
    (held,) = [known[p] for p in known if span(p)[0] <= first and last <= span(p)[1]]
    return held


@pytest.mark.parametrize("periods, per", [(YEARS, "year"), (MONTHS, "month")])
@settings(max_examples=20)
@given(data=st.data())
def test_a_flow_is_worth_its_value_over_the_rate_of_its_period(periods, per, data):
    frame = data.draw(tables(per))
    known = {money: data.draw(priced(periods)) for money in ("RUB", "CNY")}
    money = data.draw(
        st.lists(st.sampled_from(["RUB", "CNY", "USD"]), min_size=len(frame), max_size=len(frame))
    )
    frame = frame.assign(currency=pd.Series(money, dtype="str")).set_index(frame.index + 7)
    lines = [(p, m, rate) for m, held in known.items() for p, rate in held.items()]
    got = sez.convert(frame, pd.DataFrame(lines, columns=["period", "currency", "rate"]), to="USD")
    for row, value, code in zip(
        frame.to_dict("records"), got["value"], got["currency"], strict=True
    ):
        own = row["currency"] == "USD"
        rate = 1 if own else given_for(known[row["currency"]], row["period"])
        assert value == row["value"] / rate
        assert code == "USD"
    same = [column for column in frame.columns if column not in ("value", "currency")]
    pd.testing.assert_frame_equal(got[same], frame[same])
    assert list(got.columns) == list(frame.columns)


@pytest.mark.parametrize("periods, per", [(YEARS, "year"), (MONTHS, "month")])
@settings(max_examples=20)
@given(data=st.data())
def test_a_flow_at_constant_prices_is_its_value_over_the_relative_index(periods, per, data):
    frame, known = data.draw(tables(per)), data.draw(priced(periods))
    base = data.draw(st.sampled_from(periods))
    prices = pd.DataFrame({"period": list(known), "cpi": list(known.values())})
    got = sez.deflate(frame, prices, base=base)
    expected = [
        row["value"] / (given_for(known, row["period"]) / known[base])
        for row in frame.to_dict("records")
    ]
    assert got["value"].tolist() == expected
    assert got["prices"].tolist() == [base] * len(frame)
    pd.testing.assert_frame_equal(
        got.drop(columns=["value", "prices"]), frame.drop(columns="value")
    )
    # the scale of an index says nothing
    scaled = sez.deflate(frame, prices.assign(cpi=prices["cpi"] * 1024), base=base)
    assert scaled["value"].tolist() == expected


@pytest.mark.parametrize("base", YEARS)
def test_flows_at_the_prices_of_their_own_index_change_in_volume_alone(base):
    weights = [5.0, 7.0, 2.0, 4.0]
    value = [weight * 3 * 2**n for n, weight in enumerate(weights)]
    frame = pd.DataFrame({"period": YEARS, "group": "optics", "value": value, "net_kg": weights})
    prices = sez.price_index(frame, "group")
    real = sez.deflate(frame, prices, base=base)
    assert real["value"].tolist() == [weight * 3 * 2 ** YEARS.index(base) for weight in weights]
    split = sez.price_volume(real, "group")
    assert split["price"].tolist()[1:] == [0, 0, 0]
    assert split["volume"].tolist()[1:] == split["change"].tolist()[1:]


def test_326_million_roubles_of_2019_are_5_million_dollars():
    frame = table(("2019-03", "CHN", 326e6)).assign(currency="RUB")
    got = sez.convert(frame, sez.rates(), to="USD")
    assert rows(got) == [("2019-03", "CHN", pytest.approx(5.0355e6, abs=50), "USD")]


def test_deflating_agrees_with_an_example_of_a_textbook():
    # OpenStax, Principles of Economics, "Adjusting Nominal Values to Real Values": the United
    # States of 1960, 543.3 billion dollars at a deflator of 19.0, are 2,859.5 at that of 100
    frame = table(("1960", "USA", 543.3), ("2005", "USA", 13_095.4))
    prices = pd.DataFrame({"period": ["1960", "2005"], "deflator": [19.0, 100.0]})
    got = sez.deflate(frame, prices, base="2005")["value"]
    assert got.round(1).tolist() == [2_859.5, 13_095.4]


def test_rates_without_a_currency_serve_flows_in_one():
    rates = pd.DataFrame({"period": [2018], "rate": [50]})
    frame = table(("2018-Q3", "CHN", 100), ("2018", "KAZ", 25))
    assert sez.convert(frame, rates, to="EUR")["value"].tolist() == [2, 0.5]
    mixed = frame.assign(currency=["RUB", "EUR"])
    assert sez.convert(mixed, rates, to="EUR")["value"].tolist() == [2, 25]


def test_no_rows_stay_no_rows():
    frame = table(("2019", "CHN", 1)).assign(currency="RUB").head(0)
    assert rows(sez.convert(frame, sez.rates(), to="USD")) == []
    assert rows(sez.deflate(frame, sez.rates(), base="2019")) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_both_keep_all_rows_on_an_engine(engine, flows):
    put = ENGINES[engine]
    frame = flows.assign(currency="RUB")
    dollars = sez.convert(put(frame), put(sez.rates()), to="USD")
    real = sez.deflate(dollars, put(sez.rates()), base="2018")
    told = to_pandas(real).sort_values("period")
    rate = dict(zip(sez.rates()["period"], sez.rates()["rate"], strict=True))
    years = [rate[period[:4]] for period in frame["period"]]
    expected = [v / r / (r / 62.71) for v, r in zip(frame["value"], years, strict=True)]
    assert told["value"].tolist() == pytest.approx(expected)
    assert list(told.columns) == [*frame.columns, "prices"]


FLOWS = table(("2018-03", "CHN", 10), ("2024", "KAZ", 5)).assign(currency=["RUB", "RUB"])
OLD = FLOWS.head(1)
CPI = pd.DataFrame({"period": ["2018", "2019"], "cpi": [100.0, 105.0]})
RATES = CPI.rename(columns={"cpi": "rate"}).assign(currency="RUB")


@pytest.mark.parametrize(
    "ask, said",
    [
        (
            lambda: sez.convert(FLOWS, sez.rates(), to="USD"),
            "no rate for 'RUB in 2024'; the rates are by year, from 1998 to 2023",
        ),
        (
            lambda: sez.convert(OLD.assign(currency=None), sez.rates(), to="USD"),
            "no rate for '_U in 2018-03'; the rates are by year, from 1998 to 2023",
        ),
        (
            lambda: sez.convert(
                OLD.assign(period="2018"), RATES.assign(period=["2018-01", "2018-02"]), to="USD"
            ),
            "no rate for 'RUB in 2018'; the rates are by month, from 2018-01 to 2018-02",
        ),
        (
            lambda: sez.convert(OLD, RATES, to="dollars"),
            "to 'dollars' is not a currency like 'USD' (ISO 4217)",
        ),
        (
            lambda: sez.convert(OLD.drop(columns="currency"), RATES, to="USD"),
            "no column 'currency' in the flows; the columns are 'period', 'destination', 'value'",
        ),
        (
            lambda: sez.convert(
                FLOWS.assign(currency=["RUB", "CNY"]), CPI.rename(columns={"cpi": "rate"}), to="USD"
            ),
            "the rates have no column 'currency', and the flows are in 'CNY', 'RUB'",
        ),
        (
            lambda: sez.convert(OLD, CPI, to="USD"),
            "no column 'rate' in the rates; the columns are 'period', 'cpi'",
        ),
        (
            lambda: sez.convert(OLD, RATES.assign(rate=[0, 1]), to="USD"),
            "the rates for '2018' are not above 0, or not finite",
        ),
        (
            lambda: sez.convert(OLD, RATES.assign(period="2018"), to="USD"),
            "the rates have more than one value for '2018'",
        ),
        (
            lambda: sez.convert(OLD, RATES.assign(period=["2018", "2018-02"]), to="USD"),
            "the rates are at the grains 'year', 'month'; give them at one",
        ),
        (
            lambda: sez.convert(OLD, RATES.assign(period=["2018", "March"]), to="USD"),
            "the rates have the period 'March', which is not one like "
            "2019, 2019-S1, 2019-Q1 or 2019-07",
        ),
        (
            lambda: sez.convert(OLD, RATES.iloc[:0], to="USD"),
            "no rate for 'RUB in 2018-03'; the rates are empty",
        ),
        (
            lambda: sez.convert(OLD.assign(_cut="mine"), RATES, to="USD"),
            "the column '_cut' has a name used on the way; rename it",
        ),
        (
            lambda: sez.deflate(OLD.assign(_amount="mine"), CPI, base="2019"),
            "the column '_amount' has a name used on the way; rename it",
        ),
        (
            lambda: sez.convert(duckdb.from_df(OLD), RATES, to="USD"),
            "the rates are on pandas and the flows on duckdb; put both on one",
        ),
        (
            lambda: sez.deflate(FLOWS, CPI, base="2018"),
            "no price index for '2024'; the prices are by year, from 2018 to 2019",
        ),
        (
            lambda: sez.deflate(OLD, CPI, base="2017"),
            "no price index for the base '2017'; the prices are by year, from 2018 to 2019",
        ),
        (
            lambda: sez.deflate(OLD, CPI.assign(cpi=[None, 2.0]), base="2019"),
            "no price index for '2018-03'; the prices are by year, from 2019 to 2019",
        ),
        (
            lambda: sez.deflate(OLD, CPI[["cpi", "period"]], base="2018"),
            "the last column of the prices is 'period', and the index is to be there",
        ),
        (
            lambda: sez.deflate(sez.deflate(OLD, CPI, base="2019"), CPI, base="2018"),
            "the flows have a column 'prices' already, and nothing is deflated twice; "
            "deflate the flows in current prices, or rename the column",
        ),
    ],
)
def test_what_cannot_be_converted_is_refused_in_one_sentence(ask, said):
    with pytest.raises(sez.FlowsError) as caught:
        ask()
    assert str(caught.value) == said


def test_a_lazy_frame_and_rates_at_hand_go_together():
    lazy = pl.from_pandas(OLD).lazy()
    for rates in (pl.from_pandas(RATES), pl.from_pandas(RATES).lazy()):
        assert isinstance(sez.convert(lazy, rates, to="USD"), pl.LazyFrame)
        assert isinstance(sez.convert(lazy.collect(), rates, to="USD"), pl.DataFrame)


@pytest.mark.parametrize("put", [pd.DataFrame.copy, pl.from_pandas, duckdb.from_df])
def test_dollars_are_not_taken_for_euros(put, flows):
    roubles = put(flows.assign(currency="RUB"))
    with pytest.raises(sez.FlowsError, match=r"^the rates are to 'USD', and not to 'EUR'$"):
        sez.convert(roubles, put(sez.rates()), to="EUR")
    both = pd.concat([sez.rates(), sez.rates().assign(to="EUR", rate=80.0)])
    assert rows(sez.total(sez.convert(roubles, put(both), to="EUR")))[0] == ("2017", 10 / 80)
