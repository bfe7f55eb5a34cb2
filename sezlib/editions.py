"""The edition of a report: which records it tells, in which language and currency."""

from __future__ import annotations

from typing import Any

from sezlib import record, reference
from sezlib.language import Edition, bundle
from sezlib.metrics.cuts import complete_month, month
from sezlib.metrics.grain import months_of, years_of
from sezlib.schema import ACCOUNT, FlowsError, listed


def edition(
    flows: Any,
    profile: dict[str, Any] | None = None,
    *,
    period: str | int,
    language: str = "en",
    zone: str = "",
    currency: str = "",
    top: int = 5,
    page: str = "",
    complete_to: str = "",
) -> Edition:
    """Return the edition that reports `flows` of one year, and check that it can be.

    `page` names the page that it is the edition of, where that is not the annual report: `markets`,
    `residents`, `relief` or `zones`. Flows of several zones are told as those of all of them. The
    currency is the one that the flows name, else the given one, else the profile's; where
    nobody names it, amounts are in `currency units`. Records are complete to `complete_to`, else to
    what the profile says of it, else, which the page states, to their last month.

    >>> import sezlib as sez
    >>> sez.edition(sez.example(), period=2019).period
    '2019'
    """
    import pandas as pd

    profile = profile or {}
    frame = flows if isinstance(flows, pd.DataFrame) else pd.DataFrame(flows)
    period = str(period)
    bundle(language)
    years = years_of(frame)
    if period not in years:
        raise FlowsError(f"no flows in the year {period!r}; the years are {listed(years, 40)}")
    stated = complete_to or profile.get("complete_to", "")
    last = complete_month(frame, stated)
    end = min(last, months_of(period)[1])
    late = _late(frame, period, end, stated)
    if isinstance(top, bool) or not isinstance(top, int) or top < 1:
        raise FlowsError(f"top {top!r} is not a whole number of 1 or more")
    currencies = _distinct(frame, "currency") or [currency or profile.get("currency", "")]
    if len(currencies) > 1 or (currency and currencies != [currency]):
        raise FlowsError(
            f"the flows are in {listed(currencies)}, and a report is in one currency; convert them "
            "with sez.convert, or set the others aside by a mapping, such as "
            f"[aside] 'currency' = [{currencies[0]!r}]"
        )
    zones = [zone] if zone else _distinct(frame, "zone")
    name = "" if len(zones) > 1 else profile.get("name", {}).get(language, "")
    several = Edition(period, language).list(_zone_name(code, language) for code in zones)
    synthetic = bool(profile.get("synthetic")) or (
        "synthetic" in frame.columns and bool(frame["synthetic"].any())
    )
    made = Edition(
        period=period,
        language=language,
        zone=name or several,
        currency=currencies[0],
        goods=profile.get("goods", {}).get(language, ""),
        opened=str(profile.get("opened", "")),
        top=top,
        synthetic=synthetic,
        months=end % 12 + 1,
        residents="resident" in frame.columns or bool(profile),
        page=page,
        profile=profile,
        account=flows.attrs.get(ACCOUNT, []) if isinstance(flows, pd.DataFrame) else [],
        complete_to=month(last),
        stated=bool(stated),
        late=late,
    )
    record.note(
        "edition",
        zone=", ".join(zones),
        name=made.zone,
        title=made.title(),
        period=period,
        language=language,
        currency=made.currency,
        synthetic=synthetic,
        complete=made.months == 12,
        complete_to=made.complete_to,
        complete_to_stated=made.stated,
        contents=made.say("contents"),
        **({ACCOUNT: made.account} if len(made.account) > 1 else {}),
    )
    return made


def _late(frame: Any, period: str, end: int, stated: str) -> tuple[int, float]:
    """Return how many of a year's records are later than it is complete to, and their value."""
    at = frame["period"].map({p: months_of(p) for p in frame["period"].unique()})
    year = at.str[0] // 12 == int(period)
    if end < months_of(period)[0] or not (year & (at.str[1] <= end)).any():
        raise FlowsError(
            f"no flows in the year {period!r} until {stated}, to which the records are complete"
        )
    late = year & (at.str[1] > end)
    value = frame.loc[late, "value"].sum() if "value" in frame.columns else float("nan")
    return int(late.sum()), float(value)


def _distinct(frame: Any, column: str) -> list[str]:
    return sorted(frame[column].dropna().unique()) if column in frame.columns else []


def _zone_name(code: str, language: str) -> str:
    # a country's flows are read with its code as the zone
    known = len(code) == 3 and code.isupper() and reference.find_country(code) == code
    return reference.country_name(code, language) if known else code
