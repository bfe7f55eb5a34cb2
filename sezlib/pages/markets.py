"""The page on markets: how many, what moved exports, how long sales last."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sezlib.flows import Unavailable
from sezlib.identity import LASTING, takes
from sezlib.language import Edition, is_missing
from sezlib.pages.drawing import (
    DARK,
    FALL,
    INK,
    LIGHT,
    choose_unit,
    count_rows,
    draw,
    draw_bars,
    escape_dollars,
    format_difference,
    name_ends,
    number_axis,
    shorten_label,
)
from sezlib.pages.facts import (
    UNSPECIFIED,
    moved_by,
    moved_extent,
    moved_most,
    say_movers,
    side_of_whole,
    tied_leaders,
    unstated_part,
)
from sezlib.pages.passage import (
    Passage,
    main_points,
    note_figure,
    row_of,
    rows_of,
    say_limits,
    say_rounded,
)
from sezlib.periods import spell

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SHOWN = 3
LATER = 5
# from how many completed first years a share of them is stated
FEWEST = 10
PARTS = ("continuing", "entering", "returning", "leaving")


@takes(
    "lasting",
    counts="count(flows, of='destination')",
    held="concentration(flows, of='destination', index=['equivalent_number', 'cr'], top=3)",
    split="margins(flows, of='destination', unfinished=...)",
    moved="contribution(flows, of='destination')",
    lasting=LASTING,
)
def points(counts: Any, held: Any, split: Any, moved: Any, lasting: Any, ed: Edition) -> Passage:
    """Return the main points on markets.

    `counts` (count), `held` (concentration), `split` (margins) and `moved` (contribution) are of
    destinations, `lasting` is `survival` of sales.
    """
    told = [
        *_count_point(counts, ed),
        *_even(held, ed),
        *_split_point(split, ed),
        *_moved_point(moved, ed),
        *_lasts(lasting, ed),
    ]
    return main_points(told, ed)


def _count_point(counts: Any, ed: Edition) -> list[str]:
    now, before = row_of(counts, ed.period), row_of(counts, ed.previous)
    if not now:
        return []
    note_figure(ed, "destinations", now["count"], "countries")
    told = {"before": before.get("count")}
    return [ed.say("markets-point-count", now, **told)] if now["count"] else []


def _even(held: Any, ed: Edition) -> list[str]:
    now = row_of(held, ed.period)
    if not now or is_missing(now["equivalent_number"]) or now["lines"] < 2:
        return []
    note_figure(ed, "equivalent_destinations", now["equivalent_number"], "equal countries")
    note_figure(ed, "three_largest_share", now["cr"], "fraction")
    of = "all" if now["coverage"] == 1 else "part"
    return [ed.say("markets-point-even", now, wide=now["lines"] > SHOWN, of=of)]


def _changes(split: Any, ed: Edition) -> dict[str, float]:
    """Return the change of the period by margin."""
    held = {r["margin"]: r["change"] for r in rows_of(split, ed.period)}
    names = (*_parts(ed), "below", "unspecified")
    return {name: held.get(name, 0.0) for name in names} if held else {}


def _parts(ed: Edition) -> tuple[str, ...]:
    # in part of a year nobody knows what has left
    return (*PARTS[:-1], "absent" if ed.unfinished else PARTS[-1])


def _split_point(split: Any, ed: Edition) -> list[str]:
    held = _changes(split, ed)
    if not held:
        return []
    for name in _parts(ed):
        note_figure(ed, "market_margin", held[name], ed.currency, margin=name)
    if not any(held[name] for name in _parts(ed)):
        return []
    # what has no margin that is named here is named together
    named = {name: held[name] for name in _parts(ed)}
    named |= {"rest": held["unspecified"] + held["below"]}
    named = {name: part for name, part in named.items() if part}
    if len(named) < 2:
        # the section on it says which one
        return []
    whole, *parts = ed.amounts(sum(held.values()), *named.values(), plus=True)
    told = zip(named, parts, strict=True)
    items = [ed.say(f"markets-margin-{name}", value=value) for name, value in told]
    return [ed.say("markets-point-margins", change=whole, items=items)]


def _moved_point(moved: Any, ed: Edition) -> list[str]:
    held = moved_most(moved, ed.period, "destination")
    told = {"growth": _growth(moved, ed), **_movers(held, moved, ed)}
    return [ed.say("markets-point-moved", **told)] if held else []


def _movers(held: list[dict[str, Any]], moved: Any, ed: Edition) -> dict[str, Any]:
    """Return the countries that moved exports most, how many, and whether of all of them."""
    first = tied_leaders(held, moved_by)
    of = moved_extent(held, moved, ed.period, "destination") if held else "all"
    return {"n": len(first), "of": of, "first": first}


def _growth(moved: Any, ed: Edition) -> float:
    return float(sum(r["contribution"] for r in rows_of(moved, ed.period)))


def first_year(lasting: Any) -> float | None:
    """Return the share of sales that outlast their first period, or None where too few tell."""
    if isinstance(lasting, Unavailable) or _completed(lasting) < FEWEST:
        return None
    return float(lasting["survival"].iloc[0])


def _completed(lasting: Any) -> int:
    # how many sales are known to have outlasted their first year or not
    return 0 if lasting.empty else int(lasting["at_risk"].iloc[0])


def _lasts(lasting: Any, ed: Edition) -> list[str]:
    share = first_year(lasting)
    if share is None:
        return []
    note_figure(ed, "first_year_survival", share, "fraction")
    return [ed.say("markets-point-lasts", share=share)]


def _largest(without: Any, ed: Edition) -> dict[str, Any]:
    """Return the largest destination, empty where several are as large as each other."""
    held = [r for r in rows_of(without, ed.period) if not is_missing(r["total"])]
    held = [r for r in held if r["destination"] not in UNSPECIFIED and r["total"] > 0]
    held.sort(key=lambda r: -r["total"])
    first = tied_leaders(held, lambda r: r["total"])
    if len(first) != 1:
        return {}
    return {**first[0], "of": "part" if _hides(rows_of(without, ed.period)) else "all"}


def _hides(held: list[dict[str, Any]]) -> bool:
    """Return whether the whole that growth is of holds more than the destinations with a row."""
    known = [
        [0.0 if is_missing(r[year]) else r[year] for year in ("total", "previous")] for r in held
    ]
    total, before = (sum(pair[year] for pair in known) for year in (0, 1))
    for r, (now, then) in zip(held, known, strict=True):
        left = (total - now) / (before - then) - 1 if before > then else None
        if (left is None) != is_missing(r["growth_without"]):
            return True
        if left is not None and not math.isclose(
            left, r["growth_without"], rel_tol=1e-9, abs_tol=1e-9
        ):
            return True
    return False


@takes(
    "counts",
    counts="count(flows, of='destination')",
    held="concentration(flows, of='destination', index='equivalent_number', top=...)",
)
def count(counts: Any, held: Any, ed: Edition) -> Passage | None:
    """Return the section on how many countries, and how even."""
    told = {"count": 0, **row_of(held, ed.period), **row_of(counts, ed.period)}
    if not told["count"]:
        return None
    alone = told["count"] < 2 or is_missing(told.get("equivalent_number"))
    heading = ed.say("heading-markets-count-alone" if alone else "heading-markets-count", told)
    reading = "" if alone and ed.public else ed.say("markets-count-read")
    return Passage("markets-count", heading, reading=reading)


@takes(
    "split",
    "growth",
    split="margins(flows, of='destination', unfinished=...)",
    growth="growth(flows)",
)
def margins(split: Any, growth: Any, ed: Edition) -> Passage | None:
    """Return the section on where the change came from."""
    if isinstance(split, Unavailable):
        return None
    held, now = _changes(split, ed), row_of(growth, ed.period)
    if not held:
        heading = ed.say("heading-markets-margins", kind="unknown")
        return Passage("markets-margins", heading, (ed.say("markets-margins-none"),))
    change, before = sum(held.values()), now["previous"]
    text = ed.say("markets-margins-text", now, before=before)
    heading = ed.say("heading-markets-margins", kind=_source(held, change, before))
    return Passage("markets-margins", heading, (text,), reading=ed.say("markets-margins-read"))


def _source(held: dict[str, float], change: float, before: float) -> str:
    """Return what the change came from: `old` or `new` countries, mostly or alone, or no one part.

    Rises and falls of more than half of what is left of them cancel, and then no part made it.
    """
    up = sum(part for part in held.values() if part > 0)
    down = sum(-part for part in held.values() if part < 0)
    if Edition.way((up + down) / (before or 1.0)) == "same":
        return "near" if up + down else "none"
    if 2 * min(up, down) >= abs(change):
        return "cancel"
    parts = {
        "old": held["continuing"],
        "new": held["entering"] + held["returning"] + held.get("leaving", held.get("absent", 0.0)),
        "unspecified": held["unspecified"] + held["below"],
    }
    made = [name for name, part in parts.items() if part / change > 0.5]
    alone = [name for name, part in parts.items() if part]
    if len(made) != 1:
        return "even"
    return made[0] if alone == made and min(up, down) == 0 else f"mostly-{made[0]}"


@takes(moved="contribution(flows, of='destination')")
def moved(moved: Any, ed: Edition) -> Passage | None:
    """Return the section on the countries that moved exports most."""
    if isinstance(moved, Unavailable):
        return None
    held = moved_most(moved, ed.period, "destination")
    if not held:
        return None
    growth = _growth(moved, ed)
    shown, said = say_movers(moved, ed, "destination", SHOWN)
    rest = [growth - sum(shown)]
    hidden = unstated_part(moved, ed.period, "destination")["contribution"]
    if ed.points(hidden) != ed.points(0.0):
        rest = [rest[0] - hidden, hidden]
        said.append(ed.say("markets-moved-unspecified", part=hidden))
    if ed.points(rest[0]) != ed.points(0.0):
        said.append(ed.say("markets-moved-rest", part=rest[0]))
    said += say_rounded(ed, [100 * part for part in (*shown, *rest)], 100 * growth)
    way = side_of_whole(tied_leaders(held, moved_by), growth)
    heading = ed.say("heading-markets-moved", direction=way, **_movers(held, moved, ed))
    return Passage("markets-moved", heading, tuple(said), reading=ed.say("markets-moved-read"))


@takes("lasting", lasting=LASTING)
def survival(lasting: Any, ed: Edition) -> Passage | None:
    """Return the section on how long sales last, from `survival`."""
    if isinstance(lasting, Unavailable):
        return None
    share = first_year(lasting)
    if share is None:
        heading = ed.say("heading-markets-survival-none")
        few = ed.say("markets-survival-few", n=_completed(lasting), fewest=FEWEST)
        return Passage("markets-survival", heading, (few,))
    known = lasting.dropna(subset=["survival"])
    later = known[known["duration"] <= LATER]["survival"]
    text = ed.say(
        "markets-survival-text",
        n=int((lasting["ended"] + lasting["censored"]).sum()),
        completed=_completed(lasting),
        many=bool(known["duration"].max() >= LATER),
        years=LATER,
        later=later.iloc[-1] if len(later) else None,
    )
    said = (text, *([ed.say("markets-survival-part")] if ed.unfinished else []))
    heading = ed.say("heading-markets-survival", share=share)
    return Passage("markets-survival", heading, said, reading=ed.say("markets-survival-read"))


@takes(without="leave_one_out(flows, of='destination')")
def without(without: Any, ed: Edition) -> Passage | None:
    """Return the objection that growth hangs on one market, from `leave_one_out`."""
    if isinstance(without, Unavailable):
        return None
    held = _largest(without, ed)
    if not held or is_missing(held["growth_without"]):
        return None
    note_figure(ed, "growth_without_largest_destination", held["growth_without"], "fraction")
    if is_missing(held["growth"]):
        return None
    way, left = Edition.way(held["growth"]), Edition.way(held["growth_without"])
    kind = "flat" if way == "same" else f"{way}-{'stands' if left == way else 'falls'}"
    heading = ed.say("heading-markets-without", held, kind=kind)
    return Passage("objection", heading, (ed.say("markets-without-text", held),))


def limits(ed: Edition) -> Passage:
    """Return what the page on markets can bear and what it cannot."""
    lasting = [] if ed.public else ["markets-spells", "markets-independent"]
    return say_limits([*lasting, "markets-blocs", "strength"], ed)


MOST_MOVED = 14


@takes(
    "counts",
    counts="count(flows, of='destination')",
    held="concentration(flows, of='destination', index='equivalent_number', top=...)",
)
def draw_markets(counts: Any, held: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw how many countries were sold to, and how many equal ones would be as concentrated."""
    if len(counts) < 2:
        return
    now, even = row_of(counts, ed.period), row_of(held, ed.period)
    if not now or is_missing(even.get("equivalent_number")):
        return
    title = ed.say("chart-markets")
    shown = counts.merge(held[["period", "equivalent_number"]], on="period", how="left")
    with draw("markets", title, shown, ed, ax) as axes:
        axes.bar(shown["period"], shown["count"], color=LIGHT)
        axes.plot(shown["period"], shown["equivalent_number"], "o-", color=DARK, linewidth=2)
        axes.set_ylabel(ed.say("chart-markets-axis"))
        last = shown.iloc[-1]
        name_ends(axes, [
            (len(shown) - 1, last["count"], ed.say("chart-markets-count")),
            (len(shown) - 1, last["equivalent_number"], ed.say("chart-markets-number")),
        ])  # fmt: skip
        number_axis(axes, "y", ed)


