# The page on markets: where goods go, what the change came from, and whether sales last.

markets-title = Markets: {$zone}, {$period}
markets-title-nozone = Markets, {$period}
markets-subtitle = Where the exports of {$period} went{ $audience ->
    [public] {" "}and what changed
   *[other] , what changed, and how long sales last
}. Currency: { UNIT(case: "name") }

## Main points
markets-point-count = Goods went to { COUNT($count, of: "destinations") } in { WHEN($period) }{ KNOWN($before) ->
    [yes] , after { COUNT($before, of: "destinations") } in { WHEN($previous) }
   *[no] {""}
}.
markets-point-even = Exports{ $of ->
    [part] {" "}whose destination is { stated }
   *[all] {""}
} are as concentrated as if { NUMBER($equivalent_number, digits: 1) } destinations had bought equal parts{ $wide ->
    [yes] ; the three largest took { SHARE($cr) }
   *[no] {""}
}.
markets-point-margins = The change of {$change} is made up of: { LIST($items, by: "; ") }.
markets-margin-continuing = destinations sold to in both years ({$value})
markets-margin-entering = new ones ({$value})
markets-margin-returning = returning ones ({$value})
markets-margin-leaving = destinations that were lost ({$value})
markets-margin-absent = destinations not sold to in the same months ({$value})
markets-margin-rest = what is not specified ({$value})
markets-point-moved = { of-countries }exports to { LIST($first, of: "destination") } changed most; all exports { WENT($growth) }.
markets-point-lasts = Of the sales of a product group to a country that began on record, { PERCENT($share) } outlast their first year.
largest-destination = the largest destination{ $of ->
    [part] {" "}that is { stated }
   *[all] {""}
}

## How many, how even
heading-markets-count = Exports are as concentrated as with { NUMBER($equivalent_number, digits: 1) } equal destinations
heading-markets-count-alone = Goods went to { COUNT($count, of: "destinations") } in { WHEN($period) }
markets-count-read = The equivalent number is one divided by the sum of squared shares: many countries with one that buys nearly everything count as little more than one.
chart-markets = Destinations sold to, and how many equal ones would be as concentrated, by year
chart-markets-axis = Destinations
chart-markets-count = sold to
chart-markets-number = equivalent number

## Where the change came from
heading-markets-margins = { $kind ->
    [none] Exports did not change
    [near] Exports hardly changed
    [unknown] What changed cannot be told
    [cancel] Rises and falls partly cancelled out
    [even] No one kind of destination made more than half of the change
    [old] The change came from destinations sold to in both years
    [mostly-old] The change came mostly from destinations sold to in both years
    [new] The change came from destinations that were not sold to in both years
    [mostly-new] The change came mostly from destinations that were not sold to in both years
    [unspecified] The change came from exports whose destination is not stated
   *[mostly-unspecified] The change came mostly from exports whose destination is not stated
}
markets-margins-text = Exports were { MONEY($before, $total) } in { WHEN($previous) } and { MONEY($total, $before) } in { WHEN($period) }.
markets-margins-none = The records have nothing comparable for { WHEN($previous) }, so there is no change to split.
markets-margins-read = New means not sold to in any earlier year on record; returning means sold to earlier, but not the year before; lost means sold to the year before, but not this year. In the table below, what a company that did not export the year before sold counts with the companies; then the product groups that a company added, then the countries it added; the rest is continuing.
chart-margins = Exports in { both-periods }, and where the change came from
margin-continuing = continuing
margin-entering = new
margin-returning = returning
margin-leaving = lost
margin-below = in neither year
margin-absent = not in the same months
margin-unspecified = not specified
level-resident = companies
level-group = product groups of a company
level-destination = countries of a company and group

## Which countries moved it
heading-markets-moved = { of-countries }{ $direction ->
    [up] { LIST($first, of: "destination") } contributed most to the growth of exports
    [down] { LIST($first, of: "destination") } contributed most to the fall of exports
   *[against] exports to { LIST($first, of: "destination") } changed most
}
among-stated = { $of ->
    [part] {" "}among those { stated }
   *[all] {""}
}
markets-moved-up = Largest rises{ among-stated }: { LIST($rows, said: "markets-moved-item") }.
markets-moved-down = Largest falls{ among-stated }: { LIST($rows, said: "markets-moved-item") }.
markets-moved-unspecified = Destination not { stated }: { POINTS($part) }.
markets-moved-rest = All other countries together: { POINTS($part) }.
moved-points = { POINTS($contribution) }
markets-moved-item = { COUNTRY($destination) } ({ POINTS($contribution) })
markets-moved-read = A contribution is the change of one country over last year's total. All of them add up to the growth.
chart-markets-moved = Largest contributions of countries to the change of exports in { WHEN($period) }
chart-markets-moved-axis = Percentage points

## Do sales last
heading-markets-survival = { PERCENT($share) } of new sales outlast their first year
heading-markets-survival-none = How long sales last cannot be told from these records
markets-survival-text = {$n} sales of a product group to a country began on record, and the first year of {$completed} is followed by another year on record.{ $many ->
    [yes] {" "}Of all sales, { PERCENT($later) } outlast the first {$years} years.
   *[no] {""}
}
markets-survival-few = { $n ->
    [0] No sale
    [one] Only one sale
   *[other] Only {$n} sales
} of a product group to a country began on record with another year to follow; a share is stated from {$fewest} such sales.
markets-survival-read = Kaplan and Meier's estimate: a sale counts in each year that is followed by another on record, which shows whether it went on, and one that was there when the records begin is left out. The band is two standard errors wide on either side.
markets-survival-part = {$period} is not over, so sales are followed to the end of {$previous}.
chart-survival = Share of new sales that outlast each year, with two standard errors on either side
chart-survival-x = Years sold
chart-survival-y = Still sold after

## The objection
heading-markets-without = { $kind ->
    [up-stands] Exports would have grown without { largest-destination } too
    [up-falls] Without { largest-destination } exports would not have grown
    [down-stands] Exports would have fallen without { largest-destination } too
    [down-falls] Without { largest-destination } exports would not have fallen
   *[flat] Exports without { largest-destination }
}
markets-without-text = Without { COUNTRY($destination) }, { largest-destination } in { WHEN($period) }, exports { WOULD($growth_without) }.

limits-markets-spells = A sale is a product group sold to a country in a year, whatever the company. A year without it ends the sale, unless the gap is bridged.
limits-markets-independent = The standard error takes sales as independent of each other. Sales to one country often end together, and one that ends and begins again counts as two; then the band is too narrow.
limits-markets-blocs = Blocs overlap, and a flow belongs to one where its whole period lies within the membership.

caption-markets-count = Countries and their concentration by year
caption-markets-margins = The change by margin, {$period}
caption-markets-nested = The change by company, product group and country in turn, {$period}
caption-markets-moved = Exports and contributions to growth by country, {$period}
caption-markets-blocs = Exports by bloc and year before, {$period}
caption-markets-moved-alone = Exports by country, {$period}
caption-markets-blocs-alone = Exports by bloc, {$period}
caption-markets-survival = How long sales of a product group to a country last
sheet-markets-count = countries by year
sheet-markets-margins = margins
sheet-markets-nested = nested margins
sheet-markets-moved = contributions
sheet-markets-blocs = blocs
sheet-markets-survival = survival
column-count = Countries sold to
column-cr = Share of the three largest
column-level = Of
column-margin = What became of them
column-change = Change, {$unit}
column-members-markets = How many
column-duration = Years
column-at_risk = At risk
column-ended = Ended
column-censored = Still going on
column-survival = Outlast
column-error = Standard error
