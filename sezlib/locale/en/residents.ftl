# The page on companies: who exports, who entered, who was lost, and how much depends on the largest.

residents-title = Exporters of {$zone}, {$period}
residents-title-nozone = Exporters, {$period}
residents-subtitle = { $audience ->
    [public] How many companies export
   *[other] Who exports, who is new, who was lost, and how much depends on the largest
}. {$period}. Currency: { UNIT(case: "name") }.

## Main points
residents-point-count = { $n ->
    [one] {$n} company
   *[other] {$n} companies
} exported in { WHEN($period) }{ KNOWN($before) ->
    [yes] , against {$before} in { WHEN($previous) }
   *[no] {""}
}.
residents-point-turnover = { $came ->
    [0] No company entered
    [one] {$came} company entered
   *[other] {$came} companies entered
}; { $base ->
    [none] none had exported in { WHEN($previous) }
   *[some] of those that had exported in { WHEN($previous) }, { $left ->
        [0] all still exported
       *[other] {$left} no longer exported
    }
}.
residents-point-size = The median of exports by company was { MONEY($median, $mean) }, and the mean { MONEY($mean, $median) }.
residents-point-came = { $came ->
    [0] All of them had exported in { YEAR($previous) } as well
   *[other] {$came} of them had exported nothing in { YEAR($previous) }
}.
residents-point-largest = The largest exporter{ of-named } made { SHARE($largest) } of exports{ $top ->
    [1] {""}
   *[other] , and the { top-word } largest together { SHARE($together) }
}{ KNOWN($equivalent_number) ->
    [yes] ; { $of ->
        [part] the exports of all that are named are
       *[all] that is
    } as concentrated as { NUMBER($equivalent_number, digits: 1) } companies of equal size
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

## How many, who entered, who was lost
heading-turnover = { COUNT($n, of: "companies") } exported in { WHEN($period) }: {$came} entered, {$left} no longer exported
heading-turnover-part = { COUNT($n, of: "companies") } exported in { WHEN($period) }; { $came ->
    [0] all had exported in { YEAR($previous) } as well
   *[other] {$came} had exported nothing in { YEAR($previous) }
}
heading-turnover-alone = { COUNT($n, of: "companies") } exported in { WHEN($period) }
turnover-came = Of those that exported in { WHEN($period) }, {$n} had exported in { YEAR($previous) } as well; the entry rate is { SHARE($entry_rate) }.
turnover-back = { $first ->
    [0] All that entered had exported before and returned after a break.
   *[other] { $back ->
        [0] All that entered exported for the first time on record.
       *[other] Of those that entered, {$first} exported for the first time on record and {$back} returned after a break.
    }
}
turnover-left = { $left ->
    [0] All exporters of { YEAR($previous) } still exported
   *[other] Some exporters of { YEAR($previous) } no longer exported
}, an exit rate of { SHARE($exit_rate) }.
turnover-part = { $n ->
    [0] All that exported in { WHEN($previous) } exported in { WHEN($period) } too.
   *[other] Of those that exported in { WHEN($previous) }, {$n} did not export in { WHEN($period) }; only the rest of the year will tell who has left.
}
turnover-survived = Of the { $n ->
    [one] {$n} company
   *[other] {$n} companies
} that entered in { YEAR($previous) }, {$stayed} still exported in { WHEN($period) }, a survival rate of { SHARE($survival_rate) }.
turnover-growth = The companies that exported in both years together sold { CHANGE($incumbents_growth) } in { WHEN($previous) }.
turnover-censored = The year before is not on record, or not in full, so who entered and who was lost cannot be told.
turnover-coverage = The exporter is stated for { SHARE($coverage) } of exports, and the figures on companies are of those.
turnover-read = A company is an exporter of a year when its exports of that year are above zero.{ $audience ->
    [public] {""}
   *[other] {" "}A company entered when it had exported nothing the year before: it is new, or returns. It is lost when it exported the year before and no more. In the chart, those lost stand below zero.
}
turnover-stayed = continuing
turnover-new = new or returning
turnover-gone = lost
turnover-unknown = { $audience ->
    [public] exporters
   *[other] not known whether continuing
}
turnover-axis = Companies
status-left = lost
status-absent = not in the same months

## How large, how broad
heading-sizes = The median of exports by company was { MONEY($median) } in { WHEN($period) }
heading-sizes-guarded = How large exporters are is not shown
guarded = { $fewest ->
    [1] No company
   *[other] Fewer than {$fewest} companies
} exported in { WHEN($period) }, so figures of this kind are not shown.
sizes-middle = The lower quartile is { MONEY($lower_quartile, $median, $upper_quartile, $mean) }, the upper one { MONEY($upper_quartile, $median, $lower_quartile, $mean) }.
sizes-mean = The mean is { NUMBER($times, digits: 1) } times the median{ $skewed ->
    [yes] : large companies raise it
   *[no] {""}
}.
sizes-new = Companies that entered sold { MONEY($entrants_mean, $incumbents_mean) } on average, continuing ones { MONEY($incumbents_mean, $entrants_mean) }.
sizes-new-guarded = How much companies that entered sold on average is not shown, or how much the others did: { $fewest ->
    [1] no company stands
   *[other] fewer than {$fewest} companies stand
} behind it.
sizes-broad = On average an exporter sold { $what ->
    [both] goods under { NUMBER($products_per_exporter, digits: 1) } product codes to { NUMBER($destinations_per_exporter, digits: 1) } countries
    [products] goods under { NUMBER($products_per_exporter, digits: 1) } product codes
   *[places] to { NUMBER($destinations_per_exporter, digits: 1) } countries
}.
sizes-read = At least half of the exporters sell the median or less, and at least half the median or more; the quartiles are the same for a quarter and three quarters.
sizes-log = The scale of the chart is logarithmic: equal distances are equal ratios.
chart-sizes-median = median
chart-sizes-quartiles = from the lower to the upper quartile
chart-sizes-mean = mean

## How much depends on the largest
heading-dependence = The largest exporter{ of-named } made { SHARE($largest) } of exports in { WHEN($period) }
dependence-before = In { WHEN($previous) } the largest of that year{ of-named } made { SHARE($largest) }{ $top ->
    [1] {""}
   *[other] , and the { top-word } largest { SHARE($together) }
}.
dependence-half = The smaller half of exporters made { SHARE($lorenz) } of exports{ of-stated }. The Gini index, 0 where all are equal, is { NUMBER($gini, digits: 2) }.
dependence-read = The Lorenz curve adds exporters up from the smallest: the further it hangs below the straight line, the more is made by few. The equivalent number is one divided by the sum of squared shares.
chart-lorenz = Part of exports{ of-stated } that the smallest exporters made together in { WHEN($period) }
chart-dependence = Shares of the largest exporters{ $of ->
    [part] {" "}that are named
   *[all] {""}
} by year
chart-sizes = Exports of one exporter by year
chart-turnover = Exporters of each year{ $audience ->
    [public] {""}
   *[other] {" "}and, below zero, those lost
}
chart-lorenz-x = Part of exporters, from the smallest
chart-lorenz-y = Part of exports{ of-stated }
chart-lorenz-equal = all equal
chart-dependence-largest = the largest: { SHARE($share) }
chart-dependence-together = the {$n} largest: { SHARE($share) }
chart-dependence-axis = Part of exports

## Growth without each
heading-without = { $kind ->
    [every-apart] Without any one company, exports would have changed by { SIGNED($low) } to { SIGNED($high) }
    [every-alike] Without any one company, exports would have changed by { SIGNED($low) }
    [other-apart] Without one company no growth is left; without any other, it is { SIGNED($low) } to { SIGNED($high) }
   *[other-alike] Without one company no growth is left; without any other, it is { SIGNED($low) }
}
heading-without-guarded = What growth would be without one company is not shown
guarded-without = Without one company, { $fewest ->
    [1] no other
   *[other] fewer than {$fewest} others
} would stand behind the growth, so it is not shown.
without-zero = Without one of the companies, exports in { WHEN($previous) } would have been zero, and growth from zero has no number.
without-largest = Without the largest company exports { WOULD($growth_without) }.
without-read = Growth without a company is that of all the others: it is left out of both years. The table has those that sold most in either year.
chart-without-axis = Change of exports without the company, per cent
chart-without = { $n ->
    [one] Growth in { WHEN($period) } without the largest company
   *[other] Growth in { WHEN($period) } without each of the {$n} largest companies
}
chart-without-whole = all companies: { SIGNED($growth) }

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
leaning-text = An objection to the figure is that it is the work of one large company.
leaning-three = Without the three largest, exports { WOULD($three) }.
leaning-guarded = Without the three largest { $fewest ->
    [1] no company
   *[other] fewer than {$fewest} companies
} would be left, so that growth is not shown.
leaning-base = Without the largest company, exports in { WHEN($previous) } would have been zero, and growth from zero has no number.
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
method-dynamics = Exporters{ $audience ->
    [public] {""}
   *[other] , those that entered, those that were lost and those that continued
} are counted as in the World Bank's Exporter Dynamics Database (Fernandes, Freund and Pierola, 2016).
method-concentration = Concentration is measured by the index of Herfindahl (1950) and Hirschman (1945), the curve of Lorenz (1905) and the index of Gini (1914), over the companies that are stated.
method-without = Growth without a company is worked out from the exports of all the others in both years.
limits-guard = Averages, quartiles, rates of growth and measures of concentration with { $fewest ->
    [1] no company
   *[other] fewer than {$fewest} companies
} behind them are not shown. This is no disclosure control: tables name companies with their exports.
limits-censored = In the first year on record nobody can be said to have entered. Whoever entered later may have exported before the records begin.

## Tables
caption-turnover = Exporters by year
caption-came-and-left = Companies that entered and were lost, {$period}
caption-sizes = Exports of one exporter by year
caption-breadth = Products and countries of an exporter by year
caption-dependence = Concentration of exports on companies by year
caption-without = Growth without each of the largest companies, {$period}
column-exporters = Exporters
column-lines-dependence = { column-exporters }
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
column-coverage-dependence = Exporter stated
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
