"""Figures of published figures."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from sezlib.drawing import drawing, literal
from sezlib.flows import short
from sezlib.identity import takes
from sezlib.language import Edition, missing
from sezlib.narrative import wording
from sezlib.narrative.passage import capital

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DARK, LIGHT, OFF = "#1d3557", "#a8c5da", "#b5651d"
MOST_LINES, LONGEST, WRAPPED = 16, 90, 46
PAD, REACH = 0.18, 4.0


@takes("ledger", ledger="ledger(claims, told=...)")
def number_lines(
    ledger: Any, ed: Edition, indicator: str = "exports", ax: Axes | None = None
) -> None:
    """Draw each printed figure on a line of its own: printed, implied by the others, records.

    `ledger` is the table of `narrative.ledger`. Only figures with something to be held against
    are drawn. Every line has its own scale, whose ends are written beside it.
    """
    # a ledger may have nothing that others imply
    ledger = ledger.reindex(columns=list(dict.fromkeys([*ledger, "implied_low", "implied_high"])))
    held = [r for r in ledger.to_dict("records") if r["indicator"] == indicator and _told(r)]
    held.sort(key=lambda r: (r["agrees"] is not False, not _off(r)))
    many = int((ledger["indicator"] == indicator).sum())
    held = held[:MOST_LINES]
    if not held:
        return
    what = capital(wording.named("indicator", indicator, ed))
    title = ed.say("chart-lines", what=what, shown=len(held), n=many)
    shown = ledger[ledger["id"].isin([r["id"] for r in held])]
    numbers = shown[["id", "low", "high", "implied_low", "implied_high"]].copy()
    # the solver's last digits differ between machines, and are nobody's figures
    for column in numbers.columns[1:]:
        numbers[column] = [float(f"{value:.6g}") for value in numbers[column]]
    name = f"lines-{indicator}"
    # a line needs room for two lines of text, which a bar does not
    with drawing(name, title, numbers, ed, ax, 2 * len(held)) as axes:
        for at, row in enumerate(held):
            _line(axes, at, row, ed)
        axes.set_ylim(len(held) - 0.4, -0.6)
        axes.set_xlim(-0.02, 1.02)
        axes.set_xticks([])
        axes.set_yticks(range(len(held)), [_name(row) for row in held], fontsize=7.5)
        axes.tick_params(length=0)
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
        _legend(axes, held, ed)


def _told(row: dict[str, Any]) -> bool:
    # a count is a point, with nothing on either side to see
    printed = not (missing(row["low"]) and missing(row["high"])) and row["low"] != row["high"]
    implied = not (missing(row["implied_low"]) or missing(row["implied_high"]))
    if not printed:
        return False
    scale = _Scale(row)
    seen = [scale(row["implied_low"], 0), scale(row["implied_high"], 1)] != [0, 1]
    return _recorded(row) or (implied and seen)


def _recorded(row: dict[str, Any]) -> bool:
    # a ranking and a first export are on record as names and months
    return isinstance(row["computed"], float) and not missing(row["computed"])


def _off(row: dict[str, Any]) -> bool:
    # what was printed and what the others imply have nothing in common
    below = not missing(row["implied_high"]) and row["implied_high"] < row["low"]
    return below or (not missing(row["implied_low"]) and row["implied_low"] > row["high"])


def _line(axes: Axes, at: int, row: dict[str, Any], ed: Edition) -> None:
    scale = _Scale(row)
    axes.plot([0, 1], [at, at], color="#cccccc", linewidth=0.8, zorder=1)
    axes.barh(at, scale(row["high"], 1) - scale(row["low"], 0), left=scale(row["low"], 0),
              height=0.34, color=LIGHT, zorder=2)  # fmt: skip
    ends = [scale(row["implied_low"], 0), scale(row["implied_high"], 1)]
    # a line from end to end would say no more than that nothing bounds the figure here
    if ends != [0, 1]:
        axes.plot(ends, [at + 0.28] * 2, color=DARK, linewidth=1.6, solid_capstyle="butt", zorder=3)
        for end, value in zip(ends, ("implied_low", "implied_high"), strict=True):
            if 0 < end < 1 and not missing(row[value]):
                axes.plot([end, end], [at + 0.2, at + 0.36], color=DARK, linewidth=1.6, zorder=3)
    if _recorded(row):
        off = row["agrees"] is False
        axes.plot([scale(row["computed"], 0)], [at], marker="X" if off else "o", markersize=6,
                  color=OFF if off else DARK, markeredgecolor="white", zorder=4)  # fmt: skip
    for x, end, side in ((0, scale.low, "left"), (1, scale.high, "right")):
        shown = wording.value(end, row["unit"], ed, scale.high - scale.low)
        axes.text(x, at - 0.22, literal(shown), ha=side, va="bottom", fontsize=6, color="#666666")


class _Scale:
    """The scale of one line: what is printed and on record, and some room to both sides."""

    def __init__(self, row: dict[str, Any]) -> None:
        own = self._finite(row, "low", "high", "computed")
        around = self._finite(row, "implied_low", "implied_high")
        spread = max(own) - min(own) or abs(own[0]) / 20 or 1.0
        # what the others imply may be so wide that the figure would be a dot: it runs off then
        near = [end for end in around if _off(row) or abs(end - own[0]) <= REACH * spread]
        held = own + near
        room = PAD * ((max(held) - min(held)) or spread)
        # a bound that is not there has the line run on
        self.low, self.high = min(held) - room, max(held) + room
        if len(near) < len(around) or len(own) == 1:
            self.low, self.high = self.low - spread, self.high + spread
        if min(held) >= 0:
            self.low = max(self.low, 0.0)
        whole = {"share": 1.0, "%": 100.0}.get(row["unit"])
        if row["measure"] == "share" and whole:
            self.high = min(self.high, whole)

    @staticmethod
    def _finite(row: dict[str, Any], *keys: str) -> list[float]:
        held = [row[key] for key in keys if isinstance(row[key], float)]
        return [float(value) for value in held if not missing(value)]

    def __call__(self, value: Any, otherwise: float) -> float:
        """Return where a value is on the line; one that is unbounded is at its end."""
        if missing(value):
            return otherwise
        return min(max((float(value) - self.low) / (self.high - self.low), 0.0), 1.0)


def _name(row: dict[str, Any]) -> str:
    text = f"{short(row['claim'], LONGEST)}: {short(row['printed'], 40)}"
    return literal(textwrap.fill(text, WRAPPED))


def _legend(axes: Axes, held: list[dict[str, Any]], ed: Edition) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    dot: Any = {"linestyle": "", "markeredgecolor": "white", "markersize": 7}
    marks: list[Any] = [
        Patch(color=LIGHT, label=ed.say("chart-lines-printed")),
        Line2D([], [], color=DARK, linewidth=1.6, label=ed.say("chart-lines-implied")),
    ]
    if any(map(_recorded, held)):
        marks.append(
            Line2D([], [], marker="o", color=DARK, label=ed.say("chart-lines-records"), **dot)
        )
    if any(row["agrees"] is False for row in held):
        marks.append(
            Line2D([], [], marker="X", color=OFF, label=ed.say("chart-lines-differs"), **dot)
        )
    axes.legend(handles=marks, loc="upper center", bbox_to_anchor=(0.4, 0.0), ncols=len(marks),
                frameon=False, fontsize=8)  # fmt: skip
