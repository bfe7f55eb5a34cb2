# The page on companies: who exports, who entered, who was lost, and how much depends on the largest.

residents-title = Exporters of {$zone}, {$period}
residents-title-nozone = Exporters, {$period}
residents-subtitle = Who exports, who is new, who was lost, and how much depends on the largest. {$period}. Currency: {$unit}.

## Main points
residents-point-count = { $n ->
    [one] {$n} company
   *[other] {$n} companies
} exported in {$period}, against {$before} in {$previous}.
residents-point-count-alone = { $n ->
    [one] {$n} company
   *[other] {$n} companies
} exported in {$period}.
residents-point-turnover = { $came ->
    [0] No company entered
    [one] {$came} company entered
   *[other] {$came} companies entered
}; { $base ->
    [none] none had exported in {$previous}
   *[some] of those that had exported in {$previous}, { $left ->
        [0] all still exported
       *[other] {$left} no longer exported
    }
}.
residents-point-size = The median of exports by company was {$median}, and the mean {$mean}.
residents-point-came = { $came ->
    [0] All of them had exported in {$previous} as well
   *[other] {$came} of them had exported nothing in {$previous}
}.
residents-point-largest = The largest exporter{ of-named } made {$share} of exports{ $top ->
    [1] {""}
   *[other] , and the { top-word } largest together {$together}
}{ $equal ->
    [yes] ; { $of ->
        [part] the exports of all that are named are
       *[all] that is
    } as concentrated as {$number} companies of equal size
   *[no] {""}
}.
of-named = { $of ->
    [part] {" "}that is named
   *[all] {""}
}
of-stated = { $of ->
    [part] {" "}whose exporter is stated
   *[all] {""}
}
residents-point-without = Without the largest company exports {$without}; without any one company, the change would have been { $kind ->
    [alike] {$low}
   *[apart] {$low} to {$high}
}.

## How many, who entered, who was lost
heading-turnover = {$companies} exported in {$period}: {$came} entered, {$left} no longer exported
heading-turnover-part = {$companies} exported in {$period}; { $came ->
    [0] all had exported in {$previous} as well
   *[other] {$came} had exported nothing in {$previous}
}
heading-turnover-alone = {$companies} exported in {$period}
turnover-came = Of those that exported in {$period}, {$n} had exported in {$previous} as well and {$came} had not, which is an entry rate of {$rate}.
turnover-back = { $first ->
    [0] All that entered had exported before and returned after a break.
   *[other] { $back ->
        [0] All that entered exported for the first time on record.
       *[other] Of those that entered, {$first} exported for the first time on record and {$back} returned after a break.
    }
}
turnover-left = Of the { $n ->
    [one] {$n} exporter
   *[other] {$n} exporters
} of {$previous}, { $left ->
    [0] all still exported
   *[other] {$left} no longer exported
}, an exit rate of {$rate}.
turnover-part = { $n ->
    [0] All that exported in {$previous} exported in {$period} too.
   *[other] Of those that exported in {$previous}, {$n} did not export in {$period}; only the rest of the year will tell who has left.
}
turnover-survived = Of the { $n ->
    [one] {$n} company
   *[other] {$n} companies
} that entered in {$previous}, {$stayed} still exported in {$period}, a survival rate of {$rate}.
turnover-growth = The companies that exported in both years together sold {$change} in {$previous}.
turnover-censored = The year before is not on record, or not in full, so who entered and who was lost cannot be told.
turnover-coverage = The exporter is stated for {$share} of exports, and the figures on companies are of those.
turnover-read = A company is an exporter of a year when its exports of that year are above zero. A company entered when it had exported nothing the year before: it is new, or returns. It is lost when it exported the year before and no more. In the chart, those lost stand below zero.
turnover-stayed = continuing
turnover-new = new or returning
turnover-gone = lost
turnover-unknown = not known whether continuing
turnover-axis = Companies
status-left = lost
status-absent = not in the same months

