"""What the process loads that commands and kernels of the tests are forked from (processes.py)."""

from sezlib.batch import workers

workers.preload()
