"""Figures of the page on companies: who came and left, how large they are, who is leant on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sezlib.drawing import drawing, label, literal, logarithmic, plain
from sezlib.flows import Unavailable
from sezlib.identity import DEPENDENCE, takes
from sezlib.language import SCALES, Edition, missing, scale_of
from sezlib.narrative.companies import turnover_heading
from sezlib.narrative.leaning import among, dependence_heading, smaller_half
from sezlib.narrative.passage import row, rows, signed

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DARK, MIDDLE, LIGHT = "#1d3557", "#7d9bb5", "#a8c5da"
FALL, GREY = "#b5651d", "#bbbbbb"
MOST_NUMBERED = 20


@takes("dynamics", dynamics="exporters(flows, fewest=..., unfinished=..., partial=...)")
def turnover(dynamics: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the exporters of each year: those that stayed and came, and below zero who left."""
    if isinstance(dynamics, Unavailable) or len(dynamics) < 2 or not dynamics["exporters"].any():
        return
    now = row(dynamics, ed.period)
    title = turnover_heading(now, ed)
    known = dynamics["entrants"].notna()
    counts = {
        "stayed": (dynamics["incumbents"].where(known), DARK),
        "new": (dynamics["entrants"].where(known), LIGHT),
        "unknown": (dynamics["exporters"].where(~known), GREY),
    }
    shown = dynamics[["period", "exporters", "incumbents", "entrants", "exiters"]]
    with drawing("turnover", title, shown, ed, ax) as axes:
        years = dynamics["period"]
        bottom = dynamics["exporters"] * 0.0
        numbered = len(years) <= MOST_NUMBERED
        for name, (amounts, colour) in counts.items():
            if not amounts.sum():
                continue
            heights = amounts.fillna(0.0)
            bars = axes.bar(years, heights, bottom=bottom, color=colour,
                            label=ed.say(f"turnover-{name}"))  # fmt: skip
            told = [ed.number(n) if n and numbered else "" for n in heights]
            ink = "white" if colour == DARK else "black"
            axes.bar_label(bars, told, label_type="center", color=ink, fontsize=8)
            bottom = bottom + heights
        gone = dynamics["exiters"].fillna(0.0)
        if gone.any():
            bars = axes.bar(years, -gone, color=FALL, label=ed.say("turnover-gone"))
            told = [ed.number(n) if n and numbered else "" for n in gone]
            axes.bar_label(bars, told, padding=2, fontsize=8)
        axes.axhline(0, color="black", linewidth=0.8)
        axes.set_ylabel(ed.say("turnover-axis"))
        axes.legend(frameon=False, loc="upper left", fontsize=9)
        # room for the legend over the bars
        axes.set_ylim(-1.3 * gone.max() - 0.05 * bottom.max(), 1.35 * bottom.max())
        plain(axes, "y", ed)
        axes.yaxis.set_major_formatter(
            lambda value, _: ed.number(abs(value)) if float(value).is_integer() else ""
        )


