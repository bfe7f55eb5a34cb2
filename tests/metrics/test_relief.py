"""Customs relief: against plain loops, published calculations, and at its edges."""

from __future__ import annotations

import polars as pl
import pytest
from engines import ENGINES, assert_rows, at, label, rows, shuffled, sums, table
from hypothesis import strategies as st
from together import given

import sezlib as sez

NEEDED = "period value duty_rate vat_rate"
AMOUNTS = ["total", "duty", "vat", "exported", "duty_relief"]


def imported(*records: tuple, columns: str = NEEDED):
    return table(*records, columns=columns)


@st.composite
def imports(draw):
    row = st.tuples(
        st.sampled_from(["2017-02", "2018-03", "2018-12", "2020-07"]),
        st.sampled_from(["Alpha", "Beta", None]),
        st.integers(0, 1000),
        st.sampled_from([0, 0.05, 0.1, 1]),
        st.sampled_from([0, 0.1, 0.2]),
        st.sampled_from([0, 0.25, 1]),
    )
    made = draw(st.lists(row, min_size=1, max_size=12))
    columns = "period resident value duty_rate vat_rate export_share"
    return table(*made, columns=columns)


@pytest.mark.parametrize("by, per", [([], "year"), (["resident"], "half")])
@given(frame=imports())
def test_relief_is_what_a_loop_over_the_imports_adds_up(by, per, frame):
    found: dict = {}
    for row in frame.fillna({"resident": "_U"}).to_dict("records"):
        cell = found.setdefault((*[row[key] for key in by], at(row["period"], per)), [0.0] * 5)
        duty = row["value"] * row["duty_rate"]
        vat = (row["value"] + duty) * row["vat_rate"]
        told = (row["value"], duty, vat, (duty + vat) * row["export_share"], duty + vat)
        for place, amount in enumerate(told):
            cell[place] += amount
    expected = [(*key[:-1], label(key[-1], per), *found[key]) for key in sorted(found)]
    assert_rows(sez.duty_relief(frame, by=by, per=per), [*by, "period", *AMOUNTS], expected)


@given(20, frame=imports())
def test_relief_is_its_duty_and_vat_and_its_parts_add_up_to_the_whole(frame):
    whole, parts = sez.duty_relief(frame), sez.duty_relief(frame, by="resident")
    assert whole["duty_relief"].tolist() == pytest.approx((whole["duty"] + whole["vat"]).tolist())
    assert (whole["exported"] <= whole["duty_relief"] + 1e-9).all()
    assert whole["total"].tolist() == [
        value for _, value in sorted(sums(frame, [], "year").items())
    ]
    for name in AMOUNTS:
        assert parts.groupby("period")[name].sum().tolist() == pytest.approx(whole[name].tolist())


@given(8, frame=imports(), seed=st.integers(0, 99), factor=[0.125, 1024.0])
def test_relief_scales_with_its_unit_and_not_with_the_order_or_splitting_of_rows(
    frame, seed, factor
):
    once = sez.duty_relief(frame, by="resident")
    scaled = once.assign(**{name: once[name] * factor for name in AMOUNTS})
    half = frame.assign(value=frame["value"] * factor / 2)
    both = shuffled(table(*[tuple(row) for row in half.to_numpy().tolist() for _ in "ab"],
                          columns=" ".join(frame.columns)), seed)  # fmt: skip
    assert_rows(sez.duty_relief(both, by="resident"), once.columns, rows(scaled))


def test_duty_and_vat_agree_with_a_published_calculation_of_import_costs():
    # calqoo.com, "Import export cost": CIF 1000 + 100 + 50, customs 20 %, VAT 18 %
    got = sez.duty_relief(imported(("2019", 1150, 0.2, 0.18)))
    assert_rows(got, ["period", "total", "duty", "vat", "duty_relief"],
                [("2019", 1150, 230, 248.4, 478.4)])  # fmt: skip


def test_duty_and_vat_agree_with_the_example_of_the_irish_revenue():
    # revenue.ie, "Calculate the customs duty and VAT": a camera of 500 at 0 %, shirts of 600 at
    # 2.5 %; VAT 23 % of 500 + 600 + 15; 271.45 in all
    frame = imported(("2019", 500, 0, 0.23), ("2019", 600, 0.025, 0.23))
    assert rows(sez.duty_relief(frame)) == [
        ("2019", 1100, pytest.approx(15), pytest.approx(256.45), pytest.approx(271.45))
    ]


