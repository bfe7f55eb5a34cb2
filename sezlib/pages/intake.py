"""The page on a file that came in: what became of its rows, and whether they can be used."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sezlib import sources, trace
from sezlib.flows import Unavailable, values_of
from sezlib.language import Edition, is_missing, sentences
from sezlib.pages.drawing import DARK, GRID, choose_unit, draw, number_axis
from sezlib.pages.passage import ASIDE, Passage, main_points, note_figure
from sezlib.periods import months_of, span
from sezlib.secrets import without_secrets

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

PARTS = ("accepted", "rejected", "set aside")
MOST, MOST_TICKS, NAMED = 6, 12, 5
# how a reason to reject a row begins, and what it is called; any other is told as it stands
REASONS = {
    "is empty": "empty",
    "unknown country": "country",
    "is no known country": "country",
    "is not a period": "period",
    "is not a number": "number",
    "is not a code": "code",
    "is not finite": "number",
    "is negative": "negative",
    "has both": "nested",
    "may be": "ambiguous",
}


def beside(file: str, given: str, ending: str) -> str:
    """Return the file that is given, or else what lies beside a file by its name and an ending.

    >>> beside("data/sample/messy.csv", "", ".toml"), beside("data/sample/messy.csv", "", "_before")
    ('data/sample/messy.toml', 'data/sample/messy_before.csv')
    """
    if given or not file or "://" in file:
        return given
    path = sources.find(file)
    name = path.with_name(f"{path.stem}{ending}{'' if '.' in ending else path.suffix}")
    if not name.is_file():
        sources.missing(name)
        return ""
    return str(Path(sources.parted(file)[0]).with_name(name.name))


def edition(taken: Any, file: str = "", *, language: str = "en") -> Edition:
    """Return the edition in which it is told what came in with a `file`.

    Its period is the last one of the accepted rows, of whatever length; its currency is theirs,
    where it is one.

    >>> import sezlib as sez
    >>> sez.pages.intake.edition(sez.intake("data/sample/flows.csv"), "flows.csv").titled
    'Data intake: flows.csv'
    """
    sentences(language)
    flows = taken.flows
    money = values_of(flows, "currency")
    periods = sorted(values_of(flows, "period"), key=months_of)
    name = Path(without_secrets(file)).name
    made = Edition(
        period=periods[-1] if periods else "",
        language=language,
        currency=money[0] if len(money) == 1 else "",
        synthetic=any(values_of(flows, "synthetic")),
        retyped=any(values_of(flows, "retyped")),
        page="intake",
        titled=Edition("", language).say("intake-title", file=name),
    )
    trace.note(
        "edition", zone="", name=name, title=made.title(), period=made.period, language=language,
        currency=made.currency, synthetic=made.synthetic, complete=True,
        contents=made.say("contents"),
    )  # fmt: skip
    return made


def title(taken: Any, ed: Edition) -> Passage:
    """Return the title, and of when and what the records are."""
    said = [ed.say("intake-subtitle-none")]
    if periods := sorted(values_of(taken.flows, "period"), key=months_of):
        first, last = periods[0], max(periods, key=lambda period: months_of(period)[1])
        money = values_of(taken.flows, "currency")
        unit = ed.list(money) if len(money) > 1 else ed.unit("one")
        alone = first == last
        said = [
            ed.say(
                "intake-subtitle", first=ed.date(first), last=ed.date(last), alone=alone, unit=unit
            )
        ]
    warning = " ".join(ed.banner)
    return Passage("top", ed.title(), tuple(said), level=1, warning=warning)


def account(taken: Any, ed: Edition) -> Passage:
    """Return the section on what became of the rows."""
    for part in ("in", *PARTS):
        note_figure(ed, "rows", taken.rows(part), "rows", part=part)
    heading, reading = ed.say("heading-intake-account"), ed.say("intake-account-read")
    return Passage("account", heading, reading=reading)


def _account(taken: Any, ed: Edition) -> str:
    counts = {name.replace(" ", "-"): taken.rows(name) for name in ("in", *PARTS)}
    shown = {f"{name}-shown": ed.number(count) for name, count in counts.items()}
    return ed.say("intake-account", **counts, **shown)


def account_table(taken: Any, ed: Edition) -> pd.DataFrame:
    """Return the account of all rows, its parts and reasons in words."""
    table = taken.account.copy()
    table["part"] = [ed.say(f"part-{part.replace(' ', '-')}") for part in table["part"]]
    table["reason"] = [ed.say(ASIDE[why]) if why in ASIDE else why for why in table["reason"]]
    return table.rename(columns={"value": "total"}).astype({"total": float})


def errors(taken: Any) -> pd.DataFrame:
    """Return what was wrong with the rejected rows, each error once, the most frequent first.

    Columns: `column`, `text` (what stands there), `reason`, `rows`, `total` (their amount; null
    where none can be read), `line` (the first).
    """
    rejected = taken.rejected.rename(columns={"value": "text"})
    keys = ["column", "text", "reason"]
    found = rejected.groupby(keys, sort=False).agg(
        rows=("line", "size"), total=("amount", lambda held: held.sum(min_count=1)),
        line=("line", "min"),
    )  # fmt: skip
    return found.reset_index().sort_values(["rows", "line"], ascending=[False, True])


def rejected(wrong: pd.DataFrame, ed: Edition) -> Passage:
    """Return the section on what was rejected, from `errors`."""
    if not len(wrong):
        return Passage("rejected", ed.say("heading-intake-rejected-none"))
    n = int(wrong["rows"].sum())
    heading = ed.say("heading-intake-rejected", n=n, rows=ed.number(n))
    return Passage("rejected", heading, reading=ed.say("intake-rejected-read"))


def _error(error: dict[str, Any], ed: Edition) -> str:
    # amounts in several currencies have no sum
    value = ed.money(error["total"]) if ed.currency and not is_missing(error["total"]) else ""
    return ed.say(
        "intake-error", column=error["column"], text=error["text"], kind=_kind(error["reason"]),
        reason=error["reason"], n=int(error["rows"]), rows=ed.number(error["rows"]),
        known=bool(value), value=value,
    )  # fmt: skip


def _kind(reason: str) -> str:
    return next((kind for begin, kind in REASONS.items() if reason.startswith(begin)), "other")


def errors_table(wrong: pd.DataFrame, ed: Edition) -> pd.DataFrame:
    """Return the errors with their reasons in words, without the advice on how to mend them."""
    table = wrong.drop(columns="line")
    kinds = map(_kind, table["reason"])
    table["reason"] = [
        why if kind == "other" else ed.say(f"rejected-{kind}")
        for kind, why in zip(kinds, table["reason"], strict=True)
    ]
    return table


def found_table(taken: Any, ed: Edition) -> pd.DataFrame:
    """Return what else was found on the way: the source, the encoding, what was mended."""
    import pandas as pd

    held = taken.told | {"source": ed.told(f"source-{taken.told['source']}", taken.told["source"])}
    told = ((ed.told(f"told-{key.replace(' ', '-')}", ""), v) for key, v in held.items())
    return pd.DataFrame([pair for pair in told if pair[0]], columns=["found", "as"])


def coverage(cover: pd.DataFrame, timeline: pd.DataFrame, ed: Edition) -> Passage | None:
    """Return the section on what the records state, and of which periods they are."""
    if not len(timeline):
        return None
    for r in cover.to_dict("records"):
        note_figure(ed, "coverage", r["share"], "fraction", column=r["column"])
    missing = _missing(timeline["period"])
    names = ed.list(map(ed.date, missing))
    said = (ed.say("intake-missing", n=len(missing), list=names),) if missing else ()
    heading = ed.say("heading-intake-coverage", whole=not _part(cover))
    return Passage("coverage", heading, said, reading=ed.say("intake-coverage-read"))


def _part(cover: pd.DataFrame) -> list[dict[str, Any]]:
    held = cover[cover["share"] < 1].sort_values("share", kind="stable")
    return list(held.to_dict("records"))


def _stated(cover: pd.DataFrame, ed: Edition) -> str:
    part = _part(cover)
    items = [f"{_column(r['column'], ed)} ({ed.share(r['share'])})" for r in part]
    return ed.say("intake-stated", whole=not part, list=ed.list(items))


def _column(name: str, ed: Edition) -> str:
    return ed.told(f"field-{name.replace('_', '-')}", name)


def _unavailable(name: str, answer: Unavailable, ed: Edition) -> Passage:
    lacking = ed.list(_column(column, ed) for column in answer.missing)
    text = ed.say(f"unavailable-intake-{name}", columns=lacking)
    return Passage(name, ed.say(f"heading-unavailable-intake-{name}"), (text,))


def coverage_table(cover: pd.DataFrame, ed: Edition) -> pd.DataFrame:
    """Return the coverage with its columns in words."""
    names = [_column(name, ed) for name in cover["column"]]
    return cover.assign(column=names).rename(columns={"stated": "rows"})


def _missing(periods: Iterable[str]) -> list[str]:
    """Return the periods between the first and the last that there is no record of."""
    held = sorted(set(periods), key=months_of)
    lengths = {last - first for first, last in map(months_of, held)}
    return [p for p in span(held[0], held[-1]) if p not in held] if len(lengths) == 1 else []


def draw_periods(timeline: pd.DataFrame, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the amount of each period, with a gap where there is no record."""
    if "currency" in timeline or timeline["period"].nunique() < 2:
        return
    missing = _missing(timeline["period"])
    amounts = timeline.set_index("period")["total"]
    periods = sorted({*amounts.index, *missing}, key=months_of)
    unit, size = choose_unit(amounts.max(), ed)
    heading = ed.say("chart-intake", n=len(missing), missing=ed.list(map(ed.date, missing)))
    with draw("periods", heading, timeline, ed, ax) as axes:
        axes.bar([periods.index(p) for p in amounts.index], amounts / size, color=DARK)
        step = -(-len(periods) // MOST_TICKS)
        axes.set_xticks(range(0, len(periods), step), periods[::step])
        for at in map(periods.index, missing):
            axes.axvspan(at - 0.4, at + 0.4, color=GRID, linewidth=0)
        axes.set_ylabel(ed.say("chart-total-axis", unit=unit))
        number_axis(axes, "y", ed)


def strange(far: Any, ed: Edition) -> Passage | None:
    """Return the section on values far from the others, from `outliers`; of nothing, nothing."""
    if not ed.period:
        return None
    if isinstance(far, Unavailable):
        return _unavailable("strange", far, ed)
    heading = ed.say("heading-intake-strange", n=len(far))
    return Passage("strange", heading, reading=ed.say("intake-strange-read"))


def _strange(far: pd.DataFrame, ed: Edition) -> str:
    first = far.iloc[0]
    value, median = ed.amounts(first["value"], first["median"])
    return ed.say(
        "intake-strange", n=len(far), period=ed.date(first["period"]), value=value, median=median
    )


def repeated(twice: pd.DataFrame, ed: Edition) -> Passage | None:
    """Return the section on rows alike in every column, from `duplicates`."""
    if not ed.period:
        return None
    heading = ed.say("heading-intake-repeated", n=len(twice))
    return Passage("repeated", heading, reading=ed.say("intake-repeated-read"))


def _repeated(twice: pd.DataFrame, ed: Edition) -> str:
    more = int((twice["times"] - 1).sum())
    value = float((twice["value"] * (twice["times"] - 1)).sum())
    return ed.say("intake-repeated", n=len(twice), more=more, value=ed.money(value))


def gaps(late: Any, flows: Any, ed: Edition) -> Passage | None:
    """Return the section on the months that companies miss, from `gaps` by resident.

    Nothing, where the `flows` are not of months.
    """
    if not any(re.fullmatch(r"\d{4}-\d\d", period) for period in values_of(flows, "period")):
        return None
    if isinstance(late, Unavailable):
        return _unavailable("gaps", late, ed)
    held = late.groupby("resident").size().sort_values(ascending=False, kind="stable")
    items = [ed.say("intake-gaps-item", name=n, months=int(k)) for n, k in held.head(NAMED).items()]
    text = [ed.say("intake-gaps", n=len(held), list="; ".join(items))] if len(held) else []
    heading = ed.say("heading-intake-gaps", n=len(held))
    return Passage("gaps", heading, tuple(text), reading=ed.say("intake-gaps-read"))


def changes(restated: Any, ed: Edition) -> Passage | None:
    """Return the section on what changed since an earlier vintage, from `restated`."""
    if isinstance(restated, Unavailable):
        return None
    heading = ed.say("heading-intake-changes", n=len(restated))
    return Passage("changes", heading, reading=ed.say("intake-changes-read"))


def _changes(restated: pd.DataFrame, ed: Edition) -> str:
    counted = restated["status"].value_counts()
    items = [
        ed.say(f"intake-changes-{status}", n=int(counted[status]))
        for status in ("restated", "new", "gone")
        if status in counted
    ]
    return ed.say("intake-changes", n=len(restated), list=ed.list(items))


def changes_table(restated: Any, ed: Edition) -> Any:
    """Return what changed with its status in words."""
    if isinstance(restated, Unavailable):
        return restated
    named = {s: ed.say(f"status-{s}") for s in ("restated", "new", "gone")}
    return restated.assign(status=restated["status"].map(named)).rename(
        columns={"status": "found", "before": "earlier", "value": "total"}
    )


def points(
    taken: Any, wrong: pd.DataFrame, cover: pd.DataFrame, far: Any, twice: pd.DataFrame,
    restated: Any, ed: Edition,
) -> Passage:  # fmt: skip
    """Return the main points on a file, at most six, the most important first."""
    said = [_account(taken, ed)]
    if len(wrong):
        said.append(ed.say("intake-point-error", error=_error(wrong.to_dict("records")[0], ed)))
    said += [_stated(cover, ed)] if taken.rows("accepted") else []
    said += [_strange(far, ed)] if not isinstance(far, Unavailable) and len(far) else []
    said += [_repeated(twice, ed)] if len(twice) else []
    changed = not isinstance(restated, Unavailable) and len(restated)
    said += [_changes(restated, ed)] if changed else []
    return main_points(said[:MOST], ed)
