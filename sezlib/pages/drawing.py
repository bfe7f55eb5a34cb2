"""The house style of figures: how they are framed, described and shown.

Colours that touch differ in lightness, so that they hold in grey and for the colour-blind, on white
and in the dark scheme of a page.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import html
import io
import math
import re
import textwrap
import warnings
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal

from sezlib import trace
from sezlib.flows import WITHHELD, short
from sezlib.language import SCALES, Edition, is_missing, scale_of
from sezlib.pages.passage import UNSPECIFIED, capitalise
from sezlib.pages.tables import COUNT, FRACTION, KEY, MONEY, POINTS, kind_of_column, name_key
from sezlib.periods import parts_of_year, spell
from sezlib.texts import csv_lines

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

DARK, LIGHT, FALL, GREY = "#1d3557", "#6f93b3", "#b86b26", "#8f8f8f"
INK, PAPER, GRID = "#000000", "#ffffff", "#dddddd"
# of a table, from little to much; on the last two letters are as light as paper
SHADES, DEEP = ("#e9f0f6", "#c3d6e6", "#93b4cf", "#2f5f8a", "#1c3454"), 3
# of a map: land by exports, land without any, and coasts seen against the sea and all land
LANDS, LAND, COAST = ("#c3d9eb", "#93b9d9", "#5a8fbe", "#2f6295", "#102f52"), "#edeae4", "#6e6e6e"
# a colour of a file: what stands in its place on a page, whose ground may be dark
ON_PAGE = {
    DARK: f"light-dark({DARK}, #bcd7ea)", LIGHT: f"light-dark({LIGHT}, #496b8a)",
    FALL: f"light-dark({FALL}, #a9642b)", GREY: f"light-dark({GREY}, #6b6b6b)",
    **{shade: f"light-dark({shade}, {dark})" for shade, dark in zip(
        (*SHADES, *LANDS, LAND, COAST),
        ("#1f2a35", "#2a3d50", "#38566f", "#86b3d6", "#c4dcec",
         "#27425c", "#33618a", "#5a8fbe", "#93b9d9", "#dbeaf6", "#34383c", "#8a8f94"),
        strict=True)},
    INK: "currentColor", PAPER: "var(--paper)", GRID: "var(--line)",
}  # fmt: skip
# inches: as wide as a telephone where a point is a pixel
DPI, WIDTH = 180, 4.6
LINE, TITLE_LINE, STEP, ROOM = 22, 44, 30, 16
# letters of one point across a figure
NOTE_LINE = 520
MOST_YEARS, FEWER = 7, 5


@contextlib.contextmanager
def draw(
    name: str, title: str, data: pd.DataFrame, ed: Edition, ax: Axes | None, bars: int = 0,
    source: str = "",
) -> Iterator[Axes]:  # fmt: skip
    """Lend axes in the house style; a figure of its own is shown and described when done.

    `source` is `published` where what is drawn is of published figures and not of the records.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    title = capitalise(title)
    with warnings.catch_warnings():
        # no font has every letter, and a box in its place says so
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        # not pyplot: the inline backend would show the figure a second time
        size = (WIDTH, max(3.0, 1.2 + 0.25 * bars))
        figure = Figure(figsize=size, dpi=DPI)
        # texts are measured once, and not anew for each question of how large they are
        FigureCanvasAgg(figure)
        axes = ax or figure.add_axes((0.3, 0.2, 0.65, 0.6))
        told: Any = {"fontsize": 11, "fontweight": "bold"}
        if ax:
            axes.set_title(escape_dollars(textwrap.fill(title, 56)), loc="left", **told)
        else:
            # over the labels too, so that a long title has the whole width
            lines = escape_dollars(textwrap.fill(title, TITLE_LINE))
            figure.suptitle(lines, x=0.01, y=1 - 0.05 / size[1], ha="left", **told)
        axes.spines[["top", "right"]].set_visible(False)
        yield axes
        for axis in (axes.xaxis, axes.yaxis) if ed.fiscal else ():
            written = [tick.get_text() for tick in axis.get_ticklabels()]
            if (told_of := list(map(spell, written))) != written:
                axis.set_ticks(axis.get_ticklocs(), labels=told_of)
        if not ax:
            _show(figure, axes, name, title, data, ed, source or ed.synthetic)


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


