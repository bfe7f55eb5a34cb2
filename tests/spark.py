"""A Spark session on this machine alone, for the tests; and pandas frames put on it."""

from __future__ import annotations

import functools
import importlib.util
import os
import shutil
import warnings
from typing import Any

import pandas as pd
import pytest

HERE = bool(shutil.which("java") and importlib.util.find_spec("pyspark"))
needed = pytest.mark.skipif(not HERE, reason="Spark needs Java and the extra sezlib[spark]")
KINDS = {"float64": "double", "int64": "long", "bool": "boolean"}


@functools.cache
def session() -> Any:
    """Return the session, made once for all tests of a process."""
    # Spark looks the machine up by its name, and finds an address that tests have no use for
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    with warnings.catch_warnings():
        # Spark warns of pandas 3, which it is not handed here
        warnings.simplefilter("ignore")
        from pyspark.sql import SparkSession

        settings = {
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.sql.shuffle.partitions": "1",
            # to compile plans and to optimise their code takes longer than a few rows do
            "spark.sql.codegen.wholeStage": "false",
            "spark.sql.codegen.factoryMode": "NO_CODEGEN",
            "spark.sql.adaptive.enabled": "false",
            # where a column was named is asked of Java for each one, for the words of an error
            "spark.python.sql.dataFrameDebugging.enabled": "false",
            # nor are the classes of Spark, which are those of a release, verified one by one
            "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC "
            "-XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
        }
        made = SparkSession.builder.master("local[1]").config(map=settings).getOrCreate()
    made.sparkContext.setLogLevel("OFF")
    return made


def put(table: pd.DataFrame) -> Any:
    """Return a pandas frame as a Spark frame, gaps as nulls."""
    kinds = [f"`{c}` {KINDS.get(str(table[c].dtype), 'string')}" for c in table.columns]
    lines = [
        tuple(None if pd.isna(cell) else cell for cell in row)
        for row in table.itertuples(index=False, name=None)
    ]
    return session().createDataFrame(lines, schema=", ".join(kinds))
