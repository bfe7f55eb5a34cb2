"""Files into flows: one small reader per format, recognised by content.

This is the only place that knows a file format.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sezlib.flows import ACCOUNT, COLUMNS, FlowsError, listed, near
from sezlib.secrets import without_secrets
from sezlib.sources.accounting import SOURCES, Intake, added, intake, suggest, writable
from sezlib.sources.files import find, is_remote, missing, opened, table

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 5

__all__ = [
    "SOURCES",
    "Intake",
    "find",
    "intake",
    "is_remote",
    "missing",
    "only",
    "opened",
    "read",
    "suggest",
    "table",
    "writable",
]


def read(
    path: str | Path | Iterable[str | Path],
    source: str = "auto",
    engine: str = "pandas",
    *,
    zone: str = "",
    mapping: str | Path = "",
    value_in: str = "",
    encoding: str = "",
) -> Any:
    """Return the flows in a file, every row of it right; or in several, one below the other.

    What `intake` would reject is an error here: one sentence that names the file, the column and
    the lines. `source` is one of `SOURCES`, or `auto`, which looks at the content; `mapping`,
    `value_in` and `encoding` are as `intake` takes them. With `zone` only its rows are returned; a
    file with several zones needs it. A relative path is looked for in the working folder, then in
    the project.

    A list of paths is read to compare zones: every zone is kept. Each file names its zones, none of
    which is in another file too, and all are in one currency. A column that a file lacks is null
    there, but a file without `synthetic` is of real records.

    >>> import sezlib as sez
    >>> flows = sez.read("data/sample/flows.csv")
    >>> flows["value"].sum()
    np.float64(615400000.0)
    >>> several = sez.read(["data/sample/flows.csv", "data/sample/zones.csv"])
    >>> several["zone"].unique().tolist()
    ['SEZ Technopolis Moscow', 'Harbour Zone', 'Valley Zone']
    """
    how = {"mapping": mapping, "value_in": value_in, "encoding": encoding}
    if isinstance(path, str | Path):
        return _one(path, source, engine, zone, how)
    if engine != "pandas":
        raise FlowsError(f"several files are read with the engine 'pandas', and not {engine!r}")
    return _several([find(one) for one in path], source, zone, how)


def _one(
    path: str | Path, source: str, engine: str, zone: str, how: dict[str, Any], whole: bool = False
) -> Any:
    taken = intake(path, source, engine, zone=zone, **how)
    name = Path(without_secrets(str(path))).name
    if len(taken.rejected):
        raise FlowsError(f"{name}: {_told(taken.rejected)}")
    if not whole:
        _refuse_several(taken, zone, name)
    return taken.flows


def _told(rejected: pd.DataFrame) -> str:
    """Return the first reason for which rows were rejected, with the lines that it holds for."""
    first = rejected.iloc[0]
    if not first["column"]:
        return f"line {first['line']} {first['reason']}"
    same = rejected[
        (rejected["column"] == first["column"]) & (rejected["reason"] == first["reason"])
    ]
    seen = ", ".join(
        f"{line} ({short_value(value)})"
        for line, value in zip(same["line"][:SHOWN], same["value"][:SHOWN], strict=True)
    )
    more = f" and {len(same) - SHOWN} more" if len(same) > SHOWN else ""
    return f"column {first['column']!r} {first['reason']}; see line {seen}{more}"


def short_value(value: str) -> str:
    """Return what stood in a cell as an error quotes it."""
    return repr(value if len(value) <= 40 else value[:39] + "…") if value else "empty"


def _refuse_several(taken: Intake, zone: str, name: str) -> None:
    import narwhals as nw

    frame = nw.from_native(taken.flows)
    if "zone" not in frame.collect_schema().names():
        return
    held = frame.select("zone").unique().lazy().collect()["zone"].drop_nulls()
    zones = sorted(held.to_list())
    if not zone and len(zones) > 1:
        raise FlowsError(f"{name}: several zones, {listed(zones)}; name one as zone")


def only(flows: pd.DataFrame, zone: str, name: str) -> pd.DataFrame:
    """Return the rows of one zone, which has to be named where a table has several."""
    if "zone" not in flows:
        return flows.assign(zone=zone) if zone else flows
    zones = sorted(flows["zone"].dropna().unique())
    if not zone and len(zones) > 1:
        raise FlowsError(f"{name}: several zones, {listed(zones)}; name one as zone")
    if zone and zone not in zones:
        raise FlowsError(
            f"{name}: no zone {zone!r}{near(zone, zones)}; the zones are {listed(zones)}"
        )
    return flows[flows["zone"] == zone].reset_index(drop=True) if zone else flows


def _several(paths: list[Path], source: str, zone: str, how: dict[str, Any]) -> pd.DataFrame:
    import pandas as pd

    if not paths:
        raise FlowsError("no file is named")
    # without `whole` a file with several zones would be refused, and here they are compared
    frames = [_one(path, source, "pandas", "", how, whole=True) for path in paths]
    if len(paths) > 1:
        _refuse_overlap(list(zip(paths, frames, strict=True)))
    if any("synthetic" in flows for flows in frames):
        frames = [f if "synthetic" in f else f.assign(synthetic=False) for f in frames]
    flows = pd.concat(frames, ignore_index=True)
    flows.attrs[ACCOUNT] = added(frame.attrs[ACCOUNT] for frame in frames)
    names = [c for c in COLUMNS if c in flows] + [c for c in flows if c not in COLUMNS]
    return only(flows[names], zone, "all files") if zone else flows[names]


def _refuse_overlap(files: list[tuple[Path, pd.DataFrame]]) -> None:
    home: dict[str, Path] = {}
    for path, flows in files:
        if "zone" not in flows:
            raise FlowsError(f"{path.name}: no column 'zone', to tell the files apart by")
        for zone in sorted(flows["zone"].unique()):
            if zone in home:
                raise FlowsError(
                    f"zone {zone!r} is in both {str(home[zone])!r} and {str(path)!r}, and would "
                    "count twice; keep one of them"
                )
            home[zone] = path
    kept = {p: sorted(f["currency"].unique()) if "currency" in f else [] for p, f in files}
    if len({tuple(names) for names in kept.values()}) > 1:
        told = (f"{p.name} {'in ' + listed(c) if c else 'names none'}" for p, c in kept.items())
        raise FlowsError(f"the files are not in one currency: {', '.join(told)}")
