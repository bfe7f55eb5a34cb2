"""The zone itself: invented records under published totals.

A zone's records are confidential and none are public. Every figure of one press release is
reproduced exactly; each cell below those figures is invented.
"""

from __future__ import annotations

from random import Random

from tools.sample.draw import SEASON, apportion, between, months, rows

# Published: the release on Technopolis Moscow of early 2020, and an article on investment in 2019.
ZONE = "SEZ Technopolis Moscow"
RELEASE_TITLE = "Владимир Ефимов: Резиденты «Технополиса «Москва» за год увеличили экспорт высокотехнологичной продукции на треть"  # noqa: E501
RELEASE = "http://snip1.ru/vladimir-efimov-rezidenty-texnopolisa-moskva-za-god-uvelichili-eksport-vysokotexnologichnoj-produkcii-na-tret/"
ARTICLE_TITLE = "Technopolis residents invest RUR6.6 bln in Moscow economy"
ARTICLE = "https://investforesight.com/technopolis-residents-invest-rur6-6-bln-in-moscow-economy/"
EXPORT_2019 = 326_000_000
MICROELECTRONICS_2019 = 163_930_000
EDUCATION_2019 = 1_180_000
INVESTED = 28_600_000_000
AREA_HA = 206.8
SITES = {"Pechatniki": "Печатники", "Alabushevo": "Алабушево", "Mikron": "Микрон"}
SITES |= {"Angstrem": "Ангстрем", "MIET": "МИЭТ"}
ARRIVED = {2019: 24, 2018: 8}  # 24 new residents in 2019, three times as many as the year before

# Chosen inside a published interval: 32 per cent growth, "more than 615", "almost 6.6 bn" and 7 per
# cent more than the year before, "more than 150".
EXPORT_TO_2017, EXPORT_2018 = 42_400_000, 247_000_000
INVESTED_2018, INVESTED_2019 = 6_150_000_000, 6_580_000_000
COMPANIES = 153

# Invented, down to the end of the module. Only the destinations first seen in 2019, the count of
# 26, the order of the first five and the order of the first four groups are published.
SEED = 2006
EXPORTED = dict(enumerate((31, 52, 87, 61, 104, 174, 216, 192, 337, 549, 892, 1547), 2006))
INVESTED_IN = dict(enumerate((14, 35, 62, 48, 71, 96, 118, 131, 157, 204, 262, 391), 2006))
ROW = 150_000  # roubles a year for each month in which a company sells one product somewhere
FLOWS = "period zone site resident product group destination value currency"

PRODUCTS = {
    "microelectronics": "8542319010 8541290000 8542399010 8541210000 8542329000",
    "nanotechnology": "3818001000 3824999608 2849200000 6909190009",
    "optics": "9001900009 9002110000 9013200000 9002200000",
    "education": "9023001000 9023008000",
    "instruments": "9027300000 9030840009 9031499000",
    "medical": "9018199000 9018509000",
    "machinery": "8479899708 8486209009",
}

# Destination, year of the first sale, thousand roubles in 2018 and in 2019. Zero in 2018 is a pair
# that comes back in 2019; zero in both is a market lost before.
TRADE = """
microelectronics: CHN 2006 50700 57900, KAZ 2006 22300 29400, BLR 2006 17600 19800,
DEU 2007 19400 21300, IND 2008 5200 5900, CHE 2009 9800 10900, SGP 2009 0 0, ARM 2010 2100 2600,
MYS 2010 610 0, KOR 2011 4300 4700, VNM 2012 2900 3800, TUR 2013 2600 2500, ITA 2013 1700 1900,
CZE 2014 1200 1300, USA 2015 900 1100, KGZ 2016 520 760;
nanotechnology: CHN 2008 15900 19600, DEU 2008 12800 15100, BLR 2009 9700 11200,
KAZ 2010 11300 16900, CHE 2011 9200 10400, ITA 2012 3400 3700, FRA 2013 2600 2900,
KOR 2014 2300 2600, IND 2014 1300 1900, POL 2015 990 1260, BRA 2015 380 0, UZB 2016 640 980;
optics: BLR 2006 5900 9800, DEU 2006 7100 13900, CHN 2007 5200 14300, KAZ 2009 6300 12700,
CHE 2010 3100 8100, THA 2010 0 0, FIN 2011 1100 1900, FRA 2012 1500 2600, ARM 2012 440 820,
SRB 2013 620 1050, USA 2014 870 1700, EGY 2014 0 260, UZB 2015 430 710, BGR 2019 0 1340,
MNG 2019 0 720, JPN 2019 0 2150, MUS 2019 0 330;
education: KAZ 2019 0 520, ISR 2019 0 370, AZE 2019 0 290;
instruments: KAZ 2010 170 210, BLR 2010 140 180, UZB 2012 80 110, SRB 2016 60 80;
medical: BLR 2014 190 200, ARM 2015 90 120, KGZ 2017 80 90;
machinery: KAZ 2011 190 120, BLR 2011 180 130, SRB 2014 0 40, KGZ 2018 70 0
"""

