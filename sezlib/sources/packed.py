"""Files that are packed, told by their content: a table is to be unpacked first."""

from __future__ import annotations

from pathlib import Path

from sezlib.schema import FlowsError

# the mark of a block, or that of the end of an empty file
BZIP2 = (b"1AY&SY", b"\x17rE8P\x90")
# the first bytes of each kind, and the program that unpacks it
BEGINNINGS = {
    b"\x1f\x8b": "gunzip",
    **{b"BZh%d%s" % (size, mark): "bunzip2" for size in range(1, 10) for mark in BZIP2},
    b"\xfd7zXZ\x00": "unxz",
    b"\x5d\x00\x00": "unlzma",
    b"LZIP": "lzip -d",
    b"\x28\xb5\x2f\xfd": "unzstd",
    b"\x04\x22\x4d\x18": "unlz4",
    b"\x1f\x9d": "uncompress",
    b"7z\xbc\xaf\x27\x1c": "7z x",
    b"Rar!\x1a\x07": "unrar x",
}


def refuse_packed(path: Path) -> None:
    """Refuse a file that is packed, whatever its name; a zip may be a workbook, and goes on."""
    with path.open("rb") as file:
        head = file.read(512)
    for beginning, program in BEGINNINGS.items():
        if head.startswith(beginning):
            raise FlowsError(f"{path.name}: packed; unpack it first ({program})")
    if head[257:262] == b"ustar":
        raise FlowsError(f"{path.name}: an archive of files; unpack it first (tar -x)")
