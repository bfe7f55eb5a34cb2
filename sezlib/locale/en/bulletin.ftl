# Sentences in English. A blank in braces is filled with words, or with a number that is only
# counted; numbers that are shown come formatted. Every message here has its twin in ru.ftl.

## Units
scale-bn = billion
scale-mln = million
scale-thousand = thousand
money = {$sign}{$currency}{"\u00A0"}{$number}{ $scale ->
    [none] {""}
   *[other] {"\u00A0"}{$scale}
}
money-unknown = {$sign}{$number}{ $scale ->
    [none] {""}
   *[other] {"\u00A0"}{$scale}
}{"\u00A0"}{$currency}
money-unit = {$currency}{ $scale ->
    [none] {""}
   *[other] {"\u00A0"}{$scale}
}
money-unit-unknown = { $scale ->
    [none] {""}
   *[other] {$scale}{"\u00A0"}
}{$currency}
currency-RUB = RUB
currency-unknown = currency units
unknown = not { stated }
stated = { $audience ->
    [public] shown
   *[other] stated
}
stated-none = { stated }
remainder = { $n ->
    [one] {$n} other
   *[other] {$n} others
}
countries = { $n ->
    [one] {$n} country
   *[other] {$n} countries
}
territories = { $n ->
    [one] {$n} territory
   *[other] {$n} countries and territories
}
destinations = { $n ->
    [one] {$n} destination
   *[other] {$n} destinations
}
companies = { $n ->
    [one] {$n} company
   *[other] {$n} companies
}
points = {$shown} percentage points
change = { $direction ->
    [up] {$shown} more than
    [down] {$shown} less than
    [most] more than {$shown} less than
    [times] {$shown} times as much as
    [near] about as much as
   *[same] as much as
}
rounded = The figures are rounded and do not add up exactly.
of-countries = { $of ->
    [part] Of the countries { stated },{" "}
   *[all] {""}
}
of-groups = { $of ->
    [part] Of the product groups { stated },{" "}
   *[all] {""}
}
top-word = { $top ->
    [2] two
    [3] three
    [4] four
    [5] five
    [6] six
    [7] seven
    [8] eight
    [9] nine
   *[other] {$top}
}
went = { $direction ->
    [times] grew to {$shown} times as much
    [up] grew by {$shown}
    [down] fell by {$shown}
    [most] fell by more than {$shown}
    [near] hardly changed
   *[same] did not change
}
would = { $direction ->
    [times] would have grown to {$shown} times as much
    [up] would have grown by {$shown}
    [down] would have fallen by {$shown}
    [most] would have fallen by more than {$shown}
    [near] would hardly have changed
   *[same] would not have changed
}

## Title
year-in = {$year}
year-of = {$year}
year-name = {$year}
span-in = { $kind ->
    [Q] Q{$part}
    [S] H{$part}
   *[M] {$part}
} {$year}
span-of = { span-in }
span-name = { span-in }
grain = { $per ->
    [half] half-year
    [quarter] quarter
    [month] month
   *[year] year
}
grain-year-before = { $per ->
    [year] the year before
   *[other] the same { grain } of the year before
}
by-year = { $per ->
    [year] by year
   *[other] in the same { grain } of each year
}
both-periods = { $months ->
    [12] { $per ->
        [year] {$previous} and {$period}
       *[other] { WHEN($previous) } and { WHEN($period) }
    }
   *[other] { WHEN($previous) } and { WHEN($period) }
}
when-part = January{ $n ->
    [1] {""}
   *[other] {" "}to {$last}
} {$year}
date = {$month} {$year}
passed = { $exact ->
    [yes] reached {$amount}
   *[no] passed {$amount}
}

title = Exports of {$zone}, { YEAR($period) }
title-nozone = Exports, { YEAR($period) }
internal-banner = Internal edition: not for publication.
synthetic-banner = Synthetic data. The records behind this page are invented.
retyped-banner = Retyped data. The figures behind this page are retyped from publications and are not checked against a primary table.
synthetic-calibrated = { KNOWN($published) ->
    [yes] Published are {$published}; every other number is made up.
   *[no] The totals of the records match published figures, and every more detailed number is made up.
}
subtitle = { $per ->
    [year] Annual export bulletin
    [half] Half-yearly export bulletin
    [quarter] Quarterly export bulletin
   *[month] Monthly export bulletin
} for { YEAR($period) }. Currency: { UNIT(case: "name") }.

