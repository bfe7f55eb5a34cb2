"""A draft of a claims file, written from a release: TOML that a person reads, mends and accepts."""

from __future__ import annotations

import json
import re
from typing import Any

from sezlib.claims.figures import MULTIPLES, NOTES, code_note
from sezlib.claims.parts import places
from sezlib.claims.prose import language_of, read_prose, sentences
from sezlib.claims.reading import Item, find_date, lowered, read_release
from sezlib.countries import find_country
from sezlib.flows import FlowsError, quoted
from sezlib.texts import clean_text

HEAD = """\
# A draft: what was read in a release, and not yet what anybody has confirmed. Compare each claim
# with its `sentence`, answer each `question`, and set `accepted = true`; what is `inherited` comes
# from another sentence. [[open]] holds numbers that were not placed, [[apart]] what is no fact,
# and [[again]] where a figure stands once more.
# `text` has all sentences, and `span` says where in its sentence a figure stands.
"""

NUMBER = re.compile(r"\d+(?:[ .,]\d+)*")


def read_draft(path: str, profile: dict[str, Any] | None = None, date: str = "") -> str:
    """Return a draft of a claims file from a release: a file of text, HTML, Word, or `-`.

    Of the `profile` its `zone`, `name`, `currency`, `opened` and `year_begins` are taken; `date` is
    the day, month or year of the release, by which "last year" is one; without it, the month of the
    day at its head. Languages are English and Russian.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     release = Path(folder) / "release.txt"
    ...     _ = release.write_text("Exports rose by 12% to $5.1 mln in 2019.")
    ...     print(read_draft(str(release)).split("[[claims]]")[1].strip())
    id = "exports-growth-1"
    source = "release"
    measure = "growth"
    where = { period = "2019", indicator = "exports", against = "2018" }
    printed = "12"
    unit = "%"
    sentence = "Exports rose by 12% to $5.1 mln in 2019."
    span = [16, 19]
    accepted = false
    """
    profile = profile or {}
    if date and not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", date):
        raise FlowsError(f"{quoted(date)} is no day, month or year such as 2020-02-15")
    text = "\n".join(map(clean_text, read_prose(path).splitlines()))
    language, date = language_of(text), date or find_date(text)
    every = sentences(text)
    items = read_release(
        text, currency=profile.get("currency", ""), begins=profile.get("year_begins", ""), date=date
    )
    head: dict[str, Any] = {"subject": profile.get("zone", "") or every[0][:120]}
    head |= {key: profile[key] for key in ("zone", "name", "opened") if profile.get(key)}
    source = {"id": "release", "title": every[0][:300], "date": date, "language": language}
    lines = "".join(f"  {_value(line)},\n" for line in every)
    parts = [f"{HEAD}{_table(head)}text = [\n{lines}]\n", "[[sources]]\n" + _table(source)]
    for item in items:
        if item.measure == "cumulative" and set(item.where) & {"to", "from"} == {"to"}:
            began = "" if profile.get("opened") else NOTES["opened"]
            item.question = item.question or began
    names: dict[str, int] = {}
    claims = {id(item): _claim(item, names) for item in items if item.measure}
    parts += ["[[claims]]\n" + _table(claim) for claim in claims.values()]
    for item in items:
        # a sentence that stands twice is shown twice
        if item.again and item.sentence != item.again.sentence:
            first = {"claim": claims[id(item.again)]["id"], "printed": item.printed}
            told = first | {"sentence": item.sentence, "span": _span(item)}
            parts.append("[[again]]\n" + _table(told))
    parts = list(dict.fromkeys(parts))
    for kind, key in (("open", "question"), ("apart", "reason")):
        for item in items:
            if not item.measure and (told := getattr(item, key)):
                table: dict[str, Any] = {"printed": f"{item.printed} {item.unit}".strip()}
                table |= {"sentence": item.sentence, "span": _span(item)}
                table |= {key: told, "code": code_note(told)}
                parts.append(f"[[{kind}]]\n" + _table(table))
    return "\n".join(parts)


def misprinted(raw: dict[str, Any]) -> str:
    """Return what a sentence prints where a claim drafted from it prints something else.

    >>> draft = {"sentence": "Exports fell by 12%.", "measure": "growth", "span": [16, 19]}
    >>> misprinted(draft | {"printed": "-12"}), misprinted(draft | {"printed": "-13"})
    ('', '12%')
    """
    sentence, printed = raw["sentence"], lowered(raw["printed"])
    start, stop = raw.get("span", (0, len(sentence)))
    told = sentence[start:stop]
    if raw["measure"] == "rank":
        # a person may order what a sentence names, and names countries in another case
        known = {find_country(name) for *_, name in places(sentence, "")}
        names = [name.strip() for name in printed.split(",")]
        held = all(name in lowered(sentence) or find_country(name) in known for name in names)
    elif raw["measure"] == "first":
        held = not NUMBER.search(printed)
    elif numbers := NUMBER.findall(printed):
        held = set(numbers) <= {*NUMBER.findall(lowered(told))}
    else:
        stems = [stem for stem, word in MULTIPLES.items() if word == printed]
        spaced, printed = lowered(told).replace("-", " "), printed.replace("-", " ").strip()
        held = any(word in spaced for word in (printed, *stems))
    return "" if held else told.strip(" .,:;")


def _claim(item: Item, names: dict[str, int]) -> dict[str, Any]:
    stem = f"{item.where.get('indicator', 'figure').replace(' ', '-')}-{item.measure}"
    names[stem] = names.get(stem, 0) + 1
    wordless = item.measure in ("rank", "first")
    return {
        "id": f"{stem}-{names[stem]}", "source": "release", "measure": item.measure,
        "where": item.where, "printed": item.printed,
        "wording": "" if wordless else item.wording, "unit": "" if wordless else item.unit,
        "scope": item.scope, "sentence": item.sentence, "span": _span(item),
        "inherited": ", ".join(item.inherited), "question": item.question,
        "code": code_note(item.question), "accepted": False,
    }  # fmt: skip


def _span(item: Item) -> list[int]:
    """Return where in its sentence a figure stands, without what ends a clause after it."""
    return [item.start, item.start + len(item.sentence[item.start : item.stop].rstrip(" .,:;)-"))]


def _table(held: dict[str, Any]) -> str:
    return "".join(f"{key} = {_value(value)}\n" for key, value in held.items() if value != "")


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(held)}" for key, held in value.items()) + " }"
    # a text of JSON is one of TOML, but for a control character, and there is none
    return json.dumps(value, ensure_ascii=False)
