"""The codebook of the folder, with the figures that it is held to."""

from __future__ import annotations

from tools.sample.relief import VAT_FROM_2019, VAT_LAW, VAT_UNTIL_2018
from tools.sample.zone import (
    ARRIVED,
    ARTICLE,
    ARTICLE_TITLE,
    COMPANIES,
    EDUCATION_2019,
    EXPORT_2018,
    EXPORT_2019,
    EXPORT_TO_2017,
    INVESTED,
    INVESTED_2019,
    MICROELECTRONICS_2019,
    RELEASE,
    RELEASE_TITLE,
)

README = f"""\
# The sample zones: SYNTHETIC

These records are invented. No record of a zone is public, and no company here is a real one. Of
the SEZ Technopolis Moscow the totals of exports and investment are published figures, reproduced
exactly; every cell below them is made up, and says nothing about any company, site or sale. Its
imports and declarations are made up to the last figure, and so are the Harbour Zone and the Valley
Zone: these names are nobody's. `make sample` makes the folder again, byte for byte.

## What is real

| figure | published | here |
|---|---|---|
| exports in 2019, RUB | 326 mln | {EXPORT_2019:,} |
| growth on 2018 | 32 per cent | {EXPORT_2019 / EXPORT_2018 - 1:.2%}, from {EXPORT_2018:,} |
| exports 2006-2019, RUB | more than 615 mln | {EXPORT_TO_2017 + EXPORT_2018 + EXPORT_2019:,} |
| microelectronics in 2019, RUB | 163.93 mln, the most | {MICROELECTRONICS_2019:,} |
| education in 2019, RUB | 1.18 mln, the first, to AZE, ISR, KAZ | {EDUCATION_2019:,} |
| leading groups, last two years | microelectronics, nanotechnology, optics, education | so |
| leading destinations in 2019 | CHN, KAZ, DEU, BLR, CHE, of 26; EAEU, Asia, Europe | so |
| new markets in 2019 | optics: BGR, MNG, JPN, MUS; education: AZE, ISR | these alone |
| companies, residents and tenants | more than 150 | {COMPANIES} |
| investment 2006-2019, RUB | 28.6 bn | {INVESTED:,} |
| investment in 2019, RUB (*) | almost 6.6 bn, 7 per cent more than in 2018 | {INVESTED_2019:,} |
| new residents in 2019 (*) | 24, three times 2018 | {ARRIVED[2019]}, after {ARRIVED[2018]} |
| area, sites | 206.8 ha, five sites | in `profile.toml` |
| value added tax on imports into Russia (**) | 18 per cent, 20 from 2019 | \
{VAT_UNTIL_2018} per cent until 2018-12, {VAT_FROM_2019} from 2019-01 |

Source: [{RELEASE_TITLE}]({RELEASE}).
Of the lines with a star: [{ARTICLE_TITLE}]({ARTICLE}).
Of the line with two: [Federal Law 303-FZ of 3 August 2018, told by a law firm]({VAT_LAW}).
The general rate is taken for all goods; some have a lower one in truth.
That the groups and destinations stand in order of value is our reading. The exports of 2018 and of
2006-2017, the investment of 2018 and the count of companies are chosen to fit what was published.

## The files

| file | one row is | years |
|---|---|---|
| `flows.csv` | a month, company, product and destination | 2006-2019 |
| `residents.csv` | a company of January 2020, exporting or not | |
| `investment.csv` | a year | 2006-2019 |
| `duty_free_imports.csv` | what a resident imported free of duty: month, product | 2006-2019 |
| `declarations.csv` | a customs declaration, at the zone's post or at one outside | 2017-2019 |
| `zones.csv` | as `flows.csv`, of the Harbour Zone and the Valley Zone | 2012-2019, 2015-2019 |
| `messy.csv`, `messy_before.csv` | sales as people write them; the same, earlier | 2019 |

`messy.toml` says which column of the messy files is which; it marks them as synthetic, since their
own columns do not.

`profile.toml` is the SEZ Technopolis Moscow itself; it names the files that are about it, and
says in `published` which figures are not made up, as pages tell at their head.

The Harbour Zone hangs on one company, one product group and few countries. The Valley Zone came
later, is many small companies of many groups, and grows fast.

| file | column | meaning |
|---|---|---|
| all but the messy ones | `synthetic` | `true`: the row is invented |
| flows, zones, imports | `period` | month `2006-01` to `2019-12` |
| investment | `period` | year `2006` to `2019` |
| flows, zones, imports, investment | `value`, `currency` | whole roubles, above zero; `RUB` |
| flows, zones | `zone` | the zone |
| flows, zones, residents | `resident`, `site` | company, numbered by arrival; its site |
| flows, zones | `product` | TN VED, ten digits; the heading fits the group, the rest is unchecked |
| flows, zones | `group` | product group; given, as nanotechnology has no chapter of its own |
| flows, zones | `destination` | ISO 3166-1 alpha-3; never Russia, which is home |
| zones | `net_kg` | whole kilograms; each product's price drifts from year to year |
| residents | `kind`, `since` | `resident` or `tenant`; year of arrival |
| residents | `group` | what the company makes; an exporter may sell a second group as well |
| imports | `resident` | one of kind `resident`: tenants have no relief |
| imports | `product` | TN VED, ten digits; the heading fits the goods, the rest is unchecked |
| imports | `value` | the customs value |
| imports | `duty_rate` | duty not paid, a fraction of the value; not the tariff's |
| imports | `vat_rate` | value added tax not paid, a fraction of the value with the duty |
| imports | `export_share` | the fraction of the import that went into goods for export |
| declarations | `declaration` | number, in order of registration |
| declarations | `post`, `resident` | `Zone post` or `Outside post`; the exporter |
| declarations | `registered` | to the minute, such as `2019-03-04T09:15` |
| declarations | `released` | likewise; empty: not released by the end of 2019 |

In the second table `duty_free_imports.csv` is called imports, and the others by their names alone.
Hours from registration to release run on through nights and weekends; at the zone's post they are
fewer, because we made them so.
"""
