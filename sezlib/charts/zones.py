"""Figures of zones compared."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from sezlib.drawing import drawing, label, plain, scaled
from sezlib.flows import Unavailable
from sezlib.identity import takes
from sezlib.language import SCALES, Edition, scale_of
from sezlib.narrative.passage import rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_ZONES, MOST_GROUPS = 8, 14
# what would be shown as nothing is not shown
LEAST, NARROW = 0.005, 14


@takes("compared", compared="compare(flows)")
def zones(compared: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the exports of each zone over the years, named where its line ends."""
    import seaborn as sns

    now = sorted(rows(compared, ed.period), key=lambda r: (-r["total"], r["zone"]))
    if compared["period"].nunique() < 2 or len(now) < 2:
        return
    title = ed.say("chart-zones", period=ed.period)
    unit, _ = scaled(compared["total"], ed)
    scale = SCALES[scale_of(compared["total"].max())]
    years = sorted(compared["period"].unique())
    names = [r["zone"] for r in now[:MOST_ZONES]]
    shades = sns.color_palette("cividis", len(names) + 1)
    with drawing("zones", title, compared[["period", "zone", "total"]], ed, ax) as axes:
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
                label(name), (len(years) - 1, end), (len(years) - 0.8, last), color=shade,
                va="center", fontsize=8,
            )  # fmt: skip
        axes.set_ylabel(ed.say("chart-total-axis", unit=unit))
        axes.set_ylim(bottom=min(0.0, last - apart))
        plain(axes, "y", ed)


@takes("shares", shares="share(flows, of='group', by='zone')")
def zones_groups(shares: Any, ed: Edition, ax: Axes | None = None) -> None:
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
    with drawing(
        "zones-groups", title, now[["zone", "group", "share"]], ed, ax, len(wide) + 4
    ) as axes:
        sns.heatmap(wide, ax=axes, cmap="cividis_r", vmin=0, annot=told, fmt="", linewidths=0.5,
                    cbar=False, xticklabels=False, yticklabels=False)  # fmt: skip
        axes.set_xticks([i + 0.5 for i in range(len(wide.columns))],
                        [textwrap.fill(label(zone), NARROW) for zone in wide.columns])  # fmt: skip
        axes.set_yticks([i + 0.5 for i in range(len(wide))],
                        [label(ed.group(g)).replace("\n", " ") for g in wide.index],
                        rotation=0)  # fmt: skip
        axes.set(xlabel="", ylabel="")
