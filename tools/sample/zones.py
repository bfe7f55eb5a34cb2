"""Two more zones to compare with, invented to the last figure, their names included.

The Harbour Zone hangs on one company, one product group and few countries. The Valley Zone came
later, is many small companies of many groups, and grows fast.
"""

from __future__ import annotations

from random import Random

from tools.sample.draw import SEASON, apportion, between, months, rows

SEED = 2008
FLOWS = "period zone site resident product group destination value currency net_kg"
HARBOUR, VALLEY = "Harbour Zone", "Valley Zone"
ROW = 120_000  # roubles a year for each month in which a company sells one product somewhere

# thousand roubles a year
EXPORTED = {
    HARBOUR: dict(
        enumerate((58_200, 63_700, 51_900, 70_400, 78_800, 74_100, 83_500, 89_600), 2012)
    ),
    VALLEY: dict(enumerate((2_900, 8_600, 21_400, 45_800, 83_200), 2015)),
}

# TN VED, roubles a kilogram in the first year; the headings fit the groups, the last digits are
# unchecked, the prices are invented.
PRODUCTS = """
chemicals: 3102101000 17, 3105200000 26, 3208909109 190;
wood: 4407119000 14, 4412339000 31;
food: 1604209009 160, 1806310000 240;
plastics: 3917400009 310, 3926909709 420;
textiles: 6210400000 1450, 6307909200 730;
stone: 6815100009 980, 7019909009 350;
metals: 7326909807 270, 8302490009 460;
machinery: 8413707500 890, 8421210009 760, 8481808199 1150;
electrical: 8504408200 1300, 8517620009 5200, 8536699008 1900;
microelectronics: 8534001900 4100, 8542399010 9800;
optics: 9001900009 3900, 9013200000 8700;
instruments: 9026208009 4300, 9031499000 6900;
medical: 9018199000 5600, 9021101000 2400;
education: 9023008000 2100;
misc: 9405409909 820, 9503009909 640
"""

# Site, first and last year, product, destination, weight; each line of companies is one company.
HARBOUR_TRADE = """
01: Pier 2012 2019 3102101000 BRA 520, Pier 2012 2019 3102101000 TUR 120,
Pier 2012 2019 3105200000 BRA 90, Pier 2015 2019 3105200000 IND 70;
02: Yard 2012 2019 4407119000 FIN 60, Yard 2012 2019 4407119000 TUR 25,
Yard 2016 2019 4412339000 FIN 30;
03: Yard 2013 2016 1604209009 KAZ 35, Yard 2013 2016 1604209009 BLR 20;
04: Pier 2015 2019 1604209009 KAZ 40, Pier 2017 2019 1604209009 BLR 25;
05: Pier 2018 2019 3105200000 TUR 30
"""

ARRIVED = {2015: 7, 2016: 8, 2017: 11, 2018: 13, 2019: 16}
VALLEY_SITES = ("Mill", "Bridge", "Meadow")
VALLEY_MARKETS = "KAZ BLR KAZ UZB CHN DEU BLR ITA FRA POL CZE TUR IND VNM SRB KGZ ARM AZE MNG EGY"
VALLEY_MARKETS += " ARE KOR JPN USA MEX BRA FIN ESP NLD LTU GEO THA"


GROUPS = {str(product): group for group, product, _ in rows(PRODUCTS)}


def flows(rng: Random) -> list[tuple]:
    """Return the rows of both zones, by month."""
    prices = _prices(rng)
    made = []
    for zone, streams in ((HARBOUR, _harbour()), (VALLEY, _valley(rng))):
        dear = {stream: between(rng, 93, 108) for stream in streams}
        for year, thousands in EXPORTED[zone].items():
            sizes = {
                stream: weight * between(rng, 70, 130)
                for stream, (first, last, weight) in streams.items()
                if year == first or (first < year <= last and rng.random() < 0.9)
            }
            for stream, size in apportion(thousands * 1000, sizes).items():
                *who, product, to = stream
                busy = sorted(months(rng, 1 + size // ROW))
                season = {month: SEASON[month] * between(rng, 70, 130) for month in busy}
                for month, value in apportion(size, season).items():
                    price = prices[product, year] * dear[stream] * between(rng, 97, 104) // 10_000
                    row = (f"{year}-{month + 1:02d}", zone, *who, product, GROUPS[product], to)
                    made.append((*row, value, "RUB", max(1, (value * 100 + price // 2) // price)))
    return sorted(made)


def _prices(rng: Random) -> dict[tuple[str, int], int]:
    """Return kopecks a kilogram by product and year: each product drifts on its own."""
    found = {}
    for _, product, roubles in rows(PRODUCTS):
        price = roubles * 100
        for year in range(2012, 2020):
            found[str(product), year] = price
            price = price * between(rng, 96, 113) // 100
    return found


def _harbour() -> dict[tuple, tuple]:
    """Return first year, last year and weight by site, company, product and destination."""
    return {
        (site, f"Harbour Company {number}", str(product), to): (first, last, weight)
        for number, site, first, last, product, to, weight in rows(HARBOUR_TRADE)
    }


def _valley(rng: Random) -> dict[tuple, tuple]:
    """Return the same for companies that are drawn, numbered by arrival."""
    # what the Harbour Zone ships in bulk is not made here
    codes = [code for code in GROUPS if code not in HARBOUR_TRADE]
    markets = VALLEY_MARKETS.split()
    streams: dict[tuple, tuple] = {}
    arrivals = [year for year, many in ARRIVED.items() for _ in range(many)]
    for number, year in enumerate(arrivals, 1):
        site = VALLEY_SITES[between(rng, 0, len(VALLEY_SITES))]
        # some leave after two years
        last = min(2019, year + 1) if rng.random() < 0.12 else 2019
        for k in range(between(rng, 1, 3)):
            code = codes[(number * 7 + k) % len(codes)]
            for n in range(between(rng, 1, 4)):
                to = markets[between(rng, 0, len(markets))]
                first = between(rng, year, last + 1) if k or n else year
                stream = (site, f"Valley Company {number:02d}", code, to)
                streams.setdefault(stream, (first, last, between(rng, 10, 40)))
    return streams
