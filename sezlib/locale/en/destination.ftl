# The pages on one destination and on one product or group.

destination-title = Exports of {$zone} to {$name}, {$period}
destination-title-nozone = Exports to {$name}, {$period}
destination-subtitle = What was exported there in {$period}, by whom and since when. Currency: { UNIT(case: "name") }
destination-subtitle-public = What was exported there in {$period}. Currency: { UNIT(case: "name") }
product-title = Exports of {$zone}, {$period}: { product-name }
product-title-nozone = Exports, {$period}: { product-name }
product-name = { $kind ->
    [product] product {$name}
   *[group] {$name}
}
product-subtitle = Where it was exported to in {$period}, by whom and since when. Currency: { UNIT(case: "name") }
product-subtitle-public = Where it was exported to in {$period}. Currency: { UNIT(case: "name") }
subject = { $kind ->
    [destination] exports to {$name}
    [group] exports of {$name}
    [product] exports of the product {$name}
   *[whole] exports
}
subject-total = { subject } in { WHEN($period) } came to { MONEY($total) }{ KNOWN($growth) ->
    [yes] , { CHANGE($growth) } in { WHEN($previous) }
   *[no] {""}
}.
subject-nothing = There were no { subject } in { WHEN($period) }
subject-share = { $of ->
    [all] All exports in { WHEN($period) } were { subject }
   *[part] { subject } were { SHARE($share) } of all exports{ KNOWN($ranked) ->
        [yes] , number {$rank} of {$n}
       *[no] {""}
    }
}
subject-parts = { $of ->
    [all] { $kind ->
        [destination] The only product group was {$part}.
       *[other] The only destination was {$part}.
    }
   *[part] { KNOWN($shown) ->
        [yes] Of those shown, the
       *[no] The
    } largest { $kind ->
        [destination] product group
       *[other] destination
    } was {$part}, with { SHARE($share) } of the total.
}
subject-sellers = { $n ->
    [1] The seller was one company{ $of ->
        [all] .
       *[part] , with { SHARE($share) } of the total.
    }
   *[other] The sellers were { COUNT($n, of: "companies") }; the largest made { SHARE($share) } of the total.
}
subject-since = The first such exports on record were in {$start}{ $known ->
    [yes] {""}
   *[no] , and what was before is not known
}{ $n ->
    [1] {""}
   *[other] ; there have been breaks since
}.
subject-price = The average value of a kilogram was { MONEY($unit_value, least: 1) } in { WHEN($period) }{ KNOWN($rate) ->
    [yes] {" "}({ SIGNED($rate) } on {$previous})
   *[no] {""}
}, and { NUMBER($amount) } kg were sold{ KNOWN($grown) ->
    [yes] {" "}({ SIGNED($grown) })
   *[no] {""}
}{ $of ->
    [part] , in the records that state a weight
   *[all] {""}
}.
subject-price-unit = Counted in the unit “{ KNOWN($unit) ->
    [yes] {$unit}
   *[no] { unknown }
}”: {$sold} sold, at { MONEY($unit_value, least: 1) } each.
subject-market = Of the market, that was { SHARE($market_share) } in { WHEN($period) }.
parts-read = Parts add up to all of it. What no record states has a part of its own.
sellers-read = Companies are named for internal use alone.
since-read = A spell is a run of years with a sale. One that was there when the records begin may be older than they are.
price-read = Of records that state a weight in kilograms, or a quantity in another unit; no unit is turned into another. A unit value changes with what is sold as well as with prices.
market-read = The market is what the file given as its reference has.
caption-subject-total = Exports by year
caption-subject-parts = Breakdown, {$period}
caption-subject-sellers = Companies, {$period}
caption-subject-since = Spells of sales
caption-subject-prices = Value of a kilogram by year
caption-subject-units = Value of another unit of quantity by year
caption-subject-market = Share of the market by year
column-amount-subject = Kilograms
column-unit_value-subject = Per kilogram, { UNIT() }
column-unit-subject-units = Unit
column-amount-subject-units = Quantity
column-unit_value-subject-units = Per unit, { UNIT() }
column-start-subject = From
column-end-subject = To
column-base-subject = Market, {$unit}
column-market_share-subject = Share of the market