# Groups sold, then site, year of arrival, first and last year of exports, weight. The largest sits
# at a site not named after a company, lest its share be read as a fact about that company.
EXPORTERS = """
microelectronics: Alabushevo 2006 2006 2019 110, MIET 2006 2007 2019 34, Mikron 2016 2017 2019 40,
Angstrem 2016 2016 2019 30, Alabushevo 2010 2012 2019 22, Alabushevo 2013 2015 2019 12,
Pechatniki 2014 2016 2019 16, Pechatniki 2017 2018 2019 9, Pechatniki 2018 2019 2019 5,
MIET 2006 2006 2013 20, Alabushevo 2008 2010 2016 14, Alabushevo 2011 2014 2018 8;
nanotechnology: Alabushevo 2009 2011 2019 60, MIET 2007 2008 2019 40, Pechatniki 2013 2014 2019 50,
Alabushevo 2014 2017 2019 18, Pechatniki 2017 2019 2019 9, Alabushevo 2006 2008 2012 15,
MIET 2012 2013 2018 10;
optics instruments: Alabushevo 2006 2006 2019 45;
optics: MIET 2008 2009 2019 25, Pechatniki 2013 2015 2019 40, Pechatniki 2015 2018 2019 20,
Alabushevo 2017 2019 2019 10, MIET 2006 2007 2011 12, Pechatniki 2014 2016 2017 9;
education: Pechatniki 2016 2019 2019 30, MIET 2014 2019 2019 14;
instruments: Alabushevo 2008 2010 2019 50, MIET 2009 2011 2015 20;
medical: Alabushevo 2012 2014 2019 30, Pechatniki 2013 2014 2017 11;
machinery: Alabushevo 2009 2011 2019 30
"""

PROFILE = f"""\
# Synthetic records calibrated to published figures; see README.md.
zone = "{ZONE}"
synthetic = true
country = "RUS"
currency = "RUB"
opened = "2006"
as_of = "2020-01"
area_ha = {AREA_HA}
land = ["greenfield", "brownfield"]
residents = "residents.csv"
investment = "investment.csv"
imports = "duty_free_imports.csv"
declarations = "declarations.csv"
relief = ["duty_free_imports", "customs_post"]

[name]
en = "{ZONE}"
ru = "ОЭЗ «Технополис „Москва“»"

[names.ru]
"SEZ Technopolis Moscow" = "ОЭЗ Технополис Москва"
"Harbour Zone" = "Портовая"
"Valley Zone" = "Долинная"
"Zone post" = "Зональный"
"Outside post" = "Внешний"

[goods]
en = "high-tech products"
ru = "высокотехнологичной продукции"

[published]
en = "exports in 2019, their growth and exports since 2006, exports of microelectronics and of \
educational equipment in 2019, the number of destinations, the largest and the new ones, and the \
zone's sites, area and investment"
ru = "экспорт 2019 года и его рост, экспорт с 2006 года, экспорт микроэлектроники и учебного \
оборудования в 2019 году, число направлений, крупнейшие и новые из них, площадки, площадь зоны и \
инвестиции"
"""
for en, ru in SITES.items():
    PROFILE += f'\n[[sites]]\nen = "{en}"\nru = "{ru}"\n'
for title, address in ((RELEASE_TITLE, RELEASE), (ARTICLE_TITLE, ARTICLE)):
    PROFILE += f'\n[[sources]]\ntitle = "{title}"\naddress = "{address}"\n'