fiscal-year = {$period} is the fiscal year from {$first} to {$last}.
fiscal-part = The year to date is that of the fiscal year from {$first} to {$last}.
fiscal-year-unknown = {$period} is a fiscal year; the records do not state when it begins.
customs-procedure = The records are of the customs procedure { $code } of UN Comtrade alone; what this code means is not known here.
complete-assumed = The records end in { DATE($month) } and are taken as complete to then.
complete-stated = The records are stated to be complete to { DATE($month) }.
complete-late = { $n ->
    [one] {$n} later record
   *[other] {$n} later records
}{ KNOWN($value) ->
    [yes] , worth { MONEY($value) },
   *[no] {""}
} { $n ->
    [one] is left out.
   *[other] are left out.
}

## Main points
main-points = Main points
point-total = { $who ->
    [residents] Residents exported { goods }
   *[other] Exports of { goods } were
} worth { MONEY($total) } in { WHEN($period) }{ KNOWN($growth) ->
    [yes] , { CHANGE($growth) } in { WHEN($previous) }
   *[no] {""}
}.
zone-s = { $zones ->
    [several] zones
   *[one] zone
}
goods = { KNOWN($goods) ->
    [yes] {$goods}
   *[no] goods
}
point-group = { of-groups }{ LIST($first, said: "group-name") } { $of ->
    [alone] was the only product group
   *[all] { $n ->
        [one] was the largest product group: { MONEY($total) }, or { SHARE($share) } of the total
       *[other] were the largest product groups: { MONEY($total) }, or { SHARE($share) } of the total, each
    }
}.
point-destinations = { $n ->
    [1] Goods went to one destination{ $of ->
        [part] {" "}that is { stated }
       *[all] {""}
    }: { LIST($top, of: "destination") }.
   *[other] Goods went to { PLACES($rows) }{ $part ->
        [all] : { LIST($top, of: "destination") }
       *[some] ; the largest{ $of ->
            [part] {" "}of those { stated }
           *[all] {""}
        } were { LIST($top, of: "destination") }
    }.
}
point-new = { $audience ->
    [public] Of the countries shown, goods
   *[other] Goods
} went for the first time to { $n ->
    [1] one destination
   *[other] { PLACES($rows) }
}: {$list}.
point-first-group = For the first time the { zone-s } exported { GROUP($group) }: { MONEY($value) }{ $n ->
    [0] {""}
   *[other] , to { LIST($names) }
}.
point-running = Exports since { start } add up to { KNOWN($missed) ->
    [yes] at least{" "}
   *[no] {""}
}{ BEYOND($cumulative) }{ KNOWN($lately) ->
    [yes] ; { SHARE($lately) } of that came in the last two years
   *[no] {""}
}.
start = { $opened ->
    [yes] the { $zones ->
        [several] first zone
       *[one] zone
    } opened in {$first}
   *[no] the records began in { YEAR($first) }
}

## Total and growth
heading-total = Exports in { WHEN($period) } came to { MONEY($total) }{ KNOWN($growth) ->
    [yes] , { CHANGE($growth) } in { WHEN($previous) }
   *[no] {""}
}
heading-growth = { KNOWN($growth) ->
    [yes] Exports { WENT($growth) } in { WHEN($period) }
   *[no] { heading-total }
}
total-growth = In { WHEN($previous) } exports were { MONEY($before, $total, $difference) }{ $direction ->
    [up] {" "}and have since risen by { MONEY($difference, $total, $before) }
    [down] {" "}and have since fallen by { MONEY($difference, $total, $before) }
   *[same] {" "}too
}.
total-nothing = The records hold nothing for { YEAR($previous) }, so there is no growth to state.
total-hidden = Exports in { YEAR($previous) } are not shown, so there is no growth to state.
total-zero = Exports in { YEAR($previous) } were zero, and growth from zero has no number.
total-base = The records begin within { YEAR($previous) }, so it is no base for growth.
total-nothing-part = The records hold nothing for { WHEN($previous) }, so there is no growth to state.
total-coarse = The records of { YEAR($previous) } cannot be cut to the same months, so there is no growth to state.
total-months = The records for { YEAR($period) } end in { MONTH($months) }, so it is compared with the same months of { YEAR($previous) }.
total-months-stated = The records for { YEAR($period) } are complete to { MONTH($months) }, so it is compared with the same months of { YEAR($previous) }.

