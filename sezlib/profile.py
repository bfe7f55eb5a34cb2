"""What is known of the zone itself: its area, sites, companies, investment, customs tables."""

from __future__ import annotations

import datetime
import functools
import operator
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sezlib import countries, periods, sources, units
from sezlib.flows import FlowsError, listed, short, unlisted
from sezlib.sources.text import read_text
from sezlib.texts import clean_text

KEYS: dict[str, Any] = {
    "zone": str, "zones": list, "synthetic": bool, "country": str, "currency": str, "opened": str,
    "as_of": str, "complete_to": str, "released": (str, datetime.date),
    "next_release": (str, datetime.date), "publisher": str, "contact": str, "licence": str,
    "year_begins": str, "area_ha": (int, float), "land": list, "residents": str, "investment": str,
    "imports": str, "declarations": str, "relief": list, "name": dict, "names": dict, "goods": dict,
    "published": dict, "sites": list, "sources": list, "mapping": dict,
}  # fmt: skip
# what holds of each zone of an authority, as it does of all of them
RELEASE = ("released", "next_release", "publisher", "contact", "licence")
SHARED = ("synthetic", "country", "currency", "complete_to", "year_begins", "sources", "names",
          *RELEASE)  # fmt: skip
CUSTOMS = ("imports", "declarations")
TABLES = ("residents", "investment", *CUSTOMS)
CHOICES = {"land": ("greenfield", "brownfield"), "relief": ("duty_free_imports", "customs_post")}


def read_profile(
    path: str | Path = "", *, beside: str | Path | list[str] = "", zone: str | Iterable[str] = "",
) -> dict[str, Any]:  # fmt: skip
    """Return a zone's profile, with the tables that it names read.

    Without a `path`, the `profile.toml` beside the flows file is taken, or beside each of several
    files; without that the profile is empty. A profile of another zone than `zone` is refused, and
    of one that lies beside the flows only the `names` are taken. One of an authority names its
    `zones`; of some of them, only what holds of each is told. To what the file says it adds
    `companies` (how many are on the list of residents) and `invested` (the running total of
    investment by year). `imports`, `declarations` and their mappings become paths, for
    `read_imports` and `read_declarations` to read.

    >>> import sezlib as sez
    >>> profile = sez.read_profile(beside="data/sample/flows.csv")
    >>> profile["area_ha"]
    206.8
    """
    from sezlib.metrics import cumulative

    if isinstance(beside, list):
        each = [read_profile(path, beside=one, zone=zone) for one in beside]
        names: dict[str, dict[str, str]] = {}
        for language, own in (named for one in each for named in one.get("names", {}).items()):
            names[language] = names.get(language, {}) | own
        return {**functools.reduce(operator.or_, each, {}), "names": names}
    if not path:
        if not beside or sources.is_remote(beside) or sources.is_spark(beside):
            return {}
        near_flows = sources.find(beside).parent / "profile.toml"
        if not near_flows.is_file():
            sources.missing(near_flows)
            return {}
    found = sources.find(path or near_flows)
    profile = clean_text(_parsed(found))
    # of another zone or not, it has been asked
    sources.opened(found, rows=1)
    of = set(sources.listed_zones(zone))
    own = set(profile.get("zones", [profile.get("zone")]))
    if of - own and not path:
        return {"names": profile["names"]} if "names" in profile else {}
    if of - own:
        told = f"the profile is of {listed(sorted(map(str, own)))}, not {listed(sorted(of))}"
        raise FlowsError(f"{found.name}: {told}")
    if of and of != own:
        profile = {key: profile[key] for key in SHARED if key in profile}
    mappings = profile.get("mapping", {})
    mappings |= {key: str(sources.find(found.parent / name)) for key, name in mappings.items()}
    if "residents" in profile:
        profile["companies"] = int(_table("residents", found, profile)["resident"].nunique())
    if "investment" in profile:
        invested = _table("investment", found, profile)
        currencies = set(invested.get("currency", [])) - {profile.get("currency")}
        if currencies:
            told = f"{profile['investment']}: in {listed(sorted(currencies))}"
            raise FlowsError(f"{told}, and the profile is in {profile.get('currency')!r}")
        profile["invested"] = cumulative(invested)
    for key in CUSTOMS:
        if key in profile:
            _, sheet = sources.parted(profile[key])
            place = sources.find(found.parent / profile[key])
            profile[key] = f"{place}#{sheet}" if sheet else str(place)
    return profile


