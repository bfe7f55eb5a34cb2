"""The page on residents: who came and went, how large they are, on whom exports depend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sezlib.flows import WITHHELD, Unavailable
from sezlib.identity import DEPENDENCE, EXPORTERS, identified, takes
from sezlib.language import Edition, is_missing
from sezlib.pages import passage
from sezlib.pages.drawing import (
    DARK,
    FALL,
    GREY,
    LIGHT,
    choose_unit,
    count_rows,
    draw,
    name_ends,
    number_axis,
    scale_logarithmic,
    shorten_label,
)
from sezlib.pages.facts import UNSPECIFIED, first_exports_in, first_few, tied_leaders
from sezlib.pages.passage import (
    Passage,
    as_sentence,
    glossary,
    main_points,
    note_figure,
    note_figures,
    note_growth,
    nothing_sold,
    row_of,
    rows_of,
    say_limits,
)
from sezlib.periods import spell

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

TERMS = ("exporter", "entrant", "leaver", "median", "equivalent", "lorenz", "censored")
METHODS = ("dynamics", "concentration", "without", "growth", "rounding", "nominal")
CAUTIONS = ("strength", "censored", "guard", "customs", "names")
# what a page needs that counts exporters, and tells nothing else of them
OF_COUNTS = ("exporter", "dynamics", "growth", "rounding", "nominal", "strength", "customs")


@takes(
    "growth",
    growth="growth(flows)",
    dynamics=EXPORTERS,
    held=DEPENDENCE,
    left_out="leave_one_out(flows)",
)
def points(
    growth: Any, dynamics: Any, held: Any, left_out: Any, ed: Edition, fewest: int = 3
) -> Passage:
    """Return the main points on companies, the answer to the title first.

    `growth` is that of the whole, `held` the table of `dependence_table`, `left_out` is
    `leave_one_out`.
    """
    now, before = row_of(dynamics, ed.period), row_of(dynamics, ed.previous)
    said = []
    if now and now["exporters"]:
        lives = _counts(now)
        then = None if is_missing(before.get("exporters")) else int(before["exporters"])
        said.append(ed.say("residents-point-count", n=lives["n"], before=then))
        if lives["came"] is not None:
            base = "some" if lives["left"] or now["incumbents"] else "none"
            message = "residents-point-came" if ed.unfinished else "residents-point-turnover"
            said.append(ed.say(message, **lives, base=base))
    whole = note_growth(row_of(growth, ed.period), ed)
    said.append(as_sentence(ed.say("heading-total", whole)))
    if now and now["exporters"] and not is_missing(now["median"]):
        said.append(ed.say("residents-point-size", now))
    most = row_of(held, ed.period)
    if most and not is_missing(most["largest"]):
        said.append(ed.say("residents-point-largest", most, **_extent(most, ed)))
    without = leading(left_out, ed, fewest)
    if not is_missing(without.get("growth_without")) and all_have_growth(left_out, ed.period):
        said.append(ed.say("without-largest", without))
    return main_points(said, ed)


def _counts(now: dict[str, Any]) -> dict[str, Any]:
    """Return how many companies exported, came and left, as far as it is known."""
    columns = {"n": "exporters", "came": "entrants", "left": "exiters"}
    return {k: None if is_missing(now[c]) else int(now[c]) for k, c in columns.items()}


def _range(left_out: Any, ed: Edition) -> dict[str, Any]:
    """Return the least and the most growth without a company, and whether they read alike."""
    low, high = (r["growth_without"] for r in extreme_companies(left_out, ed.period))
    kind = "alike" if ed.signed(low) == ed.signed(high) else "apart"
    return {"low": low, "high": high, "kind": kind}


def _extent(held: dict[str, Any], ed: Edition) -> dict[str, Any]:
    """Return how many the largest together are, one where they are all, and of which exports."""
    return {
        "top": ed.top if held["lines"] > ed.top > 1 else 1,
        "of": extent_of_exporters(held),
    }


@takes(
    "dynamics",
    "growth",
    dynamics="exporters(flows, fewest=..., unfinished=..., partial=...)",
    begun="first_exports(flows, of='resident', partial=...)",
    growth="growth(flows)",
    moved="contribution(flows, of='resident')",
)
def turnover(
    dynamics: Any, begun: Any, growth: Any, ed: Edition, moved: Any = None
) -> Passage | None:
    """Return the section on how many exported, came and left.

    `begun` is the `first_exports` of companies, `growth` that of the whole, `moved` the
    `contribution` of companies, which tells in part of a year who did not export in its months.
    """
    now = row_of(dynamics, ed.period)
    n = int(now["exporters"])
    note_figure(ed, "exporters", n, "companies")
    if not n and row_of(growth, ed.period)["total"]:
        return Passage("turnover", ed.say("heading-residents-none"))
    if not n:
        return nothing_sold("turnover", ed)
    said = []
    before, gone = row_of(dynamics, ed.previous), companies_lost(moved, ed)
    if not is_missing(now["entrants"]):
        said += _moved_point(now, before, begun, ed)
        if ed.unfinished and gone is not None and before and before["exporters"]:
            said.append(ed.say("turnover-part", n=len(gone)))
    elif not ed.public:
        said.append(ed.say("turnover-censored"))
    if not ed.public and ed.share(now["coverage"]) != ed.percent(1.0):
        said.append(ed.say("turnover-coverage", now))
    told = _counts(now)
    # in part of a year nobody is known to have left
    kind = "-alone" if told["came"] is None else "-part" if told["left"] is None else ""
    heading = ed.say(f"heading-turnover{kind}", **told)
    return Passage("turnover", heading, tuple(said), reading=ed.say("turnover-read"))


@takes(dynamics=EXPORTERS)
def sizes(dynamics: Any, ed: Edition, fewest: int = 3) -> Passage | None:
    """Return the section on how large exporters are, and how broad."""
    now = row_of(dynamics, ed.period)
    if not now or not now["exporters"] or ed.public:
        return None
    if is_missing(now["median"]):
        alone = (ed.say("guarded", fewest=fewest),)
        return Passage("sizes", ed.say("heading-sizes-guarded"), alone)
    columns = ("mean", "median", "lower_quartile", "upper_quartile")
    note_figures(ed, now, ed.currency, **{f"exporter_{column}": column for column in columns})
    skewed = now["mean"] > 1.5 * now["median"]
    said = [
        ed.say("sizes-middle", now),
        ed.say("sizes-mean", now, times=now["mean"] / now["median"], skewed=skewed),
        *_new_and_old(now, ed, fewest),
        *_broad(now, ed),
    ]
    reading = f"{ed.say('sizes-read')} {ed.say('sizes-log')}"
    return Passage("sizes", ed.say("heading-sizes", now), tuple(said), reading=reading)


def terms(ed: Edition) -> Passage:
    """Return the terms that a page on companies uses in a sense of its own."""
    return glossary(ed, _needed(TERMS, ed))


def method(ed: Edition) -> Passage:
    """Return how companies are counted and concentration is measured, and after whom."""
    return passage.method(ed, _needed(METHODS, ed))


def limits(ed: Edition, fewest: int = 3) -> Passage:
    """Return what figures on companies can bear, and what is not shown."""
    return say_limits(_needed(CAUTIONS, ed), ed, fewest=fewest)


def _needed(names: tuple[str, ...], ed: Edition) -> list[str]:
    return [name for name in names if name in OF_COUNTS or not ed.public]


def _moved_point(now: dict[str, Any], before: dict[str, Any], begun: Any, ed: Edition) -> list[str]:
    note_figures(ed, now, "companies", entrants="entrants", incumbents="incumbents")
    note_figures(ed, now, "fraction", entry_rate="entry_rate")
    stayed, came = int(now["incumbents"]), int(now["entrants"])
    said = [ed.say("turnover-came", now, n=stayed)]
    if came:
        of = {k: len(first_exports_in(begun, ed.period, k)) for k in ("first", "returning")}
        said.append(ed.say("turnover-back", first=of["first"], back=of["returning"]))
    if not is_missing(now["exiters"]):
        left = int(now["exiters"])
        note_figures(ed, now, "companies", exiters="exiters")
        note_figures(ed, now, "fraction", exit_rate="exit_rate")
        if stayed + left:
            said.append(ed.say("turnover-left", now, left=left))
    if before and not is_missing(now["survival_rate"]):
        note_figures(ed, now, "companies", survivors="survivors")
        note_figures(ed, now, "fraction", survival_rate="survival_rate")
        survived = {"n": int(before["entrants"]), "stayed": int(now["survivors"])}
        said.append(ed.say("turnover-survived", now, **survived))
    if not is_missing(now["incumbents_growth"]):
        note_figures(ed, now, "fraction", incumbents_growth="incumbents_growth")
        said.append(ed.say("turnover-growth", now))
    return said


def _new_and_old(now: dict[str, Any], ed: Edition, fewest: int) -> list[str]:
    if is_missing(now["entrants"]) or not now["entrants"] or not now["incumbents"]:
        return []
    if is_missing(now["entrants_mean"]) or is_missing(now["incumbents_mean"]):
        return [ed.say("sizes-new-guarded", fewest=fewest)]
    columns = {"entrant_mean": "entrants_mean", "incumbent_mean": "incumbents_mean"}
    note_figures(ed, now, ed.currency, **columns)
    return [ed.say("sizes-new", now)]


def _broad(now: dict[str, Any], ed: Edition) -> list[str]:
    columns = {"products": "products_per_exporter", "places": "destinations_per_exporter"}
    has = [name for name, column in columns.items() if not is_missing(now.get(column))]
    return [ed.say("sizes-broad", now, what="both" if has[1:] else has[0])] if has else []


MOST_LEFT_OUT = 3


@takes(held=DEPENDENCE, curve="lorenz(flows, of='resident')")
def dependence(held: Any, curve: Any, ed: Edition, fewest: int = 3) -> Passage | None:
    """Return the section on concentration, from the table of `dependence_table` and `lorenz`."""
    now, before = row_of(held, ed.period), row_of(held, ed.previous)
    if not now or not now["lines"]:
        return None
    # of too few exporters the section on their sizes says that they are
    if is_missing(now["largest"]):
        return None
    note_figure(ed, "largest_exporter_share", now["largest"], "fraction")
    note_figure(ed, "top_exporters_share", now["together"], "fraction", top=ed.top)
    parts = _extent(now, ed)
    said = []
    if before and not is_missing(before["largest"]):
        then = _extent(before, ed)
        top = min(parts["top"], then["top"])
        said.append(ed.say("dependence-before", before, **then | {"top": top}))
    if not is_missing(now["equivalent_number"]):
        note_figure(ed, "equivalent_exporters", now["equivalent_number"], "equal companies")
        note_figure(ed, "exporters_gini", now["gini"], "index")
    if half := smaller_half(curve, ed.period):
        said.append(ed.say("dependence-half", half, gini=now["gini"], **parts))
    heading = ed.say("heading-dependence", now, of=extent_of_exporters(now))
    return Passage("dependence", heading, tuple(said), reading=ed.say("dependence-read"))


def extent_of_exporters(held: dict[str, Any]) -> str:
    """Return whether a year's exporters are those of `all` exports, or of the `part` stated."""
    return "part" if held.get("coverage", 1.0) < WHOLE else "all"


