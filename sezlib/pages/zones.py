"""The page that sets zones side by side."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sezlib.flows import Unavailable
from sezlib.identity import takes
from sezlib.language import SCALES, Edition, is_missing, scale_of
from sezlib.pages.drawing import draw, number_axis, scale_amounts, shorten_label
from sezlib.pages.facts import moved_by, moved_most, side_of_whole, tied_leaders
from sezlib.pages.passage import (
    Passage,
    direction_of,
    format_signed,
    note_figure,
    nothing_sold,
    row_of,
    rows_of,
    say_account,
    say_change,
    say_points,
    unavailable,
    year_before,
)

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
    if any(first.startswith(year_before(ed.period)) for first in begun):
        now = {**now, "growth": float("nan")}
    said = {"zones": ed.say("zones-count", n=len(held)), "period": ed.when(ed.period)}
    said |= {"total": ed.money(now["total"])}
    told = [ed.say("zones-point-total-alone", **said)]
    if not is_missing(now["growth"]):
        then = ed.when(year_before(ed.period))
        grown = say_change(ed, now["growth"])
        told = [ed.say("zones-point-total", change=grown, previous=then, **said)]
    note_figure(ed, "zones", len(held), "zones")
    note_figure(ed, "total", now["total"], ed.currency)
    before = year_before(ed.period)
    note_figure(ed, "growth", now["growth"], "fraction", against=before, months=ed.months)
    lead = held[0]
    if lead["total"] and len(held) > 1:
        amounts = {"value": ed.money(lead["total"]), "share": ed.least(lead["share"])}
        told.append(ed.say("zones-point-largest", **_named(held, _total, ed), **amounts))
    told += [*_growth(held, ed), *_moved(moved, now, ed), *_breadth(held, ed)]
    return Passage("main-points", ed.say("main-points"), points=tuple(told))


def _largest(compared: Any, ed: Edition) -> list[dict[str, Any]]:
    return sorted(rows_of(compared, ed.period), key=lambda r: (-r["total"], r["zone"]))


def _growth(held: list[dict[str, Any]], ed: Edition) -> list[str]:
    grown = sorted((r for r in held if not is_missing(r["growth"])), key=lambda r: -r["growth"])
    if len(grown) < 2:
        return []
    first = tied_leaders(grown, lambda r: r["growth"])
    last = tied_leaders(grown[::-1], lambda r: r["growth"])
    if len(first) == len(grown):
        return []
    rates = {
        "growth": format_signed(ed, grown[0]["growth"]),
        "least": format_signed(ed, grown[-1]["growth"]),
    }
    return [ed.say("zones-point-growth", zone=_names(first, ed), last=_names(last, ed), **rates)]


def _moved(moved: Any, now: dict[str, Any], ed: Edition) -> list[str]:
    held = moved_most(moved, ed.period, "zone")
    if is_missing(now["growth"]) or len(held) < 2:
        return []
    first = tied_leaders(held, moved_by)
    told = {
        "growth": format_signed(ed, now["growth"]),
        "points": ed.list(dict.fromkeys(say_points(ed, r["contribution"]) for r in first)),
        "direction": side_of_whole(first, now["growth"]),
    }
    return [ed.say("zones-point-moved", **_named(held, moved_by, ed), **told)]


def _breadth(held: list[dict[str, Any]], ed: Edition) -> list[str]:
    said = []
    leaning = _sorted(held, "largest_exporter")
    if len(leaning) > 1:
        told = _named(leaning, lambda r: r["largest_exporter"], ed)
        share = ed.least(leaning[0]["largest_exporter"])
        said.append(ed.say("zones-point-depends", share=share, **told))
    abroad = _sorted(held, "destinations")
    if len(abroad) > 1 and abroad[0]["destinations"]:
        told = _named(abroad, lambda r: r["destinations"], ed)
        countries = ed.say("destinations", n=int(abroad[0]["destinations"]))
        said.append(ed.say("zones-point-markets", countries=countries, **told))
    return said


def _sorted(held: list[dict[str, Any]], by: str) -> list[dict[str, Any]]:
    return sorted((r for r in held if not is_missing(r.get(by))), key=lambda r: (-r[by], r["zone"]))


def _total(r: dict[str, Any]) -> float:
    return float(r["total"])


def _named(held: list[dict[str, Any]], size: Callable[[Any], float], ed: Edition) -> dict[str, Any]:
    """Return the zones that are first of what is sorted, and how many they are."""
    first = tied_leaders(held, size)
    return {"n": len(first), "zone": _names(first, ed)}


def _names(held: list[dict[str, Any]], ed: Edition) -> str:
    return ed.list(ed.say("zone-name", zone=r["zone"]) for r in held)


@takes("compared", compared="compare(flows)")
def totals(compared: Any, ed: Edition) -> Passage:
    """Return the section on how much each zone exported, and since when it has records."""
    held = _largest(compared, ed)
    first = {zone: begun for zone, (begun, _) in ed.spans.items()}
    late = {z: begun for z, begun in first.items() if begun > min(first.values())}
    over = {z: last for z, (_, last) in ed.spans.items() if ed.period <= last < ed.end}
    said = []
    for message, months in (("zones-totals-late", late), ("zones-totals-over", over)):
        if months:
            # a year that begins or ends with the records is named alone
            edge = "-01" if months is late else "-12"
            told = [
                f"{zone} ({at[:4] if at.endswith(edge) else ed.date(at)})"
                for zone, at in months.items()
            ]
            said.append(ed.say(message, list=ed.list(told)))
    if not held[0]["total"]:
        return nothing_sold("zones-totals", ed)
    heading = ed.say("heading-zones-totals-alone", period=ed.when(ed.period))
    if len(held) > 1:
        first = _named(held, _total, ed)
        heading = ed.say("heading-zones-totals", period=ed.when(ed.period), **first)
    return Passage("zones-totals", heading, tuple(said), reading=ed.say("zones-totals-read"))


@takes(groups="rank(flows, of='group', by='zone', top=...)")
def groups(groups: Any, ed: Edition) -> Passage:
    """Return the section on what each zone sells, from `rank` of groups by zone."""
    if isinstance(groups, Unavailable):
        return unavailable("groups", groups, ed)
    held = [r for r in rows_of(groups, ed.period) if r["rank"] == 1 and not is_missing(r["share"])]
    if not held:
        return unavailable("groups", Unavailable(("group",)), ed)
    held.sort(key=lambda r: (-r["share"], r["zone"]))
    first = tied_leaders(held, lambda r: r["share"])
    items = [
        ed.say(
            "zones-groups-item",
            zone=r["zone"],
            group=ed.group(r["group"]),
            share=ed.least(r["share"]),
        )
        for r in held
    ]
    text = ed.say("zones-groups-text", period=ed.period, list="; ".join(items))
    told = {"zone": _names(first, ed), "share": ed.least(held[0]["share"])}
    kind = "one" if len(first) == 1 < len(held) else "several" if len(held) > 1 else "alone"
    heading = ed.say("heading-zones-groups", kind=kind, group=ed.group(held[0]["group"]), **told)
    return Passage("zones-groups", heading, (text,), reading=ed.say("zones-groups-read"))


@takes("compared", compared="compare(flows)")
def objection(compared: Any, ed: Edition) -> Passage | None:
    """Return the objection that a young zone grows from little; nothing without growth."""
    grown = [r for r in rows_of(compared, ed.period) if not is_missing(r["growth"])]
    if len(grown) < 2:
        return None
    grown.sort(key=lambda r: (-r["growth"], r["zone"]))
    first = grown[0]
    # where several grew alike, or none did, there is no fastest growth to object to
    if len(tied_leaders(grown, lambda r: r["growth"])) > 1 or direction_of(first["growth"]) != "up":
        return None
    most = sorted(grown, key=lambda r: (r["previous"] - r["total"], r["zone"]))
    most = tied_leaders(most, lambda r: r["total"] - r["previous"])
    begun = compared.groupby("zone")["period"].min()
    young = begun[first["zone"]] == begun.max()
    kind = "same" if begun.max() == begun.min() else "young" if young else "old"
    top, rise = most[0], first["total"] - first["previous"]
    added, value = ed.amounts(rise, top["total"] - top["previous"])
    text = ed.say(
        "zones-objection-text",
        kind="alike" if any(r["zone"] == first["zone"] for r in most) else "apart",
        zone=first["zone"],
        added=added,
        period=ed.when(ed.period),
        n=len(most),
        most=_names(most, ed),
        value=value,
    )
    heading = ed.say("heading-zones-objection", kind=kind)
    return Passage("zones-objection", heading, (text,))


def limits(ed: Edition) -> Passage:
    """Return what a comparison of zones can bear and what it cannot."""
    said = say_account(ed)
    said += [ed.say(f"limits-zones-{name}") for name in ("age", "prices", "named")]
    said += [ed.say("limits-synthetic")] if ed.synthetic else []
    return Passage("limits", ed.say("heading-limits"), points=tuple(said))


MOST_ZONES, MOST_GROUPS = 8, 14
# what would be shown as nothing is not shown
LEAST, NARROW = 0.005, 14


@takes("compared", compared="compare(flows)")
def draw_totals(compared: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the exports of each zone over the years, named where its line ends."""
    import seaborn as sns

    now = sorted(rows_of(compared, ed.period), key=lambda r: (-r["total"], r["zone"]))
    if compared["period"].nunique() < 2 or len(now) < 2:
        return
    title = ed.say("chart-zones", period=ed.period)
    unit, _ = scale_amounts(compared["total"], ed)
    scale = SCALES[scale_of(compared["total"].max())]
    years = sorted(compared["period"].unique())
    names = [r["zone"] for r in now[:MOST_ZONES]]
    shades = sns.color_palette("cividis", len(names) + 1)
    with draw("zones", title, compared[["period", "zone", "total"]], ed, ax) as axes:
        ends = []
        for name, shade in zip(names, shades, strict=False):
            held = compared[compared["zone"] == name].set_index("period")["total"] / scale
            # a year without records breaks the line
            line = held.reindex(years)
            axes.plot(years, line, color=shade, marker="o", markersize=3, label=name)
            ends.append((held.iloc[-1], name, shade))
        apart, last = max(end for end, *_ in ends) * 0.06, float("inf")
        for end, name, shade in sorted(ends, reverse=True):
            # names of lines that end side by side would cover each other
            last = min(end, last - apart)
            axes.annotate(
                shorten_label(name), (len(years) - 1, end), (len(years) - 0.8, last), color=shade,
                va="center", fontsize=8,
            )  # fmt: skip
        axes.set_ylabel(ed.say("chart-total-axis", unit=unit))
        axes.set_ylim(bottom=min(0.0, last - apart))
        number_axis(axes, "y", ed)


