"""Any metric's table as a chart in the house style, of the kind that suits what the table is."""

from __future__ import annotations

from math import isinf
from typing import TYPE_CHECKING, Any, NamedTuple

from sezlib.flows import FlowsError, listed, one_of, unlisted
from sezlib.identity import DEFAULTS, currency_of, note_of, spell_note, takes
from sezlib.language import SCALES, Edition, is_missing, scale_of
from sezlib.pages import drawing
from sezlib.pages.drawing import DARK, FALL, GREY, LIGHT, escape_dollars, number_axis
from sezlib.pages.maps import paint_world
from sezlib.pages.tables import (
    COUNT,
    FRACTION,
    INDEX,
    KEY,
    MONEY,
    NAMED,
    POINTS,
    head_of,
    kind_of_column,
    with_names,
)
from sezlib.periods import span, spell

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

KINDS = ("bar", "line", "slope", "heat", "map", "area")
# what a metric is drawn by, where that has not its name
DRAWN = {
    "rank": "total", "condense": "value", "first_exports": "value", "margins": "change",
    "relative_to": "ratio", "spells": "duration", "clearance_time": "median", "compare": "total",
    "leave_one_out": "growth_without", "theil_parts": "theil", "constant_market_share": "change",
    "price_volume": "change",
}  # fmt: skip
# what its rows are of, besides what it is asked of and by
ROWS = {"margins": ["margin"], "constant_market_share": ["effect"]}
ALONG = ("line_share", "duration", "period")
MOST = {"bar": 15, "line": 6, "slope": 8, "heat": 20, "area": 6}
# of bars beside each other, with a number each
FEW = 12
LOOKS = [(DARK, "-"), (FALL, "-"), (LIGHT, "-"), (DARK, "--"), (FALL, "--"), (GREY, "-")] * 2


class Data(NamedTuple):
    """What is drawn: amounts by key (rows) and by period or a second key (columns)."""

    wide: pd.DataFrame
    along: str
    kind: str
    head: str
    factor: float
    ed: Edition

    def text(self, value: float) -> str:
        """Return an amount as it stands beside its mark."""
        if is_missing(value):
            return ""
        if self.kind == POINTS:
            return drawing.format_difference(100 * value, self.ed)
        if self.kind == FRACTION:
            return self.ed.percent(value)
        digits = {MONEY: 1, COUNT: 0, INDEX: 3}.get(self.kind, 2)
        return self.ed.number(value * self.factor, digits)


