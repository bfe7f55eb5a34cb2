# Zones compared. A zone is named as the records name it.

zones-title = Zones compared: {$zone}, {$period}
zones-title-nozone = Zones compared, {$period}
zones-subtitle = Indicators of exports in {$period}, zone by zone. Currency: { UNIT(case: "name") }
zone-name = { NAME("zone", $zone) }
zones-point-total = { $n ->
    [1] The zone exported
   *[other] Together the zones exported
} { MONEY($total) } in { WHEN($period) }{ KNOWN($growth) ->
    [yes] , { CHANGE($growth) } in { WHEN($previous) }
   *[no] {""}
}.
zones-point-largest = { LIST($first, said: "zone-name") } exported the most: { MONEY($total) }, or { SHARE($share) } of the total{ $n ->
    [one] {""}
   *[other] {" "}each
}.
zones-point-growth = Growth ranged from { SIGNED($least) } ({ LIST($last, said: "zone-name") }) to { SIGNED($growth) } ({ LIST($first, said: "zone-name") }).
zones-point-moved = { $direction ->
    [up] { LIST($first, said: "zone-name") } contributed most to the joint growth: { LIST($first, said: "moved-points", once: 1) }
    [down] { LIST($first, said: "zone-name") } contributed most to the joint fall: { LIST($first, said: "moved-points", once: 1) }
   *[against] Exports of { LIST($first, said: "zone-name") } changed most, by { LIST($first, said: "moved-points", once: 1) }
}{ $n ->
    [one] {""}
   *[other] {" "}each
}.
zones-point-depends = { $n ->
    [one] { LIST($first, said: "zone-name") } depends most on one company, which sold { SHARE($largest_exporter) } of its exports
   *[other] { LIST($first, said: "zone-name") } depend most on one company, which sold { SHARE($largest_exporter) } of the exports of each
}.
zones-point-markets = { $n ->
    [one] { LIST($first, said: "zone-name") } has the broadest reach: { COUNT($destinations, of: "destinations") }
   *[other] { LIST($first, said: "zone-name") } have the broadest reach: { COUNT($destinations, of: "destinations") } each
}.

heading-zones-totals = { $n ->
    [one] { LIST($first, said: "zone-name") } exported the most in { WHEN($period) }
   *[other] { LIST($first, said: "zone-name") } exported the most in { WHEN($period) }, as much as each other
}
heading-zones-totals-shown = Exports of the zones that are shown, in { WHEN($period) }
heading-zones-totals-alone = Exports of the zone in { WHEN($period) }
zones-totals-read = Growth compares each zone with itself a year before, over the same months.{ $hhi ->
    [yes] {" "}HHI is the sum of squared shares: 1 would be a single destination, a tenth is as even as ten equal ones.
   *[no] {""}
}
zones-totals-late = Records begin later for some zones: { LIST($items) }.
zones-totals-over = Records end earlier for some zones: { LIST($items) }. What they sold later, if anything, is missing from their totals and growth.
chart-zones = Exports of each zone by year, to {$period}
heading-zones-groups = { $kind ->
    [one] { LIST($first, said: "zone-name") } depends most on one product group
    [several] { LIST($first, said: "zone-name") } depend most on one product group each
   *[alone] The largest product group of { LIST($first, said: "zone-name") }
}
zones-groups-item = { NAME("zone", $zone) }: { GROUP($group) }, { SHARE($share) }
zones-groups-text = The largest product group of each zone in {$period}: { LIST($rows, said: "zones-groups-item", by: "; ") }.
chart-zones-groups = Exports of each zone by product group, {$period}, per cent
zones-groups-read = Shares of one zone add up to all of its exports. Specialisation above 1 means that a group weighs more in the zone than in all zones together.
heading-zones-objection = { $kind ->
    [young] The fastest growth is that of a zone whose records begin last
    [same] The fastest growth, and what the zones added in money
   *[old] The fastest growth is not that of a zone whose records begin last
}
zones-objection-text = A small base makes for high growth. In money, { NAME("zone", $zone) }, whose exports grew fastest, added { MONEY($added, $value) } in { WHEN($period) }{ $kind ->
    [alike] { $n ->
        [one] , the most of all
       *[other] , as much as any zone
    }.
   *[apart] ; { LIST($most, said: "zone-name") } added the most, { MONEY($value, $added) }{ $n ->
        [one] {""}
       *[other] {" "}each
    }.
}
limits-zones-age = Zones differ in age, size and goods; none of the indicators is adjusted for it.
limits-zones-prices = All amounts are in current prices and one currency. What the records of one zone leave out is not known from the others.
limits-zones-named = The squared shares and the share of the largest exporter are of goods and companies that the records name.

