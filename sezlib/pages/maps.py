"""The map of destinations: how much went where in the year, and where for the first time."""

from __future__ import annotations

import math
import textwrap
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sezlib.countries import Outline, outlines
from sezlib.identity import takes
from sezlib.language import SCALES, Edition, scale_of
from sezlib.pages.drawing import (
    COAST,
    FALL,
    INK,
    LAND,
    LANDS,
    NOTE_LINE,
    PAPER,
    WIDTH,
    draw,
    escape_dollars,
    lay_out,
    tick_label,
)
from sezlib.pages.facts import first_exports_in
from sezlib.pages.passage import UNSPECIFIED, hidden_rows, rows_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from matplotlib.axes import Axes

# west, east, south and north of what is drawn, in units of the map
FRAME = (-1960, 2010, -790, 985)
DOT, LETTERS, KEY, COLUMNS, FIRST = 4.5, 8.5, 9.5, 2, 3
HATCH = "//////"
STAR: Any = {"marker": "*", "color": INK, "markeredgecolor": PAPER, "markersize": 9,
             "linestyle": "", "zorder": 6}  # fmt: skip


def class_limits(totals: Iterable[float]) -> list[float]:
    """Return the limits between classes of amounts, as many as there are shades, or fewer.

    They are round, and powers of ten where amounts are far apart, when the lowest class takes all
    that is less. The totals are those of all years of a page, so that a shade is the same amount in
    each of them.

    >>> class_limits([3.0, 40.0, 9.0]), class_limits([0.2, 7e5, 4e6])
    ([5.0, 10.0, 20.0], [1000.0, 10000.0, 100000.0, 1000000.0])
    """
    held = [total for total in totals if total > 0]
    low, high = min(held, default=1.0), max(held, default=1.0)
    powers = range(math.floor(math.log10(low)), math.floor(math.log10(high)) + 1)
    limits: list[float] = []
    for steps in ((1, 2, 5), (1, 3), (1,)):
        limits = [step * 10.0**power for power in powers for step in steps]
        limits = [limit for limit in limits if low < limit <= high]
        if len(limits) < len(LANDS):
            break
    return limits[-len(LANDS) + 1 :]


