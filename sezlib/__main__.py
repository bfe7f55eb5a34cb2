"""`python -m sezlib` is `sez`."""

import sys

from sezlib.cli import main

sys.exit(main())
