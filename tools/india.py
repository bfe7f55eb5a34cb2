"""Makes what `make india` works on where nobody has the real file, and the plan of its reports.

    python -m tools.india file export-import.parquet 18000000
    python -m tools.india plan reports/india 2024

The file has the layout of India's trade by port, as large as is asked for, and is **synthetic**:
each row is marked so. In 2024 the exports of its zones are the thirteen published totals of
`data/zones/india/ports.csv`, to the dollar; every row below them is drawn. The plan has a report of
each zone with exports in the year, and one of all of them together.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import duckdb

FOLDER = Path(__file__).parent.parent / "data" / "zones" / "india"
# with fewer, a port might have no exports in 2024
LEAST = 20_000
MONTHS, YEAR = 51, 2024
PORTS = ("CHENNAI SEA", "COCHIN SEA", "DELHI AIR", "HAZIRA PORT SURAT", "KANDLA", "KOLKATA SEA",
         "MUMBAI AIR", "MUMBAI SEA", "MUNDRA", "NHAVA SHEVA SEA", "TUTICORIN SEA")  # fmt: skip
GOODS = ("AIRCRAFT, SPACECRAFT AND PARTS", "ALUMINIUM, PRODUCTS OF ALUMINM",
         "DRUG FORMULATIONS, BIOLOGICALS", "ELECTRONICS COMPONENTS",
         "GOLD AND OTH PRECS METL JWLERY", "IRON AND STEEL", "ORGANIC CHEMICALS",
         "OTHER COMMODITIES", "PETROLEUM PRODUCTS", "PLASTIC RAW MATERIALS", "RICE -BASMOTI",
         "SHIP, BOAT AND FLOATING STRUCT")  # fmt: skip
COUNTRIES = ("Australia", "Belgium", "Brazil", "China", "France", "Germany", "Indonesia", "Israel",
             "Italy", "Japan", "Kenya", "Malaysia", "Mexico", "Nepal", "Netherlands",
             "Saudi Arabia", "Singapore", "South Africa", "United Arab Emirates", "United Kingdom",
             "United States")  # fmt: skip
# so many of the rows are of zones, and so many rupees a dollar
ZONES, RUPEES = 12, 83
# one multiplier for each thing that is drawn, so that none follows another
DRAWN = {"month": (2654435761, MONTHS), "kind": (2246822519, 2), "goods": (3266489917, len(GOODS)),
         "country": (668265263, len(COUNTRIES)), "port": (374761393, len(PORTS)),
         "size": (2870177450, 1000), "small": (3332679571, 2)}  # fmt: skip


def file(path: Path, rows: int) -> None:
    """Write so many rows in the layout of India's trade by port, Parquet or CSV by the name."""
    if rows < LEAST:
        sys.exit(f"{rows:,} rows are too few for each zone to have exports; make {LEAST:,} or more")
    con = duckdb.connect()
    con.execute(
        "CREATE TABLE zones AS SELECT (row_number() OVER ()) - 1 AS n, zone, value::BIGINT AS "
        f"total FROM read_csv('{FOLDER / 'ports.csv'}', all_varchar = true)"
    )
    draws = ", ".join(f"(i * {by} // 65536) % {n} AS {name}" for name, (by, n) in DRAWN.items())
    con.execute(f"""
        CREATE VIEW drawn AS
        SELECT i, 2021 + month // 12 AS year, month % 12 + 1 AS month, kind = 0 AS exported,
            {_one(GOODS, "goods")} AS goods, {_one(COUNTRIES, "country")} AS country,
            1 + size * size AS weight, zone, total,
            coalesce(if(small = 0, zone, upper(zone[1:1]) || lower(zone[2:])),
                {_one(PORTS, "port")}) AS port
        FROM (SELECT i, {draws} FROM range({rows}) r(i)) AS one
        LEFT JOIN zones ON i % {ZONES} = 0 AND n = i // {ZONES} % (SELECT count(*) FROM zones)
    """)
    # of a zone's exports in the year each row has its part of the total, and the first the rest
    con.execute(f"""
        COPY (
            WITH held AS (SELECT *, exported AND year = {YEAR} AS counts FROM drawn
                WHERE zone IS NOT NULL),
            valued AS (SELECT *, (total::HUGEINT * weight // sum(weight) FILTER (counts)
                OVER (PARTITION BY zone, total))::BIGINT AS part FROM held),
            summed AS (SELECT *, part + if(counts AND row_number() OVER (PARTITION BY zone, total,
                counts ORDER BY i) = 1, total - sum(part) FILTER (counts)
                OVER (PARTITION BY zone, total), 0) AS value FROM valued),
            made AS (SELECT goods, country, port, year, month, exported, value::BIGINT AS value
                FROM summed UNION ALL SELECT goods, country, port, year, month, exported,
                weight * 40 FROM drawn WHERE zone IS NULL)
            SELECT goods AS "Commodity", country AS "Country", port AS "Port", year AS "Year",
                month AS "Month", if(exported, 'Export', 'Import') AS "Type", NULL::DOUBLE AS
                "Quantity", NULL::VARCHAR AS "Unit", value * {RUPEES} AS "INR Value",
                value AS "USD Value", true AS "synthetic"
            FROM made
        ) TO '{path}'
    """)


def _one(words: tuple[str, ...], drawn: str) -> str:
    return f"{[*words]}[{drawn} + 1]"


def plan(folder: Path, year: str) -> None:
    """Write the plan of a report for each zone with exports in the year, and of one for all."""
    flows = folder / "flows.parquet"
    asked = "SELECT DISTINCT zone FROM read_parquet(?) WHERE starts_with(period, ?) ORDER BY zone"
    zones = [zone for (zone,) in duckdb.execute(asked, [str(flows), year]).fetchall()]
    if not zones:
        sys.exit(f"{flows}: no exports of a zone in {year}")
    shared = f"parameters = {{ flows = {json.dumps(str(flows))}, period = {json.dumps(year)} }}\n"
    report = f'\n[[report]]\nnotebook = "annual_export"\n{shared}'
    text = f"out = {json.dumps(str(folder))}\n{report}"
    text += f'name = "all"\n{report}grid = {{ zone = {json.dumps(zones)} }}\n'
    (folder / "plan.toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    what, where, told = sys.argv[1:]
    if what == "file":
        file(Path(where), int(told))
    else:
        plan(Path(where), told)