total-read = The table gives the total of each { grain }, the total of { grain-year-before }, and the growth between the two. A { grain } without records has no row.
chart-total-axis = Exports, {$unit}
chart-total = { subject } { by-year } since {$first}{ KNOWN($small) ->
    [yes] {""}; the years to {$small} stand apart, on a scale of their own
   *[no] {""}
}
chart-months = Exports by month in { $compared ->
    [yes] {$previous} and {$period}
   *[no] { WHEN($period) }
}

## The part of a year before, and the year to date
heading-progress = { KNOWN($growth) ->
    [yes] Exports { WENT($growth) } on { YEAR($before, case: "of") }
   *[no] No change on { YEAR($before, case: "of") } can be stated
}
progress-before = { KNOWN($growth) ->
    [yes] In { YEAR($before) } exports were { MONEY($then) }.
   *[no] { $why ->
        [partial] The records begin within { YEAR($before, case: "of") }, so it is no base for growth.
        [zero] Exports in { YEAR($before) } were zero, and growth from zero has no number.
       *[none] The records hold nothing for { YEAR($before, case: "of") }.
    }
}
progress-to-date = From {$first}{ KNOWN($since) ->
    [yes] {" "}{ YEAR($since) }
   *[no] {""}
} to {$last} { YEAR($year) }, exports came to { MONEY($total) }{ KNOWN($growth) ->
    [yes] , { CHANGE($growth) } in the same months of the year before
   *[no] ; the records do not hold the same months of the year before in full
}.
progress-read = One { grain } against the { grain } before also tells of the season; the same { grain } of the year before does not.
caption-recent = Exports by { grain }, each against the { grain } before

## Product groups
heading-groups-none = No product group is { stated-none }
heading-residents-none = No exporter is { stated-none }
heading-new-none = What was new cannot be told: no destination is { stated-none }
heading-groups = { of-groups }{ $direction ->
    [up] { LIST($first, said: "group-name") } contributed most to the growth of exports
    [down] { LIST($first, said: "group-name") } contributed most to the fall of exports
    [against] exports of { LIST($first, said: "group-name") } changed most
    [alone] all exports were of one product group, { LIST($first, said: "group-name") }
   *[none] { LIST($first, said: "group-name") } { $n ->
        [one] was the largest{ $of ->
            [part] {""}
           *[all] {" "}product group
        }
       *[other] were the largest{ $of ->
            [part] {""}
           *[all] {" "}product groups
        }
    }
}
group-name = { GROUP($group) }
groups-order = { of-groups }the largest groups in order were { LIST($rows, of: "group", by: "; ") }.
groups-add = Contributions to the { $direction ->
    [up] growth
    [down] fall
   *[same] change
}: { LIST($rows, said: "groups-add-item", by: "; ") }{ KNOWN($rest) ->
    [yes] ; { groups-add-rest }
   *[no] {""}
}.
groups-add-item = { GROUP($group) } ({ POINTS($contribution) })
groups-add-rest = all others together ({ POINTS($rest) })
groups-derived = { $audience ->
    [public] Groups that are shown made { SHARE($covered) } of exports.
   *[other] A product group is known for { SHARE($covered) } of exports.
}
groups-read = A contribution is the change of a group, divided by the exports of { $zones ->
    [several] all zones
   *[one] the whole zone
} a year before. Contributions add up to the growth of the total.
chart-groups-other = other groups
chart-group-parts = Exports of the largest product groups { by-year }, on one scale; in brackets their share in { WHEN($period) }
chart-contributions = Exports of { $of ->
    [group] product groups
    [destination] destinations
    [bloc] blocs
    [resident] companies
    [zone] zones
   *[other] parts
} in { both-periods }, and percentage points of the change ({ SIGNED($growth) } in all) that each contributed
chart-hidden-parts = Hidden years are empty and count as “{$name}”
chart-hidden = Not shown: { LIST($years) }

