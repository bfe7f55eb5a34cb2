"""Many reports from one plan: what has changed is made, nothing is made twice, each end is told."""

from sezlib.batch.plan import Plan, read
from sezlib.batch.run import run

__all__ = ["Plan", "read", "run"]
