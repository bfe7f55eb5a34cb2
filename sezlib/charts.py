"""Figures from metric tables. Nothing is computed here that a metric has not computed.

A chart says its takeaway in its title and shows itself as a PNG whose alternative text states the
table behind it (rows, sum, digest), so that a changed or a missing chart is noticed by whatever
compares outputs. Each function returns nothing; with `ax` it draws there and shows nothing.
Colours are ordered by lightness, so that they hold in grey and for the colour-blind.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import io
import textwrap
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

from sezlib import record
from sezlib.available import Unavailable
from sezlib.language import SCALES, Edition, missing, scale_of
from sezlib.narrative import facts
from sezlib.narrative.passage import capital, change, points, previous, row, rows

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

DARK, MID, LIGHT = "#1d3557", "#457b9d", "#a8c5da"
FALL = "#b5651d"
MOST_BARS, MOST_ROWS, MOST_GROUPS, MOST_GROWTH = 15, 30, 4, 10
MOST_YEARS = 12
LONGEST, LINE = 48, 26
DPI, WIDTH = 180, 6.4


def total(growth: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw exports by year with the growth over each bar; one year alone is no chart."""
    if len(growth) < 2:
        return
    now = row(growth, ed.period)
    title = ed.say("heading-total-alone", period=ed.period, total=ed.money(now["total"]))
    if not missing(now["growth"]):
        title = ed.say(
            "heading-total",
            period=ed.period,
            total=ed.money(now["total"]),
            change=change(ed, now["growth"]),
            previous=previous(ed.period),
        )
    unit, amounts = _scaled(growth["total"], ed)
    with _drawing("total", title, growth[["period", "total"]], ed, ax) as axes:
        axes.bar(growth["period"], amounts, color=[
            DARK if period == ed.period else LIGHT for period in growth["period"]
        ])  # fmt: skip
        # a growth of thousands of per cent from next to nothing tells nothing at a glance
        for x, (amount, rate) in enumerate(zip(amounts, growth["growth"], strict=True)):
            if not missing(rate) and rate < MOST_GROWTH and amount > max(amounts) / 20:
                sign = "+" if rate > 0 else ""
                label = f"{sign}{ed.percent(rate, 0)}"
                axes.annotate(label, (x, amount), (0, 3), textcoords="offset points", ha="center")
        axes.set_ylabel(ed.say("chart-total-axis", unit=unit))
        _plain(axes, "y", ed)


