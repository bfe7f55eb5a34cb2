"""Exporter dynamics: against plain loops over sets of names, by hand, and at the edges."""

from __future__ import annotations

import random
import statistics
from collections.abc import Iterable

import pandas as pd
import pytest
from engines import assert_rows, label, periods, rows, shuffled, sums, table, tables
from hypothesis import strategies as st
from together import given

import sezlib as sez

COUNTS = ["exporters", "entrants", "exiters", "incumbents", "survivors"]
RATES = ["entry_rate", "exit_rate", "survival_rate"]
SIZES = ["mean", "median", "lower_quartile", "upper_quartile", "entrants_mean", "incumbents_mean"]
GROWTH = ["incumbents_growth", "survivors_growth"]
BREADTH = ["products_per_exporter", "exporters_per_product", "destinations_per_exporter",
           "exporters_per_destination"]  # fmt: skip
TOPS = ["top_1", "top_5", "top_25"]
COLUMNS = ["period", "total", "coverage", *COUNTS, *RATES, *SIZES, *GROWTH]


@st.composite
def zones(draw) -> pd.DataFrame:
    """Flows of up to a dozen companies, so that there is a largest quarter of them."""
    row = st.tuples(
        periods(["half", "month"]),
        st.sampled_from([*"ABCDEFGHIJK", None]),
        st.sampled_from(["8541", "8542", None]),
        st.sampled_from(["BLR", "CHN", None]),
        st.sampled_from([0, 1, 2, 5]) | st.integers(0, 1000),
    )
    made = draw(st.lists(row, min_size=1, max_size=40))
    return table(*made, columns="period resident product destination value")


def part(some: float, whole: float | None) -> float | None:
    return some / whole if whole else None


def quantile(sizes: list[float], p: float) -> float:
    place = p * (len(sizes) - 1)
    low = int(place)
    high = min(low + 1, len(sizes) - 1)
    return sorted(sizes)[low] + (place - low) * (sorted(sizes)[high] - sorted(sizes)[low])


def cells_of(frame, by, per, column):
    """What each company, or product, or destination sold, by key and period."""
    found: dict = {}
    frame = frame.fillna({"product": "_U"})
    for (key, at), value in sums(frame, [*by, "resident", column], per).items():
        if value > 0 and not {"_U", "ZZZ"} & set(key[len(by) :]):
            found.setdefault((key[: len(by)], at), []).append(key[len(by) :])
    return found


def expected(frame, by, per, fewest, parts):
    """The table, from a dictionary of who sold how much in each period."""
    sold: dict = {}
    whole = sums(frame, by, per)
    for (key, at), value in sums(frame, [*by, "resident"], per).items():
        cell = sold.setdefault((key[: len(by)], at), {})
        if value > 0 and key[-1] != "_U":
            cell[key[-1]] = value
    pairs = [cells_of(frame, by, per, column) for column in parts]
    for key, at in sorted(sold):
        now, before = sold[key, at], sold.get((key, at - 1))
        older = sold.get((key, at - 2)) if before is not None else None
        new = stay = gone = alive = None
        if before is not None:
            new, stay, gone = set(now) - set(before), set(now) & set(before), set(before) - set(now)
        if older is not None:
            born = set(before) - set(older)
            alive = born & set(now)
        total = sum(now.values())
        sizes = list(now.values())

        def counted(names):
            return None if names is None else len(names)

        def mean(names, now=now):
            few = names is None or len(names) < fewest
            return None if few else sum(now[name] for name in names) / len(names)

        def growth(names, now=now, before=before):
            if names is None or len(names) < fewest:
                return None
            return sum(now[n] for n in names) / sum(before[n] for n in names) - 1

        enough = len(now) >= fewest
        row = [*key, label(at, per), total, part(total, whole[key, at]), len(now)]
        row += [counted(names) for names in (new, gone, stay, alive)]
        row.append(None if new is None else part(len(new), len(now)))
        row.append(None if gone is None else part(len(gone), len(before)))
        row.append(None if alive is None else part(len(alive), len(born)))
        row.append(total / len(now) if enough else None)
        row.append(statistics.median(sizes) if enough else None)
        row += [quantile(sizes, p) if enough else None for p in (0.25, 0.75)]
        row += [mean(new), mean(stay), growth(stay), growth(alive)]
        for found in pairs:
            held = found.get((key, at), [])
            for place in (0, 1):
                row.append(part(len(held), len({pair[place] for pair in held})))
        for share in (100, 20, 4):
            k = len(now) // share
            row.append(part(sum(sorted(sizes)[-k:]), total) if k >= fewest else None)
        yield tuple(row)


