# What a public edition hides, and why. Companies are named as the records name them, at the end or in brackets.

disclosure-title = Disclosure control: {$zone}, {$period}
disclosure-title-nozone = Disclosure control, {$period}
disclosure-subtitle = Internal, not for publication: which figures of {$period} would give a company away, and what a public edition hides. Currency: { UNIT(case: "name") }
disclosure-total = all exports
disclosure-anybody = anybody
disclosure-companies = { $n ->
    [one] {$n} company
   *[other] {$n} companies
}
disclosure-figures-count = { $n ->
    [one] {$n} figure
   *[other] {$n} figures
}

## Main points
disclosure-point-none = None of { COUNT($figures, of: "disclosure-figures-count") } on totals, product groups, countries and blocs would give a company away.
disclosure-point-unsafe = Of { COUNT($figures, of: "disclosure-figures-count") } on totals, product groups, countries and blocs, {$unsafe} would give a company away: { LIST($reasons) }.
disclosure-reason-few = { $of ->
    [all] all
   *[part] {$n}
} because too few companies are behind them
disclosure-reason-near = {$n} because a company could be estimated too closely
disclosure-reason-dominance = {$n} because too much comes from a few companies
disclosure-point-hidden = { $more ->
    [0] No other figure has to be hidden to protect them.
    [one] {$more} other figure is hidden, so that none of them can be worked out from the rest.
   *[other] {$more} other figures are hidden, so that none of them can be worked out from the rest.
}
disclosure-point-kept = { $free ->
    [0] No figure remains
    [one] {$free} figure remains
   *[other] {$free} figures remain
} to be published.
disclosure-kept-group = { SHARE($share) } of exports by product group
disclosure-kept-destination = { SHARE($share) } of exports by country
disclosure-point-attacks = { $open ->
    [0] No outsider, no company and no two of them together come too close to any unsafe figure.
    [one] {$open} unsafe figure can still be known too closely.
   *[other] {$open} unsafe figures can still be known too closely.
}
disclosure-point-alone = Hiding the unsafe figures alone, as where each table is protected by itself, would leave { $exact ->
    [0] none
   *[other] {$exact}
} of them exactly computable{ $close ->
    [0] {""}
   *[other] {" "}and {$close} more known too closely to somebody
}.

## Unsafe figures
heading-disclosure-unsafe = { $unsafe ->
    [0] No figure would give a company away
    [one] {$unsafe} figure would give a company away
   *[other] {$unsafe} figures would give a company away
}
disclosure-unsafe-near = { $n ->
    [one] A company could be estimated too closely in one figure
   *[other] A company could be estimated too closely, or too much comes from a few, in {$n} figures
}: { LIST($near, said: "disclosure-near-item", by: "; ") }.
disclosure-near-item = {$figure} ({$company}{ KNOWN($nearest) ->
    [yes] {" "}by {$nearest}
   *[no] {""}
})
disclosure-unsafe-read = Too few means that fewer companies are behind a figure than the rules ask for, too close that what one of them sold can be estimated more closely than they allow, and too much of few that a few make up more of it. The largest company is the one that would be given away, and the nearest is who could estimate it best.
disclosure-why-few = too few
disclosure-why-near = too close
disclosure-why-dominance = too much of few

## Hidden with them
heading-disclosure-hidden = { $more ->
    [0] No other figure has to be hidden
    [one] {$more} other figure is hidden to protect them
   *[other] {$more} other figures are hidden to protect them
}
disclosure-hidden-text = They are chosen so that readers lose least: totals are kept before blocs, then product groups, countries and last their crossings.

## What is still told
heading-disclosure-cost = { KNOWN($kept) ->
    [yes] A public edition still tells { LIST($kept) }
   *[no] What a public edition still tells
}
disclosure-cost-read = The share is the part of a table's amounts that is in published figures. Blocs overlap, so that they have none.
disclosure-table-total = Total
disclosure-table-group = Product groups
disclosure-table-destination = Countries
disclosure-table-bloc = Blocs
disclosure-table-group-destination = Product groups by country

## Attacks
heading-disclosure-attacks = { $open ->
    [0] Nobody comes too close to an unsafe figure
    [one] {$open} unsafe figure can be known too closely
   *[other] {$open} unsafe figures can be known too closely
}
disclosure-attacks-text = An outsider, each of the { COUNT($companies, of: "disclosure-companies") } and any two of them together were set on every unsafe figure, with all that is published and their own sales. Protecting each table by itself hides the unsafe figures alone, and what is left of their row or column gives them away.
disclosure-attacks-open = Known too closely: { LIST($out, said: "disclosure-out-item", by: "; ") }.
disclosure-out-item = {$figure} (to { KNOWN($attackers) ->
    [yes] {$attackers}
   *[no] { disclosure-anybody }
})
disclosure-attacks-read = What is computed exactly is known to anybody. Too closely is nearer than the rules allow, to somebody who sells here or to two such companies. The chart is cut at { PERCENT($widest, digits: 0) }.
disclosure-protected-alone = Table by table
disclosure-protected-together = All tables together
chart-disclosure = How closely an outsider can know unsafe figures: each table protected by itself, and all together
chart-disclosure-together = all tables together
chart-disclosure-alone = table by table
chart-disclosure-axis = Known to an outsider, % of the true amount

## Limits
limits-disclosure-figures = These are the figures of one year: what else is or was published, such as other years, is tested by the command sez audit.
limits-disclosure-pairs = Three companies that pool their sales may know more than two.
limits-disclosure-rules = Who knows the rules knows more of what they hide. They are in no file of this report, and should not be published.

## Tables
caption-disclosure-unsafe = Figures that would give a company away, {$period}
caption-disclosure-hidden = Figures hidden to protect them, {$period}
caption-disclosure-cost = Figures by table, {$period}
caption-disclosure-attacks = Unsafe figures by what can be known of them, {$period}
column-contributors = Companies
column-why = Unsafe
column-company = Largest company
column-nearest = Nearest
column-low-disclosure = At least, {$unit}
column-high-disclosure = At most, {$unit}
column-table = Table
column-figures = Figures
column-unsafe = Unsafe
column-protecting = Hidden with them
column-kept = Published
column-share_kept = Share of exports published
column-protection = Protected
column-hidden = Hidden
column-exact = Computed exactly
column-near = Known too closely
column-safe = Safe
sheet-disclosure-unsafe = unsafe figures
sheet-disclosure-hidden = hidden figures
sheet-disclosure-cost = figures by table
sheet-disclosure-attacks = attacks
