"""The synthetic zones: what is invented, so that everything can be tried on it.

Only integers are drawn, split and summed, so that every machine writes the same bytes. Each table
draws from a seed of its own: a change of one leaves the others as they were.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

from tools.sample import messy, relief, zone, zones
from tools.sample.draw import table
from tools.sample.readme import README

RESIDENTS = "resident site kind since group"


def write(folder: str | Path) -> list[Path]:
    """Write the synthetic zones into folder and return the paths.

    The folder is made if it is missing. Each file is replaced whole: a reader finds the old one or
    the new one, never half of it.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in write(folder)]
    ['flows.csv', 'residents.csv', 'investment.csv', 'duty_free_imports.csv', 'declarations.csv',
     'zones.csv', 'messy.csv', 'messy_before.csv', 'messy.toml', 'profile.toml', 'README.md']
    """
    rng = Random(zone.SEED)
    companies = zone.companies(rng)
    flows = zone.flows(companies, rng)
    imports = relief.imports(companies, Random(relief.SEED_IMPORTS))
    declarations = relief.declarations(companies, Random(relief.SEED_DECLARATIONS))
    about = ([company[key] for key in RESIDENTS.split()] for company in companies)
    texts = {
        "flows.csv": table(zone.FLOWS, flows),
        "residents.csv": table(RESIDENTS, about),
        "investment.csv": table("period value currency", zone.investment()),
        "duty_free_imports.csv": table(relief.IMPORTS, imports),
        "declarations.csv": table(relief.DECLARATIONS, declarations),
        "zones.csv": table(zones.FLOWS, zones.flows(Random(zones.SEED))),
        "messy.csv": messy.HEAD + messy.ROWS,
        "messy_before.csv": messy.HEAD + messy.BEFORE,
        "messy.toml": messy.MAPPING,
        "profile.toml": zone.PROFILE,
        "README.md": README,
    }
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        partial = folder / f".{name}.{os.getpid()}"
        partial.write_bytes(text.encode("utf-8"))
        partial.replace(folder / name)
    return [folder / name for name in texts]