## Destinations
heading-destinations = { $n ->
    [1] Goods went to { LIST($first, of: "destination") }{ $of ->
        [part] {" "}and to destinations that are not { stated }
       *[all] {" "}alone
    }
   *[other] Goods went to { PLACES($rows) }{ $leaders ->
        [0] {""}
       *[other] , { $of ->
            [part] among those { stated }{" "}
           *[all] {""}
        }most of all to { LIST($first, of: "destination") }
    }
}
heading-destinations-none = No destination is { stated-none }
destinations-top = { of-countries }{ $part ->
    [all] exports went to { LIST($top, said: "destination-share") }
   *[some] the largest destinations were { LIST($top, said: "destination-share") }; together these took { SHARE($share) } of the total
}.
destination-share = { COUNTRY($destination) } ({ SHARE($share) })
bloc-share = { BLOC($bloc) } ({ SHARE($ratio) })
destinations-blocs = By bloc{ $n ->
    [1] {""}
   *[other] , the largest first
}: { LIST($few, said: "bloc-share") }.{ $overlap ->
    [yes] {" "}Blocs overlap, so their shares do not add up to 100%.
   *[no] {""}
}
share-least = less than {$shown}
share-most = more than {$shown}
destinations-unspecified = No destination is { stated } for { SHARE($share) } of the total.
destinations-read = Destinations are ranked by the exports of the { grain }, the largest first.
chart-destinations = { $n ->
    [1] Exports to the only destination
   *[other] Exports to { $part ->
        [some] the {$n} largest of {$of}
       *[all] all {$n}
    } destinations
}{ $audience ->
    [public] {" "}that are shown
   *[other] {""}
}{ $compared ->
    [yes] {" "}in { both-periods }
   *[no] {" "}in { WHEN($period) }
}, and { $n ->
    [1] its
   *[other] their
} share of exports
chart-firsts = Countries{ $audience ->
    [public] {" "}that are shown and were
   *[other] {""}
} sold to for the first time, by { grain } since { YEAR($first) }
chart-destinations-note = Without a mark for { YEAR($previous) }: nothing sold then, or not shown
chart-heatmap = Where each product group went in { WHEN($period) }
chart-heatmap-note = Cells: exports, {$unit}, on a logarithmic scale.{ $n ->
    [0] {""}
   *[other] {" "}● first export of the group to the country.
}{ $hidden ->
    [0] {""}
   *[other] {" "}Not shown: {$hidden} smaller destinations.
}{ $audience ->
    [public] {" "}An empty cell may be one that is not shown.
   *[other] {""}
}

## New destinations and first exports
heading-new = { $n ->
    [0] No country { $of ->
        [part] that is { stated } was new
       *[all] was new
    } in { YEAR($period) }
   *[other] { $audience ->
        [public] Of the countries shown, goods
       *[other] Goods
    } went to { $n ->
        [1] { LIST($rows, of: "destination") }
       *[other] { PLACES($rows) }
    } for the first time in { YEAR($period) }
}
heading-new-censored = What was new in { YEAR($period) } cannot be known
new-gap = The records hold nothing for { YEAR($previous) }. What looks new or renewed in { YEAR($period) } may have begun in { YEAR($previous) }.
new-old-gap = Nothing is on record for { LIST($missed) }; an earlier sale then cannot be excluded.
new-unspecified = For a part of earlier exports no destination is stated; an earlier sale within it cannot be excluded.
new-item = { LIST($rows, of: "destination") } ({ LIST($groups, of: "group", by: ", ") })
new-none = Every country { $of ->
    [part] { stated }{" "}
   *[all] {""}
}that goods went to in { YEAR($period) } had been sold to before.
new-censored = { YEAR($period) } is the first { grain } in the records. What was sold before it is not known, so nothing in it can be called new.
new-partial = The records begin within { YEAR($previous) }. What looks new in { YEAR($period) } may have been sold to before them.
new-returning = Sold again after { $per ->
    [year] a break
   *[other] at least one { grain } without a sale
}: { LIST($rows, of: "destination") }.
new-read = A first export is the first { grain } in which a product group went to a country, after at least one { grain } on record in which it did not. In the first { grain } on record nothing can be called new.
status-first = first ever
status-returning = returning
status-censored = not known
new-to-zone = new to the { zone-s }
new-to-group = new to the group

