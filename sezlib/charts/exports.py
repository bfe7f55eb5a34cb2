"""Figures of an annual report."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from sezlib.drawing import difference, drawing, label, lie, literal, logarithmic, plain, scaled
from sezlib.flows import FlowsError, Unavailable, quoted
from sezlib.identity import PAIRS, takes
from sezlib.language import SCALES, Edition, missing, scale_of
from sezlib.narrative import facts
from sezlib.narrative.passage import HALF, change, previous, row, rows, signed
from sezlib.narrative.wording import named_one

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

DARK, LIGHT = "#1d3557", "#a8c5da"
FALL = "#b5651d"
MOST_BARS, MOST_ROWS, MOST_GROUPS = 15, 30, 4
MOST_COLUMNS, MOST_GROWTH = 9, 10
MOST_SLANTED, SLANTED = 7, {"rotation": 35, "ha": "right", "rotation_mode": "anchor"}
REST = ""


@takes("growth", growth="growth(flows)")
def total(growth: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw exports by year with the growth over the last; one year alone is no chart."""
    if len(growth) < 2:
        return
    now = row(growth, ed.period)
    told = {"period": ed.when(ed.period), "total": ed.money(now["total"])}
    title = ed.say("heading-total-alone", **told)
    if not missing(now["growth"]):
        then = ed.when(previous(ed.period))
        title = ed.say("heading-total", change=change(ed, now["growth"]), previous=then, **told)
    unit, amounts = scaled(growth["total"], ed)
    with drawing("total", title, growth[["period", "total"]], ed, ax) as axes:
        colours = [DARK if period == ed.period else LIGHT for period in growth["period"]]
        bars = axes.bar(growth["period"], amounts, color=colours)
        # small bars stand too close for a number each, and the table has them
        labels = [
            f"{ed.number(amount, 1)}{_growth(rate, ed)}" if amount > max(amounts) / 10 else ""
            for amount, rate in zip(amounts, growth["growth"], strict=True)
        ]
        axes.bar_label(bars, labels, padding=2)
        axes.set_ylabel(ed.say("chart-total-axis", unit=unit))
        axes.margins(y=0.15)
        plain(axes, "y", ed)