@takes("table", table="table")
def plot(
    table: Any, kind: str = "", *, period: str = "", language: str = "en", ax: Axes | None = None
) -> Axes:
    """Return the axes on which a metric's table is drawn in the house style.

    `kind` is `bar`, `line`, `slope`, `heat`, `map` or `area`; without one it is what suits the
    table: bars of one period or of many keys, lines of a few keys over periods, a heat map of two
    keys. What is of one period is of the last, unless another is named; a slope leads to it from
    the first. The largest are drawn, and the axis says how many are not.

    >>> import sezlib as sez
    >>> axes = sez.plot(sez.share(sez.example(), "destination"), "bar", language="ru")
    >>> axes.get_title(loc="left"), [label.get_text() for label in axes.get_yticklabels()]
    ('Доля, 2019', ['Китай', 'Казахстан'])

    Raises FlowsError for a kind that does not suit the table, and names those that do.
    """
    import matplotlib.pyplot as plt
    import pandas as pd

    if kind:
        one_of("kind", kind, KINDS)
    what = spell_note(note_of(table)) if note_of(table).get("metric") else "this table"
    column, keys, along = _read(table, what)
    every = table.assign(**{column: pd.to_numeric(table[column], errors="coerce")})
    wrong = [p for p in every.get("period", ()) if not isinstance(p, str)]
    wrong += [v for v in every[column] if isinf(v)]
    if wrong:
        raise FlowsError(f"plot cannot draw {what}, which has {wrong[0]!r} in place of a text or "
                         "an amount")  # fmt: skip
    periods = sorted(every["period"].unique()) if "period" in every else []
    if period and period not in periods:
        raise unlisted(
            f"plot: {what} has no period", period, "its periods are", periods or ["none"]
        )
    last = period or (periods or [""])[-1]
    if along in ALONG[:2] and last:
        every = every[every["period"] == last]
    spans = sorted(every[along].unique()) if along else []
    ed = Edition(last, language, currency=currency_of(table))
    scale = scale_of(every[column].abs().max())
    head, held = head_of(table, column, scale, ed)
    fits = _fits(every, column, held, keys, spans, along)
    if kind and kind not in fits:
        suits = f"what suits it is {listed(fits)}" if fits else "filter it to two keys"
        raise FlowsError(f"plot draws no {kind} of {what}; {suits}")
    kind = kind or (fits or [""])[0]
    one = along == "period" and (kind == "map" or len(keys) == 2 or (kind == "bar" and bool(keys)))
    drawn = [last] if one else [spans[0], last] if kind == "slope" else spans
    drawn = [at for at in drawn if at <= last] if along == "period" else drawn
    now = every[every[along].isin(drawn)] if along else every
    if kind != "map":
        now = with_names(now, keys, ed)
    places = [*keys, along] if along and not one else keys
    lacking = (
        "more than two keys" if not fits else "neither keys nor periods" if not places
        else "no amounts" if now[column].isna().all()
        else "two rows of one place" if now.duplicated(places).any() else ""
    )  # fmt: skip
    if lacking:
        raise FlowsError(f"plot cannot draw {what}, which has {lacking}; filter it, or add it up")
    wide = now.set_index(places)[column]
    wide = wide.unstack(places[1:]) if len(places) > 1 else wide.to_frame()
    factor = {MONEY: 1 / SCALES[scale], FRACTION: 100.0, POINTS: 100.0}.get(held, 1.0)
    unit = ", %" if held == FRACTION else ""
    data = Data(wide if keys else wide.T, along, held, head + unit, factor, ed)
    ends = [drawn[0], last] if along == "period" else [last]
    of = "–".join(dict.fromkeys(map(spell, ends)))
    if ax is None:
        # of pyplot, so that a notebook shows it
        tall = max(3.6, 1.2 + 0.25 * min(len(data.wide), 20))
        _, ax = plt.subplots(figsize=(6.4, tall), layout="constrained")
    with drawing.draw("plot", f"{head}, {of}" if of else head, table, ed, ax):
        if kind == "map":
            totals = {code: total for code, total in wide.iloc[:, 0].items() if total > 0}
            paint_world(ax, totals, every[column].dropna(), head, ed)
        elif kind == "heat":
            _draw_heat(ax, data)
        elif kind == "bar":
            (_draw_bars if keys else _draw_columns)(ax, data)
        else:
            _draw_lines(ax, data, kind)
    return ax


def _read(table: Any, what: str) -> tuple[str, list[str], str]:
    """Return the amount that is drawn of a table, what its rows are of, and what runs along."""
    note = note_of(table)
    metric = note.get("metric", "")

    def noted(key: str) -> list[str]:
        return note.get(key) or DEFAULTS.get((metric, key)) or []

    wanted = [DRAWN.get(metric, metric), *noted("index"), "total", "value"]
    wanted += [name for name in table if kind_of_column(name) not in ("", KEY)]
    column = next((name for name in wanted if name in table), "")
    if not column:
        raise FlowsError(f"plot finds no amount in {what}; its columns are {listed(table)}")
    asked = [*noted("by"), *noted("of"), *ROWS.get(metric, [])] if metric else NAMED
    keys = [name for name in dict.fromkeys(asked) if name in table and name != column]
    return column, keys, next((n for n in ALONG if n in table and n != column), "")


def _fits(
    every: pd.DataFrame, column: str, held: str, keys: list[str], spans: list[Any], along: str
) -> list[str]:
    """Return the kinds that suit a table, the best first."""
    over = ["line", "slope"] if len(spans) > 1 else []
    adds_up = (held in (MONEY, COUNT) or column == "share") and not (every[column] < 0).any()
    if over and adds_up:
        over.append("area")
    if len(keys) > 1 or along in ALONG[:2]:
        return ["heat"] if len(keys) == 2 and along not in ALONG[:2] else ["line"] * (len(keys) < 2)
    if not keys:
        return ["bar", *over] if adds_up or not over else [*over, "bar"]
    few = bool(over) and every[keys[0]].nunique() <= MOST["line"] and held != POINTS
    fits = [*over, "bar"] if few else ["bar", *over]
    fits += ["heat"] if over else []
    return fits + ["map"] * (keys == ["destination"] and held == MONEY and adds_up)


