"""Layouts of sources that publish records: our own, Comtrade, BACI, ComexStat, customs, DGCI&S.

Each says by which columns it is known and how they are read. `FORMATS` is asked from the top.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from sezlib import reference
from sezlib.schema import COLUMNS, FlowsError, listed, near
from sezlib.sources.layout import (
    Field,
    Layout,
    from_two,
    lower,
    month,
    none_of,
    plain,
    stated_unit,
    text,
)
from sezlib.sources.raw import Raw

THOUSAND = Decimal(1000)


class Format(NamedTuple):
    """A source: the headers it is known by, and what makes a layout of an open file."""

    known: Callable[[Raw], bool]
    layout: Callable[[Raw, str], Layout]


def headed(raw: Raw) -> None:
    """Refuse a table that is no table of flows."""
    for column in ("period", "value"):
        if column not in raw.names:
            names = [name for name in raw.names if name]
            raise FlowsError(
                f"{raw.path.name}: no column {column!r}{near(column, names)}; the columns are "
                f"{listed(names)}, and flows need 'period' and 'value'; for columns by other names "
                "state a mapping"
            )


def own(raw: Raw, value_in: str) -> Layout:
    """sezlib's own layout: the columns of flows, and any others, which are carried."""
    headed(raw)
    named = {name: name for name in COLUMNS if name in raw.names}
    carried = {name: name for name in raw.names if name and name not in COLUMNS}
    constants, scale = {}, {}
    if value_in:
        currency, times = stated_unit(value_in, raw.path.name)
        if "currency" not in raw.names:
            constants["currency"] = currency
        scale["value"] = times
    return Layout("flows", plain(raw, **named, **carried), constants=constants, scale=scale)


# UN Comtrade, bulk and classic downloads: one file may hold exports, imports and re-exports, the
# World beside its partners, and the chapters beside their lines. Re-exports are part of exports
# (https://unstats.un.org/wiki/display/comtrade).
CLASSIC = ("Trade Flow Code", "Reporter ISO", "Partner ISO", "Trade Value (US$)", "Period")
NEW = ("flowCode", "reporterISO", "partnerISO", "primaryValue", "period", "cmdCode")
OTHER_FLOWS = {
    "import": ("m", "1"),
    "re-export, which exports hold": ("rx", "3"),
    "re-import": ("rm", "4"),
}


def comtrade_new(raw: Raw, _: str) -> Layout:
    """UN Comtrade's layout of 47 columns."""
    fields = plain(
        raw, period="period", zone="reporterISO", product="cmdCode", value="primaryValue",
        net_kg="netWgt", quantity="qty", unit="qtyUnitAbbr",
    )  # fmt: skip
    aside = _flow_kinds(text(raw, "flowCode"), "x")
    facts: tuple[str, ...] = ()
    for name, whole, said in (
        ("motCode", "0", "one mode of transport, which the row of all modes holds"),
        ("customsCode", "c00", "one customs procedure, which the row of all holds"),
        ("partner2Code", "0", "one second partner, which the row of all holds"),
    ):
        if name in raw.names:
            column = lower(text(raw, name))
            # whether there are rows of all, in the whole file
            told = f"(SELECT f{len(facts)} FROM _facts)"
            facts += (f"bool_or({column} = '{whole}')",)
            aside += ((said, f"{column} NOT IN ('{whole}', '') AND {told}"),)
    return replace(_comtrade(raw, fields, aside, "partnerISO", "partnerCode"), facts=facts)


def comtrade_classic(raw: Raw, _: str) -> Layout:
    """UN Comtrade's layouts of 22 and 35 columns."""
    fields = plain(
        raw, period="Period", zone="Reporter ISO", product="Commodity Code",
        value="Trade Value (US$)", net_kg="Netweight (kg)", quantity="Qty", unit="Qty Unit",
    )  # fmt: skip
    aside = _flow_kinds(text(raw, "Trade Flow Code"), "2")
    return _comtrade(raw, fields, aside, "Partner ISO", "Partner Code")


def _flow_kinds(flow: str, export: str) -> tuple[tuple[str, str], ...]:
    kinds = tuple(
        (said, f"{lower(flow)} IN ({', '.join(repr(code) for code in codes)})")
        for said, codes in OTHER_FLOWS.items()
    )
    return (*kinds, ("another flow than export", f"{lower(flow)} <> '{export}'"))


def _comtrade(
    raw: Raw, fields: dict[str, Field], aside: tuple[tuple[str, str], ...], iso: str, code: str
) -> Layout:
    # the letters of some areas are Comtrade's own, their numbers are the better known ones
    codes = (
        f"coalesce(nullif(trim({text(raw, code)}), ''), {text(raw, iso)})"
        if code in raw.names
        else text(raw, iso)
    )
    fields["destination"] = Field(iso, codes)
    return Layout(
        "comtrade", fields, aside, constants={"currency": "USD"}, decimal=".", products_nest=True
    )


# https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37: v in thousand USD, q in
# metric tons, i and j numeric country codes; k has often lost its leading zero
BACI = ("t", "i", "j", "k", "v", "q")


def baci(raw: Raw, _: str) -> Layout:
    """CEPII's BACI: the zone is the exporting country."""
    fields = plain(raw, period="t", zone="i", product="k", destination="j", value="v", net_kg="q")
    fields["net_kg"] = Field("q", f"nullif(trim({text(raw, 'q')}), 'NA')")
    scale = {"value": THOUSAND, "net_kg": THOUSAND}
    constants = {"currency": "USD"}
    return Layout(
        "baci",
        fields,
        constants=constants,
        decimal=".",
        scale=scale,
        digits=6,
        zone_is_country=True,
        needed=("product",),
    )