@takes("growth", split="margins(flows, of='destination', unfinished=...)", growth="growth(flows)")
def draw_margins(split: Any, growth: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the way from last year's total to this year's, a step for each margin."""
    held, now = rows_of(split, ed.period), row_of(growth, ed.period)
    if not held or is_missing(now.get("previous")):
        return
    title = ed.say("chart-margins")
    steps = [(r["margin"], r["change"]) for r in held if r["change"]]
    shown = split[split["period"] == ed.period][["margin", "change"]]
    unit, scale = choose_unit(max(now["previous"], now["total"]), ed)
    with draw("margins", title, shown, ed, ax) as axes:
        ends = [now["previous"] / scale, now["total"] / scale]
        bars = axes.barh([0, len(steps) + 1], ends, color=LIGHT)
        axes.bar_label(bars, [ed.number(end, 1) for end in ends], padding=3)
        at = ends[0]
        for place, (_, change) in enumerate(steps, 1):
            bars = axes.barh([place], [change / scale], left=at,
                             color=DARK if change > 0 else FALL)  # fmt: skip
            axes.plot([at] * 2, [place - 1.4, place + 0.4], color="#777777", linewidth=0.8)
            axes.bar_label(bars, [format_difference(change / scale, ed)], padding=3)
            at += change / scale
        names = [shorten_label(ed.say(f"margin-{name}")) for name, _ in steps]
        axes.set_yticks(range(len(names) + 2), [spell(ed.previous), *names, spell(ed.period)])
        axes.invert_yaxis()
        axes.set_xlabel(ed.say("chart-total-axis", unit=unit))
        # room for the numbers beside the bars
        axes.set_xlim(0, 1.2 * axes.dataLim.x1)
        number_axis(axes, "x", ed)


@takes(table="contribution(flows, of='destination')")
def draw_moved(table: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the contributions of the countries that moved exports most."""
    if isinstance(table, Unavailable):
        return
    held = moved_most(table, ed.period, "destination")[:MOST_MOVED]
    if not held:
        return
    title = ed.say("chart-markets-moved")
    held = sorted(held, key=lambda r: (-r["contribution"], r["destination"]))
    shown = table[table["period"] == ed.period][["destination", "contribution"]]
    names = [ed.country(r["destination"]) for r in held]
    values = [100 * r["contribution"] for r in held]
    with draw("markets-moved", title, shown, ed, ax, count_rows(names)) as axes:
        texts = [format_difference(value, ed) for value in values]
        draw_bars(axes, names, values, texts, color=[DARK if v > 0 else FALL for v in values])
        axes.axvline(0, color=INK, linewidth=0.8)
        axes.set_xlabel(ed.say("chart-markets-moved-axis"))
        axes.margins(x=0.2)
        number_axis(axes, "x", ed)


@takes("lasting", lasting=LASTING)
def draw_survival(lasting: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the share of sales that outlast each duration, with a band of two standard errors."""
    share = first_year(lasting)
    if share is None or len(lasting) < 2:
        return
    # where none is at risk any more, nothing is known
    lasting = lasting.dropna(subset=["survival"])
    title = ed.say("chart-survival")
    shown = lasting[["duration", "survival"]]
    with draw("survival", title, shown, ed, ax) as axes:
        across = [0, *lasting["duration"]]
        up = [1.0, *lasting["survival"]]
        errors = [0.0, *lasting["error"].fillna(0.0)]
        low = [max(u - 2 * e, 0.0) for u, e in zip(up, errors, strict=True)]
        high = [min(u + 2 * e, 1.0) for u, e in zip(up, errors, strict=True)]
        axes.fill_between(across, low, high, step="post", color=LIGHT, alpha=0.6, linewidth=0)
        axes.step(across, up, where="post", color=DARK, linewidth=2)
        axes.set_ylim(0, 1.05)
        axes.set_xlabel(ed.say("chart-survival-x"))
        axes.set_ylabel(escape_dollars(ed.say("chart-survival-y")))
        axes.set_xticks(range(0, int(max(across)) + 1))
        number_axis(axes, "y", ed)
        axes.yaxis.set_major_formatter(lambda value, _: ed.percent(value, 0))