@pytest.mark.parametrize("by, per", [([], "year"), ([], "half"), (["destination"], "year")])
@given(8, frame=zones(), fewest=[1, 2, 3])
def test_every_measure_is_what_sets_of_names_and_loops_give(by, per, frame, fewest):
    parts = [column for column in ("product", "destination") if column not in by]
    breadth = [name for name in BREADTH if any(column in name for column in parts)]
    got = sez.exporters(frame, by=by, per=per, fewest=fewest)
    columns = [*by, *COLUMNS, *breadth, *TOPS]
    assert_rows(got, columns, expected(frame, by, per, fewest, parts))


@given(20, frame=zones())
def test_counts_close_from_one_period_to_the_next(frame):
    got = sez.exporters(frame, fewest=1)
    looked = got.dropna(subset=["entrants"])
    before = got["exporters"].shift(1)[looked.index]
    assert (looked["exporters"] == looked["entrants"] + looked["incumbents"]).all()
    assert (before == looked["exiters"] + looked["incumbents"]).all()
    assert (looked["exporters"] == before + looked["entrants"] - looked["exiters"]).all()
    assert (got["survivors"].dropna() <= got["incumbents"][got["survivors"].notna()]).all()


@given(20, frame=zones())
def test_totals_are_their_numbers_times_their_means(frame):
    got = sez.exporters(frame, fewest=1)
    for row in got.dropna(subset=["mean"]).itertuples():
        assert row.mean * row.exporters == pytest.approx(row.total)
        if row.entrants == row.entrants:
            new = row.entrants_mean * row.entrants if row.entrants else 0
            old = row.incumbents_mean * row.incumbents if row.incumbents else 0
            assert new + old == pytest.approx(row.total)


@given(20, frame=tables())
def test_the_number_of_exporters_is_the_count_of_residents(frame):
    counted = sez.count(frame, "resident")["count"].tolist()
    assert sez.exporters(frame)["exporters"].tolist() == counted


@given(8, frame=zones(), seed=st.integers(0, 99))
def test_exporters_do_not_depend_on_the_order_of_rows(frame, seed):
    once, again = sez.exporters(frame, fewest=1), sez.exporters(shuffled(frame, seed), fewest=1)
    assert_rows(again, once.columns, rows(once))


@given(8, frame=zones())
def test_splitting_a_flow_in_two_changes_no_measure_of_exporters(frame):
    halved = pd.concat([frame, frame]).assign(value=lambda both: both["value"] / 2)
    once = sez.exporters(frame, fewest=1)
    assert_rows(sez.exporters(halved, fewest=1), once.columns, rows(once))


@given(8, frame=zones(), factor=[0.125, 1024.0])
def test_the_unit_scales_sizes_and_nothing_else_of_exporters(frame, factor):
    once = sez.exporters(frame, fewest=1)
    amounts = ["total", *SIZES]
    scaled = once.assign(**{name: once[name] * factor for name in amounts})
    got = sez.exporters(frame.assign(value=frame["value"] * factor), fewest=1)
    assert_rows(got, once.columns, rows(scaled))


def companies(period: str, names: Iterable[object], total: float = 1) -> list[tuple]:
    names = [str(name) for name in names]
    return [(period, name, total / len(names)) for name in names]


def test_rates_of_entry_and_exit_agree_with_published_ones_of_businesses():
    # Office for National Statistics, "Business demography, UK: 2019", in thousands: 2,990 active in
    # 2019, of which 390 were born in it, a rate of 13.0 per cent; 311 of those of 2018 died, 10.7
    old = range(2_600 + 311)
    frame = table(
        *companies("2018", old),
        *companies("2019", [*old[:2_600], *range(9_000, 9_390)]),
        columns="period resident value",
    )
    got = sez.exporters(frame).iloc[1]
    assert (got["exporters"], got["entrants"], got["exiters"]) == (2_990, 390, 311)
    assert (round(got["entry_rate"], 3), round(got["exit_rate"], 3)) == (0.130, 0.107)


def test_survival_and_size_of_entrants_agree_with_published_ones_of_establishments():
    # U.S. Bureau of Labor Statistics, Business Employment Dynamics by age, table 7, "Survival of
    # private sector establishments by opening year", construction, years ended in March: of 64,671
    # opened in 1994, with 4.6 jobs on average, 48,431 or 74.9 per cent were there in 1995, with
    # 5.7; of 71,046 opened in 1995, with 4.5, 52,835 or 74.4 per cent in 1996. All in hundreds.
    first, second = [f"1994-{n}" for n in range(647)], [f"1995-{n}" for n in range(710)]
    frame = table(
        *companies("1993", ["older"]),
        *companies("1994", first, 2_975.19),
        *companies("1995", first[:484], 2_760.07),
        *companies("1995", second, 3_229.39),
        *companies("1996", second[:528], 2_943.82),
        columns="period resident value",
    )
    got = sez.exporters(frame).set_index("period")
    assert got["survivors"].tolist()[2:] == [484, 528]
    # counted in hundreds, the last digit may be one more or less
    assert got["survival_rate"].tolist()[2:] == pytest.approx([0.749, 0.744], abs=1.5e-3)
    assert got["entrants_mean"].round(1).tolist()[1:3] == [4.6, 4.5]
    assert got.loc["1995", "incumbents_mean"].round(1) == 5.7
    assert got.loc["1996", "mean"].round(1) == 5.6