def groups(shares: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the exports of each year as a stack of product groups, the largest at the bottom."""
    if isinstance(shares, Unavailable) or shares["period"].nunique() < 2:
        return
    import seaborn as sns

    order = [r["group"] for r in facts.largest(shares, ed.period, "group")]
    named, rest = order[:MOST_GROUPS], order[MOST_GROUPS:]
    wide = shares.pivot(index="period", columns="group", values="total").fillna(0.0)
    wide = wide.reindex(columns=named + [g for g in wide.columns if g not in named])
    lead = facts.largest(shares, ed.period, "group")[0]
    title = ed.say(
        "chart-groups",
        group=ed.group(lead["group"]),
        share=ed.percent(lead["share"]),
        period=ed.period,
    )
    unit, _ = _scaled(shares.groupby("period")["total"].sum(), ed)
    scale = SCALES[scale_of(wide.sum(axis=1).max())]
    shades = sns.color_palette("cividis", len(named) + 1)
    with _drawing("groups", title, shares[["period", "group", "total"]], ed, ax) as axes:
        bottom = wide.iloc[:, 0] * 0
        stack = [(_label(ed.group(g)).replace("\n", " "), wide[g]) for g in named]
        if rest or len(wide.columns) > len(named):
            stack.append((ed.say("chart-groups-other"), wide.drop(columns=named).sum(axis=1)))
        for (label, amounts), shade in zip(stack, shades, strict=False):
            axes.bar(wide.index, amounts / scale, bottom=bottom / scale, label=label, color=shade,
                     edgecolor="white", linewidth=0.6)  # fmt: skip
            bottom = bottom + amounts
        axes.set_ylabel(ed.say("chart-total-axis", unit=unit))
        handles, labels = axes.get_legend_handles_labels()
        axes.legend(handles[::-1], labels[::-1], frameon=False, loc="upper left")
        _plain(axes, "y", ed)


def contributions(table: Any, ed: Edition, of: str = "group", ax: Axes | None = None) -> None:
    """Draw what each group added to the growth, or took from it, in percentage points."""
    held = [r for r in rows(table, ed.period) if not missing(r["contribution"])]
    if not held:
        return
    held.sort(key=lambda r: (-r["contribution"], r[of]))
    most = max(held, key=lambda r: abs(r["contribution"]))
    title = ed.say(
        "chart-contributions",
        direction="up" if most["contribution"] > 0 else "down",
        group=ed.group(most[of]),
        points=points(ed, abs(most["contribution"])),
    )
    shown = table[table["period"] == ed.period][[of, "contribution"]]
    with _drawing("contributions", title, shown, ed, ax, len(held)) as axes:
        values = [100 * r["contribution"] for r in held]
        colours = [DARK if value > 0 else FALL for value in values]
        bars = axes.barh([_label(ed.group(r[of])) for r in held], values, color=colours)
        axes.bar_label(bars, [("+" if v > 0 else "") + ed.number(v, 1) for v in values], padding=3)
        axes.axvline(0, color="black", linewidth=0.8)
        axes.set_xlabel(ed.say("chart-contributions-axis"))
        axes.margins(x=0.2)
        axes.invert_yaxis()
        _plain(axes, "x", ed)


def destinations(ranking: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the largest destinations of the year, ranked."""
    held = facts.ranked(ranking, ed.period, "destination")[:MOST_BARS]
    if not held:
        return
    title = ed.say(
        "chart-destinations",
        first=ed.country(held[0]["destination"]),
        share=ed.percent(held[0]["share"]),
        period=ed.period,
    )
    shown = ranking[ranking["period"] == ed.period].nsmallest(MOST_BARS, "rank")
    unit, amounts = _scaled(shown["total"], ed)
    with _drawing(
        "destinations", title, shown[["destination", "total"]], ed, ax, len(held)
    ) as axes:
        colours = [DARK if i < ed.top else LIGHT for i in range(len(held))]
        bars = axes.barh(
            [ed.country(code) for code in shown["destination"]], amounts, color=colours
        )
        axes.bar_label(bars, [ed.percent(r["share"]) for r in held], padding=3)
        axes.set_xlabel(ed.say("chart-total-axis", unit=unit))
        axes.margins(x=0.12)
        axes.invert_yaxis()
        _plain(axes, "x", ed)


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
    begun = facts.firsts(pairs, ed.period)
    first = {(r["destination"], r["group"]) for r in begun}
    sizes = now.groupby("destination")["total"].sum().sort_values(ascending=False, kind="stable")
    # countries with a first sale stay in view, however small
    new = [c for c in sizes.index if any(c == d for d, _ in first)]
    kept = set([*new, *sizes.index][:MOST_ROWS])
    order = [c for c in sizes.index if c in kept]
    columns = now.groupby("group")["total"].sum().sort_values(ascending=False, kind="stable").index
    wide = now.pivot(index="destination", columns="group", values="total")
    wide = wide.reindex(index=order, columns=columns)
    scale = scale_of(now["total"].max())
    wide = wide / SCALES[scale]
    marks = [["●" if (c, g) in first else "" for g in columns] for c in order]
    named = "chart-heatmap-first" if first else "chart-heatmap"
    title = ed.say(named, period=ed.period, n=len(first))
    shown = now[["group", "destination", "total"]]
    with _drawing("heatmap", title, shown, ed, ax, len(order)) as axes:
        low, high = wide.min().min(), wide.max().max()
        norm = LogNorm(low, high) if high > low else None
        sns.heatmap(wide, ax=axes, cmap="cividis_r", norm=norm, annot=marks, fmt="", linewidths=0.5,
                    annot_kws={"size": 11}, cbar_kws={"shrink": 0.6})  # fmt: skip
        for mark in axes.texts:
            # a mark has to be seen on the lightest cell and on the darkest, and in grey
            mark.set(color="white", path_effects=[withStroke(linewidth=2, foreground="black")])
        bar = axes.collections[0].colorbar
        if bar is not None:
            bar.ax.yaxis.set_major_formatter(
                lambda value, _: ed.number(value, 2 if value < 1 else 0)
            )
            bar.ax.minorticks_off()
        names = [_label(ed.group(g)) for g in columns]
        axes.set_xticks(axes.get_xticks(), names, rotation=35, ha="right", rotation_mode="anchor")
        axes.set_yticks(axes.get_yticks(), [ed.country(c) for c in order], rotation=0)
        note = ed.say("chart-heatmap-note", unit=_text(ed.unit(scale)))
        axes.set(xlabel=textwrap.fill(note, 60), ylabel="")


@contextlib.contextmanager
def _drawing(
    name: str, title: str, data: pd.DataFrame, ed: Edition, ax: Axes | None, bars: int = 0
) -> Iterator[Axes]:
    """Lend axes in the house style; a figure of its own is shown and described when done."""
    from matplotlib.figure import Figure

    title = capital(title)
    with warnings.catch_warnings():
        # no font has every letter, and a box in its place says so
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        # not pyplot: the inline backend would show the figure a second time
        figure = Figure(figsize=(WIDTH, max(3.6, 1.2 + 0.25 * bars)), layout="constrained")
        axes = ax or figure.subplots()
        told: Any = {"fontsize": 11, "fontweight": "bold"}
        if ax:
            axes.set_title(_text(textwrap.fill(title, 56)), loc="left", **told)
        else:
            # over the labels too, so that a long title has the whole width
            figure.suptitle(_text(textwrap.fill(title, 60)), x=0.01, ha="left", **told)
        axes.spines[["top", "right"]].set_visible(False)
        yield axes
        if not ax:
            _show(figure, name, described(title, data, ed))


def _show(figure: Any, name: str, alt: str) -> None:
    from IPython.display import display

    png, svg = _file(figure, "png"), _file(figure, "svg")
    record.keep(f"figures/{name}.png", png)
    record.keep(f"figures/{name}.svg", svg)
    record.note("chart", name=name, alt=alt)
    display(
        {"image/png": base64.b64encode(png).decode(), "text/plain": alt},
        metadata={"image/png": {"alt": alt, "width": 640}},
        raw=True,
    )


def described(title: str, data: pd.DataFrame, ed: Edition) -> str:
    """Return the alternative text of a chart: its title and the table behind it."""
    # twelve digits: the last ones may differ between processors
    text = data.to_csv(index=False, float_format="%.12g", lineterminator="\n")
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    added = float(data.iloc[:, -1].sum())
    return ed.say("alt", title=title, n=len(data), sum=f"{added:.12g}", digest=digest)


def _file(figure: Any, kind: str) -> bytes:
    import matplotlib

    held = io.BytesIO()
    # without these every run would give other bytes: ids in SVG are random, files carry dates
    same: Any = {"svg.hashsalt": "sezlib", "svg.fonttype": "none"}
    stamp = {"svg": {"Date": None}, "png": {"Software": None}}[kind]
    with matplotlib.rc_context(same):
        figure.savefig(held, format=kind, dpi=DPI, metadata=stamp)
    return held.getvalue()


def _label(name: str) -> str:
    # a name of any length must leave room for the bars
    short = name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"
    return _text(textwrap.fill(short, LINE))


def _text(text: str) -> str:
    # what stands between two dollar signs would be set as a formula
    return text.replace("$", r"\$")


def _scaled(amounts: pd.Series, ed: Edition) -> tuple[str, list[float]]:
    scale = scale_of(amounts.max())
    return _text(ed.unit(scale)), [amount / SCALES[scale] for amount in amounts]


def _plain(axes: Axes, along: Literal["x", "y"], ed: Edition) -> None:
    axis = axes.yaxis if along == "y" else axes.xaxis
    axis.set_major_formatter(
        lambda value, _: ed.number(value, 0 if float(value).is_integer() else 1)
    )
    axes.grid(axis=along, color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    if along == "y":
        # many years would run into each other
        for label in (
            axes.get_xticklabels()[::-1][1::2] if len(axes.get_xticks()) > MOST_YEARS else []
        ):
            label.set_visible(False)