def _show(
    figure: Any, axes: Any, name: str, title: str, data: pd.DataFrame, ed: Edition,
    source: str | bool,
) -> None:  # fmt: skip
    from IPython.display import display
    from matplotlib.transforms import Bbox

    # what stands beside the values is read without turning one's head
    unit = axes.get_ylabel()
    axes.set_ylabel("")
    axes.set_title(unit, loc="left", fontsize=10)
    lay_out(axes)
    png = _file(figure, "png")
    # a page says in its caption what the picture says at its top
    heads = [figure._suptitle, axes.title if not unit else axes._left_title]
    top = min(head.get_window_extent().y0 for head in heads if head.get_text()) / figure.dpi
    for head in heads:
        head.set_visible(False)
    if unit:
        # a number over the highest bar may stand beside it
        top = max(top, axes.get_tightbbox().y1 / figure.dpi)
    svg = _file(figure, "svg", Bbox([[0, 0], [WIDTH, top]]))
    unit = unit.replace(r"\$", "$")
    if data.attrs.get(WITHHELD):
        # what is not specified holds what is hidden, and is no figure of its own
        data = data[~data.isin(UNSPECIFIED).any(axis=1)]
    alt = ed.say("alt", title=title, unit=unit, leading=tell_leading(data, ed), n=len(data))
    digest = digest_of(data)
    trace.keep(f"figures/{name}.png", png)
    trace.keep(f"figures/{name}.svg", svg)
    lines = csv_lines(data.columns, data.to_numpy(object))
    trace.keep(f"figures/{name}.csv", "".join(lines).encode())
    told = ed.say("chart-source", unit=unit, zone=ed.own(ed.zone), synthetic=source)
    trace.note("chart", name=name, alt=alt, digest=digest, title=title, source=told)
    display(
        {"image/png": base64.b64encode(png).decode(), "text/plain": f"{alt} [{digest}]"},
        metadata={"image/png": {"alt": alt, "digest": digest, "name": name, "width": 560}},
        raw=True,
    )


def lay_out(axes: Any) -> None:
    """Give axes the room that their texts leave below the title of their figure."""
    # once for both files, and not in the two passes of matplotlib's own layout
    figure, label = axes.figure, axes.xaxis.label
    lines, most = label.get_text().split("\n"), int(NOTE_LINE / label.get_fontsize())
    axes.set_xlabel("\n".join(textwrap.fill(line, most) for line in lines))
    # what stands below may be wider than the axes
    outer, inner = axes.get_tightbbox(for_layout_only=True), axes.bbox
    head = figure._suptitle.get_window_extent()
    width, height, pad = figure.bbox.width, head.y0, 0.07 * DPI
    left, low = max(inner.x0 - outer.x0, 0.0) + pad, max(inner.y0 - outer.y0, 0.0) + pad
    right, high = max(outer.x1 - inner.x1, 0.0) + pad, max(outer.y1 - inner.y1, 0.0) + pad
    place = (left / width, low / figure.bbox.height, (width - left - right) / width,
             (height - low - high) / figure.bbox.height)  # fmt: skip
    axes.set_position(place)
    if label.get_window_extent().width > axes.bbox.width:
        label.set(x=1, ha="right")


def tell_leading(data: pd.DataFrame, ed: Edition) -> str:
    """Return the largest value that a chart draws, with what it is of."""
    *keys, column = data.columns
    kind = kind_of_column(column)
    said: dict[str, Callable[[float], str]] = {
        MONEY: ed.money, FRACTION: ed.percent, POINTS: ed.points, COUNT: ed.number,
    }  # fmt: skip
    say = said.get(kind)
    if not say or not data[column].notna().any():
        return ""
    row = data.loc[data[column].astype(float).idxmax()]
    names = [name_key(key, row[key], ed) for key in keys if kind_of_column(key) == KEY]
    return f"{', '.join(names)}: {say(row[column])}"