def _table(key: str, path: Path, profile: dict[str, Any]) -> Any:
    """Return a table that a profile names, of the profile's zone."""
    table = "flows" if key == "investment" else key
    return sources.read_table(
        table, path.parent / profile[key], zone=profile.get("zones", profile.get("zone", "")),
        mapping=profile.get("mapping", {}).get(key, ""),
    )  # fmt: skip


def refuse_names(names: Any) -> None:
    """Refuse what a profile or a claims file has for `names` that are none."""
    held = names if isinstance(names, dict) else {"": names}
    for language, own in held.items():
        if not isinstance(own, dict) or not all(isinstance(name, str) for name in own.values()):
            example = '[names.ru] with "Dhaka EPZ" = "ЭПЗ Дакка"'
            raise FlowsError(f"names.{language} is no table of names, such as {example}")


def _texts(held: list[Any]) -> bool:
    return bool(held) and all(isinstance(one, str) and one for one in held)


def _parsed(path: Path) -> dict[str, Any]:
    try:
        profile = tomllib.loads(read_text(path))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise FlowsError(f"{path.name}: not a TOML file: {error}") from None
    try:
        return _checked(profile, path)
    except FlowsError as error:
        raise FlowsError(f"{path.name}: {error}") from None


def _checked(profile: dict[str, Any], path: Path) -> dict[str, Any]:
    """Return what a profile says, in the form that is meant; raise what is wrong in it."""
    for key, value in profile.items():
        if key not in KEYS:
            raise unlisted("unknown key", key, "the keys are", KEYS, 20)
        if not isinstance(value, KEYS[key]):
            raise FlowsError(f"{key} = {value!r} is not of the right kind")
    for key, choices in CHOICES.items():
        for word in profile.get(key, []):
            if word not in choices:
                raise unlisted(f"{key} has", word, "the choices are", choices)
    for key, parts in (("sites", ("en", "ru")), ("sources", ("title", "address"))):
        for entry in profile.get(key, []):
            if not isinstance(entry, dict) or any(not isinstance(entry.get(p), str) for p in parts):
                raise FlowsError(f"an entry of {key} needs {listed(parts)} as texts")
    if "zones" in profile and ("zone" in profile or not _texts(profile["zones"])):
        told = "is no list of the zones of an authority, which has no zone of its own"
        raise FlowsError(f"zones = {profile['zones']!r} {told}")
    area = profile.get("area_ha", 1)
    if isinstance(area, bool) or not 0.0001 <= area <= 1e9:
        raise FlowsError(f"area_ha = {short(area)} is not an area above 0")
    for key in ("opened", "as_of", "complete_to"):
        if profile.get(key):
            profile[key] = periods.stated_year(profile[key], f"{key} =")
    for key in ("released", "next_release"):
        if key in profile:
            try:
                profile[key] = datetime.date.fromisoformat(str(profile[key])).isoformat()
            except ValueError:
                told = f"{key} = {profile[key]!r} is no day, such as 2020-02-15"
                raise FlowsError(told) from None
    if begins := profile.get("year_begins"):
        profile["year_begins"] = periods.year_start(begins, "year_begins =")
    if profile.get("currency"):
        profile["currency"] = units.currency(profile["currency"], "currency =")
    if profile.get("country"):
        try:
            profile["country"] = countries.country(profile["country"])
        except FlowsError as error:
            raise FlowsError(f"country = {error}") from None
    for key in ("name", "goods", "published", "mapping"):
        for language, text in profile.get(key, {}).items():
            if not isinstance(text, str):
                raise FlowsError(f"{key}.{language} is not a text")
    refuse_names(profile.get("names", {}))
    mappings = profile.get("mapping", {})
    for key in mappings:
        if key not in TABLES:
            raise unlisted("mapping has", key, "the tables are", TABLES)
    named = {key: profile[key] for key in TABLES if key in profile}
    named |= {f"mapping.{key}": name for key, name in mappings.items()}
    for key, name in named.items():
        if not (path.parent / name).resolve().is_relative_to(path.parent.resolve()):
            raise FlowsError(f"{key} = {name!r} is not beside the profile")
    return profile
