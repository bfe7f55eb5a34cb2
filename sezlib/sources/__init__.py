"""Files into flows: one small reader per format, recognised by content.

This is the only place that knows a file format.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sezlib.flows import (
    ACCOUNT,
    COLUMNS,
    MARKS,
    FlowsError,
    LazyFlows,
    listed,
    unlisted,
    values_of,
)
from sezlib.secrets import without_secrets
from sezlib.sources.accounting import (
    SOURCES,
    Intake,
    added,
    intake,
    listed_zones,
    stacked,
    writable,
)
from sezlib.sources.files import find, is_remote, is_spark, missing, opened, parted
from sezlib.sources.suggestions import suggest

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 5

__all__ = [
    "SOURCES",
    "Intake",
    "find",
    "intake",
    "is_remote",
    "is_spark",
    "listed_zones",
    "missing",
    "opened",
    "parted",
    "read",
    "read_declarations",
    "read_imports",
    "read_rates",
    "read_table",
    "suggest",
    "writable",
]


def read(
    path: str | Path | Iterable[str | Path],
    source: str = "auto",
    engine: str = "pandas",
    *,
    zone: str | Iterable[str] = "",
    mapping: str | Path = "",
    value_in: str = "",
    encoding: str = "",
    query: str = "",
) -> Any:
    """Return the flows in a file, every row of it right; or in several, one below the other.

    What `intake` would reject is an error here: one sentence that names the file, the column and
    the lines. `source` is one of `SOURCES`, or `auto`, which looks at the content; `mapping`,
    `value_in`, `encoding` and `query` are as `intake` takes them. With `zone` only its rows are
    returned; a file with several zones needs it, or a list of zones, of which an empty one takes
    all. A relative path is looked for in the working
    folder, then in the project.

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
    how: dict[str, Any] = {
        "source": source, "mapping": mapping, "value_in": value_in, "encoding": encoding,
        "query": query,
    }  # fmt: skip
    if isinstance(path, str | Path):
        return read_table("flows", path, engine=engine, zone=zone, **how)
    if engine not in ("pandas", "lazy"):
        raise FlowsError(
            f"several files are read with the engine 'pandas' or 'lazy', and not {engine!r}"
        )
    return _several([_found(one) for one in path], zone, how | {"engine": engine})


def _found(path: str | Path) -> Path:
    """Return where a file is, the sheet that is named of it behind."""
    found, (_, sheet) = find(path), parted(path)
    return found.with_name(f"{found.name}#{sheet}") if sheet else found


def read_table(table: str, path: str | Path, **how: Any) -> Any:
    """Return a kind of table in a file, every row of it right.

    `how` is as `intake` takes it. Where `zone` is a list there may be several zones.
    """
    taken = intake(path, table=table, **how)
    name = Path(without_secrets(str(path))).name
    if len(taken.rejected):
        raise FlowsError(f"{name}: {_told(taken.rejected)}")
    if how.get("zone", "") == "":
        _refuse_several(taken, name)
    return taken.flows


def read_imports(
    path: str | Path,
    *,
    zone: str | Iterable[str] = "",
    mapping: str | Path = "",
    value_in: str = "",
    encoding: str = "",
    query: str = "",
) -> pd.DataFrame:
    """Return the duty-free imports in a file, every row of it right.

    A row needs `period`, `value` (the customs value), `duty_rate` and `vat_rate`: fractions from 0
    to 1, 0 where nothing would be due, never empty. `export_share`, the fraction used for goods
    that were exported, may be left out. Other columns are as in flows, unknown ones are carried,
    empty texts are null. Files are found, read and refused as `read` does it, by the same
    parameters, and `sez.intake(path, table="imports")` accounts for each row.

    >>> import sezlib as sez
    >>> imports = sez.read_imports("data/sample/duty_free_imports.csv")
    >>> imports[["period", "value", "duty_rate", "vat_rate", "export_share"]].head(2)
        period    value  duty_rate  vat_rate  export_share
    0  2006-01  21715.0       0.05      0.18          0.92
    1  2006-02  14371.0       0.05      0.18          0.75
    """
    imports = read_table(
        "imports", path, zone=zone, mapping=mapping, value_in=value_in, encoding=encoding,
        query=query,
    )  # fmt: skip
    currencies = sorted(imports["currency"].unique()) if "currency" in imports else []
    if len(currencies) > 1:
        name = Path(without_secrets(str(path))).name
        raise FlowsError(f"{name}: in {listed(currencies)}, and imports are in one currency")
    return imports


