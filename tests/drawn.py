"""What a figure shows, read back from its artists: where they stand, how high, in which colour.

Positions are those of the data, as a reader of the axes would read them off. Numbers and units are
worded here a second time, so that a chart is not held against its own wording.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text as Words

NBSP = "\u00a0"
UNITS = {
    "en": {1e9: "billion", 1e6: "million", 1e3: "thousand", "RUB": "RUB", "": "currency units"},
    "ru": {1e9: "млрд", 1e6: "млн", 1e3: "тыс.", "RUB": "руб.", "": "ден. ед."},
}


class Bar(NamedTuple):
    """A bar: the name of its place, from where to where it reaches, its colour and its series."""

    name: str
    start: float
    end: float
    colour: str
    series: str


class Text(NamedTuple):
    """A text and the corners of the room that it takes."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def x(self) -> float:
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        return (self.bottom + self.top) / 2


class Line(NamedTuple):
    """A line: its points, colour, mark and name."""

    points: list[tuple[float, float]]
    colour: str
    mark: str
    name: str


def draw(chart: Any, *given: Any, **named: Any) -> Any:
    """Return the axes on which a chart has drawn, laid out as they would be seen."""
    axes = Figure(figsize=(8, 6), dpi=60).subplots()
    chart(*given, ax=axes, **named)
    axes.figure.draw_without_rendering()
    return axes


def empty(axes: Any) -> bool:
    """Return whether nothing was drawn."""
    return not axes.has_data() and not axes.texts and not axes.get_title(loc="left")


def ticks(axes: Any, along: str) -> dict[float, str]:
    """Return the text beside each place of an axis, as far as it is in sight."""
    axis = axes.xaxis if along == "x" else axes.yaxis
    low, high = sorted(axis.get_view_interval())
    texts = [" ".join(label.get_text().split("\n")) for label in axis.get_majorticklabels()]
    held = zip(axis.get_majorticklocs(), texts, strict=True)
    return {float(place): text for place, text in held if low <= place <= high}


def bars(axes: Any) -> list[Bar]:
    """Return the bars in the order in which they were drawn."""
    found = []
    for held in axes.containers:
        upright = held.orientation == "vertical"
        names = ticks(axes, "x" if upright else "y")
        for patch in held.patches:
            box = patch.get_bbox()
            place = sum(box.intervalx if upright else box.intervaly) / 2
            ends = (box.y0, box.y1) if upright else (box.x0, box.x1)
            name = names[round(place, 6)]
            found.append(Bar(name, *ends, to_hex(patch.get_facecolor()), held.get_label()))
    return found


def texts(axes: Any) -> list[Text]:
    """Return the texts that are written among the data."""
    found = []
    for text in axes.texts:
        # of a name that is led to its end, the name alone
        box = Words.get_window_extent(text).transformed(axes.transData.inverted())
        (left, right), (bottom, top) = sorted(box.intervalx), sorted(box.intervaly)
        if text.get_text():
            # what only touches the end of a bar is not in it, whatever the last digits say
            corners = (round(float(at), 9) for at in (left, right, bottom, top))
            found.append(Text(text.get_text(), *corners))
    return found


def ends(axes: Any) -> list[Text]:
    """Return the names beside the axes, from the highest, in one line each; none overlaps."""
    right = axes.get_xlim()[1]
    held = sorted((text for text in texts(axes) if text.left >= right), key=lambda text: -text.y)
    assert all(high.bottom >= low.top for high, low in pairwise(held)), held
    return [text._replace(text=" ".join(text.text.split("\n"))) for text in held]


def boxes(figure: Figure) -> list[tuple[str, Any]]:
    """Return the texts of a figure that are seen, each with the room that it takes, in points."""
    figure.draw_without_rendering()
    found: list[Any] = [figure._suptitle]
    every = list(figure.axes)
    for axes in every:
        every += axes.child_axes
        found += [*axes.texts, axes.title, axes._left_title]
        for axis in (axes.xaxis, axes.yaxis) if axes.axison else ():
            low, high = sorted(axis.get_view_interval())
            found.append(axis.label)
            for tick in axis.get_major_ticks():
                if low - 1e-9 <= tick.get_loc() <= high + 1e-9:
                    found += [tick.label1, tick.label2]
    shown = [text for text in found if text is not None and text.get_visible() and text.get_text()]
    # the room of a text alone, and not of the line that leads to it
    return [(text.get_text(), Words.get_window_extent(text)) for text in shown]


