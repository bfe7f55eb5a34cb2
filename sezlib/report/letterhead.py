"""The letterhead of an office: its logo, colours, font, contact and texts, read from a folder."""

from __future__ import annotations

import base64
import io
import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from sezlib.flows import FlowsError, check_keys, quoted, short
from sezlib.language import LANGUAGES
from sezlib.texts import clean_text

# what a folder of a letterhead may hold, of which the first has to be there
FILES = ("template.toml", "logo.svg", "logo.png")
WRONG = f"template: {FILES[0]}: "
TEXTS = ("name", "contact", "text")
# colours of the page that an office may have its own of, each for light paper and for dark
COLOURS, PAPER = ("house", "ink", "link", "quiet"), ("#ffffff", "#16191d")
COLOUR = re.compile("#[0-9a-fA-F]{6}")
FONT = re.compile(r"[A-Za-z][A-Za-z0-9-]*( [A-Za-z0-9-]+)*")
# of a text on its paper (WCAG 2.2, 1.4.3), and bytes of a logo
CONTRAST, MOST = 4.5, 1_000_000


class Letterhead(NamedTuple):
    """What pages and documents begin and end with; `texts` are by language."""

    texts: dict[str, dict[str, str]]
    font: str = ""
    licence: str = ""
    colours: dict[str, list[str]] | None = None
    svg: bytes = b""
    png: bytes = b""

    def lines(self, language: str) -> list[str]:
        """Return what stands at the foot."""
        told = self.texts.get(language, {})
        return [told[key] for key in TEXTS[1:] if told.get(key)]

    def name(self, language: str) -> str:
        """Return what the office is called in a language."""
        return self.texts.get(language, {}).get("name", "")

    def state_release(self, stated: dict[str, str], language: str) -> dict[str, str]:
        """Return what is stated of a release, where a profile has `stated` it otherwise.

        The licence is that of the letterhead before the profile's, and a contact of its own stands
        at the foot alone.
        """
        own = {"licence": self.licence} if self.licence else {}
        foot = self.texts.get(language, {}).get("contact")
        return {key: text for key, text in (stated | own).items() if key != "contact" or not foot}

    @property
    def logo(self) -> str:
        """Return the logo as an address that holds it, in which nothing runs or is fetched."""
        kind, held = ("svg+xml", self.svg) if self.svg else ("png", self.png)
        return f"data:image/{kind};base64,{base64.b64encode(held).decode()}" if held else ""

    @property
    def style(self) -> str:
        """Return its colours and its font as a style sheet."""
        pairs = (self.colours or {}).items()
        colours = "".join(f" --{name}: light-dark({a}, {b});" for name, (a, b) in pairs)
        # a word that begins with a digit is none to a style sheet
        font = re.sub(r"(?<= )(?=[0-9])(.)", r"\\3\1 ", self.font)
        family = f"body {{ font-family: {font}, system-ui, sans-serif; }}\n" if font else ""
        return f":root {{{colours} }}\n{family}.letterhead img {{ width: auto; max-height: 4rem; }}"


def read_letterhead(path: str | Path) -> Letterhead | None:
    """Return the letterhead that a folder holds, or none where no folder is named.

    Raises `FlowsError` for a folder without `template.toml`, and for what is wrong in it.
    """
    if not str(path):
        return None
    home = Path(path)
    try:
        said = tomllib.loads((home / FILES[0]).read_text("utf-8"))
        logos = [(home / f).read_bytes() if (home / f).is_file() else b"" for f in FILES[1:]]
    except FileNotFoundError:
        raise FlowsError(f"template {quoted(str(path))} is no folder with a {FILES[0]}") from None
    except (OSError, ValueError, RecursionError) as error:
        raise FlowsError(f"template {quoted(str(path))}: {short(error)}") from None
    kinds: dict[str, type] = {"font": str, "licence": str, "colours": dict}
    check_keys(said, kinds | dict.fromkeys(LANGUAGES, dict), WRONG)
    texts = {language: said[language] for language in LANGUAGES if language in said}
    for language, of in texts.items():
        check_keys(of, dict.fromkeys(TEXTS, str), f"{WRONG}[{language}] ")
    if said.get("font") and not FONT.fullmatch(said["font"]):
        raise FlowsError(f"{WRONG}font is {quoted(said['font'])}, and not a name such as 'PT Sans'")
    check_keys(said.get("colours", {}), dict.fromkeys(COLOURS, list), f"{WRONG}[colours] ")
    for name, pair in said.get("colours", {}).items():
        _check_colours(name, pair)
    for name, held in zip(FILES[1:], logos, strict=True):
        if held and (len(held) > MOST or not _is_picture(name, held)):
            raise FlowsError(f"template: {name} is not a picture of its kind, of 1 MB at most")
    told = {key: clean_text(said[key]) for key in kinds if key in said}
    return Letterhead(clean_text(texts), **told, svg=logos[0], png=logos[1])


def _check_colours(name: str, pair: list[Any]) -> None:
    if len(pair) != 2 or not all(isinstance(c, str) and COLOUR.fullmatch(c) for c in pair):
        raise FlowsError(
            f"{WRONG}[colours] {name} is {short(repr(pair))}, and not two colours, on light paper "
            "and on dark, such as ['#1d3557', '#a8c5da']"
        )
    for colour, paper in zip(pair, PAPER, strict=True):
        high, low = sorted((_luminance(colour), _luminance(paper)), reverse=True)
        if (high + 0.05) / (low + 0.05) < CONTRAST:
            told = f"{WRONG}[colours] {name} {colour} is too near to the paper {paper} to be read"
            raise FlowsError(told)


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    lit = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), lit, strict=True))


def _is_picture(name: str, held: bytes) -> bool:
    from xml.etree import ElementTree

    from PIL import Image

    try:
        if name.endswith(".svg"):
            # no entities, which a few lines may make gigabytes of, in UTF-16 neither
            if re.search(rb"<!ENTITY|\0", held):
                return False
            return ElementTree.fromstring(held).tag.endswith("}svg")
        with Image.open(io.BytesIO(held), formats=["PNG"]) as picture:
            picture.verify()
    except Exception:
        return False
    return True
