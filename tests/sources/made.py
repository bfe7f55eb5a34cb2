"""Small files in the shapes of real sources, written by the tests themselves."""

from __future__ import annotations

import csv
import io
import struct
from pathlib import Path

NEW = """
typeCode freqCode refPeriodId refYear refMonth period reporterCode reporterISO
reporterDesc flowCode flowDesc partnerCode partnerISO partnerDesc partner2Code
partner2ISO partner2Desc classificationCode classificationSearchCode
isOriginalClassification cmdCode cmdDesc aggrLevel isLeaf customsCode customsDesc
mosCode motCode motDesc qtyUnitCode qtyUnitAbbr qty isQtyEstimated altQtyUnitCode
altQtyUnitAbbr altQty isAltQtyEstimated netWgt isNetWgtEstimated grossWgt
isGrossWgtEstimated cifvalue fobvalue primaryValue legacyEstimationFlag isReported
isAggregate
"""
CLASSIC = """
Classification, Year, Period, Period Desc., Aggregate Level, Is Leaf Code,
Trade Flow Code, Trade Flow, Reporter Code, Reporter, Reporter ISO, Partner Code,
Partner, Partner ISO, Commodity Code, Commodity, Qty Unit Code, Qty Unit, Qty,
Netweight (kg), Trade Value (US$), Flag
"""
CUSTOMS = "NAPR,PERIOD,STRANA,TNVED,EDIZM,STOIM,NETTO,KOL,REGION,REGION_S"
NCM = "CO_ANO;CO_MES;CO_NCM;CO_UNID;CO_PAIS;SG_UF_NCM;CO_VIA;CO_URF;QT_ESTAT;KG_LIQUIDO;VL_FOB"
DGCIS = ["Commodity", "Country", "Port", "Year", "Month", "Type", "Quantity", "Unit"]
DGCIS += ["INR Value", "USD Value"]


def table(header: list[str], rows: list[dict], delimiter: str = ",", tail: str = "") -> str:
    """A CSV text; what a row does not say is empty, and `tail` ends each of its lines."""
    text = io.StringIO()
    writer = csv.DictWriter(text, header, delimiter=delimiter, lineterminator=f"{tail}\n")
    writer.writerows({**dict.fromkeys(header, ""), **row} for row in rows)
    head = io.StringIO()
    csv.writer(head, delimiter=delimiter, lineterminator="\n").writerow(header)
    return head.getvalue() + text.getvalue()


def comtrade(rows: list[tuple], months: bool = False) -> str:
    """UN Comtrade's new layout: flow, partner, product, value, and a comma at each line's end."""
    made = [
        {"period": "202207" if months else "2022", "reporterISO": "KAZ", "flowCode": flow,
         "partnerCode": partner, "partnerISO": "W00" if partner == "0" else "", "cmdCode": product,
         "primaryValue": value, "motCode": mode, "customsCode": "C00", "partner2Code": "0"}
        for flow, partner, product, value, mode in rows
    ]  # fmt: skip
    return table(NEW.split(), made, tail=",")


def classic(rows: list[tuple]) -> str:
    """UN Comtrade's layout of 22 columns: flow, partner, product, value."""
    made = [
        {"Period": "2005", "Reporter ISO": "MDG", "Trade Flow Code": flow, "Partner Code": partner,
         "Partner ISO": "", "Commodity Code": product, "Trade Value (US$)": value}
        for flow, partner, product, value in rows
    ]  # fmt: skip
    return table([name.strip() for name in CLASSIC.split(",")], made)


def dbf(path: Path, fields: list[tuple[str, str, int]], rows: list[list[str]], **told) -> Path:
    """A DBF table, its cells as they are given."""
    encoding = told.get("encoding", "cp866")
    width = 1 + sum(size for _, _, size in fields)
    head = struct.pack(
        "<B3BIHH20x", 3, 119, 1, 1, told.get("count", len(rows)), 33 + 32 * len(fields), width
    )
    for name, kind, size in fields:
        head += struct.pack("<11sc4xBB14x", name.encode(encoding), kind.encode(), size, 0)
    body = b"".join(
        b"*" * (number in told.get("deleted", ())) + b" " * (number not in told.get("deleted", ()))
        + b"".join(c.encode(encoding).ljust(s) for c, (_, _, s) in zip(row, fields, strict=True))
        for number, row in enumerate(rows)
    )  # fmt: skip
    path.write_bytes(head + b"\r" + body + b"\x1a")
    return path


def parts(taken):
    """Value accepted, and value set aside by reason."""
    account = taken.account
    aside = account[account["part"] == "set aside"]
    accepted = account.loc[account["part"] == "accepted", "value"].iloc[0]
    return float(accepted), dict(zip(aside["reason"], map(float, aside["value"]), strict=True))
