"""Figures of the page on customs relief and clearance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sezlib.charts.exports import DARK, LIGHT
from sezlib.drawing import drawing, label, plain, scaled
from sezlib.flows import Unavailable, short
from sezlib.identity import GROWN, TIMES, takes
from sezlib.language import SCALES, Edition, scale_of
from sezlib.narrative import clearing
from sezlib.narrative import relief as telling

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_RANGES, NAMED = 12, 20


@takes(table="duty_relief(imports)", grown=GROWN)
def relief(table: Any, grown: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the duty and the VAT of each year as a stack; one year alone is no chart."""
    if not telling.told(table, ed) or len(table) < 2:
        return
    unit, whole = scaled(table["duty_relief"], ed)
    scale = SCALES[scale_of(table["duty_relief"].max())]
    duty, vat = table["duty"] / scale, table["vat"] / scale
    data = table[["period", "duty", "vat", "duty_relief"]]
    with drawing("relief", telling.headline(table, grown, ed), data, ed, ax) as axes:
        edge: Any = {"edgecolor": "white", "linewidth": 0.6}
        name = ed.say("chart-relief-duty")
        axes.bar(table["period"], duty, color=DARK, label=name, **edge)
        name = ed.say("chart-relief-vat")
        bars = axes.bar(table["period"], vat, bottom=duty, color=LIGHT, label=name, **edge)
        # small bars stand too close for a number each, and the table has them
        texts = [ed.number(amount, 1) if amount > max(whole) / 10 else "" for amount in whole]
        axes.bar_label(bars, texts, padding=2)
        axes.set_ylabel(ed.say("chart-relief-axis", unit=unit))
        axes.margins(y=0.15)
        handles, names = axes.get_legend_handles_labels()
        axes.legend(handles[::-1], names[::-1], frameon=False, loc="upper left")
        plain(axes, "y", ed)


@takes(times=TIMES)
def clearance(times: Any, ed: Edition, post: str, baseline: str, ax: Axes | None = None) -> None:
    """Draw the time that half were released within, and nine in ten, by year and post."""
    if isinstance(times, Unavailable) or not clearing.at(times, post, ed.period):
        return
    held = times[times["post"].isin([post, baseline]) & times["median"].notna()]
    # the year reported is read first, and in it the post that the page is about
    held = held.assign(ours=held["post"] == post)
    held = held.sort_values(["period", "ours"], ascending=False, kind="stable").head(MOST_RANGES)
    if held.empty:
        return
    title = clearing.headline(times, ed, post, baseline)
    data = held[["period", "post", "p90", "median"]]
    with drawing("clearance", title, data, ed, ax, 2 * len(held)) as axes:
        near = held["p90"].max() / 15
        for place, r in enumerate(held.to_dict("records")):
            colour, ends = DARK if r["ours"] else LIGHT, [r["median"], r["p90"]]
            axes.plot(ends, [place, place], color=colour, linewidth=3, zorder=2)
            axes.plot(ends[0], place, "o", color=colour, markersize=9, zorder=3)
            axes.plot(ends[1], place, "|", color=colour, markersize=14, markeredgewidth=3)
            sides = ("right", "left") if ends[1] - ends[0] < near else ("center", "center")
            for value, side in zip(ends, sides, strict=True):
                axes.annotate(ed.number(value, 1), (value, place), (0, 8), ha=side,
                              textcoords="offset points", fontsize=8)  # fmt: skip
        names = [f"{label(short(r.post, NAMED))}, {r.period}" for r in held.itertuples()]
        axes.set_yticks(range(len(held)), names)
        axes.set_ylim(len(held) - 0.5, -0.6)
        axes.set_xlim(left=0)
        axes.margins(x=0.08)
        axes.set_xlabel(ed.say("chart-clearance-axis"))
        plain(axes, "x", ed)
