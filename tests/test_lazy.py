"""Flows that stay on a lazy engine: their pages are those of pandas, and memory never has all."""

import ast
import functools
import json
import re
from pathlib import Path

import duckdb
import matplotlib
import narwhals as nw
import pandas as pd
import polars as pl
import pytest
import spark

import sezlib as sez
from sezlib import trace
from sezlib.flows import LazyFlows
from sezlib.sources import accounting

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "data" / "sample" / "flows.csv"
ZONES = SAMPLE.with_name("zones.csv")
PAGES = ("annual_export", "markets", "residents", "release", "destination", "product",
         "data_intake", "disclosure", "compare_zones", "relief", "published_figures")  # fmt: skip
# but comparisons of zones, of which what is hidden is searched for as long as there is time
PUBLIC = ("annual_export", "markets", "residents", "destination", "relief")


@pytest.fixture(scope="module")
def parquet(tmp_path_factory):
    """The sample as Parquet, in a folder with its profile."""
    folder = tmp_path_factory.mktemp("lazy")
    (folder / "profile.toml").write_text('zone = "SEZ Technopolis Moscow"\nopened = "2006"\n')
    duckdb.sql(f"COPY (FROM read_csv('{SAMPLE}', types = {{product: 'VARCHAR'}})) TO "
               f"'{folder}/flows.parquet' (FORMAT parquet)")  # fmt: skip
    return folder / "flows.parquet"


def made(monkeypatch, notebook: str, flows: Path, **given) -> list:
    """Run the cells of a notebook here; return all that the run notes, tables and sentences."""
    noted: list = []
    monkeypatch.setattr(trace, "note", lambda kind, **held: noted.append((kind, str(held))))
    matplotlib.use("agg")
    cells = json.loads((ROOT / "notebooks" / f"{notebook}.ipynb").read_text())["cells"]
    names: dict = {"display": noted.append}
    for cell in (c for c in cells if c["cell_type"] == "code"):
        for step in ast.parse("".join(cell["source"])).body:
            if isinstance(step, ast.Expr):
                shown = eval(compile(ast.Expression(step.value), notebook, "eval"), names)
                noted.append(shown._repr_markdown_() if hasattr(shown, "_repr_markdown_") else "")
            else:
                exec(compile(ast.Module([step], []), notebook, "exec"), names)
        if "parameters" in cell["metadata"].get("tags", ()):
            names |= {"flows": str(flows), **given}
    # what is added up in another order differs in its last digits
    shorter = functools.partial(re.sub, r"(\.[0-9]{9})[0-9]+", r"\1")
    kept = [one for one in noted if one and one[0] not in ("read", "opened")]
    return [shorter(one if isinstance(one, str) else " ".join(one)) for one in kept]


@pytest.mark.parametrize(("notebook", "audience"),
                         [*((page, "internal") for page in PAGES),
                          *((page, "public") for page in PUBLIC)])  # fmt: skip
def test_a_page_of_flows_that_stay_on_disk_is_that_of_pandas(
    monkeypatch, parquet, notebook, audience
):
    given = {"product": {"product": "optics"}, "data_intake": {"file": str(parquet)},
             "compare_zones": {"flows": f"{parquet}, {ZONES}"}}  # fmt: skip
    given = {"flows": parquet, **given.get(notebook, {}), "audience": audience}
    in_memory = made(monkeypatch, notebook, **given)
    monkeypatch.setattr(accounting, "LARGE", {".parquet": 0})
    assert isinstance(sez.read(parquet, engine="lazy"), LazyFlows)
    assert made(monkeypatch, notebook, **given) == in_memory
    assert len(in_memory) > 10


def test_no_page_has_all_flows_in_memory(monkeypatch, tmp_path, parquet):
    many = tmp_path / "many.parquet"
    duckdb.sql(f"COPY (SELECT f.* FROM '{parquet}' f, range(20)) TO '{many}' (FORMAT parquet)")
    monkeypatch.setattr(accounting, "LARGE", {".parquet": 0})
    collected, collect = [], nw.LazyFrame.collect

    def counted(frame, *args, **kwargs):
        held = collect(frame, *args, **kwargs)
        collected.append(len(held))
        return held

    monkeypatch.setattr(nw.LazyFrame, "collect", counted)
    made(monkeypatch, "annual_export", many)
    rows = 20 * len(sez.read(parquet))
    assert collected and max(collected) < rows / 20


LOOKED = {
    "timeline": sez.timeline, "coverage": sez.coverage, "duplicates": sez.duplicates,
    "gaps": lambda flows: sez.gaps(flows, by="resident"), "outliers": sez.outliers,
    "restated": lambda flows: sez.restated(flows, sez.read(SAMPLE).head(4000), by="resident"),
    "protect": lambda flows: sez.disclosure.protect(flows, "2019").figures,
}  # fmt: skip
ENGINES = {
    "duckdb": lambda flows: duckdb.connect().from_df(flows),
    "polars": lambda flows: pl.from_pandas(flows).lazy(),
    "spark": spark.put,
}


@pytest.mark.parametrize("engine", ["duckdb", "polars", pytest.param("spark", marks=spark.needed)])
def test_records_on_any_engine_are_looked_at_and_protected_as_on_pandas(engine):
    flows = sez.read(SAMPLE)
    flows = pd.concat([flows, flows.tail(3)], ignore_index=True)
    lazy = sez.lenient(ENGINES[engine](flows))
    for name, look in LOOKED.items():
        told, same = look(lazy), look(flows)
        assert len(same), name
        pd.testing.assert_frame_equal(told, same, check_dtype=False, rtol=1e-9, obj=name)


@pytest.mark.parametrize("lazily", [lambda t: duckdb.connect().from_df(t),
                                    lambda t: pl.from_pandas(t).lazy()])  # fmt: skip
def test_metrics_answer_to_lazy_flows_of_any_engine_in_pandas(lazily):
    flows = sez.example()
    lazy = sez.lenient(lazily(flows))
    assert isinstance(lazy, LazyFlows) and "resident" in lazy and lazy.columns == list(flows)
    assert lazy.get("destination").tolist() == ["CHN", "KAZ"] and lazy.get("site", 5) == 5
    for of in ("destination", "site"):
        told, same = sez.share(lazy, of=of), sez.share(sez.lenient(flows), of=of)
        assert str(told) == str(same)
        assert getattr(told, "attrs", 0) == getattr(same, "attrs", 0)
    cells = sez.condense(lazy, keep=["destination", "group"])
    part = sez.condense(sez.until(lazy, "2020"), keep="group")
    assert sez.total(part, by="group").equals(sez.total(flows, by="group"))
    assert isinstance(cells, LazyFlows)
    assert sez.growth(cells).equals(sez.growth(flows))
    assert sez.until(lazy, "2018-01").get("period").tolist() == ["2017-03"]


@pytest.mark.parametrize("engine", ["pandas", "polars", "pyarrow", "duckdb", "lazy"])
def test_a_file_of_several_zones_is_refused_on_each_engine(engine):
    with pytest.raises(sez.FlowsError, match="several zones, 'Harbour Zone', 'Valley Zone'"):
        sez.read(ZONES, engine=engine)
