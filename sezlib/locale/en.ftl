# Sentences in English. A blank in braces is filled with words, or with a number that is only
# counted; numbers that are shown come formatted. Every message here has its twin in ru.ftl.

## Units
scale-bn = bn
scale-mln = mln
scale-thousand = thousand
currency-RUB = RUB
currency-unknown = currency units
unknown = not stated
remainder = { $n ->
    [one] {$n} other
   *[other] {$n} others
}
countries = { $n ->
    [one] {$n} country
   *[other] {$n} countries
}
companies = { $n ->
    [one] {$n} company
   *[other] {$n} companies
}
points = {$shown} percentage points
change = { $direction ->
    [up] {$shown} more than
    [down] {$shown} less than
   *[same] as much as
}

## Title
when = {$year}
when-part = January{ $n ->
    [1] {""}
   *[other] {" "}to {$last}
} {$year}
date = {$month} {$year}
passed = { $exact ->
    [yes] reached {$amount}
   *[no] passed {$amount}
}

title = Exports of {$zone}, {$period}
title-nozone = Exports, {$period}
synthetic-banner = Synthetic data. The records behind this page are invented.
synthetic-calibrated = Their totals match published figures, and every more detailed number is made up.
subtitle = Annual export bulletin for {$period}. Currency: {$unit}.

## Main points
main-points = Main points
point-total = { $who ->
    [residents] Residents exported {$goods}
   *[other] Exports of {$goods} were
} worth {$total} in {$period}, {$change} in {$previous}.
point-total-alone = { $who ->
    [residents] Residents exported {$goods}
   *[other] Exports of {$goods} were
} worth {$total} in {$period}.
goods = goods
point-group = Of all product groups, {$group} earned most: {$value}, {$share} of the total.
point-destinations = Goods went to {$countries}, above all to {$top}.
point-new = Goods went for the first time to {$countries}: {$list}.
point-first-group = For the first time the zone exported {$group}: {$value}, to {$list}.
point-first-group-alone = For the first time the zone exported {$group}: {$value}.
point-running = Exports since {$start} have {$passed} ({$value}); {$share} of that came in the last two years.
point-running-short = Exports since {$start} have {$passed} ({$value}).
start-opened = the zone opened in {$year}
start-records = the records began in {$year}

## Total and growth
heading-total = Exports in {$period} came to {$total}, {$change} in {$previous}
heading-total-alone = Exports in {$period} came to {$total}
total-growth = Exports of {$goods} were {$total} in {$period} against {$before} in {$previous}: {$change} the year before, { $direction ->
    [up] a rise of {$difference}
    [down] a fall of {$difference}
   *[same] a difference of {$difference}
}.
total-nothing = The records hold nothing for {$previous}, so there is no growth to state.
total-zero = Exports in {$previous} were zero, and growth from zero has no number.
total-base = The records begin within {$previous}, so it is no base for growth.
total-months = The records for {$year} end in {$last}, so it is compared with the same months of {$previous}.

total-read = The table gives the total of each year, the total of the year before, and the growth between the two. A year without records has no row.
chart-total-axis = Exports, {$unit}

## Product groups
heading-groups-none = No product group is stated
heading-residents-none = No exporter is stated
heading-new-none = What was new cannot be told: no destination is stated
heading-nothing = Nothing was exported in {$period}
nothing = The records hold no exports above zero for {$period}, so there is nothing to tell here.
heading-groups = { $direction ->
    [up] {$group} added most to the growth of exports
    [down] {$group} took most from exports
   *[none] {$group} is the leading product group
}
groups-lead = In {$period} the leading group was {$group}: {$value}, {$share} of all exports. The largest groups were: {$list}.
groups-add = Exports { $direction ->
    [down] fell
   *[up] grew
} by {$growth}. Largest contributions: {$list}.
groups-add-item = {$group} ({$points})
groups-derived = A product group is known for {$covered} of exports.
groups-read = A contribution is the change of a group, divided by the exports of the whole zone a year before. Contributions add up to the growth of the total.
chart-groups-other = other groups
chart-groups = {$group}: {$share} of exports in {$period}
chart-contributions = { $direction ->
    [up] {$group} added {$points} to the growth of exports
   *[down] {$group} took {$points} from the growth of exports
}
chart-contributions-axis = Contribution to growth, percentage points

