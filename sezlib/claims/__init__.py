"""Published figures: do they agree with each other, what do they imply, do the records agree.

A figure in a press release is an interval: "326 mln" is 325.5 to 326.5, "more than 615" is 615 or
more. Sums, shares, growth, running totals and rankings are then linear constraints on the cells of
a table that nobody has published, and a linear programme tells whether there is such a table.

>>> import sezlib as sez
>>> claims = sez.claims.read("data/published/technopolis_moscow.toml")
>>> release = claims.only(["release-2020"])
>>> found = sez.claims.bounds(release, "share", period="2019", group="microelectronics")
>>> round(found.low, 2), round(found.high, 2), found.unit
(50.21, 50.36, '%')
"""

from sezlib.claims.bounding import Bounds, bounds
from sezlib.claims.claim import Claim, Claims, ContradictionError, Source
from sezlib.claims.conflicts import Checked, Conflict, Mend, check
from sezlib.claims.file import parse, read
from sezlib.claims.inference import implied, unprinted
from sezlib.claims.listing import readings, table
from sezlib.claims.records import read_records, verify

__all__ = [
    "Bounds",
    "Checked",
    "Claim",
    "Claims",
    "Conflict",
    "ContradictionError",
    "Mend",
    "Source",
    "bounds",
    "check",
    "implied",
    "parse",
    "read",
    "read_records",
    "readings",
    "table",
    "unprinted",
    "verify",
]