@takes("shares", shares="share(flows, of='group', by='zone')")
def draw_groups(shares: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw what part of its exports each zone makes with each product group."""
    if isinstance(shares, Unavailable):
        return
    import seaborn as sns

    now = shares[(shares["period"] == ed.period) & (shares["share"] > 0)]
    if now["zone"].nunique() < 2:
        return
    wide = now.pivot(index="group", columns="zone", values="share")
    order = wide.max(axis=1).sort_values(ascending=False, kind="stable").index[:MOST_GROUPS]
    wide = wide.loc[order]
    title = ed.say("chart-zones-groups", period=ed.period)
    told = [[ed.percent(v, 0) if v >= LEAST else "" for v in line] for line in wide.to_numpy()]
    with draw(
        "zones-groups", title, now[["zone", "group", "share"]], ed, ax, len(wide) + 4
    ) as axes:
        sns.heatmap(wide, ax=axes, cmap="cividis_r", vmin=0, annot=told, fmt="", linewidths=0.5,
                    cbar=False, xticklabels=False, yticklabels=False)  # fmt: skip
        axes.set_xticks([i + 0.5 for i in range(len(wide.columns))],
                        [textwrap.fill(shorten_label(zone), NARROW) for zone in wide.columns],
                        )  # fmt: skip
        axes.set_yticks([i + 0.5 for i in range(len(wide))],
                        [shorten_label(ed.group(g)).replace("\n", " ") for g in wide.index],
                        rotation=0)  # fmt: skip
        axes.set(xlabel="", ylabel="")
