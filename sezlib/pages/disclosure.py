"""The page on what a public edition hides, and why: for the analyst, not for publication."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sezlib.disclosure.figures import FREE, KEYS, PRIMARY, SECONDARY
from sezlib.disclosure.review import DOMINANCE, FEW, NEAR
from sezlib.identity import takes
from sezlib.language import Edition, is_missing
from sezlib.pages.drawing import DARK, LIGHT, count_rows, draw, number_axis, shorten_label
from sezlib.pages.passage import Passage, capitalise, main_points, note_figure, say_limits

if TYPE_CHECKING:
    from matplotlib.axes import Axes

REVIEW = "review(flows)"
# what a figure may be of beside its year
PARTS = tuple(key for key in KEYS if key != "period")
MOST_NAMED, MOST_DRAWN = 5, 14
# up to how many times the amount a band is drawn
WIDEST = 3.0


def _unsafe(review: Any) -> Any:
    return _ordered(review[review["reason"].notna()])


def _ordered(figures: Any) -> Any:
    return figures.sort_values("value", ascending=False, kind="stable")


def _counted(review: Any) -> dict[str, int]:
    """Return how many figures there are, and how many of them fared how."""
    counts, unsafe = review["status"].value_counts(), _unsafe(review)
    near, exact = unsafe["alone_attackers"].notna(), unsafe["alone_exact"].eq(True)
    return {
        "figures": len(review),
        "unsafe": len(unsafe),
        "more": int(counts.get(SECONDARY, 0)),
        "free": int(counts.get(FREE, 0)),
        "open": int(unsafe["attackers"].notna().sum()),
        "exact": int(exact.sum()),
        "close": int((near & ~exact).sum()),
        # all of them stand behind the total
        "companies": int(review["contributors"].max()),
    }


def _kept(review: Any, ed: Edition) -> list[str]:
    """Return what part of exports is still told by group and by country, in words."""
    told = {of: _share_kept(review, of) for of in ("group", "destination")}
    return [ed.say(f"disclosure-kept-{of}", share=share) for of, share in told.items() if share > 0]


def _named(held: Any, ed: Edition) -> list[dict[str, Any]]:
    return [{**row, "figure": label_figure(row, ed)} for row in held.to_dict("records")]


def label_figure(row: dict[str, Any], ed: Edition) -> str:
    """Return what a figure is of, as a reader knows it."""
    held = [ed.name(key, row[key]) for key in PARTS if not is_missing(row.get(key))]
    return capitalise(", ".join(held) or ed.say("disclosure-total"))


@takes(review=REVIEW)
def points(review: Any, ed: Edition) -> Passage:
    """Return the main points on what a public edition hides, and what that protects."""
    n = _counted(review)
    note_figure(ed, "disclosure_figures", n["figures"], "figures")
    note_figure(ed, "disclosure_unsafe", n["unsafe"], "figures")
    note_figure(ed, "disclosure_hidden_with_them", n["more"], "figures")
    note_figure(ed, "disclosure_known_closely", n["open"], "figures")
    note_figure(ed, "disclosure_exact_table_by_table", n["exact"], "figures")
    if not n["unsafe"]:
        return main_points([ed.say("disclosure-point-none", **n)], ed)
    reasons = _unsafe(review)["reason"].value_counts()
    told = {
        "reasons": [ed.say(f"disclosure-reason-{name}", n=int(reasons[name]),
                           of="all" if len(reasons) == 1 else "part")
                    for name in (FEW, NEAR, DOMINANCE) if name in reasons],
    }  # fmt: skip
    asked = ("unsafe", "hidden", "kept", "attacks", "alone")
    return main_points([ed.say(f"disclosure-point-{one}", **told, **n) for one in asked], ed)


@takes(review=REVIEW)
def unsafe(review: Any, ed: Edition) -> Passage:
    """Return the section on the figures that would give a company away, and why."""
    n, held = _counted(review), _unsafe(review)
    near = _named(held[held["reason"] != FEW], ed)
    said = [ed.say("disclosure-unsafe-near", n=len(near), near=near[:MOST_NAMED])] if near else []
    reading = ed.say("disclosure-unsafe-read") if n["unsafe"] else ""
    return Passage("unsafe", ed.say("heading-disclosure-unsafe", **n), tuple(said), reading=reading)


@takes(review=REVIEW)
def hidden(review: Any, ed: Edition) -> Passage | None:
    """Return the section on what is hidden besides; nothing where no figure is unsafe."""
    n = _counted(review)
    if not n["unsafe"]:
        return None
    said = (ed.say("disclosure-hidden-text"),) if n["more"] else ()
    return Passage("hidden", ed.say("heading-disclosure-hidden", **n), said)


@takes(review=REVIEW)
def cost(review: Any, ed: Edition) -> Passage:
    """Return the section on what is still told."""
    heading = ed.say("heading-disclosure-cost", kept=_kept(review, ed))
    return Passage("cost", heading, reading=ed.say("disclosure-cost-read"))


@takes(review=REVIEW)
def attacks(review: Any, ed: Edition) -> Passage | None:
    """Return the section on the attacks: as figures are hidden, and with the unsafe alone."""
    n = _counted(review)
    if not n["unsafe"]:
        return None
    out = _named(_unsafe(review).dropna(subset="attackers"), ed)
    said = [ed.say("disclosure-attacks-text", **n)]
    said += [ed.say("disclosure-attacks-open", out=out[:MOST_NAMED])] if out else []
    reading = ed.say("disclosure-attacks-read", widest=WIDEST)
    heading = ed.say("heading-disclosure-attacks", **n)
    return Passage("attacks", heading, tuple(said), reading=reading)


def limits(ed: Edition) -> Passage:
    """Return what the protection covers and what it does not."""
    return say_limits(("disclosure-figures", "disclosure-pairs", "disclosure-rules"), ed)


@takes(review=REVIEW)
def unsafe_table(review: Any, ed: Edition) -> Any:
    """Return the unsafe figures: why they are, whom they give away, what an outsider knows."""
    held = _unsafe(review)
    rows = _named(held, ed)
    why = [ed.say(f"disclosure-why-{row['reason']}") for row in rows]
    anybody = ed.say("disclosure-anybody")
    held = held.assign(claim=[row["figure"] for row in rows], why=why)
    held["nearest"] = held["nearest"].replace("", anybody)
    columns = ["value", "contributors", "why", "company", "nearest", "low", "high"]
    return held[["claim", *_keys(review), *columns]]


@takes(review=REVIEW)
def hidden_table(review: Any, ed: Edition) -> Any:
    """Return the figures that are hidden to protect others."""
    held = _ordered(review[review["status"] == SECONDARY])
    held = held.assign(claim=[row["figure"] for row in _named(held, ed)])
    return held[["claim", *_keys(review), "value", "contributors"]]


def _keys(review: Any) -> list[str]:
    return [key for key in PARTS if key in review and review[key].notna().any()]


def _tables(review: Any) -> dict[str, Any]:
    """Return the figures of each table: the total, groups, countries, blocs, crossings."""
    known = review[_keys(review)].notna()
    of = known.apply(lambda row: "-".join(known.columns[row]) or "total", axis=1)
    return {name: review[of == name] for name in of.unique()}


def _share_kept(review: Any, of: str) -> float:
    """Return what part of the amounts of a table is in figures that are published."""
    held = _tables(review).get(of, review[:0])
    whole = held["value"].sum()
    return float(held[held["status"] == FREE]["value"].sum() / whole) if whole else float("nan")


@takes(review=REVIEW)
def cost_table(review: Any, ed: Edition) -> Any:
    """Return how many figures of each table are published, and what part of the amounts."""
    import pandas as pd

    rows = []
    for name, held in _tables(review).items():
        counts = held["status"].value_counts()
        sizes = {"unsafe": PRIMARY, "protecting": SECONDARY, "kept": FREE}
        row = {"table": ed.say(f"disclosure-table-{name}"), "figures": len(held)}
        row |= {key: int(counts.get(status, 0)) for key, status in sizes.items()}
        # blocs overlap, so that their amounts are parts of nothing
        share = float("nan") if name == "bloc" else _share_kept(review, name)
        rows.append(row | {"share_kept": share})
    return pd.DataFrame(rows)


@takes(review=REVIEW)
def attacks_table(review: Any, ed: Edition) -> Any:
    """Return how many unsafe figures can be known how, protected table by table and together.

    None where no figure is unsafe.
    """
    import pandas as pd

    held, rows = _unsafe(review), []
    if held.empty:
        return None
    more = _counted(review)["more"]
    for name, before, hidden in (
        ("alone", "alone_", len(held)),
        ("together", "", len(held) + more),
    ):
        exact, near = held[f"{before}exact"].eq(True), held[f"{before}attackers"].notna()
        row = {"protection": ed.say(f"disclosure-protected-{name}"), "hidden": hidden}
        row |= {"exact": int(exact.sum()), "near": int((near & ~exact).sum())}
        rows.append(row | {"safe": int((~near & ~exact).sum())})
    return pd.DataFrame(rows)


@takes(review=REVIEW)
def draw_attacks(review: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw what anybody knows of the largest figures that would come out table by table."""
    held = _unsafe(review)
    held = held[held["alone_attackers"].notna()].head(MOST_DRAWN)
    if held.empty:
        return
    ends = held[["low", "high", "alone_low", "alone_high"]].div(held["value"], axis=0)
    shown = ends.assign(figure=held["figure"])[["figure", *ends]]
    names = [row["figure"] for row in _named(held, ed)]
    title = ed.say("chart-disclosure")
    with draw("disclosure", title, shown, ed, ax, count_rows(names)) as axes:
        places = range(len(names))
        for low, high, height, colour, label in (
            ("low", "high", 0.7, LIGHT, ed.say("chart-disclosure-together")),
            ("alone_low", "alone_high", 0.3, DARK, ed.say("chart-disclosure-alone")),
        ):
            start, end = ends[low].clip(upper=WIDEST), ends[high].clip(upper=WIDEST)
            # what is known to the rouble is a line as thin as can be seen
            width = (end - start).clip(lower=0.04)
            axes.barh(places, width, left=start - (width - (end - start)) / 2, height=height,
                      color=colour, label=label)  # fmt: skip
        axes.axvline(1.0, color="black", linewidth=0.8)
        axes.set_yticks(places, [shorten_label(name) for name in names])
        axes.invert_yaxis()
        axes.set_xlim(0, WIDEST)
        axes.set_xlabel(ed.say("chart-disclosure-axis"))
        axes.legend(frameon=False, loc="lower right", bbox_to_anchor=(1.0, 1.0))
        number_axis(axes, "x", ed)
        axes.xaxis.set_major_formatter(lambda value, _: ed.percent(value, 0))