## Destinations
heading-destinations = Goods went to {$countries}, most of all to {$first}
heading-destinations-none = No destination is stated
destinations-top = Above all, exports went to {$list}. Together these took {$share} of the total.
destinations-blocs = By bloc, the largest markets were {$list}. Blocs overlap, so their shares do not add up to 100 %.
share-least = less than {$shown}
destinations-unspecified = No destination is stated for {$share} of the total.
destinations-read = Rank 1 is the largest destination of the year.
chart-destinations = { $top ->
    [1] {$first} took {$share} of exports in {$period}
   *[other] The {$top} largest of {$n} destinations took {$share} of exports in {$period}
}
chart-heatmap = Where each product group went in {$period}
chart-heatmap-first = Where each product group went in {$period}; first sales: {$n} (○)
chart-heatmap-note = Cells: exports, {$unit}, on a logarithmic scale.{ $n ->
    [0] {""}
   *[other] {" "}○ first export of the group to the country.
}{ $hidden ->
    [0] {""}
   *[other] {" "}Not shown: {$hidden} smaller destinations.
}

## New destinations and first exports
heading-new = { $n ->
    [0] No country was new in {$period}
   *[other] Goods went to {$countries} for the first time in {$period}
}
heading-new-censored = What was new in {$period} cannot be known
heading-new-gap = What was new in {$period} cannot be told: {$previous} is not on record
new-gap = The records hold nothing for {$previous}. What looks new or renewed in {$period} may have begun in {$previous}.
new-old-gap = Nothing is on record for {$list}; an earlier sale then cannot be excluded.
new-list = New for the zone in {$period}: {$list}.
new-item = {$list} ({$group})
new-none = Every country that goods went to in {$period} had been sold to before.
new-group = { $n ->
    [0] The zone exported {$group} for the first time ever, for {$value}.
   *[other] The zone exported {$group} for the first time ever, to {$list}, for {$value}.
}
new-censored = { $period } is the first year in the records. What was sold before it is not known, so nothing in it can be called new.
new-returning = Sold again after a break: {$list}.
new-read = A first export is the first year in which a product group went to a country, after at least one year on record in which it did not. In the first year on record nothing can be called new.
status-first = first ever
status-returning = returning
status-censored = not known
new-to-zone = new to the zone
new-to-group = new to the group

## Residents
heading-residents = {$companies} exported; the largest made {$share} of the total
residents-count = In {$period}, {$companies} exported, against {$before} in {$previous}.
residents-count-alone = In {$period}, {$companies} exported.
residents-of = That is {$share} of the {$companies} on the list of residents and tenants.
residents-largest = The largest exporter made {$first} of all exports{ $top ->
    [1] {""}
   *[other] , the {$top} largest together {$together}
}.
residents-read = A company counts as an exporter when its exports of the year are above zero.
heading-objection = { $kind ->
    [broad] No single company made more than half of the change
   *[narrow] One company made more than half of the change
}
objection-text = An objection to any such figure is that one company made it. Of the change of {$growth}, the company whose exports changed most contributed {$points}, and all others together {$others}.

## Running total
heading-running = Exports since {$start} have {$passed}
heading-running-alone = The running total begins with {$period}
running-alone = The records begin in {$period}, so the running total is the exports of that year: {$value}.
running-text = From {$first} to {$period} exports add up to {$value}. The last two years made {$share} of that.
running-text-short = From {$first} to {$period} exports add up to {$value}.
running-gap = The records hold nothing for {$list}; the running total is at least what is shown.

## Zone context
heading-context = { $n ->
    [0] The zone behind the figures
    [one] The zone: {$n} site, {$area} ha
   *[other] The zone: {$n} sites, {$area} ha
}
context-sites = The zone consists of { $n ->
    [one] {$n} site
   *[other] {$n} sites
} ({$list}), {$area} ha in all{ $land ->
    [none] .
   *[other] , with {$landlist} land.
}
context-companies = More than {$floor} companies work in the zone: {$companies} are on its list of residents and tenants{ $dated ->
    [yes] {" "}({$date})
   *[no] {""}
}.
context-investment = Residents have invested {$value} since {$year}.
context-relief-duty_free_imports = Equipment and materials imported to make goods for export are free of customs duties and fees.
context-relief-customs_post = A customs post works in the zone, which shortens clearance.
context-per-hectare = In {$period} the zone exported {$value} per hectare.
context-per-company = That is {$value} per company on the list.
context-per-invested = For every 1,000{$space}{$unit} invested since {$year} it exported {$value} in {$period}.
land-greenfield = greenfield
land-brownfield = brownfield

