## Published figures
releases-title = Real releases: where printed figures contradict each other
releases-subtitle = Exports of zones in five countries as they were printed. Every figure is real, retyped from public releases and news as seen in stored excerpts, and was not checked against a primary table.
releases-point = {$subject}: { $n ->
    [0] no contradiction
    [one] {$n} contradiction
   *[other] {$n} contradictions
} among { $figures ->
    [one] {$figures} printed figure
   *[other] {$figures} printed figures
}.
published-title = Published figures: {$subject}
published-title-plain = Published figures
published-subtitle = What was printed, whether it agrees, and what follows from it.
indicator-exports = exports
indicator-national_exports = exports of the country
indicator-imports = imports
indicator-turnover = turnover
indicator-investment = investment
indicator-revenue = revenue
indicator-output = output
indicator-taxes = taxes
indicator-customs_relief = customs relief
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
counted-zone = zones
counted-project = projects
counted-investor = investors
counted-plant = plants
counted-line = lines
counted-contract = contracts
counted-region = regions
unit-share = %
unit-times = { $n ->
    [one] time
   *[other] times
}
unit-pp = pp
unit-ha = ha
unit-m2 = m²
unit-km2 = km²
unit-g = g
unit-kg = kg
unit-lb = lb
unit-centner = centners
unit-t = t
unit-countries = { $n ->
    [one] country
   *[other] countries
}
unit-companies = { $n ->
    [one] company
   *[other] companies
}
unit-enterprises = { $n ->
    [one] enterprise
   *[other] enterprises
}
unit-people = { $n ->
    [one] person
   *[other] people
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
unit-acres = { $n ->
    [one] acre
   *[other] acres
}
unit-sqft = { $n ->
    [one] sq ft
   *[other] sq ft
}
unit-zones = { $n ->
    [one] zone
   *[other] zones
}
unit-projects = { $n ->
    [one] project
   *[other] projects
}
unit-investors = { $n ->
    [one] investor
   *[other] investors
}
unit-plants = { $n ->
    [one] plant
   *[other] plants
}
unit-lines = { $n ->
    [one] line
   *[other] lines
}
unit-contracts = { $n ->
    [one] contract
   *[other] contracts
}
unit-groups = { $n ->
    [one] group
   *[other] groups
}
scale-trillion = trillion
scale-crore = crore
scale-lakh = lakh
scale-wan = × 10,000
scale-yi = × 100 million
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
claim-change = change against {$against}: {$what}
claim-difference = {$what}, {$time} over {$against}
claim-per_unit = {$what}, {$time}, per unit of {$whole}
claim-count = number of {$counted}: {$what}, {$time}
claim-rank = largest {$counted} in order: {$what}, {$time}
claim-first = first ever: {$what}, {$time}
interval-between = {$before}{$low} to {$high}{$unit}
interval-exact = {$before}{$low}{$unit}
interval-least = at least {$before}{$low}{$unit}
interval-most = at most {$before}{$high}{$unit}
interval-none = not bounded
verdict-agrees = agrees
verdict-differs = differs
verdict-untold = the records cannot tell
heading-release = { $n ->
    [0] The release, sentence by sentence
    [one] {$n} figure of the release contradicts the records or other figures
   *[other] {$n} figures of the release contradict the records or other figures
}
release-text = Every figure is underlined and leads to its row in the table of figures. Its sign, and with it its colour and its line, say what it is worth. Years and days are not underlined. What says again what was said has the number that it had.
release-unconfirmed = { $n ->
    [one] {$n} figure of the release was read by rules and confirmed by nobody: it is held against nothing here, and is no fact.
   *[other] {$n} figures of the release were read by rules and confirmed by nobody: they are held against nothing here, and are no facts.
}
mark-agrees = agrees with the records
mark-contradicts = contradicts the records or other figures
mark-unknown = cannot be checked
mark-apart = not a fact
mark-unconfirmed = not confirmed by a person
mark-records = the records give {$computed}
mark-opposed = other figures contradict it
note-plan = a plan, a target or a forecast
note-rate = a rate or a relief
note-rating = a place in a rating
note-name = a number that names something
note-size = a time, a place or a size
note-time = of what time is this figure?
note-counted = what does this number count, and when?
note-per = what is this amount per?
note-measure = what does this figure measure: a share, a growth, a ratio?
note-indicator = what does this figure measure: exports, revenue, investment?
note-whole = what part is this a share of, and of what whole?
note-countries = which countries are {$name}?
note-currency = which currency is {$name}?
note-opened = since when, or when did the zone open?
column-number = No.
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
published-points-unknown = No contradiction was found in the time allowed, which does not exclude one.
published-points-conflicts = { $n ->
    [one] They contradict each other in {$n} place
   *[other] They contradict each other in {$n} places
}{ $complete ->
    [yes] ; leaving out { $fewest ->
        [one] {$fewest} figure
       *[other] {$fewest} figures
    } would let all others agree
   *[no] , and there may be more
}. { $milder ->
    [0] No milder reading dissolves any of them.
    [one] {$milder} of the contradictions would dissolve under a milder reading of the same words.
   *[other] {$milder} of the contradictions would dissolve under a milder reading of the same words.
}
published-points-unprinted = Figures that nobody printed follow from them: { LIST($close, by: "; ") }.
published-points-records = The records agree with { $agree ->
    [one] {$agree} figure
   *[other] {$agree} figures
} and differ from { $differ ->
    [0] none
   *[other] {$differ}
}{ $untold ->
    [0] {""}
    [one] ; of {$untold} other they say nothing
   *[other] ; of the other {$untold} they say nothing
}.
published-points-norecords = No records were given to hold them against.
heading-conflicts = { $n ->
    [0] No contradiction
    [one] {$n} contradiction between the figures
   *[other] {$n} contradictions between the figures
}
conflicts-text = Each list is a smallest one: leave out any one figure, and the rest of that list can be true.
conflicts-none = There are amounts with which every published figure holds.
conflict-figure = {$label}: {$printed}. {$source}{ KNOWN($note) ->
    [no] {""}
   *[yes] {" "}(our note: {$note})
}
conflict-mend = The smallest change that would mend it, {$relative}: {$label}, for which the others imply {$implied}.{ KNOWN($rivals) ->
    [no] {""}
   *[yes] {" "}Hardly more would do for: { LIST($rivals, by: "; ") }. Which of them is wrong, no arithmetic tells.
}{ KNOWN($equals) ->
    [no] {""}
   *[yes] {" "}The very same figure is also printed for { LIST($equals, by: "; ") }, where nothing contradicts it, and may have slipped from there.
}
conflict-also = Other sources print as much: { LIST($also, said: "conflict-also-item", by: "; ") }.
conflict-also-item = {$which}, {$source}
conflict-instead = The contradiction remains with { LIST($swaps, said: "conflict-swap", by: "; ") }{ $more ->
    [yes] ; and with more such changes
   *[no] {""}
}.
conflict-swap = {$new} in place of {$old}
conflict-plain = Read plainly, as one-sided words go, these figures agree.
conflict-cut = They agree if digits were cut off and not rounded.
conflict-scope = They agree if the sources mean different things by one word{ KNOWN($links) ->
    [no] .
   *[yes] : { LIST($links, said: "conflict-link", by: "; ") }.
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
records-differ = {$label}: printed {$printed}, which is {$interval}; the records give {$computed}.
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
caption-unprinted = Figures that nobody printed, and what bounds them
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
how-just-over = from the figure, up to a twentieth or half a last digit (at most a fifth) above it
how-odd = from the figure up to the next one
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
why-just-over = The mirror of "almost".
why-odd = Had the next figure been passed, it would have been said.
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
group-electric = electrical goods
group-precision = precision instruments
group-metal = metal products
group-machinery = machinery
group-chemicals = chemicals
group-phones = telephones
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
synthetic-published = The records are synthetic and were made to match some published figures, so that their agreement proves nothing.
heading-records-synthetic = The synthetic records, held against the published figures
against-year = {$year}
against-half = { $n ->
    [1] first half of {$year}
   *[other] second half of {$year}
}
against-quarter = Q{$n} {$year}
against-span = {$time}
conflict-which = {$label} ({$printed})