## Residents
heading-residents = { $n ->
    [1] One company exported
   *[other] { COUNT($n, of: "companies") } exported
}{ $alike ->
    [yes] , as in { WHEN($previous) }
   *[no] { KNOWN($before) ->
        [yes] , against { NUMBER($before) } in { WHEN($previous) }
       *[no] {""}
    }
}
residents-of = The exporters of { WHEN($period) } are { PERCENT($share) } of the companies on the list of residents and tenants.
residents-largest = The largest exporter{ $of ->
    [part] {" "}that is named
   *[all] {""}
} made { SHARE($share) } of all exports{ $top ->
    [1] {""}
   *[other] , the { top-word } largest together { SHARE($together) }
}.
residents-read = A company counts as an exporter when its exports of the { grain } are above zero.
heading-objection = { $kind ->
    [broad] No { $of ->
        [part] company that is named
       *[all] single company
    } made more than half of the change
    [narrow] One company made more than half of the change
   *[cancel] { $n ->
        [1] One company moved exports by more than half of the change, against it
       *[other] Several companies each moved exports by more than half of the change
    }
}
objection-text = An objection to any such figure is that one company made it. { $n ->
    [one] The company whose exports changed most made { POINTS($part) } of the change
   *[other] The {$n} companies whose exports changed most together made { POINTS($part) } of the change
}{ KNOWN($unspecified) ->
    [yes] { KNOWN($others) ->
        [yes] , all others { POINTS($others) }
       *[no] {""}
    }, and what no company is stated for { POINTS($unspecified) }
   *[no] { KNOWN($others) ->
        [yes] , and all others { POINTS($others) }
       *[no] {""}
    }
}.

## Running total
heading-running = Exports since { start } have { PASSED($cumulative) }
heading-running-alone = The running total begins with { YEAR($period) }
running-alone = The records begin in { YEAR($period) }, so the running total is the exports of that { grain }.
running-part = The running total holds earlier years in full and { YEAR($period) } up to { DATE($end) }.
running-part-begun = It holds { YEAR($period) } up to { DATE($end) }.
running-begun = The records begin within {$year}, so the running total does not hold that year in full.
running-gap = The records hold nothing for { LIST($missed) }, and the running total is without them.

## Zone context
heading-context = { $n ->
    [0] The zone behind the figures
    [one] The zone: {$n} site, { NUMBER($area, digits: 1) } ha
   *[other] The zone: {$n} sites, { NUMBER($area, digits: 1) } ha
}
context-sites = { $n ->
    [one] Its site is { LIST($sites) }
   *[other] Its sites are { LIST($sites) }
}{ KNOWN($land) ->
    [no] .
   *[yes] , with { LIST($land) } land.
}
context-companies = { COUNT($n, of: "companies") } { $n ->
    [one] is
   *[other] are
} on the zone's list of residents and tenants{ KNOWN($date) ->
    [yes] {" "}({ DATE($date) })
   *[no] {""}
}.
context-investment = Residents have invested { MONEY($cumulative, digits: 1) } since {$year}.
context-relief-duty_free_imports = Equipment and materials imported to make goods for export are free of customs duties and fees.
context-relief-customs_post = A customs post works in the zone, which is meant to shorten clearance.
context-per-hectare = In { WHEN($period) } the zone exported { MONEY($ratio, least: 1) } per hectare.
context-per-company = That is { MONEY($ratio, least: 1) } per company on the list.
context-per-invested = For every { UNIT() }{ "\u00A0" }1,000 invested since {$year} it exported { MONEY($ratio, least: 1) } in { WHEN($period) }.
land-greenfield = greenfield
land-brownfield = brownfield

