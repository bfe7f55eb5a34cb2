"""The house style of figures: how they are framed, described and shown.

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

from sezlib import trace
from sezlib.flows import short
from sezlib.language import SCALES, Edition, scale_of
from sezlib.pages.passage import capitalise
from sezlib.periods import spell

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

DARK, MIDDLE, LIGHT = "#1d3557", "#7d9bb5", "#a8c5da"
FALL, GREY = "#b5651d", "#bbbbbb"
DPI, WIDTH = 180, 6.4
LONGEST, LINE = 48, 26
MOST_YEARS = 12


@contextlib.contextmanager
def draw(
    name: str, title: str, data: pd.DataFrame, ed: Edition, ax: Axes | None, bars: int = 0
) -> Iterator[Axes]:
    """Lend axes in the house style; a figure of its own is shown and described when done."""
    from matplotlib.figure import Figure

    title = capitalise(title)
    with warnings.catch_warnings():
        # no font has every letter, and a box in its place says so
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        # not pyplot: the inline backend would show the figure a second time
        size = (WIDTH, max(3.6, 1.2 + 0.25 * bars))
        figure = Figure(figsize=size, dpi=DPI, layout="constrained")
        axes = ax or figure.subplots()
        told: Any = {"fontsize": 11, "fontweight": "bold"}
        if ax:
            axes.set_title(escape_dollars(textwrap.fill(title, 56)), loc="left", **told)
        else:
            # over the labels too, so that a long title has the whole width
            figure.suptitle(escape_dollars(textwrap.fill(title, 62)), x=0.01, ha="left", **told)
        axes.spines[["top", "right"]].set_visible(False)
        yield axes
        for axis in (axes.xaxis, axes.yaxis) if ed.fiscal else ():
            written = [tick.get_text() for tick in axis.get_ticklabels()]
            if (told_of := list(map(spell, written))) != written:
                axis.set_ticks(axis.get_ticklocs(), labels=told_of)
        if not ax:
            _show(figure, name, ed.say("alt", title=title, n=len(data)), digest_of(data))


def draw_unseen() -> None:
    """Draw a figure that nobody sees, so that fonts are found before the first that is shown."""
    from matplotlib.figure import Figure

    figure = Figure(dpi=DPI, layout="constrained")
    axes = figure.subplots()
    axes.plot([1, 2])
    for weight in ("normal", "bold"):
        axes.set_title("Aя", fontweight=weight)
        for kind in ("png", "svg"):
            _file(figure, kind)


def _show(figure: Any, name: str, alt: str, digest: str) -> None:
    from IPython.display import display

    # once for both files, and not for each again
    figure.get_layout_engine().execute(figure)
    figure.set_layout_engine(None)
    png, svg = _file(figure, "png"), _file(figure, "svg")
    trace.keep(f"figures/{name}.png", png)
    trace.keep(f"figures/{name}.svg", svg)
    trace.note("chart", name=name, alt=alt)
    display(
        {"image/png": base64.b64encode(png).decode(), "text/plain": f"{alt} [{digest}]"},
        metadata={"image/png": {"alt": alt, "digest": digest, "width": 640}},
        raw=True,
    )


def digest_of(data: pd.DataFrame) -> str:
    """Return what tells the table behind a chart from any other: nobody sees it in the picture."""
    # twelve digits: the last ones may differ between processors
    text = data.to_csv(index=False, float_format="%.12g", lineterminator="\n")
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _file(figure: Any, kind: str) -> bytes:
    import matplotlib

    held = io.BytesIO()
    # without these every run would give other bytes: ids in SVG are random, files carry dates
    same: Any = {"svg.hashsalt": "sezlib", "svg.fonttype": "none"}
    stamp = {"svg": {"Date": None}, "png": {"Software": None}}[kind]
    with matplotlib.rc_context(same):
        figure.savefig(held, format=kind, dpi=DPI, metadata=stamp)
    return held.getvalue()


def shorten_label(name: str) -> str:
    """Return a name as it stands beside a bar: of bounded length, in short lines."""
    # a name of any length must leave room for the bars
    return escape_dollars(textwrap.fill(short(name, LONGEST), LINE))


def escape_dollars(text: str) -> str:
    """Return a text that is shown as it is, dollar signs and all."""
    # what stands between two dollar signs would be set as a formula
    return text.replace("$", r"\$")


def tick_label(value: float, ed: Edition) -> str:
    """Return the number beside the tick of an axis, with every digit that it has."""
    # ten digits: those after them are noise of floating point
    shown = f"{round(value, 12):.10f}".rstrip("0")
    return ed.number(value, len(shown.partition(".")[2]))


def scale_logarithmic(axis: Any, ed: Edition) -> None:
    """Put numbers along an axis of a logarithmic scale, a few in each power of ten."""
    from matplotlib.ticker import LogLocator

    # powers of ten alone would leave a short scale without a number
    axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axis.set_major_formatter(lambda value, _: tick_label(value, ed))


def format_difference(value: float, ed: Edition) -> str:
    """Return a difference as it stands beside its bar; what is shown as nothing has no sign."""
    shown = ed.number(value, 1)
    return "+" + shown if value > 0 and shown != ed.number(0.0, 1) else shown


def count_rows(names: list[str]) -> int:
    """Return how many bars have the room of these: names of two lines take half as much again."""
    tall = any("\n" in shorten_label(name) for name in names)
    return len(names) * (3 if tall else 2) // 2


def draw_bars(
    axes: Axes, names: list[str], amounts: list[float], texts: list[str], **given: Any
) -> None:
    """Draw a bar for each name, the first on top, with a text at its end."""
    places = range(len(names))
    # by number: names that are alike once they are cut would share a bar
    bars = axes.barh(places, amounts, **given)
    axes.set_yticks(places, [shorten_label(name) for name in names])
    axes.bar_label(bars, texts, padding=3)
    axes.invert_yaxis()


def draw_contributions(
    name: str, title: str, table: Any, held: list[Any], of: str, axis: str, ed: Edition,
    ax: Axes | None,
) -> None:  # fmt: skip
    """Draw rows of a table of contributions, from the largest rise to the largest fall."""
    held = sorted(held, key=lambda r: (-r["contribution"], r[of]))
    shown = table[table["period"] == ed.period][[of, "contribution"]]
    names, values = [ed.name(of, r[of]) for r in held], [100 * r["contribution"] for r in held]
    with draw(name, title, shown, ed, ax, count_rows(names)) as axes:
        texts = [format_difference(value, ed) for value in values]
        draw_bars(
            axes, names, values, texts, color=[DARK if value > 0 else FALL for value in values]
        )
        axes.axvline(0, color="black", linewidth=0.8)
        axes.set_xlabel(axis)
        axes.margins(x=0.2)
        number_axis(axes, "x", ed)


def scale_amounts(amounts: pd.Series, ed: Edition) -> tuple[str, list[float]]:
    """Return the unit that suits amounts, and the amounts in it."""
    scale = scale_of(amounts.max())
    return escape_dollars(ed.unit(scale)), [amount / SCALES[scale] for amount in amounts]


def number_axis(axes: Axes, along: Literal["x", "y"], ed: Edition) -> None:
    """Put plain numbers and a quiet grid along one axis."""
    axis = axes.yaxis if along == "y" else axes.xaxis
    axis.set_major_formatter(lambda value, _: tick_label(value, ed))
    axes.grid(axis=along, color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    if along == "y":
        # many years would run into each other
        ticks = axes.get_xticklabels()
        for tick in ticks[-2::-2] if len(ticks) > MOST_YEARS else []:
            tick.set_visible(False)
