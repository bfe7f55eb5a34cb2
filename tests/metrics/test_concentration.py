"""Concentration, Theil's index in parts, the Lorenz curve: against loops and published values."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pandas as pd
import polars as pl
import pytest
from engines import ENGINES, assert_rows, label, rows, shuffled, sums, table, tables
from hypothesis import strategies as st
from together import given

import sezlib as sez

INDEXES = (
    "hhi",
    "hhi_normalized",
    "hhi_unctad",
    "cr",
    "equivalent_number",
    "entropy",
    "theil",
    "gini",
)
NAMELESS = {"ZZZ", "_U"}
KEYS = [
    (["destination"], []),
    (["destination"], ["group"]),
    (["group", "destination"], []),
    (["resident"], ["group", "destination"]),
]
# per capita income of the states of Mexico, and the region of each in Hanson (1998): file
# mexico.csv of libpysal, from Rey and Sastre Gutierrez (2010), Spatial Economic Analysis 5
MEXICO = {
    "1940": (10384, 22361, 9573, 3758, 2934, 8578, 8537, 6909, 17816, 12132, 4359, 2181, 4414, 5309,
             3408, 3327, 6936, 4836, 9073, 1892, 3569, 11016, 21965, 4372, 4840, 6399, 2459, 7508,
             3605, 5203, 7990, 3734),
    "2000": (27782, 29855, 26103, 36163, 8684, 30735, 28460, 21358, 54349, 17379, 15585, 11820,
             12348, 21610, 16322, 11838, 18170, 11478, 38672, 9010, 15685, 26149, 33442, 15866,
             15242, 24068, 13360, 23546, 11701, 12191, 17509, 11130),
}  # fmt: skip
REGIONS = "21255113423533433215335221513352"
# documentation of the R packages ineq and DescTools
SALES = (541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261)


def line_up(*values: float, period: str = "2019") -> pd.DataFrame:
    """One line for each value, in no order of size."""
    return table(*[(period, f"L{number:03}", value) for number, value in enumerate(values)])


def mexico() -> pd.DataFrame:
    return table(
        *[
            (year, f"region {region}", f"state {number:02}", value)
            for year, values in MEXICO.items()
            for number, (region, value) in enumerate(zip(REGIONS, values, strict=True))
        ],
        columns="period group resident value",
    )


def one(frame: pd.DataFrame, index: str, **options) -> float | None:
    return rows(sez.concentration(frame, "destination", index=index, **options))[0][-1]


def nested(frame, of, by, per="year"):
    found: dict = {}
    for (key, at), value in sums(frame, [*by, *of], per).items():
        found.setdefault((key[: len(by)], at), {})[key[len(by) :]] = value
    return found


def in_words(values: list[float], n: int, top: int) -> dict:
    """Every index of the values by its definition, term by term, from shares."""
    whole = sum(values)
    if n < 2 or not whole:
        return dict.fromkeys(INDEXES)
    shares = sorted((v / whole for v in values), reverse=True) + [0.0] * (n - len(values))
    square = sum(s * s for s in shares)
    entropy = -sum(s * log(s) for s in shares if s)
    return {
        "hhi": square,
        "hhi_normalized": (square - 1 / n) / (1 - 1 / n),
        "hhi_unctad": (sqrt(square) - sqrt(1 / n)) / (1 - sqrt(1 / n)),
        "cr": sum(shares[:top]),
        "equivalent_number": 1 / square,
        "entropy": entropy,
        "theil": sum(s * log(n * s) for s in shares if s),
        # the mean absolute difference of all pairs, over twice the mean share
        "gini": sum(abs(a - b) for a in shares for b in shares) / (2 * n),
    }


@given(
    8,
    cases=6,
    keys=KEYS,
    per=["year", "half"],
    size=[None, 12, 40],
    top=[1, 2, 3, 4],
    data=st.data(),
)
def test_concentration_is_what_the_definitions_give_term_by_term(keys, per, data, size, top):
    of, by = keys
    frame, expected = data.draw(tables(per)), []
    for (key, at), parts in sorted(nested(frame, of, by, per).items()):
        sold = [v for k, v in parts.items() if v > 0 and not NAMELESS & set(k)]
        total, n = sum(parts.values()), len(sold) if size is None else size
        found = in_words(sold, n, top)
        covered = sum(sold) / total if total else None
        expected.append((*key, label(at, per), total, covered, n, *map(found.get, INDEXES)))
    got = sez.concentration(frame, of, by=by, per=per, index=INDEXES, lines=size, top=top)
    assert_rows(got, [*by, "period", "total", "coverage", "lines", *INDEXES], expected)


@given(16, frame=tables(), by=[[], ["resident"]])
def test_the_parts_of_theil_are_what_the_formula_gives_group_by_group(frame, by):
    expected = []
    for (key, at), parts in sorted(nested(frame, ["group", "destination"], by).items()):
        sold = {k: v for k, v in parts.items() if v > 0 and not NAMELESS & set(k)}
        whole, total, n = sum(sold.values()), sum(parts.values()), len(sold)
        between = inner = None
        if n > 1:
            between = inner = 0.0
            for group in {name for name, _ in sold}:
                lines = [v for (name, _), v in sold.items() if name == group]
                weight, m = sum(lines) / whole, len(lines)
                between += weight * log(weight * n / m)
                inner += weight * sum(v / sum(lines) * log(m * v / sum(lines)) for v in lines)
        theil = in_words(list(sold.values()), n, 1)["theil"]
        covered = whole / total if total else None
        expected.append((*key, label(at, "year"), total, covered, n, between, inner, theil))
    got = sez.theil_parts(frame, "destination", within="group", by=by)
    columns = [*by, "period", "total", "coverage", "lines", "between", "within", "theil"]
    assert_rows(got, columns, expected)


@given(8, keys=KEYS, frame=tables(), size=[24, 5000])
def test_the_margins_are_how_few_lines_sell_and_how_unequally(keys, frame, size):
    of, by = keys
    got = rows(sez.theil_parts(frame, of, lines=size, by=by))
    for (key, at), parts in sorted(nested(frame, of, by).items()):
        sold = [v for k, v in parts.items() if v > 0 and not NAMELESS & set(k)]
        extensive = log(size / len(sold)) if sold else None
        # over one line alone, unlike over no line, the intensive margin is 0
        intensive = in_words(sold, len(sold), 1)["theil"] if len(sold) != 1 else 0.0
        row = got.pop(0)
        assert row[: len(by) + 1] == (*key, label(at, "year"))
        assert row[-3:-1] == (pytest.approx(extensive), pytest.approx(intensive, abs=1e-12))
    assert not got


@given(8, keys=KEYS, frame=tables())
def test_the_curve_is_a_running_sum_from_the_smallest(keys, frame):
    of, by = keys
    expected = []
    for (key, at), parts in sorted(nested(frame, of, by).items()):
        sold = [(v, k) for k, v in parts.items() if v > 0 and not NAMELESS & set(k)]
        whole, so_far = sum(v for v, _ in sold), 0.0
        for place, (value, line) in enumerate(sorted(sold), 1):
            so_far += value
            start = (*key, label(at, "year"), *line)
            expected.append((*start, value, place / len(sold), so_far / whole))
    got = sez.lorenz(frame, of, by=by)
    assert_rows(got, [*by, "period", *of, "total", "line_share", "lorenz"], expected)


@given(8, frame=tables(), size=[None, 4, 9, 30], top=[1, 2, 4, 5])
def test_indexes_stay_in_their_ranges(frame, size, top):
    got = sez.concentration(frame, "destination", index=INDEXES, lines=size, top=top).dropna()
    n, slack = got["lines"], 1e-12
    assert (got["hhi"] >= 1 / n - slack).all()
    for name in ("hhi", "hhi_normalized", "hhi_unctad", "cr", "gini", "coverage"):
        assert got[name].between(0, 1 + slack).all(), name
    assert got["gini"].le(1 - 1 / n + slack).all()
    for name in ("theil", "entropy"):
        assert got[name].between(0, np.log(n) + slack).all(), name
    np.testing.assert_allclose(got["equivalent_number"], 1 / got["hhi"])
    np.testing.assert_allclose(got["theil"], np.log(n) - got["entropy"], atol=slack)


@given(8, frame=tables(), size=[8, 30])
def test_between_and_within_sum_to_theil(frame, size):
    pairs = sez.concentration(frame, ["group", "destination"], index="theil")["theil"]
    margins = sez.concentration(frame, "destination", index="theil", lines=size)["theil"]
    for got, theil in (
        (sez.theil_parts(frame, "destination", within="group"), pairs),
        (sez.theil_parts(frame, "destination", lines=size), margins),
    ):
        np.testing.assert_allclose(got["theil"], theil, atol=1e-12)
        np.testing.assert_allclose(got["between"] + got["within"], theil, atol=1e-12)


@given(20, frame=tables())
def test_gini_is_one_less_the_trapezoids_under_the_curve(frame):
    curve = sez.lorenz(frame, "destination")
    for period, *_, gini in rows(sez.concentration(frame, "destination", index="gini")):
        part = curve[curve["period"] == period]
        x, y = [0.0, *part["line_share"]], [0.0, *part["lorenz"]]
        if len(part) > 1:
            under = sum((x[i] - x[i - 1]) * (y[i] + y[i - 1]) for i in range(1, len(x)))
            assert gini == pytest.approx(1 - under, abs=1e-12)
        else:
            assert gini is None


@pytest.mark.parametrize(
    "shares, points",
    [
        # US Department of Justice, page "Herfindahl-Hirschman Index"
        ((30, 30, 20, 20), 2600),
        # World Mining Data, "Concentration of Producer Countries"
        ((50, 30, 15, 5), 3650),
        # Investopedia, "Herfindahl-Hirschman Index (HHI)", eight participants
        ((10, 9, 12, 15, 12, 11, 15, 16), 1296),
    ],
)
def test_hhi_agrees_with_published_examples_in_points(shares, points):
    assert one(line_up(*shares), "hhi") * 10_000 == pytest.approx(points)


def test_indexes_agree_with_the_readme_of_the_r_package_concstats():
    # shares with two empty firms, then the table of measures of six firms
    assert one(line_up(0.4, 0.2, 0.25, 0.1, 0.05, 0, 0), "hhi") == pytest.approx(0.275)
    six = line_up(0.35, 0.4, 0.05, 0.1, 0.06, 0.04)
    assert round(one(six, "hhi"), 2) == 0.30
    assert round(one(six, "equivalent_number"), 2) == 3.33
    assert round(one(six, "cr", top=1), 2) == 0.40
    assert round(one(six, "cr", top=3), 2) == 0.85
    assert round(one(six, "cr", top=5), 2) == 0.96
    assert round(one(six, "entropy") / log(6), 2) == 0.79
    assert sez.concentration(six, "destination")["lines"].item() == 6


def test_normalized_hhi_agrees_with_the_tests_of_the_r_package_concstats():
    shares = (
        0.012663407, 0.029367501, 0.014456455, 0.012046011, 0.007477799, 0.189784408, 0.008738591,
        0.015635544, 0.012787201, 0.013071539, 0.046268385, 0.006580823, 0.009102, 0.00760554,
        0.047173998, 0.034356881, 0.137813902, 0.016876624, 0.065780114, 0.053775553, 0.228519883,
        0.030117841,
    )  # fmt: skip
    assert one(line_up(*shares), "hhi") == pytest.approx(0.1234614, abs=5e-8)
    assert one(line_up(*shares), "hhi_normalized") == pytest.approx(0.08172152, abs=5e-8)


def test_gini_agrees_with_the_r_package_ineq():
    assert one(line_up(*SALES), "gini") == pytest.approx(0.462091130267624, abs=1e-12)


def test_gini_and_theil_agree_with_the_tests_of_the_package_inequality_of_pysal():
    got = sez.concentration(mexico(), "resident", index=["gini", "theil"]).round(8)
    assert got["gini"].iloc[0] == 0.35372371
    assert got["theil"].tolist() == [0.20894344, 0.10660832]


def test_the_parts_of_theil_agree_with_the_documentation_of_the_package_inequality_of_pysal():
    got = sez.theil_parts(mexico(), "resident", within="group").round(8)
    assert got["between"].tolist() == [0.03458890, 0.03635872]
    assert got["within"].tolist() == [0.17435454, 0.07024960]


def test_the_extensive_margin_agrees_with_a_test_of_the_package_inequality_of_pysal():
    # 0, 0, 0 in one region and 10, 10, 10 in the other: all of 0.6931471805599453 is between
    frame = line_up(0, 0, 0, 10, 10, 10)
    got = sez.theil_parts(frame, "destination", lines=6)
    assert rows(got)[0][-3:] == pytest.approx((0.6931471805599453, 0, 0.6931471805599453))


def test_the_curve_agrees_with_a_published_table_of_ten_firms():
    # finansleksikon.no, "Lorenz curve": cumulative per cent of firms and of employment
    curve = sez.lorenz(line_up(15, 4, 20, 5, 2, 14, 13, 7, 12, 8), "destination")
    per_cent = (curve[["line_share", "lorenz"]] * 100).round(9)
    assert per_cent["line_share"].tolist() == [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]
    assert per_cent["lorenz"].tolist() == [2, 6, 11, 18, 26, 38, 51, 65, 80, 100]


@pytest.mark.parametrize("n", [2, 3, 10, 57])
def test_indexes_of_1_to_n_have_the_closed_forms_of_sums_of_powers(n):
    # sum(i) = n (n + 1) / 2 and sum(i i) = n (n + 1) (2 n + 1) / 6, so gini = (n - 1) / 3 n
    frame = line_up(*range(1, n + 1))
    assert one(frame, "gini") == pytest.approx((n - 1) / (3 * n))
    assert one(frame, "hhi") == pytest.approx(2 * (2 * n + 1) / (3 * n * (n + 1)))


@pytest.mark.parametrize("n", [2, 3, 7, 30])
def test_equal_lines_are_not_concentrated(n):
    got = sez.concentration(line_up(*[0.1] * n), "destination", index=INDEXES, top=1)
    assert rows(got)[0][4:] == pytest.approx((1 / n, 0, 0, 1 / n, n, log(n), 0, 0), abs=1e-12)
    assert (got[list(INDEXES)] >= 0).all(axis=None)


def test_one_line_of_a_classification_is_all_there_can_be():
    # UNCTADstat: 1 means that a single product is all of the exports
    got = sez.concentration(line_up(5), "destination", index=INDEXES, lines=260)
    expected = (260, 1, 1, 1, 1, 1, 0, log(260), 259 / 260)
    assert rows(got)[0][3:] == pytest.approx(expected)


def test_one_line_alone_gives_no_answer():
    got = sez.concentration(line_up(5, 0, 0), "destination", index=INDEXES)
    assert rows(got) == [("2019", 5, 1, 1, *[None] * 8)]
    assert rows(sez.concentration(line_up(5), "destination", lines=1))[0][3:] == (1, None)


def test_a_period_that_sold_nothing_gives_no_answer(gap):
    table_ = sez.concentration(gap, "destination", index=INDEXES, lines=9)
    assert rows(table_)[2] == ("2018", 0, None, 9, *[None] * 8)
    assert rows(sez.theil_parts(gap, "destination", lines=9))[2][4:] == (None, None, None)
    assert sez.lorenz(gap, "destination")["period"].tolist() == ["2015", "2016", "2019"]


def test_a_period_without_rows_has_no_row(gap):
    assert "2017" not in set(sez.concentration(gap, "destination")["period"])


@pytest.mark.parametrize("engine", ENGINES)
def test_an_empty_table_gives_an_empty_table(engine, flows):
    nothing = ENGINES[engine](flows[:0].astype({"destination": "str", "period": "str"}))
    for got in (
        sez.concentration(nothing, "destination", index=INDEXES),
        sez.theil_parts(nothing, "destination", lines=3),
        sez.lorenz(nothing, "destination"),
    ):
        assert rows(got) == []


def test_what_is_not_specified_is_no_line_and_the_coverage_tells_how_much_it_is():
    frame = table(("2019", "ZZZ", 60), ("2019", "CHN", 30), ("2019", "KAZ", 10), ("2019", None, 0))
    got = sez.concentration(frame, "destination", index=["hhi", "cr"], top=1)
    assert rows(got) == [("2019", 100, 0.4, 2, pytest.approx(0.625), 0.75)]
    assert rows(sez.lorenz(frame, "destination")) == [
        ("2019", "KAZ", 10, 0.5, 0.25),
        ("2019", "CHN", 30, 1, 1),
    ]


def test_where_nothing_is_specified_there_is_no_answer():
    frame = table(("2019", "ZZZ", 60), ("2019", None, 30))
    got = sez.concentration(frame, "destination", index=INDEXES, lines=5)
    assert rows(got) == [("2019", 90, 0, 5, *[None] * 8)]


def test_a_line_within_what_is_not_specified_is_not_specified():
    frame = table(
        ("2019", None, "CHN", 60), ("2019", "optics", "CHN", 30), ("2019", "optics", "KAZ", 10),
        columns="period group destination value",
    )  # fmt: skip
    got = rows(sez.theil_parts(frame, "destination", within="group"))[0]
    assert got[:4] == ("2019", 100, 0.4, 2)
    assert got[4:] == pytest.approx((0, in_words([30, 10], 2, 1)["theil"], got[6]))


def test_equal_totals_stand_in_the_order_of_their_names_on_the_curve():
    frame = table(*[("2019", name, 7) for name in ("KAZ", "BLR", "CHN")], ("2019", "UZB", 6))
    for seed in range(5):
        got = sez.lorenz(shuffled(frame, seed), "destination")
        assert got["destination"].tolist() == ["UZB", "BLR", "CHN", "KAZ"]


def metrics(frame):
    """Every number of the module, of one table."""
    return [
        sez.concentration(frame, "destination", index=INDEXES, by="group", top=2),
        sez.concentration(frame, "destination", index=INDEXES, lines=50),
        sez.theil_parts(frame, "destination", within="group"),
        sez.theil_parts(frame, "destination", lines=50),
        sez.lorenz(frame, ["group", "destination"]),
    ]


@given(5, frame=tables(), seed=st.integers(0, 99))
def test_the_order_of_rows_and_a_flow_split_in_two_change_nothing(frame, seed):
    halved = table(
        *[(*row[:-1], row[-1] / 2) for row in frame.to_numpy().tolist() for _ in "ab"],
        columns=" ".join(frame.columns),
    )
    for whole, mixed, split in zip(
        metrics(frame), metrics(shuffled(frame, seed)), metrics(halved), strict=True
    ):
        assert_rows(mixed, whole.columns, rows(whole))
        assert_rows(split, whole.columns, rows(whole))


@pytest.mark.parametrize("factor", [1e-12, 1 / 3, 1e12])
@given(5, frame=tables())
def test_the_unit_changes_nothing_but_the_totals(factor, frame):
    scaled = frame.assign(value=frame["value"] * factor)
    for before, after in zip(metrics(frame), metrics(scaled), strict=True):
        expected = before.assign(total=before["total"] * factor)
        assert_rows(after.drop(columns="total"), after.columns.drop("total"),
                    rows(expected.drop(columns="total")))  # fmt: skip


def test_one_index_or_several_are_asked_for_by_name(flows):
    got = sez.concentration(flows, "destination", index=["theil", "hhi"])
    assert got.columns.tolist() == ["period", "total", "coverage", "lines", "theil", "hhi"]
    assert sez.concentration(flows, "destination").columns.tolist()[-1] == "hhi"


def test_an_unknown_index_is_refused_by_name_with_the_choices(flows):
    with pytest.raises(sez.FlowsError) as refused:
        sez.concentration(flows, "destination", index=["hhi", "hhi_normalised"])
    assert str(refused.value) == (
        "index 'hhi_normalised' is not one of 'hhi', 'hhi_normalized', 'hhi_unctad', 'cr', "
        "'equivalent_number', 'entropy', 'theil', 'gini' (did you mean 'hhi_normalized'?)"
    )
    with pytest.raises(
        sez.FlowsError, match=r"^no index is named; it is one or several of 'hhi', "
    ):
        sez.concentration(flows, "destination", index=[])


@pytest.mark.parametrize("lines", [0, -1, 2.5, True, "many"])
def test_a_number_of_lines_that_is_none_is_refused(flows, lines):
    for metric in (sez.concentration, sez.theil_parts):
        with pytest.raises(
            sez.FlowsError, match=r"^lines .* is not (a whole number of )?1 or more$"
        ):
            metric(flows, "destination", lines=lines)


def test_a_top_below_one_is_refused(flows):
    with pytest.raises(sez.FlowsError, match=r"^top 0 is not 1 or more$"):
        sez.concentration(flows, "destination", index="cr", top=0)


@pytest.mark.parametrize("engine", ["pandas", "polars"])
def test_fewer_lines_than_sold_are_refused_where_the_table_is_held(engine, flows):
    words = r"^lines 1 is fewer than the 2 of 'destination' that sold in '2018'$"
    for metric in (sez.concentration, sez.theil_parts):
        with pytest.raises(sez.FlowsError, match=words):
            metric(ENGINES[engine](flows), "destination", lines=1)


@pytest.mark.parametrize("engine", ["polars-lazy", "duckdb"])
def test_fewer_lines_than_sold_give_no_answer_where_the_table_is_lazy(engine, flows):
    # two lines are enough in every year but the last
    more = pd.concat([flows, flows[-1:].assign(destination="BLR")])
    got = sez.concentration(ENGINES[engine](more), "destination", lines=2, index="theil")
    assert [row[-1] is None for row in rows(got)] == [False, False, True]
    parts = rows(sez.theil_parts(ENGINES[engine](more), "destination", lines=2))
    assert parts[2][4:] == (None, None, None)


@pytest.mark.parametrize("engine", ["polars-lazy", "duckdb"])
def test_a_lazy_engine_states_nothing_over_an_empty_value(engine, flows):
    flows.loc[2, "value"] = None
    lazy = pl.from_pandas(flows).lazy() if engine == "polars-lazy" else ENGINES[engine](flows)
    got = rows(sez.concentration(lazy, "destination", index=INDEXES, lines=5))
    assert got[1] == ("2018", None, None, 5, *[None] * 8)
    assert got[2][1] == 60
    assert rows(sez.theil_parts(lazy, "destination", lines=5))[1][4:] == (None, None, None)
    assert rows(sez.lorenz(lazy, "destination"))[1] == ("2018", "CHN", 30, 0.5, None)


@pytest.mark.parametrize("options", [{}, {"within": "group", "lines": 9}])
def test_theil_is_split_in_one_way_at_a_time(flows, options):
    words = "^Theil is split by a column 'within' or by a number of 'lines': give one$"
    with pytest.raises(sez.FlowsError, match=words):
        sez.theil_parts(flows, "destination", **options)


def test_a_missing_column_is_named(flows):
    for metric in (sez.concentration, sez.lorenz):
        with pytest.raises(sez.MissingColumnError, match=r"^no column 'site' in the flows; "):
            metric(flows, "site")
    with pytest.raises(sez.MissingColumnError, match=r"^no column 'site' in the flows; "):
        sez.theil_parts(flows, "destination", within="site")


def test_a_key_may_not_have_the_name_of_a_result(flows):
    with pytest.raises(sez.FlowsError, match=r"^the key 'lorenz' is the name of a column"):
        sez.lorenz(flows.assign(lorenz="a"), "destination", by="lorenz")
