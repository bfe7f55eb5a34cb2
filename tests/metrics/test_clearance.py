"""Hours at the customs post: against the clock of the standard library, and published intervals."""

from __future__ import annotations

import math
import statistics
from datetime import datetime, timedelta

import pandas as pd
import polars as pl
import pytest
from engines import ENGINES, assert_rows, label, rows, shuffled
from hypothesis import strategies as st
from together import given

import sezlib as sez

TIMES = ["declarations", "open", "median", "p90"]
START = datetime(2019, 1, 1)


def declared(*records: tuple) -> pd.DataFrame:
    return pd.DataFrame(list(records), columns=["post", "registered", "released"]).astype("str")


def lasting(**hours: list[float]) -> pd.DataFrame:
    """Declarations of the first hour of 2019, by post, with the hours they took."""
    made = []
    for post, times in hours.items():
        made += [
            (post, f"{START:%Y-%m-%dT%H:%M}", f"{START + timedelta(hours=time):%Y-%m-%dT%H:%M}")
            for time in times
        ]
    return declared(*made)


@st.composite
def declarations(draw) -> pd.DataFrame:
    """Declarations from before the leap day of 2000 to after that of 2020, some still open."""
    row = st.tuples(
        st.sampled_from(["port", "zone", "zone", None]),
        st.datetimes(datetime(2019, 12, 1), datetime(2020, 4, 1))
        | st.datetimes(datetime(1999, 12, 31), datetime(2000, 3, 2)),
        st.none() | st.sampled_from([0, 1, 60, 90]) | st.integers(0, 100_000),
    )
    made = []
    for post, registered, minutes in draw(st.lists(row, min_size=1, max_size=20)):
        released = None if minutes is None else registered + timedelta(minutes=minutes)
        told = [time and time.strftime("%Y-%m-%dT%H:%M") for time in (registered, released)]
        made.append((post, *told))
    return declared(*made)


def hours_of(frame, per):
    """Times by period and post, from the clock of the standard library."""
    found: dict = {}
    for post, *told in frame.itertuples(index=False):
        name = post if isinstance(post, str) else "_U"
        registered = datetime.strptime(told[0], "%Y-%m-%dT%H:%M")
        month = registered.year * 12 + registered.month - 1
        at = month // {"year": 12, "quarter": 3, "month": 1}[per]
        cell = found.setdefault((at, name), [])
        if isinstance(told[1], str):
            lasted = datetime.strptime(told[1], "%Y-%m-%dT%H:%M") - registered
            cell.append(lasted.total_seconds() / 3600)
        else:
            cell.append(None)
    return found


def ninth(times: list[float]) -> float:
    place = 0.9 * (len(times) - 1)
    low = int(place)
    high = min(low + 1, len(times) - 1)
    return sorted(times)[low] + (place - low) * (sorted(times)[high] - sorted(times)[low])


def spread(times: list[float]) -> float:
    """The standard error of a median after Bonett and Price, with the exact binomial."""
    n = len(times)
    # round() goes to the even number, as that of R does
    c = round((n + 1) / 2 - math.sqrt(n))
    missed = sum(math.comb(n, k) for k in range(c)) / 2**n
    z = statistics.NormalDist().inv_cdf(1 - missed)
    return (sorted(times)[n - c] - sorted(times)[c - 1]) / (2 * z)


@pytest.mark.parametrize("per", ["year", "quarter", "month"])
@given(frame=declarations())
def test_times_are_those_of_the_clock_of_the_standard_library(per, frame):
    expected = []
    for (at, post), cell in sorted(hours_of(frame, per).items()):
        times = [time for time in cell if time is not None]
        middle = (statistics.median(times), ninth(times)) if times else (None, None)
        expected.append((label(at, per), post, len(cell), len(cell) - len(times), *middle))
    assert_rows(sez.clearance_time(frame, per=per), ["period", "post", *TIMES], expected)


LASTED = st.lists(st.integers(0, 500), min_size=7, max_size=40)


@given(8, ours=LASTED, theirs=LASTED, confidence=[0.8, 0.95, 0.99])
def test_the_interval_is_that_of_the_exact_binomial(ours, theirs, confidence):
    frame = lasting(ours=ours, theirs=theirs)
    row = sez.clearance_time(frame, baseline="theirs", confidence=confidence).iloc[0]
    assert row["difference"] == statistics.median(ours) - statistics.median(theirs)
    if min(len(ours), len(theirs)) < 10:
        assert row[["low", "high"]].isna().all()
        return
    z = statistics.NormalDist().inv_cdf(0.5 + confidence / 2)
    reach = z * math.hypot(spread(ours), spread(theirs))
    assert row["high"] - row["difference"] == pytest.approx(reach, rel=1e-9, abs=1e-9)
    assert row["difference"] - row["low"] == pytest.approx(reach, rel=1e-9, abs=1e-9)


