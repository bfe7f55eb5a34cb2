"""The edition of a report: which records it tells, in which language and currency."""

from __future__ import annotations

from typing import Any

from sezlib import record, reference
from sezlib.language import Edition, bundle
from sezlib.metrics.cuts import part_of
from sezlib.metrics.grain import years_of
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
) -> Edition:
    """Return the edition that reports `flows` of one year, and check that it can be.

    `page` names the page that it is the edition of, where that is not the annual report: `markets`,
    `residents`, `relief` or `zones`. Flows of several zones are told as those of all of them. The
    currency is the one that the flows name, else the given one, else the profile's; where
    nobody names it, amounts are in `currency units`.

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
        months=part_of(frame, period) or 12,
        residents="resident" in frame.columns or bool(profile),
        page=page,
        profile=profile,
        account=flows.attrs.get(ACCOUNT, []) if isinstance(flows, pd.DataFrame) else [],
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
        contents=made.say("contents"),
        **({ACCOUNT: made.account} if len(made.account) > 1 else {}),
    )
    return made


def _distinct(frame: Any, column: str) -> list[str]:
    return sorted(frame[column].dropna().unique()) if column in frame.columns else []


def _zone_name(code: str, language: str) -> str:
    # a country's flows are read with its code as the zone
    known = len(code) == 3 and code.isupper() and reference.find_country(code) == code
    return reference.country_name(code, language) if known else code
