"""First-ever, returning and censored exports, against plain loops and hand-made histories."""

from __future__ import annotations

import pandas as pd
import pytest
from engines import ENGINES, assert_rows, label, rows, shuffled, sums, table, tables, to_pandas
from hypothesis import strategies as st
from together import given

import sezlib as sez

KEYS = [(["destination"], []), (["destination"], ["group"]), (["group", "destination"], [])]
COLUMNS = ["period", "destination", "value", "resident", "status"]


def beginnings(frame, of, by, per):
    cells = sums(frame, [*by, *of], per)
    sellers = sums(frame, [*by, *of, "resident"], per)
    for within, at, key in sorted((key[: len(by)], at, key[len(by) :]) for key, at in cells):
        value = cells[within + key, at]
        if value == 0 or "ZZZ" in key:
            continue
        earlier = {seen for known, seen in cells if known[: len(by)] == within and seen < at}
        sold = {seen for seen in earlier if cells.get((within + key, seen), 0) > 0}
        if sold and max(sold) == max(earlier):
            continue
        status = "returning" if sold else "first" if at - 1 in earlier else "censored"
        names = {name[-1]: v for (name, seen), v in sellers.items()
                 if name[:-1] == within + key and seen == at}  # fmt: skip
        resident = min(names, key=lambda name: (-names[name], name))
        yield (*within, label(at, per), *key, value, resident, status)


def statuses(*records, **options):
    got = sez.first_exports(table(*records), "destination", **options)
    return [(row[0], row[1], row[-1]) for row in rows(got)]


@given(8, cases=8, keys=KEYS, per=["year", "half", "quarter", "month"], data=st.data())
def test_first_exports_are_what_a_loop_over_the_history_of_each_key_finds(per, keys, data):
    of, by = keys
    frame = data.draw(tables(per))
    columns = [*by, "period", *of, "value", "resident", "status"]
    got = sez.first_exports(frame, of, by=by, per=per)
    assert_rows(got, columns, beginnings(frame, of, by, per))


@given(8, cases=3, keys=KEYS, frame=tables())
def test_who_sold_most_is_found_of_sums_without_companies_too(keys, frame):
    of, by = keys
    got = sez.first_exports(sez.condense(frame, [*by, *of]), of, by=by, sellers=frame)
    assert_rows(got, got.columns, rows(sez.first_exports(frame, of, by=by)))


@given(15, frame=tables())
def test_a_key_is_first_or_censored_at_most_once(frame):
    got = sez.first_exports(frame, "destination")
    begun = got[got["status"] != "returning"]
    assert not begun["destination"].duplicated().any()
    assert not got.duplicated(["destination", "period"]).any()


@given(15, frame=tables())
def test_all_that_ever_sold_has_begun_once(frame):
    sold = {key[0] for (key, _), value in sums(frame, ["destination"], "year").items() if value}
    got = sez.first_exports(frame, "destination")
    assert set(got.loc[got["status"] != "returning", "destination"]) == sold - {"ZZZ"}


@given(8, frame=tables(), seed=st.integers(0, 99))
def test_beginnings_do_not_depend_on_the_order_of_rows(frame, seed):
    got = sez.first_exports(shuffled(frame, seed), "destination")
    assert rows(got) == rows(sez.first_exports(frame, "destination"))


@given(8, frame=tables(), factor=[0.001, 1e6])
def test_beginnings_do_not_depend_on_the_unit(frame, factor):
    scaled = sez.first_exports(frame.assign(value=frame["value"] * factor), "destination")
    kept = ["period", "destination", "resident", "status"]
    assert rows(scaled[kept]) == rows(sez.first_exports(frame, "destination")[kept])


def test_the_first_period_on_record_is_censored():
    assert statuses(("2018", "CHN", 1), ("2019", "KAZ", 1)) == [
        ("2018", "CHN", "censored"),
        ("2019", "KAZ", "first"),
    ]


def test_a_table_of_one_period_has_nothing_new():
    assert statuses(("2019", "CHN", 1)) == [("2019", "CHN", "censored")]


def test_a_key_that_goes_on_has_no_row():
    assert statuses(("2017", "CHN", 1), ("2018", "CHN", 1), ("2019", "CHN", 1)) == [
        ("2017", "CHN", "censored")
    ]


def test_coming_back_after_a_period_on_record_is_returning():
    history = ("2017", "CHN", 1), ("2018", "KAZ", 1), ("2019", "CHN", 1)
    assert statuses(*history)[2] == ("2019", "CHN", "returning")