## How large, how broad
heading-sizes = The median of exports by company was {$median} in {$period}
heading-sizes-guarded = How large exporters are is not shown
guarded = { $fewest ->
    [1] No company
   *[other] Fewer than {$fewest} companies
} exported in {$period}, so figures of this kind are not shown.
sizes-middle = The lower quartile is {$low}, the upper one {$high}.
sizes-mean = The mean was {$mean}, { $skewed ->
    [yes] {$times} times the median: large companies raise it
   *[no] {$times} times the median
}.
sizes-new = Companies that entered sold {$new} on average, continuing ones {$old}.
sizes-new-guarded = How much companies that entered sold on average is not shown, or how much the others did: { $fewest ->
    [1] no company stands
   *[other] fewer than {$fewest} companies stand
} behind it.
sizes-broad = On average an exporter sold { $what ->
    [both] goods under {$products} product codes to {$places} countries
    [products] goods under {$products} product codes
   *[places] to {$places} countries
}.
sizes-read = At least half of the exporters sell the median or less, and at least half the median or more; the quartiles are the same for a quarter and three quarters.
sizes-log = The scale of the chart is logarithmic: each step is ten times the last.
chart-sizes-median = median
chart-sizes-quartiles = from the lower to the upper quartile
chart-sizes-mean = mean

## How much depends on the largest
heading-dependence = The largest exporter{ of-named } made {$share} of exports in {$period}
heading-dependence-guarded = How much depends on the largest is not shown
dependence-share = In {$period} the largest exporter{ of-named } made {$share} of exports{ $top ->
    [1] {""}
   *[other] , and the { top-word } largest together {$together}
}.
dependence-before = In {$previous} the largest of that year{ of-named } made {$share}{ $top ->
    [1] {""}
   *[other] , and the { top-word } largest {$together}
}.
dependence-equal = The equivalent number of exporters{ $of ->
    [part] {" "}that are named
   *[all] {""}
} is {$number}, where {$n} exported: that many companies of equal size would be as concentrated.
dependence-half = The smaller half of exporters ({$n} of {$all}) made {$share} of exports{ of-stated }. The Gini index, 0 where all are equal, is {$gini}.
dependence-read = The Lorenz curve adds exporters up from the smallest: the further it hangs below the straight line, the more is made by few. The equivalent number is one divided by the sum of squared shares.
chart-lorenz = The smaller half of exporters ({$n} of {$all}) made {$share} of exports{ of-stated } in {$period}
chart-lorenz-x = Part of exporters, from the smallest
chart-lorenz-y = Part of exports{ of-stated }
chart-lorenz-equal = all equal
chart-dependence-largest = the largest: {$share}
chart-dependence-together = the {$n} largest: {$share}
chart-dependence-axis = Part of exports

## Growth without each
heading-without = { $kind ->
    [every-apart] Without any one company, exports would have changed by {$low} to {$high}
    [every-alike] Without any one company, exports would have changed by {$low}
    [other-apart] Without one company no growth is left; without any other, it is {$low} to {$high}
   *[other-alike] Without one company no growth is left; without any other, it is {$low}
}
heading-without-guarded = What growth would be without one company is not shown
guarded-without = Without one company, { $fewest ->
    [1] no other
   *[other] fewer than {$fewest} others
} would stand behind the growth, so it is not shown.
without-text = Exports {$growth}. { $kind ->
    [every-alike] Without one company the change would have been {$low}, whichever company is left out.
    [every-apart] Without one company the change would have been {$low} at the least and {$high} at the most, depending on which company is left out.
    [other-alike] Without one of the companies, exports in {$previous} would have been zero, and growth from zero has no number. Without any other company, the change would have been {$low}.
   *[other-apart] Without one of the companies, exports in {$previous} would have been zero, and growth from zero has no number. Without one of the others, the change would have been {$low} at the least and {$high} at the most, depending on which company is left out.
}
without-largest = Without the largest company exports {$without}.
without-read = Growth without a company is that of all the others: it is left out of both years. The table has those that sold most in either year.
chart-without-axis = Change of exports without the company, per cent
chart-without = { $n ->
    [one] Growth in {$period} without the largest company
   *[other] Growth in {$period} without each of the {$n} largest companies
}
chart-without-whole = all companies: {$growth}

