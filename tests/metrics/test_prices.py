"""Unit values, price indices and changes of value, against plain loops."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from engines import assert_rows, label, records, rows, shuffled, sums, tables
from engines import at as ordinal
from hypothesis import strategies as st
from together import given

import sezlib as sez

FORMULAS = ("laspeyres", "paasche", "fisher", "tornqvist")
NAMELESS = {"ZZZ", "_U"}
KEYS = [([], []), (["destination"], []), (["group", "destination"], ["resident"])]
BOTH = ["net_kg", "quantity"]
AMOUNTS = st.sampled_from([None, 0, 1, 2, 3, 7.5, 40])


@st.composite
def weighed(draw, per="year"):
    """Flows with weights and pieces, of which some rows state none, or nothing of what."""
    frame = draw(tables(per))

    def column(strategy, kind):
        size = len(frame)
        return pd.Series(draw(st.lists(strategy, min_size=size, max_size=size)), dtype=kind)

    unit = column(st.sampled_from(["PCE", "PCE", "DZN", "_U", None]), "str")
    return frame.assign(net_kg=column(AMOUNTS, float), quantity=column(AMOUNTS, float), unit=unit)


def goods(*lines):
    """Flows of (period, product, price, weight)."""
    made = [(period, product, price * kg, kg) for period, product, price, kg in lines]
    return pd.DataFrame(made, columns=["period", "product", "value", "net_kg"])


def stated(frame, keys, per, quantity):
    """Value and amount by (keys and the unit, period), of the rows that state an amount."""
    found: dict = {}
    for row in records(frame):
        key = tuple(row[name] for name in keys)
        if quantity == "quantity":
            if row["unit"] not in ("PCE", "DZN"):
                continue
            key = (*key, row["unit"])
        if not math.isnan(row[quantity]):
            cell = found.setdefault((key, ordinal(row["period"], per)), [0, 0])
            cell[0] += row["value"]
            cell[1] += row[quantity]
    return found


def priced(frame, of, by, per, quantity):
    """Value and amount of each item that has a price, by (keys, period)."""
    found: dict = {}
    for (key, at), (value, amount) in stated(frame, [*by, *of], per, quantity).items():
        within, item = key[: len(by)], key[len(by) :]
        if value > 0 and amount > 0 and not NAMELESS & {*item}:
            found.setdefault((within, at), {})[item] = (value, amount)
    return found


def matches(items, key, at, before):
    now, then = items.get((key, at), {}), items.get((key, before), {})
    return [(*then[item], *now[item]) for item in sorted({*now} & {*then})]


def index(formula, pairs):
    old = sum(v0 for v0, _, _, _ in pairs)
    new = sum(v1 for _, _, v1, _ in pairs)
    laspeyres = sum(v1 / q1 * q0 for _, q0, v1, q1 in pairs) / old
    paasche = new / sum(v0 / q0 * q1 for v0, q0, _, q1 in pairs)
    product = 1
    for v0, q0, v1, q1 in pairs:
        product *= ((v1 / q1) / (v0 / q0)) ** ((v0 / old + v1 / new) / 2)
    fisher = math.sqrt(laspeyres * paasche)
    return dict(zip(FORMULAS, (laspeyres, paasche, fisher, product), strict=True))[formula]


def links(frame, of, by, per, quantity, formula, back):
    """The columns of a price index up to its link, by (keys, period)."""
    whole, items = sums(frame, by, per), priced(frame, of, by, per, quantity)
    found = {}
    for key, at in sorted(whole):
        total, previous = whole[key, at], whole.get((key, back(at)))
        pairs = matches(items, key, at, back(at))
        link = index(formula, pairs) if pairs else None
        shown = (None, None, None)
        if previous is not None:
            covered = sum(v1 for _, _, v1, _ in pairs) / total if total else None
            before = sum(v0 for v0, _, _, _ in pairs) / previous if previous else None
            shown = (len(pairs), covered, before)
        found[key, at] = (*shown, link)
    return found, items


@given(
    8,
    cases=6,
    of=BOTH,
    by=[[], ["group"], ["group", "destination"]],
    per=["year", "half"],
    data=st.data(),
)
def test_unit_value_is_what_one_kilogram_or_piece_was_worth(of, by, per, data):
    frame, expected = data.draw(weighed(per)), []
    cells = stated(frame, by, per, of)
    for (key, at), whole in sums(frame, by, per).items():
        held = {full: cells[full, when] for full, when in cells if when == at}
        held = {full: cell for full, cell in held.items() if full[: len(by)] == key}
        none = {(*key, "_U") if of == "quantity" else key: (None, None)}
        for full, (total, amount) in (held or none).items():
            covered = (total or 0) / whole if whole else None
            each = total / amount if amount else None
            expected.append((*full, label(at, per), total, amount, covered, each))
    keys = [*by, *(["unit"] if of == "quantity" else [])]
    expected.sort(key=lambda row: row[: len(keys) + 1])
    columns = [*keys, "period", "total", "amount", "coverage", "unit_value"]
    assert_rows(sez.unit_value(frame, of, by=by, per=per), columns, expected)


@given(8, cases=6, keys=KEYS, quantity=BOTH, formula=FORMULAS, per=["year", "half"], data=st.data())
def test_a_chained_index_multiplies_links_until_one_is_missing(keys, quantity, per, formula, data):
    of, by = keys
    frame, expected, chain = data.draw(weighed(per)), [], {}
    found, items = links(frame, of, by, per, quantity, formula, lambda at: at - 1)
    for (key, at), cells in found.items():
        link = cells[-1]
        if key in chain:
            chain[key] = chain[key] * link if chain[key] and link else None
        elif (key, at) in items:
            chain[key] = 1
        expected.append((*key, label(at, per), *cells, chain.get(key)))
    got = sez.price_index(frame, of, by=by, per=per, formula=formula, quantity=quantity)
    shown = ["matched", "coverage", "coverage_before", "link", "price_index"]
    assert_rows(got, [*by, "period", *shown], expected)


@given(
    8,
    keys=KEYS,
    quantity=BOTH,
    formula=FORMULAS,
    base=["2017", "2018", 2018],
    data=st.data(),
)
def test_an_index_on_a_base_compares_with_it_directly(keys, quantity, formula, base, data):
    of, by = keys
    frame = data.draw(weighed())
    found, _ = links(frame, of, by, "year", quantity, formula, lambda at: int(base))
    expected = [(*key, str(at), *cells, cells[-1]) for (key, at), cells in found.items()]
    got = sez.price_index(frame, of, by=by, base=base, formula=formula, quantity=quantity)
    assert_rows(got, list(got.columns), expected)


@given(
    8,
    cases=6,
    keys=KEYS,
    quantity=BOTH,
    **{"per, lag": [("year", 1), ("year", 2), ("half", 1)]},
    data=st.data(),
)
def test_a_change_of_value_is_price_and_volume_and_what_has_no_match(
    keys, quantity, per, lag, data
):
    of, by = keys
    frame, expected = data.draw(weighed(per)), []
    whole, items = sums(frame, by, per), priced(frame, of, by, per, quantity)
    for key, at in sorted(whole):
        total, previous = whole[key, at], whole.get((key, at - lag))
        row = (math.nan,) * 4
        if previous is not None:
            pairs = matches(items, key, at, at - lag)
            price = sum((q0 + q1) / 2 * (v1 / q1 - v0 / q0) for v0, q0, v1, q1 in pairs)
            volume = sum((v1 / q1 + v0 / q0) / 2 * (q1 - q0) for v0, q0, v1, q1 in pairs)
            rest = total - previous - sum(v1 - v0 for v0, _, v1, _ in pairs)
            row = (total - previous, price, volume, rest)
        expected.append((total, math.nan if previous is None else previous, *row))
    got = sez.price_volume(frame, of, by=by, per=per, lag=lag, quantity=quantity)
    names = ["total", "previous", "change", "price", "volume", "unmatched"]
    assert list(got.columns) == [*by, "period", *names]
    amounts = got[names].astype(float)
    np.testing.assert_allclose(amounts, expected, rtol=1e-9, atol=1e-6)
    parts = amounts["price"] + amounts["volume"] + amounts["unmatched"]
    np.testing.assert_allclose(parts, amounts["total"] - amounts["previous"], atol=1e-6)


@given(20, frame=weighed())
def test_fisher_is_the_root_of_laspeyres_and_paasche_and_an_index_the_product_of_links(frame):
    found = {f: sez.price_index(frame, "group", formula=f).astype(float) for f in FORMULAS[:3]}
    for column in ("link", "price_index"):
        laspeyres, paasche, fisher = (table[column] for table in found.values())
        np.testing.assert_allclose(fisher**2, laspeyres * paasche, rtol=1e-9)
    held = found["fisher"].dropna(subset="price_index")
    product = held["link"].iloc[1:].prod() * (held["price_index"].iloc[0] if len(held) else 1)
    assert product == pytest.approx(held["price_index"].iloc[-1] if len(held) else 1)


@given(8, frame=weighed(), base=["chain", "2018"], formula=FORMULAS, grown=[1, 2, 0.5])
def test_prices_that_stay_give_one_and_prices_that_double_give_two(base, formula, frame, grown):
    years = frame["period"].str[:4].astype(int) - 2018
    price = frame["group"].map({"optics": 3.0, "education": 0.25}) * float(grown) ** years
    frame = frame.assign(value=price * frame["net_kg"].fillna(1))
    got = sez.price_index(frame, "group", base=base, formula=formula).dropna(subset="link")
    passed = 1 if base == "chain" else got["period"].astype(int) - 2018
    np.testing.assert_allclose(got["link"].astype(float), float(grown) ** passed, rtol=1e-9)
    if grown == 1:
        split = sez.price_volume(frame, "group").dropna(subset="price")
        np.testing.assert_allclose(split["price"].astype(float), 0, atol=1e-9)


@given(8, frame=weighed(), seed=st.integers(0, 99))
def test_prices_depend_on_no_order_of_rows_no_split_of_a_flow_and_no_unit(frame, seed):
    half = frame.assign(**{c: frame[c] / 2 for c in ("value", "net_kg")})
    halved = shuffled(pd.concat([half, half], ignore_index=True), seed)
    for ask in (
        lambda flows: sez.unit_value(flows),
        lambda flows: sez.price_index(flows, "group", formula="tornqvist"),
        lambda flows: sez.price_volume(flows, "group"),
    ):
        expected = ask(frame)
        told = ask(halved)
        pd.testing.assert_frame_equal(told, expected, rtol=1e-9, atol=1e-9)
    in_tonnes = frame.assign(net_kg=frame["net_kg"] / 1024, value=frame["value"] * 1024)
    for column in ("link", "price_index"):
        one, other = (sez.price_index(t, "group")[column].astype(float) for t in (frame, in_tonnes))
        np.testing.assert_allclose(one, other, rtol=1e-9)


def test_a_year_without_records_or_without_an_item_in_common_breaks_the_chain():
    lines = [("2014", "02", 0, 5), ("2015", "01", 2, 5), ("2016", "01", 3, 5), ("2018", "01", 4, 5)]
    frame = goods(*lines, ("2019", "01", 4, 5))
    got = rows(sez.price_index(frame)[["period", "matched", "link", "price_index"]])
    assert got == [
        ("2014", None, None, None),
        ("2015", 0, None, 1),
        ("2016", 1, 1.5, 1.5),
        ("2018", None, None, None),
        ("2019", 1, 1, None),
    ]
    frame.loc[frame["period"] == "2016", "product"] = "03"
    assert rows(sez.price_index(frame))[2] == ("2016", 0, 0, 0, None, None)
    assert sez.price_index(frame, base="2017")["price_index"].isna().all()
    assert rows(sez.price_volume(frame))[2] == ("2016", 15, 10, 5, 0, 0, 5)


def test_what_is_new_unweighed_or_not_specified_is_told_by_the_coverage():
    frame = goods(("2018", "01", 2, 10), ("2019", "01", 3, 10), ("2019", "02", 9, 5))
    more = goods(("2018", None, 4, 5), ("2019", None, 1, 5), ("2019", "01", 1, 20))
    more.loc[2, "net_kg"] = None
    frame = pd.concat([frame, more])
    assert rows(sez.price_index(frame))[1] == ("2019", 1, 0.3, 0.5, 1.5, 1.5)
    assert rows(sez.price_volume(frame))[1] == ("2019", 100, 40, 60, 10, 0, 50)
    assert rows(sez.unit_value(frame))[1] == ("2019", 80, 20, 0.8, 4)


def test_pieces_and_dozens_are_two_things():
    columns = ["period", "value", "quantity", "unit"]
    made = [("2018", 10, 10, "PCE"), ("2019", 12, 1, "DZN"), ("2019", 3, 1, "PCE")]
    frame = pd.DataFrame(made, columns=columns).assign(product="01")
    assert rows(sez.price_index(frame, quantity="quantity"))[1] == ("2019", 1, 0.2, 1, 3, 3)
    assert rows(sez.unit_value(frame, "quantity")) == [
        ("DZN", "2019", 12, 1, 0.8, 12),
        ("PCE", "2018", 10, 10, 1, 1),
        ("PCE", "2019", 3, 1, 0.2, 3),
    ]
    assert rows(sez.unit_value(frame.drop(columns="unit"), "quantity"))[1] == (
        *("2019", 15, 2, 1, 7.5),
    )


def test_unit_value_agrees_with_the_tests_of_an_application_for_comtrade():
    # github.com/mrzeynalli/trade, unit_value: 1000 over 500 is 2, and nothing over a weight of 0
    columns = ["period", "value", "net_kg"]
    frame = pd.DataFrame([("2023", 1000, 500), ("2024", 1000, 0)], columns=columns)
    assert [row[-1] for row in rows(sez.unit_value(frame))] == [2, None]


def test_no_rows_give_no_rows_and_zeros_no_price():
    frame = goods(("2018", "01", 0, 0), ("2019", "01", 0, 0))
    for metric in (sez.unit_value, sez.price_index, sez.price_volume):
        assert rows(metric(frame.head(0))) == []
    assert rows(sez.unit_value(frame))[1] == ("2019", 0, 0, None, None)
    assert rows(sez.price_index(frame))[1] == ("2019", 0, None, None, None, None)
    assert rows(sez.price_volume(frame))[1] == ("2019", 0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    "ask, said",
    [
        (
            lambda flows: sez.price_index(flows, formula="fischer"),
            "formula 'fischer' is not one of 'laspeyres', 'paasche', 'fisher', 'tornqvist' "
            "(did you mean 'fisher'?)",
        ),
        (
            lambda flows: sez.price_index(flows, base="first"),
            "base 'first' is neither 'chain' nor a period like 2019, 2019-S1, 2019-Q1 or 2019-07",
        ),
        (
            lambda flows: sez.price_index(flows, base="2018-Q1"),
            "base '2018-Q1' is not a year, and per is 'year'",
        ),
        (lambda flows: sez.price_volume(flows, lag=0), "lag 0 is not 1 or more"),
        (
            lambda flows: sez.unit_value(flows, "value"),
            "of 'value' is not one of 'net_kg', 'quantity'",
        ),
        (
            lambda flows: sez.price_volume(flows, quantity="quantity"),
            "no column 'quantity' in the flows; the columns are "
            "'period', 'product', 'value', 'net_kg'",
        ),
    ],
)
def test_what_cannot_be_answered_is_refused_in_one_sentence(ask, said):
    with pytest.raises(sez.FlowsError) as caught:
        ask(goods(("2018", "01", 2, 3)))
    assert str(caught.value) == said
