"""What a written release says is read back from its text alone: figure by figure, nothing else."""

import itertools
import os
import random
import re
from collections import Counter
from pathlib import Path

import babel.lists
import pandas as pd
import pytest

import sezlib as sez
from sezlib import language as languages
from sezlib.pages import release as page
from sezlib.pages.release import text
from tests.released import claims_of, measured, worded

GROUPS = ("optics", "metals", "microelectronics", "instruments", "education", "tea", "rubber goods")
COUNTRIES = ("CHN", "KAZ", "DEU", "HKG", "USA", "GBR", "JPN", "TUR", "ZAF", "BLR", "CIV", "KOR")
HOME = {"KZT": "KAZ", "TRY": "TUR", "RUB": "", "INR": "", "USD": "", "EUR": ""}
SITES = [{"en": "North", "ru": "Север"}, {"en": "Harbour", "ru": "Гавань"}]
# how many companies and sites are there is told as a level, and is read as a count
LEVELS = ("companies", "residents", "sites")
# what each message of a release may say instead, in either language
WORDINGS = {
    name: re.findall(
        r"^([a-z-]+)-\d( = .*(?:\n(?![a-z#]).*)*)",
        Path(__file__).with_name("wordings").joinpath(f"{name}.ftl").read_text("utf-8"),
        re.MULTILINE,
    )
    for name in ("en", "ru")
}
JOINED = [", ", "; ", ", {} ", " {} "]


def zone(seed):
    """Return the flows of a zone, its profile, and the year that a release is of."""
    chance = random.Random(seed)
    fiscal, currency = chance.random() < 0.25, chance.choice(list(HOME))
    groups = chance.sample(GROUPS, chance.choice([1, 2, 4, 7]))
    to = [c for c in COUNTRIES if c != HOME[currency]]
    to = chance.sample(to, chance.choice([1, 2, 5, 11]))
    size, trend = chance.choice([10, 1e4, 1e6, 1e9, 1e12]), chance.choice([0.3, 0.9, 1, 1.4, 6])
    rows = [
        (f"{year}{'-A1' * fiscal}", group, country, 1 + round(chance.gammavariate(2, level), 2))
        for year in range(chance.choice([2015, 2017, 2018, 2019]), 2020)
        for level in [size * trend ** (year - 2019)]
        for group in groups
        for country in chance.sample(to, chance.randint(1, len(to)))
        if year == 2019 or chance.random() < 0.8
    ]  # fmt: skip
    flows = pd.DataFrame(rows, columns=["period", "group", "destination", "value"])
    profile = {"year_begins": chance.choice(["04", "07"])} if fiscal else {}
    if chance.random() < 0.6:
        profile |= {"area_ha": chance.choice([7.25, 206.8, 1234.5]), "as_of": "2020-01",
                    "companies": chance.choice([1, 7, 20, 153, 1204]),
                    "sites": SITES[: chance.randint(1, 2)]}  # fmt: skip
    return flows.assign(currency=currency), profile, "2019-A1" if fiscal else "2019"


def figures(claims):
    """Return the figures of claims, each by measure, time, base, size and place."""
    return Counter(
        (
            "count" if claim.part.indicator in LEVELS else claim.measure,
            (claim.part.start, claim.part.end),
            (claim.whole.start, claim.whole.end) if claim.whole else None,
            () if claim.wordless else tuple(claim.plain),
            frozenset(claim.part.groups or ()),
            frozenset(claim.part.destinations or ()),
            claim.names,
            claim.part.indicator if claim.measure not in ("count", "stock") else "",
        )
        for claim in claims
    )


def varied(chance, language, patched):
    """Have a release written by other words, its sentences in another order, lists otherwise."""
    ways: dict[str, list[str]] = {}
    for name, wording in WORDINGS[language]:
        ways.setdefault(name, [""]).append(f"{name}{wording}")
    told = {name: text for name, all_of in ways.items() if (text := chance.choice(all_of))}
    known = languages.sentences(language) | told
    patched.setattr(languages, "sentences", lambda _: known)
    between = chance.choice(JOINED)
    bullets, put = chance.random() < 0.3, page._Writer.put

    def listed(items, locale):
        if bullets:
            return "".join(f"¦{item}" for item in items) + "¶"
        *most, last = items
        final = between.format({"en": "and", "ru": "и"}[language])
        most = [(", " if "{" in between else between).join(most)] if most else []
        return final.join([*most, last])

    def put_in_order(writer, style, *parts):
        # what a reference is of stands first in it
        kept = 1 if parts and re.search(r"\bsites\ue001", parts[0]) else 0
        rest = list(parts[kept:])
        put(writer, style, *parts[:kept], *chance.sample(rest, len(rest)))

    patched.setattr(babel.lists, "format_list", listed)
    patched.setattr(page._Writer, "put", put_in_order)


def with_bullets(told):
    """Return a text with the lists that end a sentence after a colon on lines of their own."""

    def spell(found):
        names = found[2].strip("¦").split("¦")
        if found[1] and found[3]:
            return ":" + "".join(f"\n• {name}" for name in names) + "\n"
        return f"{found[1] or ''}{', '.join(names)}{found[3] or ''}"

    return re.sub(r"(: )?¦([^¶]*)¶(\.(?=\s))?", spell, told)


def read_back(release, profile, currency, folder):
    """Return the claims of a release's text, of which nothing is known but what a profile says."""
    path = folder / "release.txt"
    path.write_text(with_bullets(text(release.paragraphs)), encoding="utf-8")
    known = {"currency": currency, "year_begins": profile.get("year_begins", "")}
    return sez.claims.parse(sez.claims.read_draft(str(path), known), accept=True)


@pytest.mark.parametrize("first", range(0, int(os.environ.get("SEZLIB_SOAK", "16")), 4))
def test_every_figure_of_a_written_release_is_read_back_and_no_other(first, tmp_path, monkeypatch):
    for seed in range(first, first + 4):
        flows, profile, period = zone(seed)
        tables, ed = measured(flows, profile, period=period)
        for language, varies in itertools.product(("en", "ru"), (False, True)):
            with monkeypatch.context() as patched:
                if varies:
                    varied(random.Random(seed), language, patched)
                release = worded(tables, ed, language)
            found = read_back(release, profile, ed.currency, tmp_path)
            told = f"{seed} {language}\n{release!r}"
            assert figures(found) == figures(claims_of(release)), told
            verified = sez.claims.verify(found, flows, profile)
            wrong = verified[verified["agrees"].eq(False)]
            assert wrong.empty, f"{told}\n{wrong.to_string()}"