## The strongest objection
heading-leaning = { $verdict ->
    [none] Without the largest company, exports would not have { $direction ->
        [up] grown
       *[down] fallen
    }
    [one] Without the largest company exports would still have { $direction ->
        [up] grown
       *[down] fallen
    }, without the three largest not
    [stands] Exports would have { $direction ->
        [up] grown
       *[down] fallen
    } without the three largest companies too
   *[unknown] Exports would have { $direction ->
        [up] grown
       *[down] fallen
    } without the largest company too
}
heading-leaning-base = Without the largest company there is no growth to state
leaning-text = An objection to the figure is that it is the work of one large company. Exports {$growth}. Without the largest company they {$one}.
leaning-three = Without the three largest they {$three}.
leaning-guarded = Without the three largest { $fewest ->
    [1] no company
   *[other] fewer than {$fewest} companies
} would be left, so that growth is not shown.
leaning-base = Exports {$growth}. Without the largest company, exports in {$previous} would have been zero, and growth from zero has no number.
leaning-read = The largest are those that sold most in either of the two years, so that one that was lost counts too.

## Terms, method, limits
term-exporter = Exporter
term-exporter-text = A company whose exports of the year are above zero. What is sold by nobody named is no exporter.
term-entrant = Entered
term-entrant-text = Exported this year and not the year before. The entry rate is their part of this year's exporters.
term-leaver = Lost
term-leaver-text = Exported the year before and not this year. The exit rate is their part of the exporters of the year before.
term-median = Median, quartiles
term-median-text = The exports that at least half of the exporters reach and at least half do not exceed; likewise for a quarter and three quarters of them.
term-equivalent = Equivalent number
term-equivalent-text = As many companies of equal size would give the same Herfindahl-Hirschman index, the sum of squared shares.
term-lorenz = Lorenz curve, Gini index
term-lorenz-text = The part of exports that the smallest exporters make together; the Gini index is twice the area between this curve and that of equal companies.
method-dynamics = Exporters, those that entered, those that were lost and those that continued are counted as in the World Bank's Exporter Dynamics Database (Fernandes, Freund and Pierola, 2016).
method-concentration = Concentration is measured by the index of Herfindahl (1950) and Hirschman (1945), the curve of Lorenz (1905) and the index of Gini (1914), over the companies that are stated.
method-without = Growth without a company is worked out from the exports of all the others in both years.
limits-guard = Averages, quartiles, rates of growth and measures of concentration with { $fewest ->
    [1] no company
   *[other] fewer than {$fewest} companies
} behind them are not shown. This is no disclosure control: tables name companies with their exports.
limits-censored = In the first year on record nobody can be said to have entered. Whoever entered later may have exported before the records begin.
heading-unavailable-turnover = Who exports
unavailable-turnover = Who exports, who entered, who was lost and how much depends on the largest is left out: the flows have no column {$columns}.

## Tables
caption-turnover = Exporters by year
caption-came-and-left = Companies that entered and were lost, {$period}
caption-sizes = Exports of one exporter by year
caption-breadth = Products and countries of an exporter by year
caption-dependence = Concentration of exports on companies by year
caption-without = Growth without each of the largest companies, {$period}
column-exporters = Exporters
column-incumbents = Continuing
column-entrants = Entered
column-exiters = Lost
column-entry_rate = Entry rate
column-exit_rate = Exit rate
column-survival_rate = Survival rate
column-mean = Mean, {$unit}
column-median = Median, {$unit}
column-lower_quartile = Lower quartile, {$unit}
column-upper_quartile = Upper quartile, {$unit}
column-entrants_mean = Mean of those that entered, {$unit}
column-incumbents_mean = Mean of continuing ones, {$unit}
column-products_per_exporter = Products per exporter
column-exporters_per_product = Exporters per product
column-destinations_per_exporter = Countries per exporter
column-exporters_per_destination = Exporters per country
column-exporter-stated = Exporter stated
column-largest = Share of the largest
column-together = Share of the largest ({$top})
column-equivalent_number = Equivalent number
column-gini = Gini index
column-hhi = Herfindahl-Hirschman index
column-growth_without = Growth without it
sheet-turnover = exporters by year
sheet-came-and-left = entered and lost
sheet-sizes = sizes
sheet-breadth = breadth
sheet-dependence = concentration
sheet-without = growth without each