SCORES = [
    # the documentation of the R package statpsych, ci.median2, of versions 1.6, 1.7 and 2.0
    ([32, 39, 26, 35, 43, 27, 40, 37, 34, 29], [36, 44, 47, 42, 49, 39, 46, 31, 33, 48],
     (34.5, 43, -8.5), (-16.95977, -0.04022524)),
    ([32.1, 39.8, 26.3, 35.0, 43.1, 27.0, 40.9, 37.4, 34.0, 29.2],
     [36.8, 44.0, 47.1, 42.7, 49.0, 39.6, 46.2, 31.6, 33.1, 48.4],
     (34.5, 43.35, -8.85), (-17.66002, -0.0399751)),
    ([70, 394, 43, 95, 62, 128, 2, 203, 81, 436, 85, 35, 156, 1, 3, 27, 63, 181, 184, 18],
     [102, 120, 78, 78, 417, 124, 86, 171, 176, 129, 230, 194, 100, 157, 306, 411, 164, 103, 193,
      312], (75.5, 160.5, -85), (-157.7441, -12.25589)),
]  # fmt: skip


@pytest.mark.parametrize("ours, theirs, medians, interval", SCORES)
def test_the_interval_agrees_with_the_documented_examples_of_statpsych(
    ours, theirs, medians, interval
):
    frame = lasting(ours=ours, theirs=theirs)
    first, second = sez.clearance_time(frame, baseline="theirs").to_dict("records")
    assert (first["median"], second["median"]) == pytest.approx(medians[:2])
    assert first["difference"] == pytest.approx(medians[2])
    # times are whole minutes here, and the documentation prints seven digits
    assert (first["low"], first["high"]) == pytest.approx(interval, abs=0.02)
    assert pd.isna([second["difference"], second["low"], second["high"]]).all()


@pytest.mark.parametrize("engine", ENGINES)
def test_ten_a_side_are_told_apart_by_the_exact_binomial(engine):
    # an interval of half the width 0.4 per cent more would hold 0
    ours, theirs, _, interval = SCORES[0]
    frame = ENGINES[engine](lasting(ours=ours, theirs=theirs))
    got = rows(sez.clearance_time(frame, baseline="theirs"))
    assert got[0][-2:] == pytest.approx(interval, abs=5e-6)
    assert got[0][-1] < 0


@pytest.mark.parametrize("members", [99, 100, 101, 117, 400, 1500])
def test_where_the_exact_binomial_is_left_the_interval_is_within_a_millionth(members):
    ours, theirs = [7 * n % 997 for n in range(members)], [11 * n % 499 for n in range(members)]
    frame = lasting(ours=ours, theirs=theirs)
    row = sez.clearance_time(frame, baseline="theirs").iloc[0]
    reach = statistics.NormalDist().inv_cdf(0.975) * math.hypot(spread(ours), spread(theirs))
    assert (row["high"] - row["low"]) / 2 == pytest.approx(reach, rel=1e-6)


def test_a_difference_turns_around_when_the_posts_change_places():
    frame = lasting(a=list(range(12)), b=[3 * n for n in range(15)])
    ours = sez.clearance_time(frame, baseline="b").iloc[0]
    theirs = sez.clearance_time(frame, baseline="a").iloc[1]
    assert ours["difference"] == -theirs["difference"]
    assert (ours["low"], ours["high"]) == pytest.approx((-theirs["high"], -theirs["low"]))


def test_a_higher_confidence_takes_a_wider_interval():
    frame = lasting(a=list(range(12)), b=list(range(15)))
    widths = [
        (lambda row: row["high"] - row["low"])(
            sez.clearance_time(frame, baseline="b", confidence=level).iloc[0]
        )
        for level in (0.8, 0.95, 0.99)
    ]
    z = [1.2815515655, 1.9599639845, 2.5758293035]
    assert [width / widths[0] for width in widths] == pytest.approx([q / z[0] for q in z])


def test_several_names_are_one_baseline_taken_together():
    frame = lasting(a=[1, 2], b=[10, 20, 90], c=[30, 40])
    assert rows(sez.clearance_time(frame, baseline=["b", "c"])[["post", "difference"]]) == [
        ("a", 1.5 - 30), ("b", None), ("c", None)
    ]  # fmt: skip