def four_years() -> pd.DataFrame:
    """Worked out by hand from the definitions of the database: no table of it is open."""
    return table(
        ("2016", "Alpha", 10), ("2016", "Beta", 30),
        ("2017", "Alpha", 20), ("2017", "Gamma", 5), ("2017", "Delta", 15),
        ("2018", "Alpha", 30), ("2018", "Gamma", 20), ("2018", "Beta", 50),
        ("2019", "Alpha", 15), ("2019", "Gamma", 10), ("2019", "Delta", 5), ("2019", "Omega", 10),
        columns="period resident value",
    )  # fmt: skip


def test_the_measures_of_four_years_are_those_worked_out_by_hand():
    got = sez.exporters(four_years(), fewest=1)
    assert_rows(
        got[["period", *COUNTS, *RATES]],
        ["period", *COUNTS, *RATES],
        [
            ("2016", 2, None, None, None, None, None, None, None),
            ("2017", 3, 2, 1, 1, None, 2 / 3, 1 / 2, None),
            # of Gamma and Delta, who came in 2017, Gamma goes on; Beta comes back as an entrant
            ("2018", 3, 1, 1, 2, 1, 1 / 3, 1 / 3, 1 / 2),
            # Beta, who came in 2018, is gone, and none survives
            ("2019", 4, 2, 1, 2, 0, 1 / 2, 1 / 3, 0),
        ],
    )
    assert_rows(
        got[["period", "total", *SIZES, *GROWTH]],
        ["period", "total", *SIZES, *GROWTH],
        [
            ("2016", 40, 20, 20, 15, 25, None, None, None, None),
            ("2017", 40, 40 / 3, 15, 10, 17.5, 10, 20, 1, None),
            ("2018", 100, 100 / 3, 30, 25, 40, 50, 25, 1, 3),
            ("2019", 40, 10, 10, 8.75, 11.25, 7.5, 12.5, -0.5, None),
        ],
    )


def test_breadth_is_a_mean_over_what_is_specified():
    frame = table(
        ("2019", "Alpha", "8541", "CHN", 1), ("2019", "Alpha", "8542", "CHN", 1),
        ("2019", "Alpha", "8542", "KAZ", 1), ("2019", "Beta", "8542", "CHN", 1),
        ("2019", "Gamma", None, "BLR", 1), ("2019", None, "9001", "DEU", 9),
        columns="period resident product destination value",
    )  # fmt: skip
    got = sez.exporters(frame)[BREADTH].iloc[0].tolist()
    # three pairs of products, of two companies and of two products; four of destinations
    assert got == [3 / 2, 3 / 2, 4 / 3, 4 / 3]


def test_breadth_is_only_told_where_the_flows_have_the_column():
    got = sez.exporters(four_years())
    assert list(got.columns) == [*COLUMNS, *TOPS]
    assert list(sez.exporters(sez.example()).columns) == [*COLUMNS, *BREADTH[2:], *TOPS]


def test_the_largest_hundredth_is_rounded_down_to_whole_companies():
    rng = random.Random(3)
    sizes = rng.sample(range(1, 10_000), 250)
    flows = [("2019", f"C{n:03}", size) for n, size in enumerate(sizes)]
    got = sez.exporters(table(*flows, columns="period resident value"), fewest=1).iloc[0]
    largest = sorted(sizes, reverse=True)
    for name, k in (("top_1", 2), ("top_5", 12), ("top_25", 62)):
        assert got[name] == pytest.approx(sum(largest[:k]) / sum(sizes))


@pytest.mark.parametrize("companies, share", [(99, None), (100, 0.01), (199, 1 / 199)])
def test_below_a_hundred_exporters_there_is_no_largest_hundredth(companies, share):
    flows = [("2019", f"C{n:03}", 1) for n in range(companies)]
    got = sez.exporters(table(*flows, columns="period resident value"), fewest=1)
    assert rows(got[["top_1"]]) == [(None if share is None else pytest.approx(share),)]