@takes(
    "ranking",
    ranking="rank(flows, of='destination')",
    countries="first_exports(flows, of='destination', partial=...)",
)
def draw_destinations(ranking: Any, countries: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the world with each destination in the shade of its exports, new ones outlined.

    What is not on the map (not specified, Antarctica, states that are no more) is told below it.
    """
    now, untold = rows_of(ranking, ed.period), hidden_rows(ranking, ed.period)
    totals = {r["destination"]: r["total"] for r in now if r["total"] > 0}
    sold = [r for r in now if r["destination"] in totals and r["destination"] not in UNSPECIFIED]
    if not sold and not untold:
        return
    new = {r["destination"] for r in first_exports_in(countries, ed.period)}
    hidden = {r["destination"] for r in untold if r["listed"]}
    title = ed.say("map-title")
    shown = ranking[ranking["period"] == ed.period][["destination", "total"]]
    every = ranking[~ranking["destination"].isin(UNSPECIFIED)]["total"].dropna()
    with draw("map", title, shown, ed, ax, round(1.8 * WIDTH + 1)) as axes:
        what = ed.say("chart-total-axis", unit=ed.unit(scale_of(every.max())))
        # of some that are hidden nobody knows that there is anything to hide
        unseen = len(hidden) < len(untold)
        paint_world(axes, totals, every, what, ed, new=new, hidden=hidden, unseen=unseen)


def paint_world(
    axes: Axes, totals: dict[str, float], every: Any, what: str, ed: Edition, *,
    new: Collection[str] = (), hidden: Collection[str] = (), unseen: bool = False,
) -> None:  # fmt: skip
    """Draw `totals` of countries in classes that suit `every` total of a page, with a legend."""
    world, own = outlines(), str(ed.profile.get("country"))
    limits, scale = class_limits(every), SCALES[scale_of(every.max())]
    steps = (len(LANDS) - 1) / (len(limits) or 1)
    shades = [LANDS[round(steps * i)] for i in range(len(limits) + 1)]
    shade = {code: shades[sum(total >= at for at in limits)] for code, total in totals.items()}
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    looks: dict[tuple[str, bool, bool], list[str]] = {}
    for code in world:
        looks.setdefault((shade.get(code, LAND), code in new, code in hidden), []).append(code)
    for look, codes in looks.items():
        _paint(axes, [world[code] for code in codes], look)
    bounds = ["", *(tick_label(at / scale, ed) for at in limits), ""]
    told: dict[str, Any] = {
        ed.say("map-class", low=low, high=high): (fill, False, False)
        for (low, high), fill in zip(pairwise(bounds), shades, strict=True)
    }
    told[ed.say("map-none-shown" if unseen else "map-none")] = (LAND, False, False)
    told |= {ed.say("map-hidden"): (LAND, False, True)} if hidden else {}
    told |= {ed.say("map-new"): (LAND, True, False)} if new else {}
    if own in world:
        axes.plot(*world[own][:2], **STAR)
        told[ed.say("map-own")] = None
    _explain(axes, told, escape_dollars(what))
    off = [{"destination": code} for code in totals if code not in world]
    total = sum(totals[r["destination"]] for r in off)
    note = ed.say("map-note", rows=off, n=len(off), total=total)
    axes.set_xlabel(escape_dollars(textwrap.fill(note, int(NOTE_LINE / KEY))), fontsize=KEY)
    largest = sorted(totals, key=lambda code: (-totals[code], code))[:FIRST]
    first = [code for code in (own, *largest, *sorted(new)) if code in world]
    _name(axes, {code: ed.country(code) for code in first}, own, _frame(axes), {*totals} & {*world})


def _frame(axes: Axes) -> float:
    """Put the map in the middle of the room that the texts leave; return its units in a point."""
    # equal aspect would shrink the axes after their texts have been placed
    figure: Any = axes.figure
    if figure._suptitle:
        # twice: as high as the world is when it is as wide as the figure
        for _ in range(2):
            lay_out(axes)
            box = axes.get_window_extent()
            more = box.width * (FRAME[3] - FRAME[2]) / (FRAME[1] - FRAME[0]) - box.height
            figure.set_figheight(figure.get_figheight() + more / figure.dpi)
            figure._suptitle.set_y(1 - 0.05 / figure.get_figheight())
    elif engine := figure.get_layout_engine():
        engine.execute(figure)
    (west, east, south, north), box = FRAME, axes.get_window_extent()
    unit = max((east - west) / box.width, (north - south) / box.height)
    x, y, across, up = (west + east) / 2, (south + north) / 2, unit * box.width, unit * box.height
    axes.set(xlim=(x - across / 2, x + across / 2), ylim=(y - up / 2, y + up / 2))
    return unit * figure.dpi / 72


def _look(fill: str, is_new: bool, is_hidden: bool) -> dict[str, Any]:
    edge, width = (FALL, 1.2) if is_new else (COAST, 0.4)
    hatch = HATCH if is_hidden else None
    return {"facecolor": fill, "edgecolor": edge, "linewidth": width, "hatch": hatch}


def _paint(axes: Axes, held: list[Outline], look: tuple[str, bool, bool]) -> None:
    """Draw countries of one look, of which the small ones are dots too."""
    from matplotlib.collections import PathCollection
    from matplotlib.path import Path

    fill, is_new, is_hidden = look
    paths = [Path.make_compound_path(*(Path([*ring, ring[0]], closed=True) for ring in one.rings))
             for one in held if one.rings]  # fmt: skip
    # what is new is outlined on top of its neighbours
    axes.add_collection(PathCollection(paths, zorder=2 + is_new, **_look(*look)))
    if dots := [one for one in held if one.small and (fill != LAND or is_hidden)]:
        places = [one.x for one in dots], [one.y for one in dots]
        axes.scatter(*places, s=DOT**2, zorder=4 + is_new, **_look(*look))


def _name(axes: Axes, names: dict[str, str], own: str, unit: float, sold: set[str]) -> None:
    """Write names on the map, each in its country or beside it, where it hides no other.

    Nor does it lie across another country that was `sold` to.
    """
    west, east, south, north = FRAME
    looks: Any = {"fontsize": LETTERS, "va": "center", "zorder": 7}
    # what outlines letters would make pictures of them in an SVG
    looks["bbox"] = {"facecolor": "white", "alpha": 0.7, "edgecolor": "none", "pad": -0.4}
    taken: list[tuple[float, float, float, float]] = []
    for code, name in names.items():
        x, y, small, rings = outlines()[code]
        dot = small or code == own
        xs, ys = zip(*([(x, y)] if dot else max(rings, key=len)), strict=True)
        # a letter is less wide than three quarters of its height
        wide, tall = 0.74 * LETTERS * unit * len(name), 1.5 * LETTERS * unit
        pad = (DOT * dot + 1) * unit
        places = [
            (max(xs) + pad, y, "left"), (min(xs) - pad, y, "right"),
            (x, max(ys) + pad + tall / 2, "center"), (x, min(ys) - pad - tall / 2, "center"),
        ]  # fmt: skip
        if not dot and wide < 1.4 * (max(xs) - min(xs)):
            places = [(x, y, "center")]
        held = [outlines()[one] for one in sold - {code}]
        others = [*taken, *((one.x, one.x, one.y, one.y) for one in held)]
        for right, up, side in places:
            left, low = right - wide * {"left": 0, "center": 0.5, "right": 1}[side], up - tall / 2
            room = left, left + wide, low, low + tall
            inside = west < room[0] and room[1] < east and south < low and room[3] < north
            if inside and not any(room[0] < b and a < room[1] and low < d and c < room[3]
                                  for a, b, c, d in others):  # fmt: skip
                taken.append(room)
                axes.text(right, up, escape_dollars(name), ha=side, **looks)
                break


def _explain(axes: Axes, looks: dict[str, Any], title: str) -> None:
    """Draw the legend below the map, and leave room for a note below that."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    marks = [Patch(**_look(*look)) if look else Line2D([], [], **STAR) for look in looks.values()]
    axes.legend(
        marks, list(looks), title=title, ncols=COLUMNS,
        loc="upper center", bbox_to_anchor=(0.5, 0), frameon=False, fontsize=KEY,
        title_fontsize=KEY, labelspacing=0.4, columnspacing=1.0, handlelength=1.6,
    ).set_in_layout(False)  # fmt: skip
    axes.xaxis.labelpad = KEY * (2 + 1.5 * math.ceil(len(looks) / COLUMNS))