def test_a_round_example_is_what_one_works_out_in_ones_head():
    got = sez.duty_relief(imported(("2019", 100_000, 0.1, 0.2)))
    assert rows(got) == [("2019", 100_000, 10_000, pytest.approx(22_000), pytest.approx(32_000))]


def test_a_base_is_a_number_or_the_exports_and_zero_gives_no_ratio():
    frame = imported(("2018", 100, 0.1, 0.2), ("2019", 100, 0.1, 0.2), ("2020", 100, 0.1, 0.2))
    exports = sez.total(table(("2018", "CHN", 64), ("2019", "CHN", 0)))
    assert sez.duty_relief(frame, base=16)["ratio"].tolist() == pytest.approx([2, 2, 2])
    got = sez.duty_relief(frame, base=exports)
    assert list(got.columns[-2:]) == ["base", "ratio"]
    assert rows(got[["base", "ratio"]]) == [(64, pytest.approx(0.5)), (0, None), (None, None)]


def test_a_base_may_be_within_the_same_keys():
    frame = imported(("2019", "Alpha", 100, 0.1, 0.2), columns="period resident value duty_rate "
                     "vat_rate")  # fmt: skip
    base = sez.total(table(("2019", "Alpha", 8), columns="period resident value"), by="resident")
    assert sez.duty_relief(frame, by="resident", base=base)["ratio"].tolist() == [4]
    with pytest.raises(sez.FlowsError, match=r"^the base is within 'resident'; name it in by too$"):
        sez.duty_relief(frame, base=base)


def test_the_relief_on_export_goods_is_told_only_where_their_share_is():
    frame = imported(("2019", 100, 0.1, 0.2))
    assert "exported" not in sez.duty_relief(frame)
    assert sez.duty_relief(frame.assign(export_share=0.75))["exported"].tolist() == [24]


def test_imports_of_nothing_and_no_imports():
    frame = imported(("2017", 0, 0.1, 0.2), ("2019", 0, 0, 0))
    assert rows(sez.duty_relief(frame, base=4)) == [("2017", 0, 0, 0, 0, 4, 0),
                                                    ("2019", 0, 0, 0, 0, 4, 0)]  # fmt: skip
    assert rows(sez.duty_relief(frame.iloc[:0], base=4)) == []


@pytest.mark.parametrize("engine", ["pandas", "polars"])
@pytest.mark.parametrize("column", ["duty_rate", "vat_rate", "export_share"])
@pytest.mark.parametrize("rate, told", [(20, "20"), (-0.1, "-0.1"), (1.5, "1.5")])
def test_a_rate_that_is_no_fraction_is_refused_and_says_what_20_per_cent_is(
    engine, column, rate, told
):
    frame = imported(("2019", 1, 0.1, 0.2), ("2019", 1, 0.1, 0.2)).assign(export_share=1.0)
    frame.loc[1, column] = rate
    with pytest.raises(sez.FlowsError) as error:
        sez.duty_relief(ENGINES[engine](frame))
    assert str(error.value) == (
        f"column {column!r} of the imports has {told}, and a rate is a fraction from 0 to 1: "
        f"20 per cent is 0.2"
    )


@pytest.mark.parametrize("engine", ["pandas", "polars"])
def test_an_empty_rate_is_refused(engine):
    frame = imported(("2019", 1, 0.1, 0.2), ("2019", 1, None, 0.2))
    with pytest.raises(sez.FlowsError) as error:
        sez.duty_relief(ENGINES[engine](frame))
    assert str(error.value) == "column 'duty_rate' of the imports has 1 empty values"


def test_a_lazy_engine_states_no_relief_over_an_empty_rate():
    frame = imported(("2018", 1, 0.5, 0.2), ("2019", 1, None, 0.2), ("2019", 1, 0.5, 0.2))
    lazy = pl.from_pandas(frame).lazy()
    assert rows(sez.duty_relief(lazy))[1] == ("2019", None, None, None, None)


def test_columns_that_are_not_there_are_named_as_those_of_the_imports(flows):
    with pytest.raises(sez.MissingColumnError) as error:
        sez.duty_relief(flows)
    assert str(error.value).startswith("no column 'duty_rate', 'vat_rate' in the imports; the ")


def test_an_empty_customs_value_is_no_amount():
    with pytest.raises(sez.FlowsError, match=r"^column 'value' has 1 empty values, and an empty"):
        sez.duty_relief(imported(("2019", None, 0.1, 0.2)))
