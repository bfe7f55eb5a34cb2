"""Files into flows: one small reader per format, recognised by content.

This is the only place that knows a file format.
"""

from __future__ import annotations

import csv
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sezlib import record, reference
from sezlib.checks import checked, typed
from sezlib.checks import refuse as _refuse
from sezlib.schema import COLUMNS, FlowsError, listed, near, short

if TYPE_CHECKING:
    import pandas as pd

BACI = {"t", "i", "j", "k", "v", "q"}


def read(
    path: str | Path | Iterable[str | Path], source: str = "auto", *, zone: str = ""
) -> pd.DataFrame:
    """Return the flows in a file, every row of it checked; or in several, one below the other.

    `source` is `flows` (sezlib's own layout, CSV or Parquet), `baci` (CEPII's) or `auto`, which
    looks at the content. With `zone` only its rows are returned; a file with several zones needs
    it. A relative path is looked for in the working folder, then in the project.

    A list of paths is read to compare zones: every zone is kept. Each file names its zones, none of
    which is in another file too, and all are in one currency. A column that a file lacks is null
    there, but a file without `synthetic` is of real records.

    Raises `FlowsError` in one sentence that names the file, the column, the lines and the choices.

    >>> import sezlib as sez
    >>> flows = sez.read("data/sample/flows.csv")
    >>> flows["value"].sum()
    np.float64(615400000.0)
    >>> several = sez.read(["data/sample/flows.csv", "data/sample/zones.csv"])
    >>> several["zone"].unique().tolist()
    ['SEZ Technopolis Moscow', 'Harbour Zone', 'Valley Zone']
    """
    if source != "auto" and source not in SOURCES:
        raise FlowsError(
            f"unknown source {source!r}{near(source, SOURCES)}; the sources are {listed(SOURCES)}"
        )
    if isinstance(path, str | Path):
        return _one(find(path), source, zone)
    return _several([find(one) for one in path], source, zone)


def find(path: str | Path) -> Path:
    """Return where a file is: in the working folder, or else in the project."""
    if not str(path):
        raise FlowsError("no file is named")
    try:
        path = Path(path).expanduser()
        for found in (path, reference.PROJECT / path):
            if found.is_file():
                return found
        beside = sorted(p.name for p in path.parent.glob("[!.]*.*")) if path.parent.is_dir() else []
    except (OSError, RuntimeError, ValueError) as error:
        raise FlowsError(f"{short(path)!r} is no file: {short(error)}") from None
    if path.is_dir():
        raise FlowsError(f"{str(path)!r} is a folder, not a file")
    hint = f"; that folder has {listed(beside, 5)}" if beside else ""
    raise FlowsError(f"no file {str(path)!r}{near(path.name, beside)}{hint}")


def opened(path: Path, rows: int) -> None:
    """Note in the run's record that a data file was read."""
    record.note("opened", file=path.name, rows=rows, sha256=record.digest(path))


def recognise(path: Path) -> str:
    """Return the name of the source that a file's content shows."""
    if _is_parquet(path):
        return "flows"
    return "baci" if set(_header(path)) == BACI else "flows"


def table(path: Path) -> pd.DataFrame:
    """Return a CSV or Parquet file as texts: no cell is guessed at, `NA` and `0101` stay."""
    import pandas as pd

    if _is_parquet(path):
        try:
            return pd.read_parquet(path).reset_index(drop=True)
        except Exception as error:
            raise FlowsError(f"{path.name}: not a Parquet file that can be read: {error}") from None
    header = _header(path)
    twice = sorted({column for column in header if header.count(column) > 1})
    if twice:
        raise FlowsError(f"{path.name}: the column {listed(twice)} is there more than once")
    try:
        with warnings.catch_warnings():
            # pandas only warns of rows longer than the header, and cuts them
            warnings.simplefilter("error", pd.errors.ParserWarning)
            texts = pd.read_csv(
                path, dtype="str", keep_default_na=False, encoding="utf-8-sig", index_col=False
            )
    except (pd.errors.ParserError, pd.errors.ParserWarning) as error:
        raise FlowsError(f"{path.name}: {_unfit(path) or error}") from None
    except UnicodeDecodeError as error:
        raise FlowsError(
            f"{path.name}: not UTF-8 text (byte {error.start}); save it as UTF-8"
        ) from None
    # pandas fills a row cut short with empty cells, the last of them for certain
    if (texts.iloc[:, -1] == "").any() and (reason := _unfit(path)):
        raise FlowsError(f"{path.name}: {reason}")
    return texts