# https://balanca.economia.gov.br/balanca/bd/: values are FOB in USD; a state ND is not declared
NCM = ("CO_ANO", "CO_MES", "CO_NCM", "CO_PAIS", "SG_UF_NCM", "KG_LIQUIDO", "VL_FOB")
MUNICIPAL = ("CO_ANO", "CO_MES", "SH4", "CO_PAIS", "CO_MUN", "KG_LIQUIDO", "VL_FOB")


def comexstat(raw: Raw, _: str) -> Layout:
    """Brazil's ComexStat: the zone is the state of origin, or the municipality of the exporter."""
    if raw.has(("VL_FRETE",)) or raw.has(("VL_SEGURO",)):
        raise FlowsError(f"{raw.path.name}: ComexStat's imports, and flows are exports")
    by_state = raw.has(NCM)
    fields = plain(
        raw, zone="SG_UF_NCM" if by_state else "CO_MUN", product="CO_NCM" if by_state else "SH4",
        destination="CO_PAIS", value="VL_FOB", net_kg="KG_LIQUIDO", quantity="QT_ESTAT",
        unit="CO_UNID", **({} if by_state else {"state": "SG_UF_MUN"}),
    )  # fmt: skip
    return Layout(
        "comexstat",
        {"period": month(raw, "CO_ANO", "CO_MES"), **fields},
        country=lambda code: reference.scheme_country("comexstat", code),
        period=from_two,
        constants={"currency": "USD"},
        decimal=".",
        digits=8 if by_state else 4,
        needed=("product",),
    )


# the Russian Federal Customs Service: the unit of value differs by vintage, so it has to be stated
CUSTOMS = ("NAPR", "PERIOD", "STRANA", "TNVED", "STOIM")
ENGLISH = ("DIRECTION", "PERIOD", "COUNTRY", "HS", "VALUE")


def customs(raw: Raw, value_in: str) -> Layout:
    """The customs service's dumps, by Russian or English names; a product of X is confidential."""
    currency, times = stated_unit(value_in, f"{raw.path.name}: records of the customs service")
    if raw.has(CUSTOMS):
        names = ("NAPR", "STRANA", "TNVED", "STOIM", "NETTO", "KOL", "EDIZM")
    else:
        names = ("DIRECTION", "COUNTRY", "HS", "VALUE", "NETWEIGHT", "QUANTITY", "UM")
    way, country, product, value, net, quantity, unit = names
    fields = plain(
        raw, period="PERIOD", zone="REGION", product=product, destination=country, value=value,
        net_kg=net, quantity=quantity, unit=unit, district="REGION_S",
    )  # fmt: skip
    return Layout(
        "customs",
        fields,
        (
            ("import", f"{lower(text(raw, way))} IN ('им', 'imp', 'import', 'импорт')"),
            (
                "neither export nor import",
                none_of(text(raw, way), ("эк", "exp", "export", "экспорт")),
            ),
        ),
        country=lambda code: reference.scheme_country("customs", code),
        constants={"currency": currency},
        scale={"value": times},
        digits=10,
    )


# India's DGCI&S principal commodities by port, as published in
# github.com/Vonter/india-export-import
DGCIS = ("Commodity", "Country", "Port", "Year", "Month", "Type")


def dgcis(raw: Raw, value_in: str) -> Layout:
    """India's trade by port: the zones are the ports whose name begins with SEZ."""
    currency, times = stated_unit(value_in or "USD", raw.path.name)
    value = f"{currency} Value"
    if value not in raw.names:
        raise FlowsError(f"{raw.path.name}: no column {value!r}; state value_in as USD or INR")
    fields = plain(raw, group="Commodity", destination="Country", quantity="Quantity", unit="Unit")
    port = f"upper(trim(regexp_replace({text(raw, 'Port')}, '\\s+', ' ', 'g')))"
    kind = lower(text(raw, "Type"))
    return Layout(
        "dgcis",
        {
            "period": month(raw, "Year", "Month"),
            "zone": Field("Port", port),
            "value": Field(value, raw.column(value)),
            **fields,
        },
        (
            ("import", f"{kind} = 'import'"),
            ("neither export nor import", f"{kind} <> 'export'"),
            (
                "another port than a special economic zone",
                f"NOT regexp_matches(coalesce({text(raw, 'Port')}, ''), '^(?i)\\s*SEZ\\b')",
            ),
        ),
        period=from_two,
        constants={"currency": currency},
        decimal=".",
        scale={"value": times},
        told=("zone",),
    )


FORMATS: dict[str, Format] = {
    "comtrade": Format(
        lambda raw: raw.has(NEW) or raw.has(CLASSIC),
        lambda raw, unit: (comtrade_new if raw.has(NEW) else comtrade_classic)(raw, unit),
    ),
    "baci": Format(lambda raw: set(raw.names) == set(BACI), baci),
    "comexstat": Format(lambda raw: raw.has(NCM) or raw.has(MUNICIPAL), comexstat),
    "customs": Format(lambda raw: raw.has(CUSTOMS) or raw.has(ENGLISH), customs),
    "dgcis": Format(lambda raw: raw.has(DGCIS), dgcis),
    "flows": Format(lambda raw: True, own),
}