## Closing sections
heading-data = The data
data-text = The tables of this bulletin lie beside it, in each form that was made, such as tables.xlsx and the files of the folder tables; its figures for machines are in summary.json, and how it was made is in manifest.json.
heading-glossary = Glossary
glossary-item = {$term}: {$text}
term-exports = Exports
term-exports-text = { $who ->
    [residents] Goods that residents of the { zone-s } sold abroad, at the value in the records.
   *[other] Goods sold abroad, at the value in the records.
}
term-contribution = Contribution
term-contribution-text = The part of the growth of the total that one { $zones ->
    [several] zone, group, country
   *[one] group, country
} or company accounts for, in percentage points.
term-first = First export
term-first-text = The first { grain } on record in which something was sold, after a { grain } on record in which it was not.
term-censored = Censored
term-censored-text = Not known to be first or repeated, because the records begin there.
term-bloc = Bloc
term-bloc-text = A union of states or a continent (UN M49). Membership is taken at the date of the flow, and one country may belong to several.
term-destination = Destination
term-destination-text = The country or territory that goods were sold to, by ISO 3166. What is not specified is not counted.
heading-method = How it is measured
method-growth = Growth is { $per ->
    [year] this year's total divided by last year's, less one. It is stated only where last year
   *[other] the total divided by that of the same { grain } of the year before, or where it says so of the { grain } before, less one. It is stated only where that { grain }
} is on record and above zero.
method-rounding = Nothing is rounded before it is shown, so that rounded figures may not add up to their total. Shares are computed from unrounded amounts.
method-nominal = Amounts are in current prices and in the currency of the records. They are not adjusted for prices or exchange rates.
heading-limits = Strengths and limitations
account-warning = The records are incomplete: { $n ->
    [one] { NUMBER($rows) } of { NUMBER($of) } rows was
   *[other] { NUMBER($rows) } of { NUMBER($of) } rows were
} rejected when they were taken in{ KNOWN($share) ->
    [no] {""}
   *[yes] , and { SHARE($share) } of the value with { $n ->
        [one] it
       *[other] them
    }
}. The figures on this page are without { $n ->
    [one] it
   *[other] them
}.
account-rejected = { $n ->
    [one] { NUMBER($rows) } of { NUMBER($of) } rows was
   *[other] { NUMBER($rows) } of { NUMBER($of) } rows were
} rejected when the records were taken in{ KNOWN($share) ->
    [no] {""}
   *[yes] , and { SHARE($share) } of the value with { $n ->
        [one] it
       *[other] them
    }
}. No figure holds { $n ->
    [one] it
   *[other] them
}.
account-aside = { $n ->
    [one] { NUMBER($rows) } of { NUMBER($of) } rows was
   *[other] { NUMBER($rows) } of { NUMBER($of) } rows were
} set aside and not counted{ KNOWN($share) ->
    [no] {""}
   *[yes] , with { SHARE($share) } of the value that came in
}: { $list }.
aside-import = import
aside-re-export = re-exports, which exports hold
aside-re-import = re-imports
aside-another-flow = another flow than exports
aside-one-mode = one mode of transport, which the row of all modes holds
aside-one-customs = one customs procedure, which the row of all holds
aside-one-second = one second partner, which the row of all holds
aside-neither-export = neither export nor import
aside-another-port = another port than a special economic zone
aside-world = World, the total of all partners
aside-line = a line, whose heading holds more than its lines
aside-heading = a heading, whose lines are in the file
aside-empty = an empty row
aside-names = the names of the columns again
aside-label = a label, of the rows below it
aside-note = a note below the table
aside-total = a total, by its words
aside-sum = a total, by its value and place
aside-part = a part of a row that is counted
aside-another-customs = another customs procedure
aside-another-zone = another zone
aside-columns = a total of the columns beside it
aside-cell = an empty cell
limits-lacking = The records do not state { LIST($columns) }, so there is no section on them.
lacking-group = product groups
lacking-destination = destinations
lacking-resident = exporters
limits-strength = Every number in this report is computed from the records by one command, and can be computed again.
limits-customs = Records of residents are not customs statistics: goods sold through intermediaries elsewhere are not in them.
public-edition = This is the public edition: figures from which a company could be worked out are not shown.
limits-public = Figures from which the exports of a company could be worked out are not shown, nor are others from which these could be. In tables [c] stands for them.
limits-alone = This edition was made without the reports that are public already, so what it gives away by its differences from them has not been tried.
limits-names = Companies may be named in this report; clear it for disclosure before it is published.
limits-synthetic = These records are synthetic. Nothing below the published figures that they are calibrated to can be concluded about any real company.
heading-sources = Sources