@takes("dynamics", dynamics="exporters(flows, fewest=..., unfinished=..., partial=...)")
def sizes(dynamics: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the median, the quartiles and the mean of each year on a logarithmic scale."""
    if isinstance(dynamics, Unavailable) or dynamics["median"].notna().sum() < 2:
        return
    from matplotlib.lines import Line2D

    now = row(dynamics, ed.period)
    if missing(now["median"]):
        return
    title = ed.say("heading-sizes", median=ed.money(now["median"]), period=ed.when(ed.period))
    shown = dynamics[["period", "lower_quartile", "upper_quartile", "mean", "median"]]
    held = shown.dropna()
    scale = scale_of(held["upper_quartile"].max())
    unit = literal(ed.unit(scale))
    held = held.assign(**{c: held[c] / SCALES[scale] for c in shown.columns[1:]})
    with drawing("sizes", title, shown, ed, ax) as axes:
        places = range(len(held))
        axes.vlines(places, held["lower_quartile"], held["upper_quartile"], color=LIGHT, lw=9)
        axes.plot(places, held["mean"], "D", color=FALL, markersize=5, linestyle="none")
        axes.plot(places, held["median"], "o", color=DARK, markersize=7, linestyle="none")
        axes.set_yscale("log")
        axes.set_xticks(list(places), held["period"])
        axes.set_ylabel(ed.say("chart-total-axis", unit=unit))
        marks = [
            Line2D([], [], color=FALL, marker="D", markersize=5, linestyle="none"),
            Line2D([], [], color=DARK, marker="o", markersize=7, linestyle="none"),
            Line2D([], [], color=LIGHT, linewidth=9),
        ]
        names = [ed.say(f"chart-sizes-{name}") for name in ("mean", "median", "quartiles")]
        axes.legend(marks, names, frameon=False, loc="upper left", fontsize=9)
        plain(axes, "y", ed)
        logarithmic(axes.yaxis, ed)
        axes.minorticks_off()


@takes(curve="lorenz(flows, of='resident')", held=DEPENDENCE)
def lorenz(
    curve: Any, ed: Edition, fewest: int = 3, ax: Axes | None = None, held: Any = None
) -> None:
    """Draw the Lorenz curve of the year beside the line on which all would be equal.

    `held`, the table of `dependence_table`, tells whether all exports are on the curve.
    """
    shares, half = rows(curve, ed.period), smaller_half(curve, ed.period)
    if len(shares) < max(fewest, 2):
        return
    told = {"n": half["n"], "all": len(shares), "share": ed.least(half["lorenz"])}
    of = among(row(held, ed.period))
    title = ed.say("chart-lorenz", period=ed.when(ed.period), of=of, **told)
    shown = curve[curve["period"] == ed.period][["line_share", "lorenz"]]
    with drawing("lorenz", title, shown, ed, ax) as axes:
        across = [0.0, *(r["line_share"] for r in shares)]
        up = [0.0, *(r["lorenz"] for r in shares)]
        axes.plot([0, 1], [0, 1], color="#777777", linestyle="--", linewidth=1)
        axes.fill_between(across, up, across, color=LIGHT, alpha=0.5, linewidth=0)
        axes.plot(across, up, color=DARK, linewidth=2)
        axes.plot([half["line_share"]], [half["lorenz"]], "o", color=DARK)
        axes.annotate(told["share"], (half["line_share"], half["lorenz"]), xytext=(4, -12),
                      textcoords="offset points", va="top")  # fmt: skip
        axes.annotate(ed.say("chart-lorenz-equal"), (0.5, 0.5), xytext=(-6, 4), ha="right",
                      textcoords="offset points")  # fmt: skip
        axes.set(xlim=(0, 1), ylim=(-0.1, 1.02))
        axes.set_xlabel(ed.say("chart-lorenz-x"))
        axes.set_ylabel(ed.say("chart-lorenz-y", of=of))
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(lambda value, _: _whole(value, ed))
        axes.grid(color="#dddddd", linewidth=0.6)


@takes("held", held="dependence_table(held, fewest=...)")
def dependence(held: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the shares of the largest company and of the largest together, by year."""
    if isinstance(held, Unavailable) or held["largest"].notna().sum() < 2:
        return
    now = row(held, ed.period)
    if missing(now["largest"]):
        return
    title = dependence_heading(now, ed)
    shown = held[["period", "together", "largest"]]
    lines = {"largest": (DARK, "o", 8)}
    if ed.top > 1:
        # below its line, which comes down from the left
        lines["together"] = (MIDDLE, "s", -18)
    with drawing("dependence", title, shown, ed, ax) as axes:
        for name, (colour, mark, away) in lines.items():
            axes.plot(held["period"], held[name], color=colour, marker=mark, linewidth=2)
            n = min(ed.top, int(now["lines"]))
            told = ed.say(f"chart-dependence-{name}", share=ed.least(now[name]), n=n)
            axes.annotate(told, (len(held) - 1, now[name]), xytext=(0, away), ha="right",
                          textcoords="offset points", color="black")  # fmt: skip
        axes.set_ylim(0, 1.05)
        axes.set_ylabel(ed.say("chart-dependence-axis"))
        plain(axes, "y", ed)
        axes.yaxis.set_major_formatter(lambda value, _: _whole(value, ed))


@takes("growth", table="without_table(left_out, rows=..., fewest=...)", growth="growth(flows)")
def without_each(table: Any, growth: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw growth without each of the largest as a dot, and that of the whole as a line."""
    if isinstance(table, Unavailable) or table is None or table.empty:
        return
    grown = row(growth, ed.period)["growth"]
    rates = table["growth_without"]
    shown = table[["resident", "growth_without"]]
    title = ed.say("chart-without", n=len(table), period=ed.when(ed.period))
    with drawing("without", title, shown, ed, ax, len(table)) as axes:
        places = range(len(table))
        axes.axvline(100 * grown, color="black", linewidth=1)
        axes.hlines(places, 100 * grown, 100 * rates, color="#999999", linewidth=1.5)
        colours = [FALL if rate < grown else DARK for rate in rates]
        axes.scatter(100 * rates, places, c=colours, s=45, zorder=3)
        for place, rate in zip(places, rates, strict=True):
            side = -1 if rate < grown else 1
            # without one that made all of the year before there is no growth
            end, told = (grown, "–") if missing(rate) else (rate, signed(ed, rate))
            axes.annotate(told, (100 * end, place), xytext=(side * 7, 0), va="center",
                          ha="right" if side < 0 else "left", fontsize=9,
                          textcoords="offset points")  # fmt: skip
        axes.set_yticks(list(places), [label(name) for name in table["resident"]])
        axes.set_xlabel(ed.say("chart-without-axis"))
        axes.set_ylim(len(table) - 0.5, -1.2)
        axes.annotate(ed.say("chart-without-whole", growth=signed(ed, grown)),
                      (100 * grown, -0.8), xytext=(5, 0), va="center", fontsize=9,
                      textcoords="offset points")  # fmt: skip
        axes.margins(x=0.2)
        plain(axes, "x", ed)


def _whole(fraction: float, ed: Edition) -> str:
    return ed.percent(fraction, 0) if fraction >= 0 else ""
