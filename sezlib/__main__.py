"""`python -m sezlib` is `sez`."""

import sys

if not sys.flags.safe_path:
    # the folder worked in is no place to import from
    del sys.path[0]

from sezlib.cli import main

sys.exit(main())
