"""Flows put under headings: product groups by HS prefix, and blocs of countries by date."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals as nw

from sezlib import countries, sources
from sezlib.flows import NAMES, FlowsError, LazyFlows, answering, quoted, unlisted
from sezlib.metrics.core import (
    begin,
    finish,
    first_month,
    keys,
    last_month,
    periods,
    refuse_used,
    unknown,
)
from sezlib.metrics.cuts import keep_result
from sezlib.periods import FISCAL, months_of

if TYPE_CHECKING:
    import pandas as pd

OTHER = "other"
# a code of chapters 01 to 09 without its first zero
LOST = "^(?:[1-9]|(?:{})(?:[0-9][0-9])*)$".format(
    "|".join(str(n) for n in range(101, 1000) if countries.is_heading(f"0{n}"))
)
MAIN_BLOCS = ("EAEU", "EU", "Asia", "Europe", "Africa", "Americas", "Oceania")


def names(text: str) -> list[str]:
    """Return the names in a text that separates them by commas, or in a TOML list of them.

    >>> import sezlib as sez
    >>> sez.names("EAEU, Asia"), sez.names('["GMR HYD. AVIATION LTD, SEZ", "SEEPZ"]')
    (['EAEU', 'Asia'], ['GMR HYD. AVIATION LTD, SEZ', 'SEEPZ'])
    """
    if text.lstrip().startswith("["):
        try:
            held = tomllib.loads(f"names = {text}")
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise FlowsError(f"{quoted(text)} is not a TOML list of names: {error}") from None
        if set(held) != {"names"} or not all(isinstance(one, str) for one in held["names"]):
            raise FlowsError(f"{quoted(text)} is not a TOML list of names")
        return list(held["names"])
    return [name.strip() for name in text.split(",") if name.strip()]


def _refuse_lost(codes: Any) -> None:
    odd = codes.filter(codes.str.contains("^[0-9](?:[0-9][0-9])*$")).unique(maintain_order=True)
    # of one length, those that cannot have lost a zero tell that the tariff has so many digits
    national = {len(code) for code in odd if not re.search(LOST, code)}
    for code in [code for code in odd if len(code) not in national][:1]:
        told = f"column 'product' has {quoted(code)}, which may have lost the zero before it"
        how = "sez.read puts it back where the other codes of a file show that it was lost"
        raise FlowsError(f"{told}; {how}")


def with_groups(flows: Any, groups: str | Path = "") -> Any:
    """Return `flows` with the `group` of every row: the one given, or that of its `product`.

    The longest HS prefix in `data/reference/product_groups.csv` wins; a product that no prefix
    covers is `other`, and one that is not stated has no group. A group that the data gives is never
    overruled. Flows with neither column come back as they are. `.0` behind a code is no digit. A
    code that may have lost the zero of its chapter, such as `10121`, is refused, and on a lazy
    frame it has no group.

    A file of `groups` of one's own decides instead, alone, whatever group the data gives: any table
    that `sez.intake(FILE, table="groups")` reads, of `prefix` and `group`, and of the names of the
    groups in `en` and `ru` where they have any.

    >>> import pandas as pd, sezlib as sez
    >>> flows = pd.DataFrame({"period": "2019", "value": 1.0, "product": ["8542310000", "902300"]})
    >>> sez.with_groups(flows)["group"].tolist()
    ['microelectronics', 'education']
    """
    frame = begin(flows, *(["product"] if groups else []))
    present = frame.collect_schema()
    if "product" not in present:
        return flows
    if present["product"].is_numeric():
        raise FlowsError(
            "column 'product' holds numbers, and a code is a text with its leading zeros"
        )
    code = nw.col("product").cast(nw.String).str.replace_all(r"^\s+|\.0+\s*$|[. ]", "")
    lost = code.str.contains(LOST)
    if isinstance(frame, nw.DataFrame):
        _refuse_lost(frame.select(code.alias("_code"))["_code"])
        lost = nw.lit(value=False)
    prefixes, labels = countries.group_prefixes(), {}
    if groups:
        own = sources.read_table("groups", groups, zone=[])
        prefixes = dict(zip(own["prefix"], own["group"], strict=True))
        labels = labels_of(own, "group")
    # without a code nobody knows which group it is; in pandas what is null differs from any text
    stated = ~nw.col("product").is_null() & (code != unknown("product")) & ~lost
    derived: nw.Expr = nw.when(stated).then(nw.lit(OTHER))
    for length in sorted({len(prefix) for prefix in prefixes}):
        known = {prefix: group for prefix, group in prefixes.items() if len(prefix) == length}
        head = nw.when(~lost).then(code.str.slice(0, length))
        found = head.replace_strict(
            list(known), list(known.values()), default=None, return_dtype=nw.String
        )
        derived = nw.coalesce(found, derived)
    if isinstance(flows, LazyFlows):
        # codes are texts, and texts are dear: each is looked up once, and not in every row
        codes = frame.group_by("product").agg(nw.len()).select("product", _group=derived)
        codes = nw.from_native(keep_result(codes.to_native()))
        frame, derived = frame.join(codes, on="product", how="left"), nw.col("_group")
    if "group" in present and not groups:
        derived = nw.coalesce(nw.col("group").cast(nw.String), derived)
    names = dict.fromkeys([*present, "group"])
    grouped = frame.with_columns(derived.alias("group")).select(*names).to_native()
    if isinstance(flows, LazyFlows):
        return LazyFlows(grouped, flows.attrs | ({NAMES: labels} if labels else {}))
    if frame.implementation.is_pandas():
        # what became of the rows of their file is still to be told
        grouped.attrs.update(frame.to_native().attrs | ({NAMES: labels} if labels else {}))
    return grouped


def labels_of(table: pd.DataFrame, key: str) -> dict[str, dict[str, str]]:
    """Return what the groups or blocs of a table are called, by language; each has one name."""
    named = {}
    for language in {*countries.LANGUAGES} & {*table}:
        held = table[[key, language]].dropna().drop_duplicates()
        for one in held.loc[held[key].duplicated(), key]:
            raise FlowsError(f"{key} {quoted(one)} has several names in {language}; give it one")
        named[language] = dict(zip(held[key], held[language], strict=True))
    return named


def memberships(blocs: Any = MAIN_BLOCS) -> pd.DataFrame:
    """Return who is in which of some blocs from which month to which, as `countries.memberships`.

    Each is the name of a bloc, or a file of blocs of one's own: any table that
    `sez.intake(FILE, table="blocs")` reads, of `bloc`, `alpha3` (a country), the months `start` and
    `end` of its membership, empty where it has none, and names of the bloc in `en` and `ru`.

    >>> memberships("CIS").tail(1).to_numpy().tolist()
    [['CIS', 'GEO', '1993-12', '2009-08']]
    """
    import pandas as pd

    if isinstance(blocs, pd.DataFrame):
        return blocs
    house = countries.memberships()
    parts = [house[:0]]
    for one in keys(str(blocs) if isinstance(blocs, Path) else blocs):
        known = house[house["bloc"] == one]
        if known.empty and not re.search(r"[./\\]", str(one)):
            names = house["bloc"].unique().tolist()
            raise unlisted("unknown bloc", one, "a file has others, and the blocs are", names)
        parts.append(_own_blocs(one, house) if known.empty else known)
    return pd.concat(parts, ignore_index=True).drop_duplicates(ignore_index=True)


def list_members(blocs: pd.DataFrame) -> dict[str, list[list[str]]]:
    """Return the members of each bloc of one's own, and none of those that sezlib knows."""
    known = {*countries.memberships()["bloc"]}
    dated = blocs[["bloc", "alpha3", "start", "end"]].groupby("bloc", sort=False)
    return {b: [] if b in known else of.iloc[:, 1:].to_numpy().tolist() for b, of in dated}