@takes("shares", shares="share(flows, of='group')")
def groups(shares: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the exports of each year as a stack of product groups, the largest at the bottom."""
    if isinstance(shares, Unavailable) or shares["period"].nunique() < 2:
        return
    import seaborn as sns
    from matplotlib.patheffects import withStroke

    held = facts.largest(shares, ed.period, "group")
    if not held or missing(held[0]["share"]):
        return
    lead, order = held[0], [r["group"] for r in held]
    named, rest = order[:MOST_GROUPS], order[MOST_GROUPS:]
    wide = shares.pivot(index="period", columns="group", values="total").fillna(0.0)
    wide = wide.reindex(columns=named + [g for g in wide.columns if g not in named])
    title = ed.say(
        "chart-groups",
        group=ed.group(lead["group"]),
        share=ed.least(lead["share"]),
        period=ed.when(ed.period),
    )
    unit, _ = scaled(shares.groupby("period")["total"].sum(), ed)
    scale = SCALES[scale_of(wide.sum(axis=1).max())]
    shades = sns.color_palette("cividis", len(named) + 1)
    with drawing("groups", title, shares[["period", "group", "total"]], ed, ax) as axes:
        bottom = wide.iloc[:, 0] * 0
        stack = [(label(ed.group(g)).replace("\n", " "), wide[g]) for g in named]
        if rest or len(wide.columns) > len(named):
            stack.append((ed.say("chart-groups-other"), wide.drop(columns=named).sum(axis=1)))
        for (name, amounts), shade in zip(stack, shades, strict=False):
            bars = axes.bar(wide.index, amounts / scale, bottom=bottom / scale, label=name,
                            color=shade, edgecolor="white", linewidth=0.6)  # fmt: skip
            # the shades of neighbours come close in grey, a number in the last bar does not
            part = amounts.iloc[-1] / wide.iloc[-1].sum() if wide.iloc[-1].sum() else 0.0
            told = [""] * (len(wide) - 1) + [ed.percent(part, 0) if part > 0.08 else ""]
            texts = axes.bar_label(bars, told, label_type="center", color="white", fontsize=8)
            for text in texts:
                text.set_path_effects([withStroke(linewidth=1.2, foreground="black")])
            bottom = bottom + amounts
        axes.set_ylabel(ed.say("chart-total-axis", unit=unit))
        handles, labels = axes.get_legend_handles_labels()
        axes.legend(handles[::-1], labels[::-1], frameon=False, loc="upper left")
        plain(axes, "y", ed)


@takes(table="contribution(flows, of={of})")
def contributions(table: Any, ed: Edition, of: str = "group", ax: Axes | None = None) -> None:
    """Draw what each `of` added to the growth, or took from it, in percentage points."""
    if not isinstance(of, str):
        raise FlowsError(f"charts.contributions draws one column, and {quoted(of)} is none")
    held = [r for r in rows(table, ed.period) if not missing(r["contribution"])]
    if not any(abs(r["contribution"]) >= HALF for r in held):
        return
    held.sort(key=lambda r: (-r["contribution"], r[of]))
    grown = sum(r["contribution"] for r in held)
    told = {"growth": signed(ed, grown), "period": ed.when(ed.period)}
    title = ed.say("chart-contributions", of=of, **told)
    shown = table[table["period"] == ed.period][[of, "contribution"]]
    with drawing("contributions", title, shown, ed, ax, len(held)) as axes:
        values = [100 * r["contribution"] for r in held]
        colours = [DARK if value > 0 else FALL for value in values]
        names, texts = [named_one(of, r[of], ed) for r in held], [difference(v, ed) for v in values]
        lie(axes, names, values, texts, color=colours)
        axes.axvline(0, color="black", linewidth=0.8)
        axes.set_xlabel(ed.say("chart-contributions-axis"))
        axes.margins(x=0.2)
        plain(axes, "x", ed)


@takes(ranking="rank(flows, of='destination')")
def destinations(ranking: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the largest destinations of the year, ranked."""
    every = [r for r in facts.ranked(ranking, ed.period, "destination") if r["total"] > 0]
    held = every[:MOST_BARS]
    if not held:
        return
    top = held[: ed.top]
    title = ed.say(
        "chart-destinations",
        first=ed.country(held[0]["destination"]),
        top=len(top),
        n=len(every),
        share=ed.least(sum(r["share"] for r in top)),
        period=ed.when(ed.period),
    )
    shown = ranking[ranking["period"] == ed.period].nsmallest(len(held), "rank")
    unit, amounts = scaled(shown["total"], ed)
    with drawing("destinations", title, shown[["destination", "total"]], ed, ax, len(held)) as axes:
        colours = [DARK if i < ed.top else LIGHT for i in range(len(held))]
        names = [ed.country(code) for code in shown["destination"]]
        texts = [ed.percent(share) for share in shown["share"]]
        lie(axes, names, amounts, texts, color=colours)
        axes.set_xlabel(ed.say("chart-total-axis", unit=unit))
        axes.margins(x=0.12)
        plain(axes, "x", ed)


@takes("cells", cells="total(flows, by=['group', 'destination'])", pairs=PAIRS)
def heatmap(cells: Any, pairs: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw destinations by product groups, shaded by exports, with first exports marked.

    `cells` is `total(flows, by=("group", "destination"))`, `pairs` the first exports of the same.
    """
    if isinstance(cells, Unavailable):
        return
    import seaborn as sns
    from matplotlib.colors import LogNorm
    from matplotlib.patheffects import withStroke

    now = cells[(cells["period"] == ed.period) & (cells["total"] > 0)]
    if now.empty:
        return
    first = {(r["destination"], r["group"]) for r in facts.firsts(pairs, ed.period)}
    # the largest groups have a column each, and the rest one together
    columns = _by_size(now, "group")
    named = columns[:MOST_COLUMNS] if len(columns) > MOST_COLUMNS + 1 else columns
    column = now["group"].where(now["group"].isin(named), REST)
    marked = {(to, group if group in named else REST) for to, group in first}
    # countries with a first sale stay in view, however small
    order = _by_size(now, "destination")
    new = [code for code in order if any(code == to for to, _ in first)]
    kept = set(list(dict.fromkeys([*new, *order]))[:MOST_ROWS])
    wide = now.assign(column=column).pivot_table("total", "destination", "column", "sum")
    wide = wide.reindex(
        index=[code for code in order if code in kept],
        columns=[*named, *([REST] if len(named) < len(columns) else [])],
    )
    scale = scale_of(now["total"].max())
    wide = wide / SCALES[scale]
    marks = [["●" if (to, g) in marked else "" for g in wide.columns] for to in wide.index]
    title = ed.say(
        "chart-heatmap-first" if first else "chart-heatmap",
        period=ed.when(ed.period),
        n=len(first),
    )
    shown = now[["group", "destination", "total"]]
    with drawing("heatmap", title, shown, ed, ax, len(wide)) as axes:
        high = wide.max().max()
        # what is less than a thousandth of the largest is all alike to the eye
        low = max(wide.min().min(), high / 1000)
        norm = LogNorm(low, high) if high > low else None
        sns.heatmap(wide, ax=axes, cmap="cividis_r", norm=norm, annot=marks, fmt="", linewidths=0.5,
                    xticklabels=False, yticklabels=False,
                    annot_kws={"size": 11}, cbar_kws={"shrink": 0.6})  # fmt: skip
        for mark in axes.texts:
            # a mark has to be seen on the lightest cell and on the darkest, and in grey
            mark.set(color="white", path_effects=[withStroke(linewidth=2, foreground="black")])
        bar = axes.collections[0].colorbar
        if bar is not None:
            logarithmic(bar.ax.yaxis, ed)
            bar.ax.minorticks_off()
        rest = label(ed.say("chart-groups-other"))
        names = [rest if g == REST else label(ed.group(g)) for g in wide.columns]
        # seaborn would thin the ticks of a large map, where every row and column has a name here;
        # many names in two lines each would run into each other at a slant
        turned = {"rotation": 90} if len(names) > MOST_SLANTED else SLANTED
        axes.set_xticks([i + 0.5 for i in range(len(names))], names, **turned)
        countries = [ed.country(code) for code in wide.index]
        axes.set_yticks([i + 0.5 for i in range(len(countries))], countries, rotation=0)
        note = ed.say(
            "chart-heatmap-note",
            unit=literal(ed.unit(scale)),
            n=len(first),
            hidden=len(order) - len(wide),
        )
        axes.set(xlabel=textwrap.fill(note, 60), ylabel="")


def _growth(rate: float, ed: Edition) -> str:
    # growth of many times over comes from next to nothing, and no per cent tells it
    if missing(rate) or rate >= MOST_GROWTH:
        return ""
    shown = ed.percent(rate, 0)
    return f"\n{'+' if rate > 0 and shown != ed.percent(0.0, 0) else ''}{shown}"


def _by_size(table: pd.DataFrame, key: str) -> list[str]:
    sizes = table.groupby(key)["total"].sum()
    return sizes.sort_values(ascending=False, kind="stable").index.tolist()
