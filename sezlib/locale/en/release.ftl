## Numbers
release-money = {$currency}{"\u00A0"}{$number}{ $scale ->
    [none] {""}
   *[other] {"\u00A0"}{$scale}
}
release-percent = {$number}%
release-times = {$number} times
release-hectares = {$number}{"\u00A0"}ha
release-more = more than
release-at-least = at least
release-for-the-first = for the first time
release-count-number = {$n}{"\u00A0"}{ $of ->
    [territories] { $n ->
        [1] territory
       *[other] countries and territories
    }
   *[countries] { $n ->
        [1] country
       *[other] countries
    }
}
release-sites-number = {$n}{"\u00A0"}{ $n ->
    [1] site
   *[other] sites
}

## The release
release-headline = { KNOWN($zone) ->
    [yes] {$zone}: exports
   *[no] exports
} { $way ->
    [up] up {$change} in { WHEN($period) }
    [times] {$change} as much in { WHEN($period) } as a year earlier
    [down] down {$change} in { WHEN($period) }
   *[other] of {$total} in { WHEN($period) }
}
release-lead = { $who ->
    [residents] Residents of the { zone-s } exported { goods }
   *[other] Exports of { goods } were
} worth {$total} in { WHEN($period) }{ $way ->
    [up] , {$change} more than in { WHEN($previous) }
    [times] , {$change} as much as in { WHEN($previous) }
    [down] , {$change} less than in { WHEN($previous) }
    [near] , about as much as in { WHEN($previous) }
   *[none] {""}
}.
release-group = The largest product group was “{$group}”, with {$total}.
release-group-name = “{ GROUP($group) }”
release-demand = The product groups most in demand in {$first}–{$period} were {$list}.
release-running = Since {$first} exports have come to {$total}.
release-lately = The years {$previous}–{$period} made up {$share} of all exports since {$first}.
release-quote-results = [Place for a quotation: name, office, words on the results]
release-quote-markets = [Place for a quotation: name, office, words on new markets and plans]
release-bloc = { $bloc ->
    [EAEU] the EAEU
    [EU] the EU
    [CIS] the CIS
    [Americas] the Americas
   *[other] { BLOC($bloc) }
}
release-blocs = Most goods went to the countries of {$list}.
release-countries = { $n ->
    [1] The largest buyer was {$list}.
    [5] The five largest buyers were {$list}.
   *[other] The largest buyers were {$list}.
}
release-count = In all, goods went to { KNOWN($least) ->
    [yes] {$least}{" "}
   *[no] {""}
}{$count} in { WHEN($period) }.
release-first = In { WHEN($period) } products of the group “{ GROUP($group) }” were exported to { $n ->
    [1] a new market
   *[other] new markets
} for the first time: {$list}.
release-first-group = Products of the group “{ GROUP($group) }” were exported {$first}, worth {$total}{ $n ->
    [0] .
   *[other] ; they went to {$list}.
}
release-relief = Relief from customs duty and VAT on imports was worth {$total} in { WHEN($period) }.
release-clearance = The zone’s customs post cleared declarations faster in {$period} than a post outside of the zone.
release-about = About the zone
release-sites = { KNOWN($date) ->
    [yes] As of { DATE($date) } the zone has
   *[no] The zone has
} {$shown} ({ LIST($sites) }).
release-area = Its total area is {$area}{ KNOWN($land) ->
    [yes] : { LIST($land) }.
   *[no] .
}
release-companies = The zone is home to {$shown}, residents and tenants.
release-investment = From {$first} to {$period} residents invested {$total}.

## The table of its figures
release-figures = The figures of the release
release-figure-text = As printed
release-figure-what = What it claims
release-figure-claim = Claim
