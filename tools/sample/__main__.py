"""Write the synthetic zones: `python -m tools.sample [FOLDER]`."""

import sys

from tools.sample import write

for path in write(*sys.argv[1:] or ["data/sample"]):
    print(path)
