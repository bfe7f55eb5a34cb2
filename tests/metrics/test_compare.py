"""Zones side by side: every indicator is what its own metric says, and none is left out."""

from __future__ import annotations

import pandas as pd
import pytest
from engines import at, records, rows, tables
from together import given

import sezlib as sez

NAMELESS = {"ZZZ", "_U"}


def cells(frame, zone, year, key):
    """What each `key` of a group sold in a year, added up in a loop."""
    found: dict[str, float] = {}
    for row in records(frame):
        if row["group"] == zone and at(row["period"], "year") == year:
            found[row[key]] = found.get(row[key], 0.0) + row["value"]
    return found


@given(frame=tables())
def test_each_indicator_is_what_plain_loops_say(frame):
    got = sez.compare(frame, of="group")
    years = {(r["group"], at(r["period"], "year")) for r in records(frame)}
    assert len(got) == len(years)
    for line in got.to_dict("records"):
        zone, year = line["group"], int(line["period"])
        total = sum(cells(frame, zone, year, "destination").values())
        assert line["total"] == pytest.approx(total)
        whole = sum(sum(cells(frame, g, year, "group").values()) for g in ("optics", "education"))
        assert (
            pd.isna(line["share"]) if not whole else line["share"] == pytest.approx(total / whole)
        )
        sellers = {k: v for k, v in cells(frame, zone, year, "resident").items() if v > 0}
        assert line["exporters"] == len(set(sellers) - NAMELESS)
        abroad = cells(frame, zone, year, "destination")
        assert line["destinations"] == len({k for k, v in abroad.items() if v > 0} - NAMELESS)
        named = [v for k, v in sellers.items() if k not in NAMELESS]
        if len(named) > 1:
            assert line["largest_exporter"] == pytest.approx(max(named) / sum(named))
        else:
            assert pd.isna(line["largest_exporter"])
        before = {y for g, y in years if g == zone and y < year}
        if year - 1 not in before:
            assert pd.isna(line["new_destinations"])
            continue
        sold = {k for k, v in abroad.items() if v > 0} - NAMELESS
        ever = {k for y in before for k, v in cells(frame, zone, y, "destination").items() if v > 0}
        assert line["new_destinations"] == len(sold - ever)


def test_an_indicator_without_its_column_is_left_out():
    flows = pd.DataFrame({"period": ["2018", "2019"], "zone": ["A", "B"], "value": [1.0, 3.0]})
    got = sez.compare(flows)
    assert got.columns.tolist() == ["period", "zone", "total", "previous", "growth", "share"]


def test_shares_of_the_zones_sum_to_one(flows):
    got = sez.compare(flows, of="resident")
    assert got.groupby("period")["share"].sum().tolist() == pytest.approx([1, 1, 1])


def test_a_zone_that_has_just_begun_has_no_growth_and_nothing_new():
    made = [("2018", "A", "CHN", 5.0), ("2019", "A", "KAZ", 6.0), ("2019", "B", "CHN", 4.0)]
    flows = pd.DataFrame(made, columns=["period", "zone", "destination", "value"])
    old, young = rows(sez.compare(flows)[lambda t: t["period"] == "2019"])
    assert old[:6] == ("2019", "A", 6, 5, pytest.approx(0.2), 0.6)
    assert old[-1] == 1
    assert young[3:5] == (None, None)
    assert young[-1] is None


def test_blocs_are_compared_like_zones(flows):
    got = sez.compare(sez.with_blocs(flows, ["EAEU", "Asia"]), of="bloc", by="group")
    last = got[(got["period"] == "2019") & (got["group"] == "education")]
    assert last[["bloc", "total", "destinations"]].values.tolist() == [
        ["Asia", 15, 1],
        ["EAEU", 15, 1],
    ]


def test_without_zones_there_is_nothing_to_compare(flows):
    with pytest.raises(sez.MissingColumnError, match="no column 'zone' in the flows"):
        sez.compare(flows)