def texts_by_place(axes: Any, along: str) -> dict[str, list[Text]]:
    """Return the texts over (`x`) or beside (`y`) each named place of an axis."""
    names = ticks(axes, along)
    found: dict[str, list[Text]] = {name: [] for name in names.values()}
    for text in (text for text in texts(axes) if text.left < axes.get_xlim()[1]):
        place = min(names, key=lambda at: abs(at - getattr(text, along)))
        assert abs(place - getattr(text, along)) < 0.5
        found[names[place]].append(text)
    return found


def lines(axes: Any) -> list[Line]:
    """Return the lines and dots; the points that are missing are left out."""
    found = []
    for line in axes.lines:
        across, up = line.get_xdata(orig=False), line.get_ydata(orig=False)
        points = [(float(x), float(y)) for x, y in zip(across, up, strict=True) if y == y]
        colour = to_hex(line.get_color())
        found.append(Line(points, colour, str(line.get_marker()), str(line.get_label())))
    return found


def legend(axes: Any) -> dict[str, str]:
    """Return the colour that the legend gives to each name, in its order."""
    held = axes.get_legend()
    names = [text.get_text() for text in held.get_texts()]
    colours = [
        mark.get_facecolor() if hasattr(mark, "get_facecolor") else mark.get_color()
        for mark in held.legend_handles
    ]
    return dict(zip(names, map(to_hex, colours), strict=True))


def cells(axes: Any) -> dict[tuple[int, int], tuple[float | None, str, float]]:
    """Return value, text and lightness of each cell of a map, by row and column."""
    [mesh, *_] = axes.collections
    held = mesh.get_array()
    shades = mesh.get_facecolors().reshape(*held.shape, 4)
    written = {(int(text.y), int(text.x)): text.text for text in texts(axes)}
    # the names of rows and columns stand in the middle of theirs
    for along, size in (("y", held.shape[0]), ("x", held.shape[1])):
        assert list(ticks(axes, along)) == [at + 0.5 for at in range(size)]
    found = {}
    for i, j in [(i, j) for i in range(held.shape[0]) for j in range(held.shape[1])]:
        value = None if bool(held.mask[i, j] if held.mask.shape else False) else float(held[i, j])
        red, green, blue, alpha = shades[i, j]
        light = (0.2126 * red + 0.7152 * green + 0.0722 * blue) * alpha
        found[i, j] = (value, written.get((i, j), ""), light)
    return found


def assert_ticks_are_true(axes: Any, along: str, language: str, *, counted: bool = False) -> None:
    """Raise unless the numbers beside an axis are those of the places where they stand."""
    held = {at: text for at, text in ticks(axes, along).items() if text}
    assert len(held) > 1
    for at, text in held.items():
        told = text.replace(NBSP, "").replace(" ", "").replace("−", "-")
        told = told.replace(",", ".") if language == "ru" else told.replace(",", "")
        value = float(told.removesuffix("%")) / (100 if told.endswith("%") else 1)
        assert value == (abs(at) if counted else at) or abs(value - at) < 1e-9, (at, text)


def number(value: float, digits: int, language: str, sign: bool = False) -> str:
    """Return a number as it ought to be printed; with `sign`, growth has a plus."""
    shown = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    text = f"{abs(shown):,}"
    if language == "ru":
        text = text.replace(",", NBSP).replace(".", ",")
    return ("−" if shown < 0 else "+" if sign and shown > 0 else "") + text


def percent(fraction: float, digits: int, language: str, sign: bool = False) -> str:
    """Return a fraction as per cent, as it ought to be printed."""
    return (
        number(round(100 * fraction, 9), digits, language, sign)
        + {"en": "%", "ru": f"{NBSP}%"}[language]
    )


def unit(largest: float, language: str, currency: str = "RUB") -> tuple[float, str]:
    """Return the size of the unit that suits amounts, and how it is written."""
    size = next((s for s in (1e9, 1e6, 1e3) if largest >= s), 1.0)
    words = [UNITS[language][size]] if size > 1 else []
    # a currency stands ahead of the number in English, and after it in Russian
    money = [UNITS[language][currency]]
    return size, NBSP.join(money + words if language == "en" else words + money)
