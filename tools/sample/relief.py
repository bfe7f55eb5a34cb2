"""What customs relief rests on: goods imported free of duty, and declarations at two posts.

All of it is invented but the rates of value added tax on imports into Russia: 18 per cent until
2018, 20 per cent from 2019 (Federal Law 303-FZ of 3 August 2018).
"""

from __future__ import annotations

import datetime
from random import Random

from tools.sample.draw import apportion, between, months, rows

SEED_IMPORTS, SEED_DECLARATIONS = 2007, 2009
IMPORTS = "period resident product value currency duty_rate vat_rate export_share"
VAT_UNTIL_2018, VAT_FROM_2019 = 18, 20  # per cent
VAT_LAW = "https://www.squirepattonboggs.com/en/insights/publications/2019/01/russia-vat-increase-from-january-1-2019"

# Thousand roubles a year. Equipment comes before what it makes, so 2017 is ahead of the exports.
IMPORTED = dict(enumerate((420, 460, 540, 280, 510, 830, 960, 940, 1400, 1900, 4600), 2006))
IMPORTED |= {2017: 31_800, 2018: 104_300, 2019: 128_700}
CONSIGNMENT = 250_000  # roubles a year for each month in which a company imports one product

# What the makers of a group import: TN VED, duty in per cent, weight. The duties are not those of
# the tariff; the headings fit the goods, the last digits are unchecked.
MATERIALS = """
microelectronics: 3818001000 3 40, 3707909000 5 15, 2804299000 5 8, 8534001900 0 10,
8542900000 0 12, 8486209009 0 60;
nanotechnology: 2818200000 5 20, 2849200000 5 15, 3818001000 3 25, 8417807000 5 30;
optics: 7014000000 10 35, 9001900009 8 20, 2846100000 5 6, 8464201100 5 30;
education: 8501109900 5 10, 8534001900 0 10, 3926909709 7 8;
instruments: 9030908500 3 20, 8536699008 8 12, 8534001900 0 8;
medical: 9018908409 0 20, 3917400009 7 10;
machinery: 8482109008 8 15, 8483402300 8 15, 7222201109 10 10
"""

DECLARATIONS = "declaration post resident registered released"
# Year, declarations, usual minutes to begin with, how many in a hundred take days or weeks more.
POSTS = """
Zone post: 2017 230 190 1, 2018 280 150 1, 2019 350 120 1;
Outside post: 2017 240 560 4, 2018 220 540 4, 2019 190 570 4
"""
HELD = 7  # in a thousand are not released at all
KNOWN_UNTIL = datetime.datetime(2020, 1, 1)  # what is released later is not released yet
OPEN, SHUT = 9 * 60, 18 * 60


def imports(companies: list[dict], rng: Random) -> list[tuple]:
    """Return the rows: what each resident imported free of duty, by month and product."""
    made = []
    for year, thousands in IMPORTED.items():
        bought = {}
        for c in companies:
            # relief is for residents alone; they equip themselves a year before the first sale
            if c["kind"] != "resident" or not c["years"]:
                continue
            if not max(c["since"], c["years"][0] - 1) <= year <= c["years"][-1]:
                continue
            for group, product, duty, weight in rows(MATERIALS):
                if group == c["group"] and rng.random() < 0.7:
                    share = min(100, between(rng, 40, 115))
                    size = c["weight"] * weight * between(rng, 50, 150)
                    bought[c["resident"], product, duty, share] = size
        arrived = {}
        for stream, size in apportion(thousands * 1000, bought).items():
            for month in months(rng, 1 + size // CONSIGNMENT):
                arrived[f"{year}-{month + 1:02d}", *stream] = size * between(rng, 50, 150)
        vat = VAT_UNTIL_2018 if year < 2019 else VAT_FROM_2019
        for (period, who, what, duty, share), value in apportion(thousands * 1000, arrived).items():
            rates = (_fraction(part) for part in (duty, vat, share))
            made.append((period, who, f"{what:010d}", value, "RUB", *rates))
    return sorted(made)


def declarations(companies: list[dict], rng: Random) -> list[tuple]:
    """Return the rows: each declaration, numbered as it was registered."""
    made = []
    for post, year, many, usual, slow in rows(POSTS):
        traders = {c["resident"]: c["weight"] for c in companies if year in c["years"]}
        for _ in range(many):
            registered = _working_time(year, rng)
            released = registered + datetime.timedelta(minutes=_minutes(usual, slow, rng))
            held = rng.random() * 1000 < HELD
            known = "" if held or released >= KNOWN_UNTIL else _text(released)
            made.append((_text(registered), post, _one(traders, rng), known))
    return [
        (f"D{number:06d}", post, who, registered, released)
        for number, (registered, post, who, released) in enumerate(sorted(made), 1)
    ]


def _fraction(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _working_time(year: int, rng: Random) -> datetime.datetime:
    """Return a minute of the working hours from Monday to Friday, after the New Year holidays."""
    while True:
        day = datetime.date(year, 1, 9) + datetime.timedelta(days=between(rng, 0, 357))
        if day.weekday() < 5:
            minute = between(rng, OPEN, SHUT)
            return datetime.datetime(*day.timetuple()[:3]) + datetime.timedelta(minutes=minute)


def _minutes(usual: int, slow: int, rng: Random) -> int:
    """Return minutes to release: a product of factors, which leaves a long tail to the right."""
    for _ in range(6):
        usual = usual * between(rng, 60, 170) // 100
    late = rng.random() * 100 < slow
    return usual + (between(rng, 3 * 1440, 25 * 1440) if late else 0)


def _one(weights: dict[str, int], rng: Random) -> str:
    """Return one of the keys, the heavier the more often."""
    left = between(rng, 0, sum(weights.values()))
    for key, weight in weights.items():
        left -= weight
        if left < 0:
            return key
    raise ValueError("nothing to choose from")


def _text(time: datetime.datetime) -> str:
    return time.strftime("%Y-%m-%dT%H:%M")