def embed(svg: str, chart: dict[str, Any]) -> str:
    """Return the SVG of a chart as it stands in a page.

    Its letters and colours are those of the page, it is as wide as its place, and no name in it
    is that of another chart. Texts are left as they are. What it holds is spelled as BeautifulSoup
    would spell it, by which nbconvert rewrites the rest of a page.
    """
    name, told = chart["name"], html.escape(chart["alt"])

    def respell(tag: re.Match[str]) -> str:
        element, pairs = tag[1].lower(), re.findall(r'([\w:-]+)="([^"]*)"', tag[2])
        given = sorted((key.lower(), value) for key, value in pairs)
        text = "".join(f' {key}="{value}"' for key, value in given)
        return f"<{element}{text}>" + (f"</{element}>" if tag[3] else "")

    svg = re.sub(r"(?s)<(metadata|style)\b.*?</\1>", "", svg[svg.index("<svg") :])
    head, _, body = svg.partition(">")
    view = re.search(r'viewBox="[^"]*"', head)
    parts = re.split("(<[^>]*>)", body)
    # all together, which is faster
    tags = "\0".join(parts[1::2])
    tags = re.sub(r' id="\w+_\d+"|font-family: [^;"]*(; )?|xlink:(?=href)', "", tags)
    tags = re.sub(r'( id="|url\(#|href="#)', rf"\g<1>{name}-", tags)
    tags = re.sub(r"(\.\d\d)\d+", r"\1", tags)
    tags = re.sub(r"(?<=: )#[0-9a-f]{6}", lambda at: ON_PAGE.get(at[0], at[0]), tags)
    parts[1::2] = tags.split("\0")
    body = re.sub(r"<(/?\w+)([^>]*?)(/?)>", respell, "".join(parts))
    body = re.sub(r"(?<![^>])\s*\n\s*<", "\n<", body)
    return (
        f'<svg {view and view[0]} role="img" aria-label="{told}" data-digest="{chart["digest"]}" '
        f'stroke-linejoin="round">{body}'
    )


def digest_of(data: pd.DataFrame) -> str:
    """Return what tells the table behind a chart from any other: nobody sees it in the picture."""
    # twelve digits: the last ones may differ between processors
    text = data.to_csv(index=False, float_format="%.12g", lineterminator="\n")
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _file(figure: Any, kind: str, cut: Any = None) -> bytes:
    import matplotlib

    held = io.BytesIO()
    # without these every run would give other bytes: ids in SVG are random, files carry dates
    same: Any = {"svg.hashsalt": "sezlib", "svg.fonttype": "none"}
    stamp = {"svg": {"Date": None}, "png": {"Software": None}}[kind]
    with matplotlib.rc_context(same) if kind == "svg" else contextlib.nullcontext():
        figure.savefig(held, format=kind, dpi=DPI, metadata=stamp, bbox_inches=cut)
    return held.getvalue()


def shorten_label(name: str) -> str:
    """Return a name as it stands beside a bar: in two short lines at most."""
    # a name of any length must leave room for the bars
    return escape_dollars(textwrap.fill(name, LINE, max_lines=2, placeholder="…"))


def label_year(period: str) -> str:
    """Return a year, or that of the part of years that a title names."""
    return spell(period if parts_of_year(period) == 1 else period[:4])


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

    low, high = axis.get_view_interval()
    # powers of ten alone would leave a short scale without a number, others would crowd a long one
    steps = (1, 2, 5) if high < 1e4 * low else (1,)
    axis.set_major_locator(LogLocator(subs=steps, numticks=15))
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


def name_ends(axes: Axes, ends: Iterable[tuple[float, float, str]], size: float = 10) -> None:
    """Write names beside the axes, level with where lines and bars end: (x, y, name).

    Names that would cover each other make way, and are led to their ends. The limits of the axes
    have to be set before.
    """
    axes.autoscale_view()
    # the height of a line of text, where that of the axes is one
    line = 1.3 * size * axes.figure.dpi / 72 / axes.bbox.height
    level = axes.transData + axes.transAxes.inverted()
    held = []
    for x, y, name in sorted(ends, key=lambda end: (-end[1], end[2])):
        # a long word is not broken, up to the room that a label beside a bar has
        room = max(ROOM, min(LINE, max(map(len, name.split()), default=0)))
        text = escape_dollars(textwrap.fill(name, room, max_lines=3, placeholder="…"))
        held.append((level.transform((x, y))[1], line * text.count("\n") + line, text, (x, y)))
    places, top, low = list[float](), math.inf, 0.0
    for at, tall, *_ in held:
        places.append(min(at, top - tall / 2))
        top = places[-1] - tall / 2
    for number, (at, tall, text, end) in reversed([*enumerate(held)]):
        place = max(places[number], low + tall / 2)
        low = place + tall / 2
        # to the left of its name, and across no other
        lead = {"arrowstyle": "-", "color": GREY, "lw": 0.8, "relpos": (0, 0.5)}
        axes.annotate(text, end, (1.02, place), textcoords="axes fraction", va="center",
                      fontsize=size, annotation_clip=False,
                      arrowprops=lead if abs(place - at) > line / 2 else None)  # fmt: skip