## What is not there
unavailable-groups = Product groups are left out: the flows have no column {$columns}.
unavailable-destinations = Destinations are left out: the flows have no column {$columns}.
unavailable-new = New destinations and first exports are left out: the flows have no column {$columns}.
unavailable-residents = Residents are left out: the flows have no column {$columns}.
unavailable-objection = Whether one company made the change cannot be tested: the flows have no column {$columns}.
unavailable-context = The zone context is left out: no profile of this zone was given.
heading-unavailable-groups = Product groups
heading-unavailable-destinations = Destinations
heading-unavailable-new = New destinations and first exports
heading-unavailable-residents = Residents
heading-unavailable-objection = Is it one company?
heading-unavailable-context = Zone context

## Closing sections
heading-data = The data
data-text = The tables of this bulletin are in tables.xlsx and, one file each, in the folder tables; its figures for machines are in summary.json, and how it was made is in manifest.json.
heading-glossary = Glossary
term-exports = Exports
term-exports-text = { $who ->
    [residents] Goods that residents of the zone sold abroad, at the value in the records.
   *[other] Goods sold abroad, at the value in the records.
}
term-contribution = Contribution
term-contribution-text = The part of the growth of the total that one group or company accounts for, in percentage points.
term-first = First export
term-first-text = The first year on record in which something was sold, after a year on record in which it was not.
term-censored = Censored
term-censored-text = Not known to be first or repeated, because the records begin there.
term-bloc = Bloc
term-bloc-text = A union of states or a continent (UN M49). Membership is taken at the date of the flow, and one country may belong to several.
term-destination = Destination
term-destination-text = The country that goods were sold to, by ISO 3166. What is not specified is not counted as a country.
heading-method = How it is measured
method-growth = Growth is this year's total divided by last year's, less one. It is stated only where last year is on record and above zero.
method-rounding = Nothing is rounded before it is shown, so rounded figures may not add up to their total. Shares are computed from unrounded amounts.
method-nominal = Amounts are in current prices and in the currency of the records. They are not adjusted for prices or exchange rates.
heading-limits = Strengths and limitations
limits-strength = Every number in this report is computed from the records by one command, and can be computed again.
limits-customs = Records of residents are not customs statistics: goods sold through intermediaries elsewhere are not in them.
limits-names = Companies may be named in this report; clear it for disclosure before it is published.
limits-synthetic = These records are synthetic. Nothing below the published figures that they are calibrated to can be concluded about any real company.
heading-sources = Sources
sources-none = No published source is stated for the zone.

## Tables: captions and columns
caption-cut = {$caption} (the first {$shown} of {$n} rows; all are in tables.xlsx)
caption-part = {$caption} (January{ $n ->
    [1] {""}
   *[other] {" "}to {$last}
})
caption-total = Exports by year
caption-groups = Exports by product group, {$period}
caption-destinations = Exports by destination, {$period}
caption-all-destinations = Exports by destination, {$period}: all
caption-blocs = Exports by bloc, {$period}
caption-new = First and returning exports, {$period}
caption-residents = Largest exporters, {$period}
caption-running = Running total of exports
caption-cells = Exports by destination and product group, {$period}
caption-over-time = Exports by product group and year
caption-context = Exports relative to the zone, {$period}
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
column-ratio = Share
column-status = Status
column-new = New to
column-cumulative = Running total, {$unit}
column-indicator = Relative to
column-relative = Exports per unit, {$unit}
relative-hectare = hectare
relative-company = company on the list
relative-invested = {$currency} invested

## Charts
alt = Chart. {$title}. Plotted table: { $n ->
    [one] {$n} row
   *[other] {$n} rows
}, sum {$sum}, digest {$digest}.

## Page and workbook
contents = Contents
sheet-total = totals
sheet-groups = groups
sheet-over-time = groups by year
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
workbook-text = Text
workbook-intro = The tables of the annual export bulletin. Amounts are in single units of the currency.
workbook-instructions = This sheet has one table. The shorthand [x] stands for what is not available, [z] for what does not apply.

