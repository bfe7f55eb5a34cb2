"""Every metric on Spark: the rows that pandas gives, in order, and what is lazy stays lazy."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random

import pandas as pd
import pytest
import spark
from calls import CALLS
from engines import assert_rows, rows, shuffled, table

import sezlib as sez

pytestmark = spark.needed


def ragged() -> pd.DataFrame:
    """Months of five years with a year missing, zeros, ties, empty keys and a row told twice."""
    rng = Random(7)
    made = []
    for year in (2015, 2016, 2018, 2019, 2020):
        for _ in range(14):
            made.append(
                (
                    f"{year}-{rng.randint(1, 12):02d}",
                    rng.choice(["Alpha", "Beta", "Gamma", "Delta", None]),
                    rng.choice(["optics", "education", "medical"]),
                    rng.choice(["BLR", "CHN", "KAZ", "ZZZ", None]),
                    rng.choice([0, 5, 5, 10, rng.randint(0, 1000)]),
                )
            )
    made.append(made[3])
    return table(*made, columns="period resident group destination value")


@pytest.mark.parametrize("name", CALLS)
def test_spark_gives_the_rows_that_pandas_gives(name):
    frame = ragged()
    expected = CALLS[name](frame, pd.DataFrame.copy)
    got = CALLS[name](spark.put(shuffled(frame)), spark.put)
    assert type(got).__module__.startswith("pyspark.sql")
    assert_rows(got, expected.columns, rows(expected))


def test_what_the_notebook_says_of_spark_runs(capfd, monkeypatch):
    root = Path(__file__).parents[2]
    notebook = json.loads((root / "notebooks" / "using_sezlib.ipynb").read_text("utf-8"))
    prose = "\n".join("".join(c["source"]) for c in notebook["cells"] if c["cell_type"] != "code")
    asked, named = re.findall(r"```python\n(.*?)```", prose, re.S)
    monkeypatch.chdir(root)
    spark.session()
    exec(named + asked, {"sez": sez})
    assert "CHN|" in capfd.readouterr().out