caption-zones = Indicators by zone, {$period}
caption-zones-groups = The largest product groups of each zone, {$period}
caption-zones-destinations = The largest destinations of each zone, {$period}
caption-zones-special = Specialisation of each zone, {$period}
sheet-zones = zones
sheet-zones-groups = groups of zones
sheet-zones-destinations = countries of zones
sheet-zones-special = specialisation
column-zone = Zone
column-products = Products
column-destinations = Countries
column-product_hhi = HHI, products
column-destination_hhi = HHI, countries
column-largest_exporter = Largest exporter
column-new_destinations = New countries
column-rca = Specialisation
column-base-zones-special = Share in all zones
column-count-zone-residents = { column-exporters }

## Several zones on one page
zones-title-count = { $n ->
    [one] {$n} zone
   *[other] {$n} zones
}
zones-covered = It covers together: { $list }.
heading-zones = { $direction ->
    [up] { LIST($first, said: "zone-name") } contributed most to the growth of exports
    [down] { LIST($first, said: "zone-name") } contributed most to the fall of exports
    [against] Exports of { LIST($first, said: "zone-name") } changed most
   *[none] { LIST($first, said: "zone-name") } exported the most
}
zones-order = The largest zones in order: { LIST($rows, of: "zone", by: "; ") }.
zones-add = Contributions to the { $direction ->
    [up] growth
    [down] fall
   *[same] change
}: { LIST($rows, said: "zones-add-item", by: "; ") }{ KNOWN($rest) ->
    [yes] ; { groups-add-rest }
   *[no] {""}
}.
zones-add-item = { NAME("zone", $zone) } ({ POINTS($contribution) })
zones-read = A contribution is the change of a zone, divided by the exports of all zones a year before. Contributions add up to the growth of the total.
chart-zones-other = other zones
chart-zone-parts = Exports of the largest zones { by-year }, on one scale; in brackets their share in { WHEN($period) }
heading-zone-markets = { $n ->
    [1] { LIST($first, said: "zone-name") } sold to countries that were new to it
   *[other] {$n} zones sold to countries that were new to them
}
zone-markets-list = New to a zone in { YEAR($period) }, whether or not another had sold there before: { LIST($rows, said: "zone-markets-item", by: "; ") }.
zone-markets-item = { NAME("zone", $zone) }: { LIST($rows, of: "destination") }
zone-markets-read = A country is new to a zone in the first { grain } in which the zone sold there, after at least one { grain } of the zone's own records in which it did not.
caption-by-zone = Exports by zone, { YEAR($period) }
caption-zones-over-time = Exports by zone and { grain }
caption-new-by-zone = First and returning exports of each zone, { YEAR($period) }
sheet-by-zone = zones
sheet-zones-over-time = zones by { grain }
sheet-new-by-zone = first exports by zone
heading-zone-destinations = { $n ->
    [one] { LIST($first, said: "zone-name") } sells to { COUNT($count, of: "destinations") }, the most of all zones
   *[other] { LIST($first, said: "zone-name") } sell to { COUNT($count, of: "destinations") } each, the most of all zones
}
heading-zone-residents = { $n ->
    [one] { LIST($first, said: "zone-name") } has the most exporters: { COUNT($count, of: "companies") }
   *[other] { LIST($first, said: "zone-name") } have the most exporters: { COUNT($count, of: "companies") } each
}
caption-zone-destinations = Countries that each zone sold to, {$period}
caption-zone-residents = Exporters by zone, {$period}
sheet-zone-destinations = countries by zone
sheet-zone-residents = exporters by zone
relief-heading-for-zones = The largest part of the relief, { SHARE($share) }{ $leaders ->
    [one] , went to { LIST($first) }
   *[other] {" "}each, went to { LIST($first) }
}
relief-heading-for-zones-none = The zones that had relief are not stated
relief-for-zones = { $n ->
    [1] One zone imported with relief: { LIST($first) }.
   *[other] {$n} zones imported with relief.
}
caption-relief-zones = Customs relief by zone, {$period}
sheet-relief-zones = relief by zone