@takes(left_out="leave_one_out(flows)")
def without_each(left_out: Any, ed: Edition, fewest: int = 3) -> Passage | None:
    """Return the section on growth without each company, from `leave_one_out`."""
    held = by_size(left_out, ed.period)
    if not held or is_missing(held[0]["growth"]):
        return None
    if len(held) - 1 < fewest:
        alone = (ed.say("guarded-without", fewest=fewest),)
        return Passage("without", ed.say("heading-without-guarded"), alone)
    told, first = _range(left_out, ed), leading(left_out, ed, fewest)
    note_figure(ed, "growth_without_largest", first.get("growth_without"), "fraction")
    note_figures(ed, told, "fraction", growth_without_one_low="low", growth_without_one_high="high")
    # a company that had sold all of last year leaves no growth behind
    known = "every" if all_have_growth(left_out, ed.period) else "other"
    told |= {"kind": f"{known}-{told['kind']}"}
    # of all companies the main points tell of the largest
    said = [] if known == "every" else [ed.say("without-zero")]
    if said and not is_missing(first.get("growth_without")):
        said.append(ed.say("without-largest", first))
    heading = ed.say("heading-without", **told)
    return Passage("without", heading, tuple(said), reading=ed.say("without-read"))


@takes(left_out="leave_one_out(flows)", moved="contribution(flows, of='resident')")
def without_largest(left_out: Any, moved: Any, ed: Edition, fewest: int = 3) -> Passage | None:
    """Return the strongest objection, tested: that the growth is that of the largest alone.

    `left_out` is `leave_one_out` of companies, `moved` their `contribution`. Without a growth
    there is nothing to object to.
    """
    for table in (left_out, moved):
        if isinstance(table, Unavailable):
            return None
    first = leading(left_out, ed, fewest)
    if not first or Edition.way(first["growth"]) == "same":
        return None
    grown, one = first["growth"], first["growth_without"]
    if is_missing(one):
        text = ed.say("leaning-base")
        return Passage("objection", ed.say("heading-leaning-base"), (text,))
    named = by_size(moved, ed.period)
    # of several that are as large as each other none is the third
    tied = len(first_few(named, MOST_LEFT_OUT, larger_year)) > MOST_LEFT_OUT
    three = None if tied else without_some(moved, ed.period, MOST_LEFT_OUT, fewest)
    note_figure(ed, "growth_without_three", three, "fraction", left_out=MOST_LEFT_OUT)
    way = Edition.way(grown)
    verdict = "none" if Edition.way(one) != way else "stands"
    if verdict == "stands" and three is not None and Edition.way(three) != way:
        verdict = "one"
    elif verdict == "stands" and three is None:
        verdict = "unknown"
    said = [ed.say("leaning-text")]
    if three is not None:
        said.append(ed.say("leaning-three", three=three))
    elif len(named) - MOST_LEFT_OUT < fewest:
        said.append(ed.say("leaning-guarded", fewest=fewest))
    heading = ed.say("heading-leaning", verdict=verdict, direction=way)
    return Passage("objection", heading, tuple(said), reading=ed.say("leaning-read"))