def _largest(axes: Axes, data: Data, most: int) -> pd.DataFrame:
    """Return the largest rows, the largest first, and say below how many are left out."""
    sizes = data.wide.abs().max(axis=1)
    order = sizes.sort_values(ascending=False, kind="stable").index
    if len(order) > most:
        axes.set_xlabel(data.ed.say("plot-rest", n=len(order) - most))
    return data.wide.loc[order[:most]]


def _draw_columns(axes: Axes, data: Data) -> None:
    values = data.wide.iloc[0]
    bars = axes.bar([spell(str(at)) for at in values.index], values * data.factor, color=DARK)
    axes.bar_label(bars, [data.text(v) if len(values) <= FEW else "" for v in values], padding=2)
    axes.set_ylabel(escape_dollars(data.head))
    number_axis(axes, "y", data.ed)


def _draw_bars(axes: Axes, data: Data) -> None:
    wide = _largest(axes, data, MOST["bar"])
    values = wide.iloc[:, 0].sort_values(ascending=False, kind="stable")
    colours = [FALL if value < 0 else DARK for value in values]
    texts = [data.text(value) for value in values]
    drawing.draw_bars(axes, [*values.index], [*(values * data.factor)], texts, color=colours)
    axes.set_xlabel("\n".join([escape_dollars(data.head), axes.get_xlabel()]).strip())
    axes.margins(x=0.18)
    number_axis(axes, "x", data.ed)


def _draw_heat(axes: Axes, data: Data) -> None:
    import seaborn as sns

    if data.wide.columns.name != "period" and len(data.wide.columns) > len(data.wide):
        data = data._replace(wide=data.wide.T)
    wide = _largest(axes, data, MOST["heat"])
    shades, note = sns.light_palette(DARK, as_cmap=True), axes.get_xlabel()
    names = [[drawing.shorten_label(spell(str(at))) for at in held] for held in wide.axes]
    sns.heatmap(wide * data.factor, ax=axes, cmap=shades, annot=wide.map(data.text), fmt="",
                cbar=False, linewidths=0.5, yticklabels=names[0], xticklabels=names[1])  # fmt: skip
    axes.set(ylabel="", xlabel=note)


def _draw_lines(axes: Axes, data: Data, kind: str) -> None:
    """Draw lines, slopes or areas over what runs along, each with its name at its end."""
    wide = _largest(axes, data, MOST[kind])
    if kind == "area" and len(wide) < len(data.wide):
        axes.set_xlabel("")
        others = data.wide.drop(wide.index)
        wide.loc[data.ed.say("remainder", n=len(others))] = others.sum()
    if data.along == "period" and kind != "slope":
        # a period without records breaks the line
        wide = wide.reindex(columns=span(wide.columns[0], wide.columns[-1]))
    numbered = data.along != "period"
    places = [*map(float, wide.columns)] if numbered else [*range(len(wide.columns))]
    wide = wide.fillna(0.0) * data.factor if kind == "area" else wide * data.factor
    tops = wide.cumsum() if kind == "area" else wide
    ends = []
    for (name, tops_of), (colour, style) in zip(tops.iterrows(), LOOKS, strict=False):
        if kind == "area":
            axes.fill_between(places, tops_of - wide.loc[name], tops_of, facecolor=colour,
                              hatch="//" * (style == "--"), edgecolor="white")  # fmt: skip
        else:
            axes.plot(places, tops_of, color=colour, linestyle=style, marker="o", markersize=3)
        end = tops_of.iloc[-1] - (wide.loc[name].iloc[-1] / 2 if kind == "area" else 0.0)
        ends.append((places[-1], tops_of.ffill().iloc[-1] if is_missing(end) else end, str(name)))
    if len(data.wide) > 1:
        drawing.name_ends(axes, ends, 8)
    if not numbered:
        axes.set_xticks(places, [spell(str(at)) for at in wide.columns])
    axes.set_ylabel(escape_dollars(data.head))
    number_axis(axes, "y", data.ed)
