"""Flows to time with: made by rule, the same on every run, written to Parquet once.

Three kinds. A number of rows such as `10M`: zones of many years, with few residents, products and
destinations that carry most of the trade, and residents that start late. `zone-10M`: the same as
one zone has them, with countries and headings that there are. `india`: as many rows,
commodities, countries, ports, years and months as the DGCI&S file of India's trade has
(github.com/Vonter/india-export-import), under the names of flows; the amounts are invented.

    python benchmarks/flows.py [FOLDER [NAME ...]]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import duckdb

FOLDER = Path(tempfile.gettempdir()) / "sezlib-bench"
ROWS = {"1M": 1_000_000, "10M": 10_000_000, "100M": 100_000_000}
ROWS |= {f"zone-{name}": rows for name, rows in ROWS.items()} | {"india": 18_053_536}

# `chance(i, n)` is a number from 0 to 1 that depends on the row i and on n alone; with it, `zipf`
# draws 0, 1, 2, ... about as often as Zipf's law has it, with weights 1, 1/2, 1/3, ...
HELP = """
CREATE MACRO chance(i, n) AS hash(i * 16 + n) / 18446744073709551616.0;
CREATE MACRO zipf(i, n, many) AS
  least(floor(pow(many + 1, chance(i, n))), many)::INT - 1;
CREATE MACRO normal(i, n) AS
  sqrt(-2 * ln(chance(i, n) + 1e-12)) * cos(2 * pi() * chance(i, n + 1));
CREATE MACRO month(first, months) AS
  (first + months // 12)::VARCHAR || '-' || lpad((months % 12 + 1)::VARCHAR, 2, '0');
CREATE MACRO letter(number) AS chr((65 + number % 26)::INT);
CREATE MACRO letters(number) AS
  letter(number // 676) || letter(number // 26) || letter(number);
"""

# 20 zones of 100 residents each, of which a half is there from 2006 on; 30 products a resident
ZONES = """
WITH who AS (SELECT i, zipf(i, 0, 2000) AS resident FROM range({rows}) AS r(i)),
began AS (
  SELECT *, greatest(0, (hash(resident) // 64 % 280)::INT - 140) AS begun FROM who
)
SELECT month(2006, begun + floor(pow(chance(i, 1), 0.7) * (168 - begun))::INT) AS period,
  'Zone ' || lpad((resident % 20)::VARCHAR, 2, '0') AS zone,
  'Resident ' || lpad(resident::VARCHAR, 4, '0') AS resident,
  (100000 + (resident * 7919 + zipf(i, 2, 30) * 13) % 5000 * 180)::VARCHAR AS product,
  CASE WHEN chance(i, 3) < 0.005 THEN 'ZZZ'
    ELSE letters((zipf(i, 4, 200) + resident % 3) * 67 + 17) END AS destination,
  CASE WHEN chance(i, 9) < 0.002 THEN 0 ELSE round(exp(9 + 2 * normal(i, 5)), 2) END AS value,
  round(exp(5 + 2 * normal(i, 7)), 1) AS net_kg
FROM began
"""

# countries and headings that there are stand for letters and numbers
ZONE = """
SELECT * REPLACE (
  'Zone 00' AS zone,
  CASE WHEN destination = 'ZZZ' THEN destination
    ELSE {codes}[1 + (hash(destination) % len({codes}))::INT] END AS destination,
  {headings}[1 + (product::INT // 180) % len({headings})] || product[5:6] AS product
), 'RUB' AS currency
FROM ({zones})
"""

INDIA = """
SELECT month(2003, floor(pow(chance(i, 0), 0.8) * 276)::INT) AS period,
  'Port ' || lpad(zipf(i, 1, 717)::VARCHAR, 3, '0') AS zone,
  'Commodity ' || lpad(zipf(i, 2, 204)::VARCHAR, 3, '0') AS product,
  letters(zipf(i, 3, 255) * 67 + 17) AS destination,
  round(exp(9 + 2.5 * normal(i, 4))) AS value
FROM range({rows}) AS r(i)
"""


def parquet(name: str, folder: Path = FOLDER) -> Path:
    """Return the path of a file of flows, made now unless it is there."""
    path = folder / f"{name}.parquet"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    made = (INDIA if name == "india" else ZONES).format(rows=ROWS[name])
    if name.startswith("zone-"):
        made = ZONE.format(**_known(), zones=made)
    with duckdb.connect(config={"memory_limit": "6GiB", "temp_directory": str(folder)}) as base:
        base.execute(HELP)
        # a file is there when it is whole
        base.execute(f"COPY ({made}) TO '{path}.part' (FORMAT parquet)")
    path.with_name(path.name + ".part").rename(path)
    return path


def _known() -> dict[str, list[str]]:
    from sezlib import countries

    headings = (f"{number:04}" for number in range(100, 9700))
    return {
        "codes": sorted({*countries.memberships()["alpha3"]}),
        "headings": [heading for heading in headings if countries.is_heading(heading)],
    }


def main(folder: Path, names: list[str]) -> None:
    """Make the files and say what is in them."""
    print("| flows | rows | MB | residents | products | destinations | zones | months | made, s |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name in names:
        begun = time.perf_counter()
        path = parquet(name, folder)
        took = time.perf_counter() - begun
        columns = duckdb.read_parquet(str(path)).columns
        kinds = [
            f"count(DISTINCT {key})" if key in columns else "NULL"
            for key in ("resident", "product", "destination", "zone", "period")
        ]
        found = duckdb.sql(f"SELECT count(*), {', '.join(kinds)} FROM '{path}'").fetchall()[0]
        size = path.stat().st_size / 1e6
        told = " | ".join("" if n is None else f"{n:,}" for n in found[1:])
        print(f"| {name} | {found[0]:,} | {size:.0f} | {told} | {took:.0f} |", flush=True)


if __name__ == "__main__":
    given = sys.argv[1:]
    main(Path(given[0]) if given else FOLDER, given[1:] or list(ROWS))