def draw_change(
    axes: Axes, names: list[str], before: list[float], now: list[float], texts: list[str],
    ed: Edition,
) -> None:  # fmt: skip
    """Draw a way from last year to this for each name, the first on top, with a text at its end.

    What is missing of last year has no way, and this year's dot alone.
    """
    for place, (start, end, text) in enumerate(zip(before, now, texts, strict=True)):
        colour = FALL if end < start else DARK
        if not is_missing(start):
            axes.plot([start, end], [place] * 2, color=colour, linewidth=3, zorder=2)
            axes.plot([start], [place], "o", color=LIGHT, markersize=8, zorder=3, clip_on=False)
        axes.plot([end], [place], "o", color=colour, markersize=8, zorder=4, clip_on=False)
        # not max: it would give back what is missing
        reach = start if is_missing(end) or start > end else end
        axes.annotate(text, (reach, place), (8, 0), va="center", textcoords="offset points")
    axes.set_yticks(range(len(names)), [shorten_label(name) for name in names])
    known = [at for at in range(len(names)) if not is_missing(before[at] + now[at])]
    for at in known[:1]:
        ends = sorted([(before[at], ed.previous), (now[at], ed.period)])
        for (end, period), side, away in zip(ends, ("right", "left"), (-1, 1), strict=True):
            axes.annotate(label_year(period), (end, at), (away, 7), ha=side, va="bottom",
                          textcoords="offset points")  # fmt: skip
    axes.set_ylim(len(names) - 0.4, -1.1)
    # room for the text at the end of the longest way
    axes.set_xlim(0, 1.45 * axes.dataLim.x1 or 1.0)
    number_axis(axes, "x", ed)


def draw_cells(
    axes: Axes, values: Any, limits: list[float], texts: list[list[str]], rows: list[str],
    columns: list[str],
) -> None:  # fmt: skip
    """Draw a table whose cells are the darker the more they hold, each with its text.

    `limits` are the ends of the shades. Columns are named over them, each on a line of its own.
    """
    from matplotlib.colors import BoundaryNorm, ListedColormap
    from numpy.ma import masked_invalid

    norm = BoundaryNorm(limits, len(SHADES), clip=True)
    axes.pcolormesh(masked_invalid(values), cmap=ListedColormap(SHADES), norm=norm,
                    edgecolors=PAPER, linewidth=1)  # fmt: skip
    for i, line in enumerate(texts):
        for j, text in enumerate(line):
            deep = not is_missing(values[i][j]) and norm(values[i][j]) >= DEEP
            if text:
                cell = axes.text(j + 0.5, i + 0.5, text, ha="center", va="center",
                                 color=PAPER if deep else INK)  # fmt: skip
                # they are where the cells are, and nothing makes way for them
                cell.set_in_layout(False)
    axes.set_yticks([i + 0.5 for i in range(len(rows))], [shorten_label(row) for row in rows])
    # the farther to the right a column is, the more room its name has
    rooms = [STEP + STEP * at // len(columns) // 2 for at in range(len(columns))]
    names = [escape_dollars(short(*held)) for held in zip(columns, rooms, strict=True)]
    axes.set_xticks([j + 0.5 for j in range(len(columns))], names, ha="right")
    axes.tick_params(length=0, top=True, labeltop=True, bottom=False, labelbottom=False)
    for at, tick in enumerate(axes.xaxis.get_major_ticks()):
        tick.set_pad(14 * at + 2)
        # after the pad, which would take the line back
        tick.tick2line.set(markersize=14 * at + 8, markeredgecolor=GREY)
    axes.spines[:].set_visible(False)
    axes.set_ylim(len(rows), 0)


def choose_unit(most: float, ed: Edition) -> tuple[str, float]:
    """Return the unit that suits amounts up to `most`, and how much it is."""
    scale = scale_of(most)
    return escape_dollars(ed.unit(scale)), SCALES[scale]


def number_axis(axes: Axes, along: Literal["x", "y"], ed: Edition, most: int = MOST_YEARS) -> None:
    """Put plain numbers and a quiet grid along one axis, and name all years up to `most`."""
    from matplotlib.ticker import MaxNLocator

    axis = axes.yaxis if along == "y" else axes.xaxis
    axis.set_major_formatter(lambda value, _: tick_label(value, ed))
    if isinstance(locator := axis.get_major_locator(), MaxNLocator):
        # as many ticks before the names have their room as after
        locator.set_params(nbins={"x": 4, "y": 5}[along])
    axes.grid(axis=along, color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    if along == "y":
        # many years would run into each other, beside names all the more
        ticks = axes.get_xticklabels()[::-1]
        for at, tick in enumerate(ticks if len(ticks) > most else []):
            tick.set_visible(at % math.ceil(len(ticks) / FEWER) == 0)