## Published figures
published-title = Published figures: {$subject}
published-title-plain = Published figures
published-subtitle = What was printed, whether it agrees, and what follows from it
indicator-exports = exports
indicator-investment = investment
indicator-revenue = revenue
indicator-output = output
indicator-taxes = taxes
indicator-new_jobs = new jobs
indicator-new_residents = new residents
indicator-jobs = jobs
indicator-residents = residents
indicator-companies = companies
indicator-enterprises = enterprises
indicator-area = area
indicator-floor_area = floor area
indicator-sites = sites
indicator-exporters = exporters
counted-destination = countries
counted-group = product groups
counted-resident = companies
counted-product = products
counted-site = sites
counted-bloc = blocs
unit-share = %
unit-times = { $n ->
    [one] time
   *[other] times
}
unit-ha = ha
unit-m2 = m²
unit-km2 = km²
unit-countries = { $n ->
    [one] country
   *[other] countries
}
unit-companies = { $n ->
    [one] company
   *[other] companies
}
unit-residents = { $n ->
    [one] resident
   *[other] residents
}
unit-sites = { $n ->
    [one] site
   *[other] sites
}
unit-jobs = { $n ->
    [one] job
   *[other] jobs
}
unit-products = { $n ->
    [one] product
   *[other] products
}
unit-groups = { $n ->
    [one] group
   *[other] groups
}
scale-trn = trn
scale-crore = crore
scale-lakh = lakh
time-half = { $n ->
    [1] first half of {$year}
   *[other] second half of {$year}
}
time-quarter = Q{$n} {$year}
time-span = {$from} to {$to}
claim-of = {$what} ({$parts})
claim-total = {$what}, {$time}
claim-share = share in {$whole}: {$part}
claim-growth = growth of {$what}, {$time} on {$against}
claim-ratio = {$what}, {$time} to {$against}
claim-difference = {$what}, {$time} over {$against}
claim-per_unit = {$what}, {$time}, per unit of {$whole}
claim-count = number of {$counted}: {$what}, {$time}
claim-rank = largest {$counted} in order: {$what}, {$time}
claim-first = first ever: {$what}, {$time}
interval-between = {$low} to {$high}{$unit}
interval-exact = {$low}{$unit}
interval-least = at least {$low}{$unit}
interval-most = at most {$high}{$unit}
interval-none = not bounded
verdict-agrees = agrees
verdict-differs = differs
verdict-untold = the records cannot tell
published-points-count = { $n ->
    [one] {$n} published figure
   *[other] {$n} published figures
} from { $sources ->
    [one] {$sources} source
   *[other] {$sources} sources
} { $n ->
    [one] was
   *[other] were
} read as intervals: their digits tell how they were rounded, and their words to which side.
published-points-none = No two of them contradict each other, and no larger set does.
published-points-conflicts = { $n ->
    [one] {$n} set of them cannot all be true
   *[other] {$n} sets of them cannot all be true
}{ $complete ->
    [yes] ; leaving out { $fewest ->
        [one] {$fewest} figure
       *[other] {$fewest} figures
    } would let all others agree
   *[no] , and there may be more
}. { $milder ->
    [0] No milder reading dissolves any of them.
    [one] {$milder} of them would dissolve under a milder reading of the same words.
   *[other] {$milder} of them would dissolve under a milder reading of the same words.
}
published-points-unprinted = Figures that nobody printed follow from them: {$list}.
published-points-records = The records agree with { $agree ->
    [one] {$agree} figure
   *[other] {$agree} figures
} and differ from { $differ ->
    [0] none
   *[other] {$differ}
}; of the other {$untold} they say nothing.
published-points-norecords = No records were given to hold them against.
heading-conflicts = { $n ->
    [0] No contradiction
    [one] {$n} set of figures that cannot all be true
   *[other] {$n} sets of figures that cannot all be true
}
conflicts-text = Each set is a smallest one: leave out any one figure, and the rest of that set can be true. Several sets may come from one figure.
conflicts-none = There are amounts with which every published figure holds.
conflict-figure = {$label}: {$printed}. {$source}{ $note ->
    [none] {""}
   *[other] {" "}(our note: {$note})
}
conflict-mend = The smallest change that would mend it, {$relative}: {$label}, for which the others imply {$implied}.{ $rivals ->
    [none] {""}
   *[other] {" "}Hardly more would do for: {$rivals}. Which of them is wrong, no arithmetic tells.
}
conflict-plain = Read plainly, as one-sided words go, these figures agree.
conflict-scope = They agree if the sources mean different things by one word{ $links ->
    [none] .
   *[other] : {$links}.
}
conflict-link = {$part} is a part of {$whole}
heading-unprinted = What follows for figures that nobody printed
unprinted-item = {$what}, {$time}: {$interval}
unprinted-none = Nothing that nobody printed is bounded closely.
unprinted-text = From the figures that contradict no other.
heading-records = { $told ->
    [0] The records cannot tell whether the figures are right
   *[other] { $differ ->
        [0] The records agree with {$told} of the published figures, and differ from none
        [one] The records differ from {$differ} published figure
       *[other] The records differ from {$differ} published figures
    }
}
records-text = The records were held against { $n ->
    [one] {$n} published figure
   *[other] {$n} published figures
}: {$agree} agree, { $differ ->
    [0] none differ
    [one] {$differ} differs
   *[other] {$differ} differ
}, and of {$untold} the records say nothing.
records-differ = {$label}: printed {$printed}, which is {$interval}; the records give {$computed}.
records-none = No records were given.
records-read = A figure agrees where what the records give lies in the interval that was printed.
heading-figures = Where the printed figures lie
figures-text = Each line has a scale of its own. The band is what was printed, the bracket what the other figures imply (for a figure in a contradiction, the others of that set), and the dot what the records give. Scopes are kept apart here.
heading-readings = How printed words are read
readings-text = { $reading ->
    [journalist] Here one-sided words reach to the next figure of the printed precision.
   *[plain] Here one-sided words bound one side only.
} A claim may state its own interval instead.
readings-limits = What was printed may have been rounded in other ways; an interval says how the digits and words are usually meant.
readings-groups = Product groups named in the figures are taken not to overlap; a figure that lists several is their sum.
chart-lines = {$what}: printed, implied by the others, on record ({$shown} of {$n})
chart-lines-printed = printed
chart-lines-implied = implied by the others
chart-lines-records = records
chart-lines-differs = records differ
caption-published = Published figures and what they are held against
caption-published-told = Published figures that the records can tell about
caption-readings = How printed words are read
caption-unprinted = What follows for figures that nobody printed
column-claim = Figure
column-printed = Printed
column-interval = Interval
column-implied = Implied by the others
column-records = Records
column-verdict = Verdict
column-publisher = Source
column-word = Words
column-reason = Why
column-what = Figure
column-time = Time
readings-exact = a figure by itself
column-how = Read as
how-exact = rounded to the last printed digit
how-about = a twentieth to either side, or the rounding
how-almost = up to the figure, from a twentieth or half a last digit (at most a fifth) below it
how-more-than = { $reading ->
    [journalist] from the figure up to the next one
   *[plain] from the figure up
}
how-at-least = { $reading ->
    [journalist] from the figure up to the next one
   *[plain] from the figure up
}
how-less-than = { $reading ->
    [journalist] up to the figure, from the one before it
   *[plain] up to the figure
}
how-at-most = { $reading ->
    [journalist] up to the figure, from the one before it
   *[plain] up to the figure
}
how-times = rounded like any number: three times is 2.5 to 3.5
how-fraction = within a tenth of the fraction
how-every = rounded to a whole number: one in 7.5 to one in 8.5
why-exact = Digits that are left out were rounded away; what is counted without a scale is exact.
why-about = Who says "about" allows more than rounding does.
why-almost = What was reached would be said to be reached.
why-more-than = The word names one side. A journalist would have printed the next figure had it been passed; zeros at the end may be rounding.
why-at-least = As "more than", with the figure itself.
why-less-than = The mirror of "more than".
why-at-most = The mirror of "at least".
why-times = "Three times" and "threefold" are ratios, so that growth is two hundred per cent.
why-fraction = A fraction in words is said of what is roughly that.
why-every = "Every eighth" counts how many there are to one.
readings-times = twice, threefold
readings-fraction = a third, a half, a quarter
readings-every = every eighth
scope-all = all
scope-high-tech = high-tech
column-scope = Scope
indicator-new_jobs_plan = planned new jobs
indicator-new_jobs_all_technology_zones = new jobs of all technology zones
source-untitled = Title not seen
time-months = {$from} to {$to}
group-fibre = optical fibre
group-batteries = batteries
group-inspection = inspection equipment
group-electronics = electronics
group-robotics = robotics
conflict-heading = {$number}. {$what}: { $n ->
    [one] {$n} figure
   *[other] {$n} figures
} that cannot all be true
records-differ-text = {$label}: printed {$printed}; the records give {$computed}.
synthetic-published = The published figures are real. The records are synthetic and were made to match some of them, so that their agreement proves nothing.
heading-records-synthetic = The synthetic records, held against the published figures
published-points-synthetic = The records here are synthetic, so that their agreement with the figures proves nothing.
against-year = {$year}
against-half = { $n ->
    [1] first half of {$year}
   *[other] second half of {$year}
}
against-quarter = Q{$n} {$year}
against-span = {$time}
conflict-which = {$label} ({$printed})