## Tables: captions and columns
caption-cut = {$caption} (the first {$shown} of {$n} rows; all are in the files of the tables)
caption-part = {$caption} (January{ $n ->
    [1] {""}
   *[other] {" "}to {$last}
})
caption-total = Exports { by-year }
caption-groups = Exports by product group, { YEAR($period) }
caption-destinations = Exports by destination, { YEAR($period) }
caption-all-destinations = Exports by destination, { YEAR($period) }: all
caption-blocs = Exports by bloc, { YEAR($period) }
caption-new = First and returning exports, { YEAR($period) }
caption-residents = Largest exporters, { YEAR($period) }
caption-running = Running total of exports
caption-cells = Exports by destination and product group, { YEAR($period) }
caption-over-time = Exports by product group and { grain }
caption-destinations-over-time = Exports by destination and { grain }
caption-residents-over-time = Exports by company and { grain }
caption-context = Exports relative to the zone, { YEAR($period) }
column-period = Period
column-total = Exports, {$unit}
column-value = Exports, {$unit}
column-previous = Year before, {$unit}
column-growth = Growth
column-group = Product group
column-share = Share
column-contribution = Contribution, points
column-destination = Country
column-rank = Rank
column-members = Countries
column-members-residents = Companies
column-resident = Company
column-bloc = Bloc
column-base = All exports, {$unit}
column-quantity = Units
column-base-context = { column-quantity }
column-ratio = Share
column-status = Status
column-new = New to
column-CONF_STATUS = Confidentiality (SDMX)
column-cumulative = Running total, {$unit}
column-indicator = Relative to
column-relative = Exports per unit, {$unit}
relative-hectare = hectare
relative-company = company on the list
relative-invested = { UNIT() } invested

## Charts
alt = Chart. {$title}.{ KNOWN($unit) ->
    [yes] {" "}{$unit}.
   *[no] {""}
}{ KNOWN($leading) ->
    [yes] {" "}The largest is {$leading}.
   *[no] {""}
} It is drawn from a table of { $n ->
    [one] {$n} row
   *[other] {$n} rows
}.
chart-source = { KNOWN($unit) ->
    [yes] {$unit}.{" "}
   *[no] {""}
}Source: { $synthetic ->
    [published] published figures
    [yes] invented records
   *[no] records
}{ KNOWN($zone) ->
    [yes] {" "}of {$zone}
   *[no] {""}
}.

## Page and workbook
contents = Contents
files = Files of the tables
files-docx = This page as a Word document
files-pdf = This page as PDF
files-ods = All tables in one OpenDocument spreadsheet
files-sdmx-csv = All tables for machines (SDMX-CSV)
files-datapackage = What the tables hold, for machines (Data Package)
files-xlsx = All tables in one workbook

## Explorer
explore-link = Interactive tables: pick, sort and filter
explore-heading = { $title }: interactive tables
explore-intro = Every figure here stands in a table of the report; nothing is added up. Point at a figure, or move to it with the arrow keys, to see it unrounded. The address of this page keeps what is picked.
explore-script = This page needs JavaScript. The report and the files beside it hold the same figures without it.
explore-back = Back to the report
explore-pick = What to show
explore-table = Table
explore-by = By
explore-all = All
explore-find = Find in rows
explore-reset = Clear all
explore-none = No figure of the report is of all that is picked
explore-hidden = hidden, so that no company’s figures can be worked out
explore-absent = no figure
explore-rows = { $n ->
    [one] {$n} row
   *[other] {$n} rows
}
explore-tables = { $n ->
    [one] {$n} table
   *[other] {$n} tables
}
explore-more = Show all rows ({$n})
explore-left = { $n ->
    [one] {$n} row with the smallest amount is left out here; the CSV files have it.
   *[other] {$n} rows with the smallest amounts are left out here; the CSV files have them.
}

## Code lists of SDMX
sdmx-_Z = Not applicable
sdmx-_O = Other
sdmx-FREQ-A = Annual
sdmx-FREQ-S = Half-yearly
sdmx-FREQ-Q = Quarterly
sdmx-FREQ-M = Monthly
sdmx-UNIT_MEASURE-FRACTION = Fraction of 1
sdmx-UNIT_MEASURE-NUMBER = Number
sdmx-OBS_STATUS-A = Normal value
sdmx-OBS_STATUS-O = Missing value
sdmx-OBS_STATUS-Q = Missing value; suppressed
sdmx-CONF_STATUS-F = Free
sdmx-CONF_STATUS-N = Not for publication
sdmx-CONF_STATUS-C = Confidential

