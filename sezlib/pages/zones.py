"""The page that sets zones side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sezlib.flows import FlowsError, Unavailable, listed
from sezlib.identity import takes
from sezlib.language import Edition, is_missing
from sezlib.pages.drawing import (
    DARK,
    FALL,
    GREY,
    LIGHT,
    MOST_YEARS,
    SHADES,
    choose_unit,
    draw,
    draw_cells,
    name_ends,
    number_axis,
)
from sezlib.pages.facts import first_exports_in, moved_by, moved_most, side_of_whole, tied_leaders
from sezlib.pages.passage import (
    Passage,
    hidden_rows,
    main_points,
    note_figure,
    note_growth,
    nothing_sold,
    row_of,
    rows_of,
    say_limits,
)
from sezlib.periods import span

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@takes(
    "compared",
    "together",
    compared="compare(flows)",
    together="growth(flows)",
    moved="contribution(flows, of='zone')",
)
def points(compared: Any, together: Any, moved: Any, ed: Edition) -> Passage:
    """Return the main points on several zones.

    `compared` is `compare` of zones, `together` the growth of all of them, `moved` what each zone
    contributed to it.
    """
    held = _largest(compared, ed)
    now = row_of(together, ed.period)
    # a zone whose records begin within the year before is in one of the two sums alone
    begun = {first for first, _ in ed.spans.values() if not first.endswith("-01")}
    if any(first.startswith(ed.previous) for first in begun):
        now = {**now, "growth": float("nan")}
    untold = hidden_rows(compared, ed.period)
    told = [ed.say("zones-point-total", now, n=len(held) + len(untold))]
    note_figure(ed, "zones", len(held) + len(untold), "zones")
    note_growth(now, ed)
    # of zones that are not told nobody knows whether they are first
    if untold:
        return main_points(told, ed)
    if held[0]["total"] and len(held) > 1:
        told.append(_lead("zones-point-largest", held, "total", ed))
    told += [*_growth(held, ed), *say_moved(moved, now, ed), *_breadth(held, ed)]
    return main_points(told, ed)


def _largest(compared: Any, ed: Edition) -> list[dict[str, Any]]:
    held = sorted(rows_of(compared, ed.period), key=lambda r: (-r["total"], r["zone"]))
    if not held:
        untold = [r["zone"] for r in hidden_rows(compared, ed.period)]
        raise FlowsError(
            f"the exports of each of {listed(untold)} give a company away, so that there is no "
            "public comparison of them; compare other zones"
        )
    return held


def _lead(message: str, held: list[dict[str, Any]], by: str, ed: Edition) -> str:
    """Return what a message says of the zones that are first of what is sorted."""
    first = tied_leaders(held, lambda r: r[by])
    return ed.say(message, held[0], n=len(first), first=first)


def _growth(held: list[dict[str, Any]], ed: Edition) -> list[str]:
    grown = sorted((r for r in held if not is_missing(r["growth"])), key=lambda r: -r["growth"])
    # a growth that is not told may be the highest
    if len(grown) < 2 or (ed.public and len(grown) < len(held)):
        return []
    first = tied_leaders(grown, lambda r: r["growth"])
    last = tied_leaders(grown[::-1], lambda r: r["growth"])
    if len(first) == len(grown):
        return []
    told = {"first": first, "last": last, "least": grown[-1]["growth"]}
    return [ed.say("zones-point-growth", grown[0], **told)]


def say_moved(moved: Any, now: dict[str, Any], ed: Edition) -> list[str]:
    """Return which zones moved the whole most, where it has a growth."""
    held = moved_most(moved, ed.period, "zone")
    if is_missing(now["growth"]) or len(held) < 2:
        return []
    first = tied_leaders(held, moved_by)
    way = side_of_whole(first, now["growth"])
    return [ed.say("zones-point-moved", now, direction=way, n=len(first), first=first)]


def _breadth(held: list[dict[str, Any]], ed: Edition) -> list[str]:
    said = []
    for message, by in (
        ("zones-point-depends", "largest_exporter"),
        ("zones-point-markets", "destinations"),
    ):
        known = [r for r in held if not is_missing(r.get(by))]
        known.sort(key=lambda r: (-r[by], r["zone"]))
        # where all are alike none is first
        if known and known[0][by] > known[-1][by]:
            said.append(_lead(message, known, by, ed))
    return said


@takes("compared", compared="compare(flows)")
def totals(compared: Any, ed: Edition) -> Passage | None:
    """Return the section on how much each zone exported, and since when it has records."""
    held, said = _largest(compared, ed), say_spans(ed)
    if not held[0]["total"]:
        return nothing_sold("zones-totals", ed)
    untold = hidden_rows(compared, ed.period)
    heading = ed.say("heading-zones-totals-shown" if untold else "heading-zones-totals-alone")
    if len(held) > 1 and not untold:
        heading = _lead("heading-zones-totals", held, "total", ed)
    # the measure of concentration is explained where a column has it
    hhi = not all(is_missing(r.get("destination_hhi")) for r in held)
    reading = ed.say("zones-totals-read", hhi=hhi)
    return Passage("zones-totals", heading, tuple(said), reading=reading)


def say_spans(ed: Edition) -> list[str]:
    """Return which zones have records of a later beginning, or an earlier end, than others."""
    first = {zone: begun for zone, (begun, _) in ed.spans.items()}
    late = {z: begun for z, begun in first.items() if begun > min(first.values())}
    over = {z: last for z, (_, last) in ed.spans.items() if ed.start <= last < ed.end}
    said = []
    for message, months in (("zones-totals-late", late), ("zones-totals-over", over)):
        if months:
            # a year that begins or ends with the records is named alone
            edge = "-01" if months is late else "-12"
            items = [
                f"{ed.own(zone)} ({at[:4] if at.endswith(edge) else ed.date(at)})"
                for zone, at in months.items()
            ]
            said.append(ed.say(message, items=items))
    return said


COUNTED_BY = {"destination": "countries", "resident": "companies"}
MARKETS = "first_exports(flows, of='destination', by='zone', partial=...)"


@takes(new=MARKETS)
def markets(new: Any, ed: Edition) -> Passage | None:
    """Return the section on countries that were new to a zone, from `first_exports` by zone."""
    begun: dict[str, list[dict[str, Any]]] = {}
    for r in sorted(first_exports_in(new, ed.period), key=lambda r: r["zone"]):
        note_figure(ed, "new_destination_of_zone", r["value"], ed.currency, zone=r["zone"],
                    destination=r["destination"])  # fmt: skip
        begun.setdefault(r["zone"], []).append(r)
    if not begun:
        return None
    rows = [{"zone": zone, "rows": went} for zone, went in begun.items()]
    text = ed.say("zone-markets-list", rows=rows)
    heading = ed.say("heading-zone-markets", n=len(rows), first=rows)
    return Passage("zone-markets", heading, (text,), reading=ed.say("zone-markets-read"))


@takes(counts="count(flows, of={of}, by='zone')")
def breadth(counts: Any, ed: Edition, of: str) -> Passage | None:
    """Return the section on how many exporters, or destinations, each zone has."""
    held = sorted(rows_of(counts, ed.period), key=lambda r: (-r["count"], r["zone"]))
    if not held or not held[0]["count"]:
        return None
    for r in held:
        note_figure(ed, f"zone_{of}s", r["count"], COUNTED_BY[of], zone=r["zone"])
    return Passage(f"zone-{of}s", _lead(f"heading-zone-{of}s", held, "count", ed))


@takes(new=MARKETS)
def begun(new: Any, ed: Edition | None = None) -> Any:
    """Return the beginnings of exports of each zone, without what nobody knows to have begun."""
    return new if isinstance(new, Unavailable) else new[new["status"] != "censored"]


@takes(groups="rank(flows, of='group', by='zone', top=...)")
def groups(groups: Any, ed: Edition) -> Passage | None:
    """Return the section on what each zone sells, from `rank` of groups by zone."""
    if isinstance(groups, Unavailable):
        return None
    held = [r for r in rows_of(groups, ed.period) if r["rank"] == 1 and not is_missing(r["share"])]
    if not held:
        return nothing_sold("groups", ed, sold=True)
    held.sort(key=lambda r: (-r["share"], r["zone"]))
    first = tied_leaders(held, lambda r: r["share"])
    text = ed.say("zones-groups-text", rows=held)
    kind = "one" if len(first) == 1 < len(held) else "several" if len(held) > 1 else "alone"
    heading = ed.say("heading-zones-groups", held[0], kind=kind, first=first)
    return Passage("zones-groups", heading, (text,), reading=ed.say("zones-groups-read"))


@takes("compared", compared="compare(flows)")
def objection(compared: Any, ed: Edition) -> Passage | None:
    """Return the objection that a young zone grows from little; nothing without growth."""
    held = rows_of(compared, ed.period)
    grown = [r for r in held if not is_missing(r["growth"])]
    apart = hidden_rows(compared, ed.period)
    if len(grown) < 2 or apart or (ed.public and len(grown) < len(held)):
        return None
    grown.sort(key=lambda r: (-r["growth"], r["zone"]))
    first = grown[0]
    # where several grew alike, or none did, there is no fastest growth to object to
    if len(tied_leaders(grown, lambda r: r["growth"])) > 1 or Edition.way(first["growth"]) != "up":
        return None
    most = sorted(grown, key=lambda r: (r["previous"] - r["total"], r["zone"]))
    most = tied_leaders(most, lambda r: r["total"] - r["previous"])
    begun = compared.groupby("zone")["period"].min()
    young = begun[first["zone"]] == begun.max()
    kind = "same" if begun.max() == begun.min() else "young" if young else "old"
    text = ed.say(
        "zones-objection-text",
        first,
        kind="alike" if any(r["zone"] == first["zone"] for r in most) else "apart",
        added=first["total"] - first["previous"],
        value=most[0]["total"] - most[0]["previous"],
        n=len(most),
        most=most,
    )
    heading = ed.say("heading-zones-objection", kind=kind)
    return Passage("zones-objection", heading, (text,))


def limits(ed: Edition) -> Passage:
    """Return what a comparison of zones can bear and what it cannot."""
    unnamed = ed.public or {"destination", "resident"} <= {*ed.lacking}
    named = [] if unnamed else ["zones-named"]
    return say_limits(["zones-age", "zones-prices", *named], ed)


MOST_ZONES, MOST_GROUPS, MOST_COLUMNS = 8, 14, 10
# what would be shown as nothing is not shown
LEAST, COLOURS = 0.005, (DARK, FALL, LIGHT, GREY)


@takes("compared", compared="compare(flows)")
def draw_totals(compared: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the exports of each zone over the years, named where its line ends."""
    now = _largest(compared, ed)
    if compared["period"].nunique() < 2 or len(now) < 2:
        return
    title = ed.say("chart-zones", period=ed.period)
    unit, scale = choose_unit(compared["total"].max(), ed)
    years = span(compared["period"].min(), compared["period"].max())
    names = [r["zone"] for r in now[:MOST_ZONES]]
    with draw(
        "zones", title, compared[["period", "zone", "total"]], ed, ax, 2 * len(names)
    ) as axes:
        ends = []
        for at, name in enumerate(names):
            held = compared[compared["zone"] == name].set_index("period")["total"] / scale
            # a year without records breaks the line
            line = held.reindex(years)
            # there are not eight colours so far apart: marks and dashes differ too
            mark, dashes = (("o", "-"), ("s", "--"))[at // 4]
            axes.plot(
                years, line, dashes, marker=mark, color=COLOURS[at % 4], markersize=4, label=name
            )
            ends.append((len(years) - 1, held.iloc[-1], ed.own(name)))
        axes.set_ylabel(ed.say("chart-total-axis", unit=unit))
        axes.set_ylim(bottom=0)
        name_ends(axes, ends)
        if len(years) > MOST_YEARS:
            # names take a third of the width
            axes.set_xticks([0, len(years) - 1], [years[0], years[-1]])
        number_axis(axes, "y", ed)


@takes("shares", shares="share(flows, of='group', by='zone')")
def draw_groups(shares: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw what part of its exports each zone makes with each product group."""
    if isinstance(shares, Unavailable):
        return
    now = shares[(shares["period"] == ed.period) & (shares["share"] > 0)]
    if now["zone"].nunique() < 2:
        return
    largest = now.groupby("zone")["total"].sum().nlargest(MOST_COLUMNS).index
    wide = now.pivot(index="group", columns="zone", values="share")
    wide = wide[[zone for zone in wide if zone in largest]]
    order = wide.max(axis=1).sort_values(ascending=False, kind="stable").index[:MOST_GROUPS]
    wide = wide.loc[order]
    title = ed.say("chart-zones-groups", period=ed.period)
    told = [[ed.number(100 * v) if v >= LEAST else "" for v in line] for line in wide.to_numpy()]
    shown = now[["zone", "group", "share"]]
    with draw("zones-groups", title, shown, ed, ax, len(wide) + len(wide.columns)) as axes:
        names = [ed.own(zone) for zone in wide.columns]
        limits = [at / len(SHADES) for at in range(len(SHADES) + 1)]
        draw_cells(axes, wide.to_numpy(), limits, told, [ed.group(g) for g in wide.index], names)