def test_nine_released_are_too_few_for_an_interval_and_open_ones_do_not_count():
    frame = lasting(a=list(range(9)), b=list(range(10)))
    more = pd.concat([frame, declared(("a", "2019-01-01T00:00", None))])
    for few in (frame, more):
        row = sez.clearance_time(few, baseline="b").iloc[0]
        assert row["difference"] == -0.5
        assert pd.isna([row["low"], row["high"]]).all()
    ten = lasting(a=list(range(10)), b=list(range(10)))
    assert not sez.clearance_time(ten, baseline="b").iloc[0].isna().any()


def test_open_declarations_leave_median_and_interval_as_they_are():
    frame = lasting(a=[3 * n for n in range(1, 14)], b=[n * n for n in range(1, 16)])
    waiting = declared(*[(post, "2019-01-01T00:00", None) for post in "aaaab"])
    once = sez.clearance_time(frame, baseline="b")
    more = sez.clearance_time(pd.concat([waiting, frame]), baseline="b")
    assert more["open"].tolist() == [4, 1]
    told = ["median", "p90", "difference", "low", "high"]
    assert rows(more[told]) == rows(once[told])


def test_declarations_at_no_named_post_are_told_and_not_compared():
    frame = pd.concat([lasting(a=[1], b=[3]), declared((None, "2019-01-01T00:00", None))])
    assert rows(sez.clearance_time(frame, baseline="b")[["post", "open", "difference"]]) == [
        ("_U", 1, None), ("a", 0, -2), ("b", 0, None)
    ]  # fmt: skip
    nameless = lasting(a=[1], b=[3]).replace({"post": {"a": None}})
    got = sez.clearance_time(nameless, baseline="b")
    assert rows(got[["post", "median", "difference"]])[0] == ("_U", 1, None)


def test_a_period_in_which_the_baseline_has_nothing_released_tells_no_difference():
    frame = declared(("a", "2018-01-01T00:00", "2018-01-01T01:00"),
                     ("a", "2019-01-01T00:00", "2019-01-01T01:00"),
                     ("b", "2018-01-01T00:00", "2018-01-01T03:00"),
                     ("b", "2019-01-01T00:00", None))  # fmt: skip
    got = sez.clearance_time(frame, baseline="b")[["period", "post", "median", "difference"]]
    assert rows(got) == [("2018", "a", 1, -2), ("2018", "b", 3, None), ("2019", "a", 1, None),
                         ("2019", "b", None, None)]  # fmt: skip


def test_a_declaration_counts_in_the_period_it_was_registered_in():
    frame = declared(("a", "2019-12-31T23:30", "2020-01-01T01:00"))
    assert rows(sez.clearance_time(frame, per="month")) == [("2019-12", "a", 1, 0, 1.5, 1.5)]


@pytest.mark.parametrize("year, days", [(1900, 1), (2000, 2), (2019, 1), (2020, 2), (2100, 1)])
def test_the_leap_day_is_counted_in_the_years_that_have_one(year, days):
    frame = declared(("a", f"{year}-02-28T12:00", f"{year}-03-01T12:00"))
    assert sez.clearance_time(frame)["median"].tolist() == [24 * days]


def test_times_may_be_timestamps_and_have_seconds_that_are_left_out():
    texts = declared(("a", "2019-03-04T09:15:59", "2019-03-04 10:45"))
    stamps = texts.assign(**{name: pd.to_datetime(texts[name], format="mixed")
                             for name in ("registered", "released")})  # fmt: skip
    for frame in (texts, stamps, pl.from_pandas(stamps)):
        assert rows(sez.clearance_time(frame)) == [("2019", "a", 1, 0, 1.5, 1.5)]


def test_all_declarations_may_be_open_and_there_may_be_none():
    frame = declared(("a", "2019-03-04T09:15", None))
    assert rows(sez.clearance_time(frame)) == [("2019", "a", 1, 1, None, None)]
    assert rows(sez.clearance_time(frame, baseline="a")) == [("2019", "a", 1, 1, *[None] * 5)]
    assert rows(sez.clearance_time(frame.iloc[:0])) == []


def test_times_may_be_told_within_a_key_and_by_any_column():
    frame = lasting(a=[1, 2, 3]).assign(procedure=["40", "78", "78"])
    assert rows(sez.clearance_time(frame, "procedure", by="post")) == [
        ("a", "2019", "40", 1, 0, 1, 1), ("a", "2019", "78", 2, 0, 2.5, pytest.approx(2.9)),
    ]  # fmt: skip
    assert rows(sez.clearance_time(frame, ["post", "procedure"]))[0] == (
        "2019", "a", "40", 1, 0, 1, 1
    )  # fmt: skip