def _own_blocs(path: str | Path, house: pd.DataFrame) -> pd.DataFrame:
    own = sources.read_table("blocs", path, zone=[])
    own = own.reindex(columns=[*house, *countries.LANGUAGES]).astype("str")
    own = own.fillna({"start": "0001-01", "end": "9999-12"})
    for bloc, held in own.groupby("bloc"):
        known = house[house["bloc"] == bloc]
        members = [set(map(tuple, of[[*house]].to_numpy())) for of in (held, known)]
        if str(bloc).partition(":")[0] == OTHER or (len(known) and members[0] != members[1]):
            raise FlowsError(
                f"{Path(path).name}: the bloc {quoted(bloc)} has other members than the one that "
                "sezlib knows by this name; call it otherwise"
            )
    return own


@answering
def with_blocs(flows: Any, blocs: str | Path | Iterable[str] = MAIN_BLOCS) -> Any:
    """Return `flows` once for every bloc that its destination belongs to, in a column `bloc`.

    `blocs` are names of blocs, and files of blocs of one's own as `memberships` reads them.

    Blocs overlap: a flow to Kazakhstan is one to the EAEU and one to Asia, so totals by bloc add
    up to more than the whole (use `relative_to` with the total for shares). A flow belongs where
    its whole period lies within the membership; what belongs to none of `blocs` is under `other`.

    >>> import pandas as pd, sezlib as sez
    >>> flows = pd.DataFrame({"period": ["2015-07", "2015-08"], "value": 1.0, "destination": "KGZ"})
    >>> sez.with_blocs(flows, ["EAEU"])["bloc"].tolist()
    ['EAEU', 'other']
    """
    frame = begin(flows, "period", "destination")
    refuse_used(frame, "_begins", "_ends", "_to")
    table = memberships(blocs)
    if isinstance(frame, nw.DataFrame):
        periods(frame)
    columns = [column for column in frame.collect_schema().names() if column != "bloc"]
    frame = frame.with_columns(
        first_month().alias("_begins"),
        last_month().alias("_ends"),
        nw.col("destination").fill_null(unknown("destination")).alias("_to"),
    )
    # whenever it begins, a fiscal year lies in its own year and the next
    fiscal, first = nw.col("_begins") >= FISCAL * 12, FISCAL * 12
    frame = frame.with_columns(
        nw.when(fiscal).then(nw.col(name) - ahead).otherwise(nw.col(name)).alias(name)
        for name, ahead in (("_begins", first), ("_ends", first - 12))
    )
    parts, any_bloc = [], nw.col("_to").is_null()
    for bloc in table["bloc"].unique():
        member = nw.lit(False)
        of_bloc = table[table["bloc"] == bloc]
        for (start, end), spell in of_bloc.groupby(["start", "end"]):
            held = (nw.col("_begins") >= months_of(start)[0]) & (
                nw.col("_ends") <= months_of(end)[1]
            )
            member = member | (nw.col("_to").is_in(spell["alpha3"].tolist()) & held)
        parts.append(frame.filter(member).with_columns(nw.lit(bloc).alias("bloc")))
        any_bloc = any_bloc | member
    parts.append(frame.filter(~any_bloc).with_columns(nw.lit(OTHER).alias("bloc")))
    return finish(nw.concat(parts, how="vertical"), ["bloc", *columns], [*columns, "bloc"])