def read_rates(path: str | Path, *, mapping: str | Path = "", encoding: str = "") -> pd.DataFrame:
    """Return the exchange rates in a file, as `sez.convert` takes them, every row of it right.

    A row needs `period`, `currency`, `to` and `rate`: units of the currency per unit of `to`, above
    0; an empty rate is null, so that nothing is converted by it. Files are found, read and refused
    as `read` does it.

    >>> import sezlib as sez
    >>> path = Path(getfixture("tmp_path")) / "rates.csv"
    >>> _ = path.write_text("period;currency;to;rate\\n2019-07;RUB;EUR;70,85\\n")
    >>> sez.read_rates(path).to_numpy().tolist()
    [['2019-07', 'RUB', 'EUR', 70.85]]
    """
    return read_table("rates", path, zone=[], mapping=mapping, encoding=encoding)


def read_declarations(
    path: str | Path,
    *,
    zone: str | Iterable[str] = "",
    mapping: str | Path = "",
    encoding: str = "",
    query: str = "",
) -> pd.DataFrame:
    """Return the customs declarations in a file, every row of it right.

    A row needs `registered` and `released`, times to the minute such as `2019-03-04T09:15`; an
    empty `released` is null: not released yet. A `declaration` number stands in one row only.
    `post`, `resident` and other columns are carried, empty texts are null. Files are found, read
    and refused as `read` does it, and `sez.intake(path, table="declarations")` accounts for each
    row.

    >>> import sezlib as sez
    >>> declarations = sez.read_declarations("data/sample/declarations.csv")
    >>> declarations[["post", "registered", "released"]].head(2)
            post        registered          released
    0  Zone post  2017-01-09T10:36  2017-01-09T19:28
    1  Zone post  2017-01-09T10:49  2017-01-10T00:52
    """
    return read_table(
        "declarations", path, zone=zone, mapping=mapping, encoding=encoding, query=query
    )


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


def _refuse_several(taken: Intake, name: str) -> None:
    zones = values_of(taken.flows, "zone")
    if len(zones) > 1:
        raise FlowsError(f"{name}: several zones, {listed(zones)}; name one as zone")


def _only(frame: Any, wanted: tuple[str, ...]) -> Any:
    """Return the rows of some of the zones."""
    import narwhals as nw

    if "zone" not in frame.columns:
        return frame.with_columns(zone=nw.lit(wanted[0]))
    zones = values_of(frame.to_native(), "zone")
    for zone in wanted:
        if zone not in zones:
            raise unlisted("all files: no zone", zone, "the zones are", zones)
    return frame.filter(nw.col("zone").is_in(wanted))


def _several(paths: list[Path], zone: str | Iterable[str], how: dict[str, Any]) -> Any:
    import narwhals as nw
    import pandas as pd

    if not paths:
        raise FlowsError("no file is named")
    frames = [read_table("flows", path, zone=[], **how) for path in paths]
    if len(paths) > 1:
        _refuse_overlap(list(zip(paths, frames, strict=True)))
    marks = [mark for mark in MARKS if any(mark in flows for flows in frames)]
    account = {ACCOUNT: added(frame.attrs[ACCOUNT] for frame in frames)}
    lazy = any(isinstance(frame, LazyFlows) for frame in frames)
    frames = [
        nw.from_native(f).with_columns(nw.lit(value=False).alias(m) for m in marks if m not in f)
        .to_native() for f in frames
    ]  # fmt: skip
    held: Any = stacked(frames) if lazy else pd.concat(frames, ignore_index=True)
    names = [c for c in COLUMNS if c in held.columns]
    frame = nw.from_native(held).select(*names, *(c for c in held.columns if c not in COLUMNS))
    wanted = listed_zones(zone)
    flows = (_only(frame, wanted) if wanted else frame).to_native()
    if lazy:
        return LazyFlows(flows, account)
    flows = flows.reset_index(drop=True)
    flows.attrs |= account
    return flows


def _refuse_overlap(files: list[tuple[Path, Any]]) -> None:
    home: dict[str, Path] = {}
    for path, flows in files:
        if "zone" not in flows:
            raise FlowsError(f"{path.name}: no column 'zone', to tell the files apart by")
        for zone in values_of(flows, "zone"):
            if zone in home:
                raise FlowsError(
                    f"zone {zone!r} is in both {str(home[zone])!r} and {str(path)!r}, and would "
                    "count twice; keep one of them"
                )
            home[zone] = path
    kept = {path: values_of(flows, "currency") for path, flows in files}
    if len({tuple(names) for names in kept.values()}) > 1:
        told = (f"{p.name} {'in ' + listed(c) if c else 'names none'}" for p, c in kept.items())
        raise FlowsError(f"the files are not in one currency: {', '.join(told)}")