def test_after_a_year_without_records_what_is_new_is_censored_and_what_sold_before_goes_on():
    history = ("2016", "CHN", 1), ("2018", "CHN", 1), ("2018", "KAZ", 1)
    assert statuses(*history) == [("2016", "CHN", "censored"), ("2018", "KAZ", "censored")]


def test_a_key_that_stopped_before_a_year_without_records_is_returning_after_it():
    history = ("2015", "CHN", 1), ("2016", "KAZ", 1), ("2018", "CHN", 1)
    assert statuses(*history)[2] == ("2018", "CHN", "returning")


def test_a_zero_is_not_a_sale():
    history = ("2017", "KAZ", 1), ("2018", "CHN", 0), ("2019", "CHN", 5)
    assert statuses(*history) == [("2017", "KAZ", "censored"), ("2019", "CHN", "first")]


def test_a_year_of_zeros_is_on_record(gap):
    got = [(row[0], row[-1]) for row in rows(sez.first_exports(gap, "destination"))]
    assert got == [("2015", "censored"), ("2019", "returning")]


def test_what_is_on_record_is_told_within_by():
    frame = table(
        ("2018", "optics", "CHN", 1), ("2019", "optics", "KAZ", 1), ("2019", "food", "KAZ", 1),
        columns="period group destination value",
    )  # fmt: skip
    got = sez.first_exports(frame, "destination", by="group")
    assert rows(got) == [
        ("food", "2019", "KAZ", 1, "censored"),
        ("optics", "2018", "CHN", 1, "censored"),
        ("optics", "2019", "KAZ", 1, "first"),
    ]


def test_the_resident_is_the_one_that_sold_most_and_ties_go_by_name():
    frame = table(
        ("2018", "Alpha", "CHN", 1), ("2019", "Gamma", "KAZ", 3), ("2019", "Beta", "KAZ", 1),
        ("2019", "Beta", "KAZ", 2), ("2019", "Alpha", "KAZ", 1), ("2019", "Alpha", "BLR", 1),
        ("2019", "Beta", "BLR", 2),
        columns="period resident destination value",
    )  # fmt: skip
    for seed in range(6):
        assert rows(sez.first_exports(shuffled(frame, seed), "destination")) == [
            ("2018", "CHN", 1, "Alpha", "censored"),
            ("2019", "BLR", 3, "Beta", "first"),
            ("2019", "KAZ", 7, "Beta", "first"),
        ]


def test_the_resident_is_left_out_where_it_is_a_key_or_no_column(flows):
    assert list(sez.first_exports(flows, "destination").columns) == COLUMNS
    without = ["period", "destination", "value", "status"]
    assert list(sez.first_exports(flows.drop(columns="resident"), "destination").columns) == without
    assert list(sez.first_exports(flows, "resident").columns) == [
        "period", "resident", "value", "status",
    ]  # fmt: skip


# July 2018 to December 2020: 2018 is on record in part, and nothing is new in 2019
PARTLY = pd.DataFrame(
    [("2018-07", "A", "CHN", 5.0), ("2019-02", "A", "CHN", 6.0), ("2019-03", "B", "DEU", 7.0),
     ("2020-01", "A", "CHN", 8.0), ("2020-05", "C", "FRA", 9.0)],
    columns=["period", "resident", "destination", "value"],
)  # fmt: skip


@pytest.mark.parametrize("engine", list(ENGINES))
def test_nothing_is_new_after_a_year_that_is_on_record_in_part(engine):
    flows = ENGINES[engine](PARTLY)
    held = to_pandas(sez.first_exports(flows, of="destination", partial="2018"))
    assert dict(zip(held["destination"], held["status"], strict=True)) == {
        "CHN": "censored", "DEU": "censored", "FRA": "first",
    }  # fmt: skip
    made = to_pandas(sez.exporters(flows, fewest=1, partial="2018")).set_index("period")
    assert made["entrants"].fillna(-1).to_dict() == {"2018": -1, "2019": -1, "2020": 1}
    assert made["exiters"].fillna(-1).to_dict() == {"2018": -1, "2019": -1, "2020": 1}
    assert made["survivors"].isna().all()
    sold = to_pandas(sez.spells(flows, of="resident", partial="2018")).set_index("resident")
    assert sold["censored"].to_dict() == {"A": "both", "B": "left", "C": "right"}
    # without it the first two would have begun and lasted as if 2018 were whole
    assert (
        to_pandas(sez.spells(flows, of="resident")).set_index("resident")["censored"]["B"] == "none"
    )