def without_some(moved: Any, period: str, n: int, fewest: int) -> float | None:
    """Return the growth of all but the `n` largest, if `fewest` companies are left to have one."""
    named = by_size(moved, period)
    if len(named) - n < fewest:
        return None
    gone = [r["resident"] for r in named[:n]]
    others = [r for r in rows_of(moved, period) if r["resident"] not in gone]
    now, then = (
        sum(r[year] for r in others if not is_missing(r[year])) for year in ("total", "previous")
    )
    return now / then - 1 if then > 0 else None


def leading(left_out: Any, ed: Edition, fewest: int) -> dict[str, Any]:
    """Return the row of the largest company of both years, empty where too few others are left."""
    held = by_size(left_out, ed.period)
    if len(held) - 1 < fewest or is_missing(held[0]["growth"]):
        return {}
    first = tied_leaders(held, larger_year)
    rates = {ed.signed(r["growth_without"]) for r in first}
    # of several that are equally large none is the largest, unless all come to the same
    return held[0] if len(rates) == 1 else {}


def extreme_companies(left_out: Any, period: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the companies without which growth is least, and most."""
    held = [r for r in rows_of(left_out, period) if r["resident"] not in UNSPECIFIED]
    held = [r for r in held if not is_missing(r["growth_without"]) and larger_year(r) > 0]
    held.sort(key=lambda r: (r["growth_without"], r["resident"]))
    return held[0], held[-1]


def all_have_growth(left_out: Any, period: str) -> bool:
    """Return whether there is a growth without each of the companies."""
    held = [r for r in rows_of(left_out, period) if r["resident"] not in UNSPECIFIED]
    return not any(is_missing(r["growth_without"]) for r in held if larger_year(r) > 0)


def smaller_half(curve: Any, period: str) -> dict[str, Any]:
    """Return the point of the Lorenz curve at which half of the companies are counted."""
    held = rows_of(curve, period)
    n = len(held) // 2
    return {**held[n - 1], "n": n} if n else {}


# shares that are added up may miss the whole by less
WHOLE = 1 - 1e-9


@identified
@takes(
    "held",
    "ranking",
    held="concentration(flows, of='resident', index=..., top=...)",
    ranking="rank(flows, of='resident')",
)
def dependence_table(held: Any, ranking: Any, ed: Edition, fewest: int = 3) -> Any:
    """Return concentration by year beside the shares of the largest and of the `top` largest.

    `held` is `concentration` of companies, `ranking` is `rank` of them. Shares are of all exports,
    the indexes of those whose exporter is stated, whose part, `coverage`, has a column where it is
    not all of them. Years with fewer than `fewest` exporters have neither.

    >>> import sezlib as sez
    >>> flows = sez.example()
    >>> held = sez.concentration(flows, of="resident", index="equivalent_number")
    >>> table = sez.pages.residents.dependence_table(
    ...     held, sez.rank(flows, "resident"), sez.edition(flows, period="2019"), fewest=2
    ... )
    >>> table[["period", "lines", "largest", "together", "equivalent_number"]]
      period  lines  largest  together  equivalent_number
    0   2017      1      NaN       NaN                NaN
    1   2018      2     0.75       1.0                1.6
    2   2019      2     0.75       1.0                1.6
    """
    if isinstance(held, Unavailable) or isinstance(ranking, Unavailable):
        return held if isinstance(held, Unavailable) else ranking
    placed = ranking[ranking["rank"].notna()]
    shares = {
        "largest": placed[placed["rank"] == 1].groupby("period")["share"].sum(min_count=1),
        "together": placed[placed["rank"] <= ed.top].groupby("period")["share"].sum(min_count=1),
    }
    stated = not (held["coverage"] < WHOLE).any()
    table = held.drop(columns=["total", *(["coverage"] if stated else [])])
    for place, (name, share) in enumerate(shares.items(), 2):
        table.insert(place, name, table["period"].map(share))
    measures = [column for column in table if column not in ("period", "lines", "coverage")]
    table[measures] = table[measures].where(table["lines"] >= fewest)
    return table


@identified
@takes(
    "dynamics",
    "begun",
    "moved",
    dynamics="exporters(flows, fewest=..., unfinished=..., partial=...)",
    begun="first_exports(flows, of='resident', partial=...)",
    moved="contribution(flows, of='resident')",
)
def turnover_table(dynamics: Any, begun: Any, moved: Any, ed: Edition) -> Any:
    """Return the companies that came this year and those that left, the largest first.

    `dynamics` is `exporters`, `begun` the `first_exports` of companies, `moved` their
    `contribution`. Where the year before is not on record nobody can be said to have come.
    """
    for table in (dynamics, begun, moved):
        if isinstance(table, Unavailable):
            return table
    if is_missing(row_of(dynamics, ed.period)["entrants"]):
        return None
    now = begun["period"] == ed.period
    came = begun[now & (begun["status"] != "censored")].rename(columns={"value": "total"})
    came = came.sort_values(["total", "resident"], ascending=[False, True])
    status = "absent" if ed.unfinished else "left"
    left = companies_lost(moved, ed).assign(status=status, total=None)
    left = left.sort_values(["previous", "resident"], ascending=[False, True])
    columns = ["status", "resident", "total", "previous"]
    parts = [part.reindex(columns=columns) for part in (came, left) if len(part)]
    return stack(parts) if parts else None


def companies_lost(moved: Any, ed: Edition) -> Any:
    """Return the companies that exported in the months of the year before and not in this one's."""
    if isinstance(moved, Unavailable) or moved is None:
        return None
    held = moved[(moved["period"] == ed.period) & ~moved["resident"].isin(UNSPECIFIED)]
    return held[(held["previous"] > 0) & ~(held["total"] > 0)]


@identified
@takes(
    "left_out",
    "moved",
    left_out="leave_one_out(flows)",
    moved="contribution(flows, of='resident')",
)
def without_table(left_out: Any, moved: Any, ed: Edition, rows: int = 10, fewest: int = 3) -> Any:
    """Return growth without each of the largest companies, the least growth first.

    `left_out` is `leave_one_out` of companies, `moved` their `contribution`. The largest are those
    that sold most in either of the two years; one that made all of the year before leaves no
    growth, and stands last. Where fewer than `fewest` others would stand behind a growth, there is
    none.
    """
    for table in (left_out, moved):
        if isinstance(table, Unavailable):
            return table
    held = by_size(left_out, ed.period)
    if len(held) - 1 < fewest or is_missing(held[0]["growth"]):
        return None
    named = [r["resident"] for r in held[:rows]]
    keys = ["period", "resident"]
    table = left_out.merge(moved[[*keys, "contribution"]], on=keys, how="left")
    table = table[(table["period"] == ed.period) & table["resident"].isin(named)]
    table = table.sort_values(["growth_without", "resident"], kind="stable")
    columns = ["resident", "total", "previous", "contribution", "growth_without"]
    return table[columns].reset_index(drop=True)


def by_size(table: Any, period: str) -> list[dict[str, Any]]:
    """Return the companies of a period, those first that sold most in it or in the one before."""
    held = [
        r for r in rows_of(table, period) if r["resident"] not in UNSPECIFIED and larger_year(r) > 0
    ]
    return sorted(held, key=lambda r: (-larger_year(r), r["resident"]))


def larger_year(company: dict[str, Any]) -> float:
    """Return the exports of a company in the larger of the two years."""
    return max(
        0.0 if is_missing(company[year]) else company[year] for year in ("total", "previous")
    )


def stack(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Return tables of the same columns one under the other."""
    import pandas as pd

    records = [record for part in parts for record in part.to_dict("records")]
    return pd.DataFrame(records, columns=parts[0].columns)


MOST_NUMBERED = 20


@takes("dynamics", dynamics="exporters(flows, fewest=..., unfinished=..., partial=...)")
def draw_turnover(dynamics: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the exporters of each year: those that stayed and came, and below zero who left."""
    if len(dynamics) < 2 or not dynamics["exporters"].any():
        return
    title = ed.say("chart-turnover")
    known = dynamics["entrants"].notna()
    counts = {
        "stayed": (dynamics["incumbents"].where(known), DARK),
        "new": (dynamics["entrants"].where(known), LIGHT),
        "unknown": (dynamics["exporters"].where(~known), GREY),
    }
    columns = ["exporters", "incumbents", "entrants", "exiters"][: 1 if ed.public else None]
    shown = dynamics[["period", *columns]]
    untold = [WITHHELD * is_missing(n) for n in dynamics["exporters"]]
    with draw("turnover", title, shown, ed, ax) as axes:
        years = dynamics["period"]
        bottom, ends = dynamics["exporters"].fillna(0) * 0.0, []
        numbered = len(years) <= MOST_NUMBERED
        for name, (amounts, colour) in counts.items():
            if not amounts.sum():
                continue
            heights = amounts.fillna(0.0)
            bars = axes.bar(years, heights, bottom=bottom, color=colour)
            series, level = ed.say(f"turnover-{name}"), bottom.iloc[-1] + heights.iloc[-1] / 2
            if name == "unknown" and not heights.iloc[-1]:
                # of the first year alone, far from where the names are
                axes.set_xlabel(f"{', '.join(map(spell, years[~known]))}: {series}")
            else:
                ends.append((len(years) - 1, level, series))
            told = [ed.number(n) if n and numbered else "" for n in heights]
            if any(untold):
                axes.bar_label(bars, untold, padding=2, fontsize=8)
            ink = "white" if colour == DARK else "black"
            axes.bar_label(bars, told, label_type="center", color=ink, fontsize=8)
            bottom = bottom + heights
        gone = dynamics["exiters"].fillna(0.0)
        if gone.any():
            bars = axes.bar(years, -gone, color=FALL)
            ends.append((len(years) - 1, -gone.iloc[-1] / 2, ed.say("turnover-gone")))
            told = [ed.number(n) if n and numbered else "" for n in gone]
            axes.bar_label(bars, told, padding=2, fontsize=8)
        axes.axhline(0, color="black", linewidth=0.8)
        axes.set_ylabel(ed.say("turnover-axis"))
        axes.set_ylim(-1.3 * gone.max() - 0.12 * bottom.max(), 1.1 * bottom.max())
        name_ends(axes, ends)
        number_axis(axes, "y", ed)
        axes.yaxis.set_major_formatter(
            lambda value, _: ed.number(abs(value)) if float(value).is_integer() else ""
        )


@takes("dynamics", dynamics="exporters(flows, fewest=..., unfinished=..., partial=...)")
def draw_sizes(dynamics: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the median, the quartiles and the mean of each year on a logarithmic scale."""
    if dynamics["median"].notna().sum() < 2:
        return
    now = row_of(dynamics, ed.period)
    if is_missing(now["median"]):
        return
    title = ed.say("chart-sizes")
    shown = dynamics[["period", "lower_quartile", "upper_quartile", "mean", "median"]]
    held = shown.dropna()
    unit, size = choose_unit(held["upper_quartile"].max(), ed)
    held = held.assign(**{c: held[c] / size for c in shown.columns[1:]})
    with draw("sizes", title, shown, ed, ax) as axes:
        places = range(len(held))
        axes.vlines(places, held["lower_quartile"], held["upper_quartile"], color=LIGHT, lw=9)
        axes.plot(places, held["mean"], "D", color=FALL, markersize=5, linestyle="none")
        axes.plot(places, held["median"], "o", color=DARK, markersize=7, linestyle="none")
        axes.set_yscale("log")
        axes.set_xticks(list(places), held["period"])
        axes.set_ylabel(ed.say("chart-total-axis", unit=unit))
        last = {"mean": "mean", "median": "median", "quartiles": "upper_quartile"}
        name_ends(axes, [(len(held) - 1, held[column].iloc[-1], ed.say(f"chart-sizes-{name}"))
                         for name, column in last.items()])  # fmt: skip
        number_axis(axes, "y", ed)
        scale_logarithmic(axes.yaxis, ed)
        axes.minorticks_off()


@takes(curve="lorenz(flows, of='resident')", held=DEPENDENCE)
def draw_lorenz(
    curve: Any, ed: Edition, fewest: int = 3, ax: Axes | None = None, held: Any = None
) -> None:
    """Draw the Lorenz curve of the year beside the line on which all would be equal.

    `held`, the table of `dependence_table`, tells whether all exports are on the curve.
    """
    shares, half = rows_of(curve, ed.period), smaller_half(curve, ed.period)
    if len(shares) < max(fewest, 2):
        return
    of = extent_of_exporters(row_of(held, ed.period))
    title = ed.say("chart-lorenz", of=of)
    shown = curve[curve["period"] == ed.period][["line_share", "lorenz"]]
    with draw("lorenz", title, shown, ed, ax) as axes:
        across = [0.0, *(r["line_share"] for r in shares)]
        up = [0.0, *(r["lorenz"] for r in shares)]
        axes.plot([0, 1], [0, 1], color="#777777", linestyle="--", linewidth=1)
        axes.fill_between(across, up, across, color=LIGHT, alpha=0.5, linewidth=0)
        axes.plot(across, up, color=DARK, linewidth=2)
        axes.plot([half["line_share"]], [half["lorenz"]], "o", color=DARK)
        at = half["line_share"], half["lorenz"]
        axes.annotate(ed.share(at[1]), at, xytext=(4, -12), textcoords="offset points", va="top")
        axes.annotate(ed.say("chart-lorenz-equal"), (0.5, 0.5), xytext=(-6, 4), ha="right",
                      textcoords="offset points")  # fmt: skip
        axes.set(xlim=(0, 1), ylim=(-0.2, 1.02))
        axes.set_xlabel(ed.say("chart-lorenz-x"))
        axes.set_ylabel(ed.say("chart-lorenz-y", of=of))
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(lambda value, _: _whole(value, ed))
        axes.grid(color="#dddddd", linewidth=0.6)


@takes("held", held="dependence_table(held, fewest=...)")
def draw_dependence(held: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the shares of the largest company and of the largest together, by year."""
    if isinstance(held, Unavailable) or held["largest"].notna().sum() < 2:
        return
    now = row_of(held, ed.period)
    if is_missing(now["largest"]):
        return
    title = ed.say("chart-dependence", of=extent_of_exporters(now))
    shown = held[["period", "together", "largest"]]
    lines = {"largest": (DARK, "o")} | ({"together": (LIGHT, "s")} if ed.top > 1 else {})
    with draw("dependence", title, shown, ed, ax) as axes:
        ends = []
        for name, (colour, mark) in lines.items():
            axes.plot(held["period"], held[name], color=colour, marker=mark, linewidth=2)
            n = min(ed.top, int(now["lines"]))
            told = ed.say(f"chart-dependence-{name}", share=now[name], n=n)
            ends.append((len(held) - 1, now[name], told))
        axes.set_ylim(0, 1.05)
        name_ends(axes, ends)
        axes.set_ylabel(ed.say("chart-dependence-axis"))
        number_axis(axes, "y", ed)
        axes.yaxis.set_major_formatter(lambda value, _: _whole(value, ed))


@takes("growth", table="without_table(left_out, rows=..., fewest=...)", growth="growth(flows)")
def draw_without_each(table: Any, growth: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw growth without each of the largest as a dot, and that of the whole as a line."""
    if isinstance(table, Unavailable) or table is None or table.empty:
        return
    grown = row_of(growth, ed.period)["growth"]
    rates = table["growth_without"]
    shown = table[["resident", "growth_without"]]
    title = ed.say("chart-without", n=len(table))
    with draw("without", title, shown, ed, ax, count_rows(table["resident"].tolist())) as axes:
        places = range(len(table))
        axes.axvline(100 * grown, color="black", linewidth=1)
        axes.hlines(places, 100 * grown, 100 * rates, color="#999999", linewidth=1.5)
        colours = [FALL if rate < grown else DARK for rate in rates]
        axes.scatter(100 * rates, places, c=colours, s=45, zorder=3)
        for place, rate in zip(places, rates, strict=True):
            side = -1 if rate < grown else 1
            # without one that made all of the year before there is no growth
            end, told = (grown, "–") if is_missing(rate) else (rate, ed.signed(rate))
            axes.annotate(told, (100 * end, place), xytext=(side * 7, 0), va="center",
                          ha="right" if side < 0 else "left", fontsize=9,
                          textcoords="offset points")  # fmt: skip
        axes.set_yticks(list(places), [shorten_label(name) for name in table["resident"]])
        axes.set_xlabel(ed.say("chart-without-axis"))
        axes.set_ylim(len(table) - 0.5, -1.2)
        axes.margins(x=0.35)
        side = 1 if 200 * grown < sum(axes.get_xlim()) else -1
        axes.annotate(ed.say("chart-without-whole", growth=grown),
                      (100 * grown, -0.8), xytext=(5 * side, 0), va="center", fontsize=9,
                      ha="left" if side > 0 else "right", textcoords="offset points")  # fmt: skip
        number_axis(axes, "x", ed)


def _whole(fraction: float, ed: Edition) -> str:
    return ed.percent(fraction, 0) if fraction >= 0 else ""
