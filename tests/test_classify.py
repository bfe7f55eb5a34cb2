"""Product groups and blocs, against loops over the reference tables and dates of accession."""

from __future__ import annotations

import csv
import functools

import pandas as pd
import pytest
from engines import ENGINES, TYPES, rows, shuffled, span, table, tables, to_pandas
from hypothesis import given, settings
from hypothesis import strategies as st

import sezlib as sez
from sezlib.classify import MAIN_BLOCS
from sezlib.texts import PROJECT

CODES = ["8542310000", "8541", "85", "854", "9023", "902300", "9013", "90", "0101", "01", "XX"]


@functools.cache
def reference(name):
    with (PROJECT / "data" / "reference" / f"{name}.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def group_of(code):
    found = [row for row in reference("product_groups") if code.startswith(row["prefix"])]
    return max(found, key=lambda row: len(row["prefix"]))["group"] if found else "other"


def blocs_of(destination, period, wanted):
    first, last = span(period)
    found = {
        row["region"] for row in reference("countries") if row["alpha3"] == destination
    } | {
        row["bloc"]
        for row in reference("blocs")
        if row["alpha3"] == destination
        and span(row["start"])[0] <= first
        and (not row["end"] or last <= span(row["end"])[1])
    }  # fmt: skip
    return sorted(found & set(wanted)) or ["other"]


def bloc(destination, period, *wanted):
    return sez.with_blocs(table((period, destination, 1)), wanted)["bloc"].tolist()


@given(codes=st.lists(st.sampled_from(CODES) | st.from_regex(r"\A([0-9]{2}){1,5}\Z"), min_size=1))
def test_the_longest_prefix_decides_the_group(codes):
    frame = table(*[("2019", code, 1) for code in codes], columns="period product value")
    assert sez.with_groups(frame)["group"].tolist() == [group_of(code) for code in codes]


def test_codes_of_the_harmonised_system_fall_where_their_chapters_say():
    # HS 2022: 8542 electronic integrated circuits, 9023 instruments for demonstration, 90 optical
    # and measuring instruments, 01 live animals
    codes = ["8542310000", "9023", "9013", "0106"]
    frame = table(*[("2019", code, 1) for code in codes], columns="period product value")
    expected = ["microelectronics", "education", "optics", "animals"]
    assert sez.with_groups(frame)["group"].tolist() == expected


def test_a_group_that_the_data_gives_is_never_overruled():
    frame = pd.DataFrame({"product": ["8542", "8542"], "group": ["optics", None]})
    assert sez.with_groups(frame)["group"].tolist() == ["optics", "microelectronics"]


def test_a_product_that_no_prefix_covers_is_other_and_one_that_is_not_stated_has_no_group():
    frame = table(("2019", None, 1), ("2019", "XX", 1), columns="period product value")
    group = sez.with_groups(frame)["group"]
    assert group.isna().tolist() == [True, False] and group[1] == "other"


def test_flows_with_neither_product_nor_group_come_back_as_they_are(flows):
    bare = flows[["period", "value"]]
    pd.testing.assert_frame_equal(sez.with_groups(bare), bare)


def test_flows_with_a_group_alone_keep_it(flows):
    pd.testing.assert_frame_equal(sez.with_groups(flows), flows)


def test_groups_follow_their_rows_under_any_index():
    frame = table(*[("2019", code, 1) for code in CODES], columns="period product value")
    for mixed in (shuffled(frame), frame.set_axis([7] * len(frame))):
        got = sez.with_groups(mixed)
        assert got["group"].tolist() == [group_of(code) for code in mixed["product"]]


@settings(max_examples=5)
@given(frame=tables("year", min_size=12, max_size=30))
def test_a_flow_has_a_row_for_every_bloc_it_belongs_to(frame):
    frame = frame[frame["destination"].notna()]
    expected = [
        (*row, bloc) for row in rows(frame) for bloc in blocs_of(row[3], row[0], MAIN_BLOCS)
    ]
    got = sez.with_blocs(frame)
    assert sorted(rows(got), key=repr) == sorted(expected, key=repr)
    assert list(got.columns) == [*frame.columns, "bloc"]


@settings(max_examples=10)
@given(frame=tables())
def test_what_is_within_and_what_is_outside_one_bloc_add_up_to_the_total(frame):
    frame = frame.fillna({"destination": "ZZZ"})
    within = sez.total(sez.with_blocs(frame, ["EAEU"]), by="bloc").groupby("period")["total"].sum()
    assert within.tolist() == sez.total(frame)["total"].tolist()


@pytest.mark.parametrize(
    "period, expected",
    [("2014", "other"), ("2014-12", "other"), ("2015-01", "EAEU"), ("2015", "EAEU")],
)
def test_armenia_is_in_the_eaeu_from_january_2015(period, expected):
    # treaty of 10 October 2014, in force on 2 January 2015
    assert bloc("ARM", period, "EAEU") == [expected]


@pytest.mark.parametrize(
    "period, expected",
    [("2015", "other"), ("2015-07", "other"), ("2015-S2", "other"), ("2015-Q3", "other"),
     ("2015-08", "EAEU"), ("2015-Q4", "EAEU"), ("2016", "EAEU")],
)  # fmt: skip
def test_kyrgyzstan_is_in_the_eaeu_from_august_2015(period, expected):
    # treaty of 23 December 2014, in force on 12 August 2015
    assert bloc("KGZ", period, "EAEU") == [expected]


@pytest.mark.parametrize(
    "period, expected",
    [("2019", "EU"), ("2020-01", "EU"), ("2020-02", "other"), ("2020-Q1", "other"),
     ("2020-S1", "other"), ("2020", "other"), ("2021", "other")],
)  # fmt: skip
def test_the_united_kingdom_is_in_the_eu_until_january_2020(period, expected):
    # withdrawal agreement, in force at midnight of 31 January 2020
    assert bloc("GBR", period, "EU") == [expected]


@pytest.mark.parametrize("period, expected", [("2013", "other"), ("2013-S2", "EU"), ("2014", "EU")])
def test_croatia_is_in_the_eu_from_july_2013(period, expected):
    # treaty of accession of 9 December 2011, in force on 1 July 2013
    assert bloc("HRV", period, "EU") == [expected]


def test_blocs_overlap_and_a_bloc_named_twice_counts_once():
    assert bloc("KAZ", "2019", "EAEU", "Asia", "EAEU") == ["Asia", "EAEU"]


def test_what_is_not_specified_belongs_to_no_bloc():
    assert bloc("ZZZ", "2019", *MAIN_BLOCS) == ["other"]


def test_no_blocs_at_all_leave_everything_under_other(flows):
    assert sez.with_blocs(flows, [])["bloc"].tolist() == ["other"] * 5


def test_an_unknown_bloc_is_refused_with_the_nearest_and_the_choices(flows):
    with pytest.raises(sez.FlowsError) as error:
        sez.with_blocs(flows, ["EAEU", "EEU"])
    assert str(error.value).startswith("unknown bloc 'EEU' (did you mean ")
    assert "the blocs are 'EAEU', 'EU'" in str(error.value)


def test_blocs_ask_for_a_destination(flows):
    with pytest.raises(sez.MissingColumnError, match=r"^no column 'destination' in the flows"):
        sez.with_blocs(flows.drop(columns="destination"))


def test_names_are_separated_by_commas():
    assert sez.names(" EAEU,, Asia ,") == ["EAEU", "Asia"]
    assert sez.names("") == []


@pytest.mark.parametrize("verb", [sez.with_groups, sez.with_blocs])
def test_flows_that_come_in_are_never_changed(verb, flows):
    came = flows.assign(product="8542", group=None)
    before = came.copy(deep=True)
    verb(came)
    pd.testing.assert_frame_equal(came, before)


@pytest.mark.parametrize("verb", [sez.with_groups, sez.with_blocs])
@pytest.mark.parametrize("engine", ENGINES)
def test_flows_without_rows_stay_without_rows(verb, engine, flows):
    empty = flows.drop(columns="group").assign(product="01").iloc[:0]
    got = to_pandas(verb(ENGINES[engine](empty)))
    assert got.empty
    assert got.columns[-1] in ("group", "bloc")


@pytest.mark.parametrize("verb", [sez.with_groups, sez.with_blocs])
@pytest.mark.parametrize("engine", [engine for engine in ENGINES if engine != "pandas"])
@settings(max_examples=3)
@given(frame=tables("month", min_size=4), data=st.data())
def test_headings_are_the_same_on_every_engine(verb, engine, frame, data):
    codes = [data.draw(st.sampled_from(CODES)) for _ in frame.index]
    frame = frame.assign(product=codes).dropna(subset=["destination"]).drop(columns="group")
    got = verb(ENGINES[engine](frame))
    assert isinstance(got, TYPES[engine])
    assert sorted(rows(got), key=repr) == sorted(rows(verb(frame)), key=repr)


def test_flows_with_groups_still_know_what_became_of_the_rows_of_their_file():
    for more in ({}, {"group": [None]}):
        flows = pd.DataFrame({"period": ["2019"], "value": [1.0], "product": ["854231"], **more})
        flows.attrs["account"] = [{"part": "rejected", "rows": 3}]
        assert sez.with_groups(flows).attrs == flows.attrs