def _flows(path: Path, _: str) -> pd.DataFrame:
    return typed(table(path), path)


def _one(path: Path, source: str, zone: str, *, whole: bool = False) -> pd.DataFrame:
    kind = recognise(path) if source == "auto" else source
    flows = SOURCES[kind](path, zone)
    flows = flows if whole else only(flows, zone, path.name)
    opened(path, rows=len(flows))
    return flows


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


def _several(paths: list[Path], source: str, zone: str) -> pd.DataFrame:
    import pandas as pd

    if not paths:
        raise FlowsError("no file is named")
    # without `whole` a file with several zones would be refused, and here they are compared
    frames = [_one(path, source, zone, whole=True) for path in paths]
    if len(paths) > 1:
        _refuse_overlap(list(zip(paths, frames, strict=True)))
    if any("synthetic" in flows for flows in frames):
        frames = [f if "synthetic" in f else f.assign(synthetic=False) for f in frames]
    flows = pd.concat(frames, ignore_index=True)
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


def _baci(path: Path, zone: str) -> pd.DataFrame:
    # https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37: v in thousand USD,
    # q in metric tons, i and j numeric country codes; k has often lost its leading zero
    import pandas as pd

    raw = table(path).apply(lambda column: column.str.strip())
    codes = {code: reference.find_country(code) for code in {*raw["i"], *raw["j"]}}
    unknown = sorted(code for code, alpha3 in codes.items() if alpha3 is None)
    if unknown:
        raise FlowsError(f"{path.name}: column 'i' or 'j' has unknown country {listed(unknown)}")
    zones = sorted(str(codes[code]) for code in raw["i"].unique())
    if zone not in zones:
        said = f"no exporter {zone!r}{near(zone, zones)}" if zone else "several exporters"
        raise FlowsError(f"{path.name}: {said}; name one as zone: {listed(zones, 40)}")
    # the rows of others are not flows of this zone, so only its own are typed
    kept = raw["i"].map(codes) == zone
    raw = raw[kept]
    _refuse(~raw["k"].str.fullmatch("[0-9]{1,6}"), raw["k"], "is not a code of 6 digits", path)
    made = pd.DataFrame(
        {
            "period": raw["t"],
            "zone": zone,
            "product": raw["k"].str.zfill(6),
            "destination": raw["j"].map(codes),
            "value": _times(raw["v"], "v", path),
            "currency": "USD",
            "net_kg": _times(raw["q"].replace("NA", ""), "q", path),
        }
    )
    return checked(made, path).reset_index(drop=True)


def _times(texts: pd.Series, column: str, path: Path) -> pd.Series:
    import pandas as pd

    numbers = pd.to_numeric(texts.where(texts != "", None), errors="coerce")
    empty = (texts == "") & (column == "q")
    _refuse(numbers.isna() & ~empty, texts.rename(column), "is not a number", path)
    _refuse(numbers < 0, texts.rename(column), "is negative", path)
    # three decimals of a thousand are whole units: what is rounded off is the dust of binary
    return (numbers.astype(float) * 1000).round(6)


def _unfit(path: Path) -> str:
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as text:
        reader = csv.reader(text)
        width = len(next(reader))
        try:
            for cells in reader:
                if cells and len(cells) != width:
                    return (
                        f"line {reader.line_num} has {len(cells)} cells, where the header has "
                        f"{width}"
                    )
        except csv.Error as error:
            return f"line {reader.line_num} cannot be read: {error}"
    return ""


def _is_parquet(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


def _header(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            header = next(csv.reader(text), [])
    except UnicodeDecodeError:
        raise FlowsError(f"{path.name}: not UTF-8 text; save it as UTF-8") from None
    except csv.Error as error:
        raise FlowsError(f"{path.name}: not a CSV file: {error}") from None
    if not any(cell.strip() for cell in header):
        raise FlowsError(f"{path.name}: empty, where a header with the names of columns should be")
    return [cell.strip() for cell in header]


SOURCES: dict[str, Callable[[Path, str], pd.DataFrame]] = {"flows": _flows, "baci": _baci}