def test_a_company_without_a_name_is_none_and_coverage_says_how_much_it_sold():
    frame = table(("2018", "Beta", 1), ("2019", None, 90), ("2019", "Beta", 10),
                  columns="period resident value")  # fmt: skip
    got = sez.exporters(frame, fewest=1).iloc[1]
    assert (got["total"], got["coverage"], got["exporters"], got["mean"]) == (10, 0.1, 1, 10)


def test_a_gap_in_the_records_censors_what_looks_back_for_two_periods():
    years = ("2014", "2015", "2017", "2018", "2019")
    frame = table(*[(year, "Alpha", 1) for year in years], columns="period resident value")
    got = sez.exporters(frame, fewest=1)
    assert rows(got[["period", "incumbents", "survivors"]]) == [
        ("2014", None, None), ("2015", 1, None), ("2017", None, None), ("2018", 1, None),
        ("2019", 1, 0),
    ]  # fmt: skip


def test_within_a_key_the_records_begin_where_the_key_does():
    frame = table(
        ("2018", "Alpha", "CHN", 1), ("2019", "Alpha", "CHN", 1), ("2019", "Alpha", "KAZ", 1),
        columns="period resident destination value",
    )  # fmt: skip
    got = sez.exporters(frame, by="destination", fewest=1)
    assert rows(got[["destination", "period", "entrants"]]) == [
        ("CHN", "2018", None), ("CHN", "2019", 0), ("KAZ", "2019", None),
    ]  # fmt: skip


def test_a_period_of_zeros_is_on_record_and_has_no_exporters(gap):
    got = sez.exporters(gap.assign(resident="Alpha"), fewest=1).drop(columns=BREADTH[2:])
    assert rows(got[["period", "total", "coverage", *COUNTS, *RATES, "mean"]])[2:] == [
        ("2018", 0, None, 0, None, None, None, None, None, None, None, None),
        ("2019", 6, 1, 1, 1, 0, 0, None, 1, None, None, 6),
    ]


def test_a_zero_between_two_sales_makes_an_entrant_of_who_returns():
    frame = table(*[(str(2015 + n), "Alpha", v) for n, v in enumerate([1, 1, 0, 2, 3, 4])],
                  columns="period resident value")  # fmt: skip
    got = sez.exporters(frame, fewest=1)
    assert rows(got[[*COUNTS[1:], "survivors_growth"]])[2:] == [
        (0, 1, 0, 0, None), (1, 0, 0, 0, None), (0, 0, 1, 1, 0.5), (0, 0, 1, 0, None),
    ]  # fmt: skip


def test_who_returned_after_years_survives_like_any_other_entrant():
    years = [("Alpha", year) for year in ("2015", "2018", "2019")]
    years += [("Beta", str(year)) for year in range(2015, 2020)]
    frame = table(*[(year, name, 1) for name, year in years], columns="period resident value")
    assert sez.exporters(frame)["survivors"].tolist()[2:] == [0, 0, 1]


def test_what_fewer_than_three_companies_stand_behind_is_null_and_counts_stay():
    got = sez.exporters(four_years())
    assert got["exporters"].tolist() == [2, 3, 3, 4]
    assert got["exit_rate"].tolist()[1:] == [1 / 2, 1 / 3, 1 / 3]
    assert got["mean"].isna().tolist() == [True, False, False, False]
    assert got["lower_quartile"].isna().tolist() == [True, False, False, False]
    assert got[["entrants_mean", "incumbents_mean", *GROWTH, *TOPS]].isna().all(axis=None)


def test_a_top_share_needs_as_many_companies_as_any_average():
    flows = [("2019", f"C{n:02}", 1) for n in range(12)]
    frame = table(*flows, columns="period resident value")
    assert sez.exporters(frame)["top_25"].tolist() == [0.25]
    assert sez.exporters(frame.iloc[:11], fewest=2)["top_25"].tolist() == [pytest.approx(2 / 11)]
    assert sez.exporters(frame.iloc[:11])["top_25"].isna().all()


@pytest.mark.parametrize("fewest", [0, -1])
def test_fewer_than_one_company_behind_a_figure_is_refused(flows, fewest):
    with pytest.raises(sez.FlowsError, match=f"^fewest {fewest} is not 1 or more$"):
        sez.exporters(flows, fewest=fewest)


def test_a_company_is_one_column(flows):
    with pytest.raises(sez.FlowsError) as error:
        sez.exporters(flows, ["group", "resident"])
    assert str(error.value) == "of is one column, the company, and not 'group', 'resident'"


def test_flows_without_companies_say_which_columns_they_have(flows):
    with pytest.raises(sez.MissingColumnError, match=r"^no column 'resident' in the flows; the"):
        sez.exporters(flows.drop(columns="resident"))