def companies(rng: Random) -> list[dict]:
    """Return every company, numbered in the order of arrival as a register would."""
    found: list[dict] = []
    for groups, site, since, first, last, weight in rows(EXPORTERS):
        # The larger the company, the more of its markets it is in.
        pairs = [row[:2] for row in rows(TRADE) if row[0] in groups.split()]
        markets = {pair for pair in pairs if rng.random() * 100 < 30 + weight}
        company = {"site": site, "since": since, "group": groups.split()[0], "markets": markets}
        found.append(company | {"years": range(first, last + 1), "weight": weight})
    known = [company["since"] for company in found]
    late = [year for year, n in ARRIVED.items() for _ in range(n - known.count(year))]
    # A company that never exports takes its site from one that does and its group from another.
    peers = [company for company in found if company["since"] < min(ARRIVED)]
    for i in range(COMPANIES - len(found)):
        at, like = (peers[between(rng, 0, len(peers))] for _ in range(2))
        early = between(rng, at["since"], min(ARRIVED))
        since = late[i] if i < len(late) else early
        found.append(at | {"since": since, "group": like["group"], "years": ()})
    for c in found:
        c["kind"] = "tenant" if c["since"] not in ARRIVED and rng.random() < 0.5 else "resident"
    found.sort(key=lambda c: (c["since"], rng.random()))
    return [c | {"resident": f"Company {n:03d}"} for n, c in enumerate(found, 1)]


def _cells(year: int, rng: Random) -> dict[tuple[str, str], int]:
    """Return the roubles of each (group, destination) in a year."""
    if year < 2018:
        # Small pairs weigh more than later, and a pair can skip any year but its first.
        weights = {
            (group, destination): (sum(later) + 3000) * between(rng, 40, 160)
            for group, destination, first, *later in rows(TRADE)
            if first == year or (first < year and rng.random() < 0.8)
        }
        return apportion(apportion(EXPORT_TO_2017, EXPORTED)[year], weights)
    sold = [(group, to, then if year == 2018 else now) for group, to, _, then, now in rows(TRADE)]
    weights = {(group, to): weight for group, to, weight in sold if weight}
    if year == 2018:
        return apportion(EXPORT_2018, weights)
    published = {"microelectronics": MICROELECTRONICS_2019, "education": EDUCATION_2019}
    rest = {pair: weight for pair, weight in weights.items() if pair[0] not in published}
    cells = apportion(EXPORT_2019 - sum(published.values()), rest)
    for group, total in published.items():
        cells |= apportion(total, {pair: w for pair, w in weights.items() if pair[0] == group})
    return cells


def flows(companies: list[dict], rng: Random) -> list[tuple]:
    """Return the rows: each cell of a year split over companies, products and months."""
    made = []
    for year in range(2006, 2020):
        for (group, destination), total in _cells(year, rng).items():
            active = [c for c in companies if year in c["years"]]
            sellers = [c for c in active if (group, destination) in c["markets"]]
            streams, sales = {}, {}
            for c in sellers or [c for c in active if c["group"] == group]:
                codes = PRODUCTS[group].split()
                size = c["weight"] * between(rng, 70, 130)
                # The company's first product sells three times its second.
                for k, part in ((0, 3), (1, 1)):
                    code = codes[(c["since"] + c["weight"] + k) % len(codes)]
                    streams[c["site"], c["resident"], code] = size * part
            for stream, size in apportion(total, streams).items():
                busy = min(12, 1 + size // ROW)
                for month in months(rng, busy):
                    weight = size * SEASON[month] * between(rng, 70, 130) // busy
                    sales[f"{year}-{month + 1:02d}", *stream] = weight
            for (period, *stream), value in apportion(total, sales).items():
                made.append((period, ZONE, *stream, group, destination, value, "RUB"))
    return sorted(made)


def investment() -> list[tuple]:
    """Return the rows: a year, and the roubles invested in it."""
    early = apportion(INVESTED - INVESTED_2018 - INVESTED_2019, INVESTED_IN)
    paid = early | {2018: INVESTED_2018, 2019: INVESTED_2019}
    return [(year, value, "RUB") for year, value in paid.items()]
