"""Figures of the page on markets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sezlib.drawing import difference, drawing, label, lie, literal, plain
from sezlib.flows import Unavailable
from sezlib.identity import LASTING, takes
from sezlib.language import SCALES, Edition, missing, scale_of
from sezlib.narrative.facts import moved_most
from sezlib.narrative.markets import first_year
from sezlib.narrative.passage import row, rows, signed

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DARK, LIGHT, FALL = "#1d3557", "#a8c5da", "#b5651d"
MOST_MOVED = 14


@takes(
    "counts",
    counts="count(flows, of='destination')",
    held="concentration(flows, of='destination', index='equivalent_number', top=...)",
)
def markets(counts: Any, held: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw how many countries were sold to, and how many equal ones would be as concentrated."""
    if isinstance(counts, Unavailable) or len(counts) < 2:
        return
    now, even = row(counts, ed.period), row(held, ed.period)
    if not now or missing(even.get("equivalent_number")):
        return
    told = {"n": int(now["count"]), "number": ed.number(even["equivalent_number"], 1)}
    title = ed.say("chart-markets", period=ed.when(ed.period), **told)
    shown = counts.merge(held[["period", "equivalent_number"]], on="period", how="left")
    with drawing("markets", title, shown, ed, ax) as axes:
        axes.bar(shown["period"], shown["count"], color=LIGHT, label=ed.say("chart-markets-count"))
        axes.plot(shown["period"], shown["equivalent_number"], "o-", color=DARK, linewidth=2,
                  label=ed.say("chart-markets-number"))  # fmt: skip
        axes.set_ylabel(ed.say("chart-markets-axis"))
        axes.legend(frameon=False, loc="upper left")
        axes.margins(y=0.2)
        plain(axes, "y", ed)


@takes("growth", split="margins(flows, of='destination', unfinished=...)", growth="growth(flows)")
def margins(split: Any, growth: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the way from last year's total to this year's, a step for each margin."""
    held, now = rows(split, ed.period), row(growth, ed.period)
    if not held or missing(now.get("previous")):
        return
    before, total = ed.amounts(now["previous"], now["total"])
    title = ed.say("chart-margins", before=before, total=total)
    steps = [(r["margin"], r["change"]) for r in held if r["change"]]
    shown = split[split["period"] == ed.period][["margin", "change"]]
    larger = max(now["previous"], now["total"])
    unit, scale = literal(ed.unit(scale_of(larger))), SCALES[scale_of(larger)]
    with drawing("margins", title, shown, ed, ax) as axes:
        at = now["previous"]
        ends = [str(int(ed.period) - 1), ed.period]
        axes.bar([0], [at / scale], color=LIGHT)
        axes.text(0, at / scale, ed.number(at / scale, 1), ha="center", va="bottom")
        for place, (_, change) in enumerate(steps, 1):
            bar = axes.bar([place], [change / scale], bottom=at / scale,
                           color=DARK if change > 0 else FALL)  # fmt: skip
            axes.plot([place - 1.4, place + 0.4], [at / scale] * 2, color="#777777", linewidth=0.8)
            axes.bar_label(bar, [difference(change / scale, ed)], padding=3)
            at += change
        axes.bar([len(steps) + 1], [now["total"] / scale], color=LIGHT)
        axes.text(len(steps) + 1, now["total"] / scale, ed.number(now["total"] / scale, 1),
                  ha="center", va="bottom")  # fmt: skip
        names = [label(ed.say(f"margin-{name}")) for name, _ in steps]
        axes.set_xticks(range(len(steps) + 2), [ends[0], *names, ends[1]])
        axes.set_ylabel(ed.say("chart-total-axis", unit=unit))
        # room for the numbers above the bars
        axes.set_ylim(0, 1.12 * axes.dataLim.y1)
        plain(axes, "y", ed)


@takes(table="contribution(flows, of='destination')")
def moved(table: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the contributions of the countries that moved exports most."""
    if isinstance(table, Unavailable):
        return
    held = moved_most(table, ed.period, "destination")[:MOST_MOVED]
    if not held:
        return
    growth = sum(r["contribution"] for r in rows(table, ed.period))
    title = ed.say("chart-markets-moved", growth=signed(ed, growth), period=ed.when(ed.period))
    held.sort(key=lambda r: (-r["contribution"], r["destination"]))
    shown = table[table["period"] == ed.period][["destination", "contribution"]]
    with drawing("markets-moved", title, shown, ed, ax, len(held)) as axes:
        values = [100 * r["contribution"] for r in held]
        colours = [DARK if value > 0 else FALL for value in values]
        names, texts = (
            [ed.country(r["destination"]) for r in held],
            [difference(v, ed) for v in values],
        )
        lie(axes, names, values, texts, color=colours)
        axes.axvline(0, color="black", linewidth=0.8)
        axes.set_xlabel(ed.say("chart-markets-moved-axis"))
        axes.margins(x=0.2)
        plain(axes, "x", ed)


@takes("lasting", lasting=LASTING)
def survival(lasting: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the share of sales that outlast each duration, with a band of two standard errors."""
    share = first_year(lasting)
    if share is None or len(lasting) < 2:
        return
    # where none is at risk any more, nothing is known
    lasting = lasting.dropna(subset=["survival"])
    title = ed.say("chart-survival", share=ed.percent(share))
    shown = lasting[["duration", "survival"]]
    with drawing("survival", title, shown, ed, ax) as axes:
        across = [0, *lasting["duration"]]
        up = [1.0, *lasting["survival"]]
        errors = [0.0, *lasting["error"].fillna(0.0)]
        low = [max(u - 2 * e, 0.0) for u, e in zip(up, errors, strict=True)]
        high = [min(u + 2 * e, 1.0) for u, e in zip(up, errors, strict=True)]
        axes.fill_between(across, low, high, step="post", color=LIGHT, alpha=0.6, linewidth=0)
        axes.step(across, up, where="post", color=DARK, linewidth=2)
        axes.set_ylim(0, 1.05)
        axes.set_xlabel(ed.say("chart-survival-x"))
        axes.set_ylabel(literal(ed.say("chart-survival-y")))
        plain(axes, "y", ed)
        axes.yaxis.set_major_formatter(lambda value, _: ed.percent(value, 0))
        axes.set_xticks(range(0, int(max(across)) + 1))
