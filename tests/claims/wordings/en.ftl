# Other ways to word a release, by the message that each stands for and a number behind it.

release-money-2 = {$number} { $scale ->
    [none] {""}
   *[other] {$scale}{" "}
}{$currency}
release-percent-2 = {$number} per cent
release-percent-3 = {$number} percent

release-headline-2 = Exports { $way ->
    [up] grew by {$change}
    [times] rose {$change}
    [down] fell by {$change}
   *[other] reached {$total}
} in { WHEN($period) }
release-headline-3 = In { WHEN($period) }, exports { $way ->
    [up] increased {$change} to {$total}
    [times] grew {$change}, to {$total}
    [down] declined {$change} to {$total}
   *[other] totalled {$total}
}
release-headline-4 = { WHEN($period) }: exports { $way ->
    [up] add {$change}
    [times] expand {$change}
    [down] shrink by {$change}
   *[other] of {$total}
}
release-lead-2 = In { WHEN($period) }, goods worth {$total} were shipped abroad by the companies of the zone{ $way ->
    [up] , an increase of {$change} on { WHEN($previous) }
    [times] , {$change} as much as in { WHEN($previous) }
    [down] , a decline of {$change} on { WHEN($previous) }
    [near] , about as much as in { WHEN($previous) }
   *[none] {""}
}.
release-lead-3 = Exports { $way ->
    [up] rose by {$change} against { WHEN($previous) } to {$total} in { WHEN($period) }
    [times] grew {$change} against { WHEN($previous) } and reached {$total} in { WHEN($period) }
    [down] dropped by {$change} against { WHEN($previous) } to {$total} in { WHEN($period) }
   *[none] came to {$total} in { WHEN($period) }
}.
release-lead-4 = Companies of the zone sold {$total} worth of products abroad in { WHEN($period) }{ $way ->
    [up] {" "}(up {$change} from { WHEN($previous) })
    [times] {" "}({$change} more than in { WHEN($previous) })
    [down] {" "}(down {$change} from { WHEN($previous) })
   *[none] {""}
}.
release-lead-5 = Foreign buyers were supplied with goods worth {$total} in { WHEN($period) }{ $way ->
    [up] ; this is {$change} above the level of { WHEN($previous) }
    [down] ; this is {$change} below the level of { WHEN($previous) }
    [times] ; this is {$change} the level of { WHEN($previous) }
   *[none] {""}
}.
release-group-2 = The product group “{$group}” led with {$total}.
release-group-3 = The leading product group was “{$group}” ({$total}).
release-group-4 = First among the product groups was “{$group}”: {$total}.
release-demand-2 = The leading product groups of {$first}–{$period} were {$list}.
release-demand-3 = The largest product groups in {$first}–{$period}: {$list}.
release-demand-4 = The product groups {$list} were most in demand in {$first}–{$period}.
release-running-2 = In all, goods worth {$total} have been exported since {$first}.
release-running-3 = Since {$first}, residents have sold {$total} worth of goods abroad.
release-running-4 = Exports since {$first} amount to {$total}.
release-lately-2 = Of all exports since {$first}, {$share} came in {$previous}–{$period}.
release-lately-3 = {$share} of all exports since {$first} were made in {$previous}–{$period}.
release-lately-4 = The years {$previous}–{$period} accounted for {$share} of all exports since {$first}.
release-blocs-2 = The most popular destinations were the countries of {$list}.
release-countries-2 = The main { $n ->
    [1] destination was
   *[other] destinations were
} {$list}.
release-countries-3 = Top buyers: {$list}.
release-countries-4 = Of the buyers, {$list} bought most.
release-countries-5 = { $n ->
    [1] The leading market is {$list}.
   *[other] The leading markets ({$list}) remain the same.
}
release-count-2 = In { WHEN($period) } products were delivered to { KNOWN($least) ->
    [yes] {$least}{" "}
   *[no] {""}
}{$count}.
release-count-3 = The geography of exports in { WHEN($period) } spans { KNOWN($least) ->
    [yes] {$least}{" "}
   *[no] {""}
}{$count}.
release-count-4 = { KNOWN($least) ->
    [yes] {$least}{" "}
   *[no] {""}
}{$count} bought the goods of the zone in { WHEN($period) }.
release-first-2 = For the first time, products of the group “{ GROUP($group) }” were shipped in { WHEN($period) } to {$list}.
release-first-3 = In { WHEN($period) } the zone began exporting products of the group “{ GROUP($group) }” to {$list}.
release-first-4 = In { WHEN($period) } products of the group “{ GROUP($group) }” were supplied to new markets for the first time, among them {$list}.
release-first-5 = New markets were entered for the first time in { WHEN($period) } by the group “{ GROUP($group) }” ({$list}).
release-first-6 = First-ever exports of the group “{ GROUP($group) }” in { WHEN($period) }: {$list}.
release-first-group-2 = {$first}, products of the group “{ GROUP($group) }” were sold abroad ({$total}){ $n ->
    [0] .
   *[other] : to {$list}.
}
release-first-group-3 = The group “{ GROUP($group) }” was shipped abroad {$first}: {$total}{ $n ->
    [0] .
   *[other] ; it went to {$list}.
}
release-sites-2 = As of { DATE($date) }, {$shown} belong to the zone: { LIST($sites) }.
release-sites-3 = The zone had {$shown} as of { DATE($date) } ({ LIST($sites) }).
release-area-2 = It covers {$area}.
release-area-3 = The zone occupies an area of {$area}.
release-companies-2 = It houses {$shown}.
release-companies-3 = Among residents and tenants there are {$shown}.