## Sheets of the workbook
sheet-total = totals
sheet-groups = groups
sheet-over-time = groups by { grain }
sheet-destinations-over-time = destinations by { grain }
sheet-residents-over-time = exporters by { grain }
sheet-destinations = destinations
sheet-all-destinations = all destinations
sheet-blocs = blocs
sheet-new = first exports
sheet-cells = destinations by group
sheet-residents = exporters
sheet-running = running total
sheet-context = zone
workbook-cover = Cover
workbook-contents = Contents
workbook-notes = Notes
workbook-sheet = Sheet
workbook-table = Table

workbook-introduction = Introduction
workbook-about = About these data
workbook-number = Note number
workbook-cut = The first {$shown} of {$n} rows; {$file} has all of them.
workbook-text = Text
workbook-intro = The tables of this report. Amounts are in single units of the currency.
workbook-instructions = This sheet has one table. The shorthand [x] stands for what is not available, [z] for what does not apply{ $audience ->
    [public] , [c] for what would let a company's exports be worked out
   *[other] {""}
}.

# what the last edition had otherwise
heading-revised = { $n ->
    [0] No published figure was revised
    [one] One published figure was revised
   *[other] {$n} published figures were revised
}
revised = { $n ->
    [0] { $of ->
        [0] The last edition and this one have no amounts in common.
       *[other] What both the last edition and this one tell is the same.
    }
   *[other] Of the amounts that both the last edition and this one tell, {$n} of {$of} changed. The largest change is in { $figure } in { YEAR($year, case: "name") }: { $way ->
        [down] down by { MONEY($size) }
       *[other] up by { MONEY($size) }
    } to { MONEY($total) }.
}
revised-gone = { $n ->
    [one] {$n} amount of the last edition is not in this one.
   *[other] {$n} amounts of the last edition are not in this one.
}
revised-new = { $n ->
    [one] {$n} amount is new: the last edition did not have it.
   *[other] {$n} amounts are new: the last edition did not have them.
}
revised-total = all exports
revised-cumulative = the running total
caption-revised = Changes since the last edition
column-figure = Figure
sheet-revised = revised
## About the page, and short names of its sections
about = About this page
about-released = Released: { DAY($text) }.
about-next_release = Next release: { DAY($text) }.
about-publisher = Published by {$text}.
about-contact = Contact: {$text}.
about-licence = Licence: {$text}.
about-cite = Cite as: { KNOWN($publisher) ->
    [yes] {$publisher},{" "}
   *[no] {""}
}{$title}{ KNOWN($released) ->
    [yes] , released { DAY($released) }
   *[no] {""}
}.
about-version = Made with sezlib {$version}.
back = Back to contents
whole = Total
short-account = What became of the rows
short-attacks = Attacks
short-changes = Changes
short-clearance = Customs clearance
short-clearance-objection = Objection to clearance times
short-conflicts = Contradictions
short-context = The zone
short-cost = What is still told
short-coverage = What the records state
short-dependence = Dependence on exporters
short-destinations = Destinations
short-figures = Printed figures
short-gaps = Missing months
short-groups = Product groups
short-hidden = Hidden to protect others
short-markets-count = Number of destinations
short-markets-margins = New, lost and continuing sales
short-markets-moved = Contributions of destinations
short-markets-survival = How long sales last
short-new = First exports
short-objection = The strongest objection
short-market = Share of the market
short-parts = Breakdown
short-price = Price and weight
short-progress = Period before and year to date
short-rejected = Rejected rows
short-relief = Customs relief
short-relief-exported = Imports for export goods
short-relief-objection = Objection to the relief
short-relief-per = Relief and exports
short-relief-products = Relief by product
short-relief-residents = Relief by company
short-repeated = Repeated records
short-residents = Exporters
short-revised = Revisions
short-running = Running total
short-sellers = Companies
short-since = Since when
short-size = Total and rank
short-sizes = Sizes of exporters
short-strange = Values far from others
short-total = Total and growth
short-turnover = New, lost and continuing exporters
short-unprinted = What nobody printed
short-unsafe = Unsafe figures
short-without = Without one company
short-zones = Zones
short-zones-groups = Groups by zone
short-zones-objection = The strongest objection
short-zones-totals = Totals by zone

