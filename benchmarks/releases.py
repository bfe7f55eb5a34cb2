"""What `sez claims check` finds in every public release that was tried, as a table.

Each file of `data/published/` is read and checked. A primary source confirms a contradiction only
where one was seen to; a source whose note says that it was not checked counts as not confirmed.

    python benchmarks/releases.py > benchmarks/releases.md
"""

from __future__ import annotations

from pathlib import Path

import sezlib as sez

UNCHECKED = "not checked against a primary table"


def row(path: Path) -> str:
    """Return the line of a file: what it holds, what was found, and whether it is confirmed."""
    claims = sez.claims.read(path)
    found = sez.claims.check(claims)
    mends = [group[0].mend for group in found.contradictions]
    told = "; ".join(
        f"`{mend.claim}`" + (f" (the figure of `{mend.equals}`)" if mend.equals else "")
        for mend in mends
        if mend
    )
    unchecked = all(UNCHECKED in source.note for source in claims.sources.values())
    many = f"{len(found.contradictions)}{'' if found.complete else ' or more'}"
    confirmed = "no: seen in stored excerpts" if unchecked else "no: the releases as printed"
    name = f"[`{path.stem}`](../data/published/{path.name})"
    return (
        f"| {name} | {len(claims.sources)} | {len(claims)} | {many} | {told or '–'} | {confirmed} |"
    )


def main() -> None:
    """Print the page."""
    print("# Public releases, checked\n")
    print("Made by `python benchmarks/releases.py`. A mend is the claim whose smallest change")
    print("would end a contradiction; who was wrong no arithmetic tells.\n")
    print("| file | sources | figures | contradictions | mends | confirmed by a primary source |")
    print("|---|---|---|---|---|---|")
    for path in sorted(Path("data/published").glob("*.toml")):
        print(row(path))


if __name__ == "__main__":
    main()