@given(8, frame=declarations(), seed=st.integers(0, 99))
def test_times_depend_neither_on_the_order_of_rows_nor_on_telling_each_twice(frame, seed):
    once, again = sez.clearance_time(frame), sez.clearance_time(shuffled(frame, seed))
    assert_rows(again, once.columns, rows(once))
    twice = sez.clearance_time(pd.concat([frame, frame]))
    assert (twice["declarations"] == 2 * once["declarations"]).all()
    assert_rows(twice[["median"]], ["median"], rows(once[["median"]]))


EAGER = pytest.mark.parametrize("engine", ["pandas", "polars"])
NINE = "2019-03-04T09:00"


@EAGER
def test_a_release_before_the_registration_is_refused(engine):
    frame = declared(("a", NINE, "2019-03-04T08:59"), ("a", NINE, NINE))
    with pytest.raises(sez.FlowsError) as error:
        sez.clearance_time(ENGINES[engine](frame))
    assert str(error.value) == "1 of the declarations are released before they are registered"


def test_a_lazy_engine_states_no_times_over_a_release_before_the_registration():
    frame = declared(("a", NINE, "2019-03-04T08:59"), ("a", NINE, NINE), ("b", NINE, NINE))
    lazy = pl.from_pandas(frame).lazy()
    assert rows(sez.clearance_time(lazy)) == [("2019", "a", 2, 0, None, None),
                                              ("2019", "b", 1, 0, 0, 0)]  # fmt: skip


@EAGER
@pytest.mark.parametrize("column", ["registered", "released"])
@pytest.mark.parametrize(
    "time",
    [
        "2019-03-04",
        "04.03.2019 09:00",
        "2019-13-04T09:00",
        "2019-03-04T24:00",
        "",
        "2019-03-04T09:15 PM",
        "2019-03-04T09:15+03:00",
    ],
)
def test_what_is_no_time_is_refused_with_one_that_is(engine, column, time):
    frame = declared(("a", NINE, NINE), ("a", NINE, NINE))
    frame.loc[1, column] = time
    with pytest.raises(sez.FlowsError) as error:
        sez.clearance_time(ENGINES[engine](frame))
    assert str(error.value) == (
        f"column {column!r} of the declarations has {time!r}, and a time is like 2019-03-04T09:15"
    )


@EAGER
def test_a_declaration_without_a_registration_is_refused(engine):
    frame = declared(("a", NINE, NINE), ("a", None, NINE))
    with pytest.raises(
        sez.FlowsError, match=r"^column 'registered' of the declarations has 1 empty"
    ):
        sez.clearance_time(ENGINES[engine](frame))


@EAGER
def test_an_unknown_baseline_is_refused_with_the_posts_there_are(engine):
    with pytest.raises(sez.FlowsError) as error:
        sez.clearance_time(ENGINES[engine](lasting(port=[1], zone=[2])), baseline=["zone", "prot"])
    assert str(error.value) == (
        "the baseline 'prot' is not in column 'post' (did you mean 'port'?); it has 'port', 'zone'"
    )


def test_a_baseline_is_of_one_column_and_names_something():
    frame = lasting(port=[1]).assign(procedure="40")
    with pytest.raises(sez.FlowsError, match=r"^a baseline needs one column in of, and not 'post'"):
        sez.clearance_time(frame, ["post", "procedure"], baseline="port")
    with pytest.raises(sez.FlowsError, match=r"^the baseline names nothing$"):
        sez.clearance_time(frame, baseline=[])


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_a_confidence_that_is_no_fraction_is_refused(confidence):
    with pytest.raises(sez.FlowsError, match=f"^confidence {confidence} is not between 0 and 1$"):
        sez.clearance_time(lasting(a=[1]), confidence=confidence)


def test_columns_that_are_not_there_are_named_as_those_of_the_declarations():
    with pytest.raises(sez.MissingColumnError) as error:
        sez.clearance_time(lasting(a=[1]).drop(columns="released"))
    said = "no column 'released' in the declarations; the columns are 'post', 'registered'"
    assert str(error.value) == said


@pytest.mark.parametrize("engine", ["polars-lazy", "duckdb"])
def test_a_lazy_engine_states_no_times_over_what_is_no_time(engine):
    told = {"registered": ["2019-03-04T09:15", "2019-13-45T99:99"], "post": ["a", "a"]}
    frame = pd.DataFrame({**told, "released": ["2019-03-04T10:15", "2019-13-46T99:99"]})
    # what is no time is of no year
    expected = [("2019", "a", 1, 0, 1, 1), (None, "a", 1, 0, None, None)]
    assert rows(sez.clearance_time(ENGINES[engine](frame))) == expected
