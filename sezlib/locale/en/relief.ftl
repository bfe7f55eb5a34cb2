# What customs relief is worth, and how long clearance takes. Names of posts and companies come from
# the data and stand in quotation marks or at the end, never inflected.

## Page
relief-title = Customs relief and clearance: {$zone}, {$period}
relief-title-nozone = Customs relief and clearance, {$period}
relief-subtitle = What customs relief was worth in {$period}, and whether the zone's customs post clears faster. Currency: { UNIT(case: "name") }.

## Main points
relief-point-parts = Customs duty was { MONEY($duty, $total, $vat) } and VAT { MONEY($vat, $total, $duty) }. The goods were worth { MONEY($total, $duty, $vat) } at the border.
relief-point-per = For every { thousand } of exports, that is { rate } of relief.
relief-point-exported = Of the relief, { SHARE($share) } ({ MONEY($exported) }) was on imports used for export goods.
relief-point-least = Counting duty alone, and only imports used for export goods, { MONEY($exported) } is left.
clearance-point = { $open ->
    [yes] Of the declarations of {$period} that have been released, half were released
   *[no] In {$period} half of the declarations were released
} within { HOURS($median) } at “{ NAME("post", $post) }” and within { HOURS($other) } at “{ NAME("post", $baseline) }”{ $verdict ->
    [few] . There are too few to tell whether this is chance.
    [chance] . The difference may be chance.
   *[other] ; the difference is statistically significant.
}

## Relief by year
thousand = { MONEY(1000, scale: "one") }
rate = { MONEY($ratio, times: 1000, scale: "one", digits: 2, least: 1) }
relief-point = Customs relief came to { MONEY($duty_relief) } in { WHEN($period) }{ KNOWN($growth) ->
    [yes] , { CHANGE($growth) } in { WHEN($previous) }
   *[no] {""}
}.
relief-heading = VAT was { SHARE($share) } of customs relief in { WHEN($period) }
chart-relief = Customs duty and VAT that imports did not pay, by year
relief-heading-nothing = There was no customs relief in { WHEN($period) }
relief-nothing-none = The table of imports holds nothing for this year.
relief-nothing-zero = The imports of this year would have paid neither duty nor VAT: their value or their rates are zero.
relief-rate = On every { thousand } of customs value { rate } was not paid, against { MONEY($before, times: 1000, scale: "one", digits: 2, least: 1) } in { WHEN($previous) }. The rest of the change comes from how much was imported.
relief-read = The bars and the table show what the imports of each year would have paid at the rates in the records.
chart-relief-axis = Relief, {$unit}
chart-relief-duty = customs duty
chart-relief-vat = VAT

## Goods for export
relief-heading-exported = Imports used for export goods had { SHARE($share) } of the relief
relief-exported = The rest of the relief is { MONEY($rest) }.
relief-rest = If the goods that it is on, or what is made of them, go to the home market, duty and tax fall due when they are released to it, and the relief was only a delay. The records do not tell how much has gone there.

## Per thousand
relief-heading-per = Relief set against exports of the same year
relief-heading-per-none = Relief cannot be set against exports
relief-per-exports = Exports in { WHEN($period) } were { MONEY($base) }.
relief-per-invested = Investment in { WHEN($period) } was { MONEY($base) }: for every { thousand } of it, relief was { rate }.
relief-per-exports-none = Relief per unit of exports is left out: there are no exports on record for the same months.
relief-per-invested-none = Relief per unit of investment is left out: the zone's profile has no investment for the same months.
relief-per-read = Imports, exports and investment are those of the same year. Equipment comes before what it makes, so a year of much equipment reads high.

## For whom, for what
relief-heading-for-residents = { $of ->
    [part] Of the companies named, the
   *[all] The
} largest part of the relief, { SHARE($share) }{ $leaders ->
    [one] , is that of { LIST($first) }
   *[other] {" "}each, is that of { LIST($first) }
}
relief-heading-for-residents-none = The companies that had relief are not stated
relief-for-residents = { $n ->
    [1] One company imported with relief: { LIST($first) }.
   *[other] {$n} companies imported with relief.{ $cut ->
        [yes] {" "}The table names {$shown} of them, with { SHARE($together) } of the relief.
       *[no] {""}
    }
}
relief-heading-for-products = { $of ->
    [part] Of the products stated, the
   *[all] The
} largest part of the relief, { SHARE($share) }{ $leaders ->
    [one] , is on product { LIST($first) }
   *[other] {" "}each, is on products { LIST($first) }
}
relief-heading-for-products-none = The products imported with relief are not stated
relief-for-products = { $n ->
    [1] One product (HS code) was imported with relief: { LIST($first) }.
   *[other] {$n} products (HS codes) were imported with relief.{ $cut ->
        [yes] {" "}The table shows {$shown} of them, with { SHARE($together) } of the relief.
       *[no] {""}
    }
}

## Objections to the relief
relief-heading-objection = On the strictest count, the saving is { MONEY($least) }
relief-objection-why = It may be objected that relief is no gain of the same size. VAT paid on an import can often be deducted later, and what goes to the home market pays after all.
relief-objection = { $kind ->
    [exported] Counting duty alone, and only on the part of imports used for export goods, leaves { SHARE($share) } of the relief.
   *[duty] Counting duty alone leaves { SHARE($share) } of the relief. { $audience ->
        [public] What part of it was on imports for export goods is not shown.
       *[other] The records do not tell what part of it was on imports for export goods.
    }
}
relief-objection-same = Both counts assume that the same goods would have been imported with duty. Some of them might not have been, and that part was nobody's loss: the records cannot tell how much.

## Clearance
hours = {$shown}{"\u00A0"}hours
clearance-declarations = { $n ->
    [one] { NUMBER($n) } declaration was
   *[other] { NUMBER($n) } declarations were
}
clearance-heading = { $verdict ->
    [faster] “{ NAME("post", $post) }” cleared faster than “{ NAME("post", $baseline) }” in {$period}, by { HOURS($difference) } at the median
    [slower] “{ NAME("post", $post) }” cleared more slowly than “{ NAME("post", $baseline) }” in {$period}, by { HOURS($difference) } at the median
    [chance] “{ NAME("post", $post) }” and “{ NAME("post", $baseline) }” cannot be told apart in {$period}
   *[few] Too few declarations to compare “{ NAME("post", $post) }” with “{ NAME("post", $baseline) }” in {$period}
}
clearance-heading-alone = { $open ->
    [yes] Of the declarations of {$period} that “{ NAME("post", $post) }” has released, half were released within { HOURS($median) }
   *[no] “{ NAME("post", $post) }” released half of the declarations of {$period} within { HOURS($median) }
}
clearance-heading-none = “{ NAME("post", $post) }” released no declaration registered in {$period}
clearance-post = At “{ NAME("post", $post) }” { COUNT($declarations, of: "clearance-declarations") } registered in {$period}. Nine in ten of those released were released within { HOURS($p90) }.{ $n ->
    [0] {""}
   *[other] {" "}Not yet released: { NUMBER($n) }.
}
clearance-post-none = No declaration was registered at “{ NAME("post", $post) }” in {$period}.
clearance-post-open = None of the declarations registered at “{ NAME("post", $post) }” in {$period} has been released.
clearance-median-difference = The median at “{ NAME("post", $post) }” is { $way ->
    [less] { HOURS($difference) } less than
    [more] { HOURS($difference) } more than
   *[same] the same, to a tenth of an hour, as
} at “{ NAME("post", $baseline) }”.
clearance-difference = { $verdict ->
    [few] { clearance-median-difference } With fewer than {$fewest} released at one of them, no interval can be given.
    [chance] { clearance-median-difference } The 95% interval of the difference is from { NUMBER($low, digits: 1) } to { HOURS($high) }; it contains zero.
   *[other] The 95% interval of this difference is from { NUMBER($low, digits: 1) } to { HOURS($high) }; it does not contain zero.
}
clearance-read = Hours are those of the calendar from registration to release, nights and holidays included. What is still open is counted, and left out of the hours.
chart-clearance = Hours to release at the posts compared, by year
chart-clearance-axis = Hours from registration to release: ● half were released by then, | nine in ten
clearance-heading-objection = { $kind ->
    [most] Most companies that use both posts were cleared faster at the zone's
    [few] Most companies that use both posts were not cleared faster at the zone's
    [half] Half of the companies that use both posts were cleared faster at the zone's
    [one-most] The one company that uses both posts was cleared faster at the zone's
    [one-few] The one company that uses both posts was not cleared faster at the zone's
   *[none] What is open, and what the posts clear
}
clearance-open-none = Every declaration of {$period} at the posts compared has been released, so none is missing from the hours.
clearance-open = It may be objected that the slowest declarations are still open and missing from the hours. If each of them took longer than all others, the median of {$period} would be: { LIST($rows, said: "clearance-slowest", by: "; ") }.
clearance-median = { KNOWN($median) ->
    [yes] { HOURS($median) }
   *[no] { clearance-unknown }
}
clearance-slowest = “{ NAME("post", $post) }” { $alike ->
    [yes] the same
   *[no] { clearance-median }
}
clearance-unknown = not known
clearance-goods = It may also be objected that the posts clear different goods. The declarations do not tell the goods, but a company can be held against itself.
clearance-within = { $n ->
    [0] No company has declarations released at both posts in {$period}.
    [1] One company had declarations released at both “{ NAME("post", $post) }” and “{ NAME("post", $baseline) }” in {$period}. Its median at “{ NAME("post", $post) }” was { $part ->
        [none] not lower
       *[other] lower
    }.
   *[other] { NUMBER($n) } companies had declarations released at both “{ NAME("post", $post) }” and “{ NAME("post", $baseline) }” in {$period}. The median at “{ NAME("post", $post) }” was lower for { $part ->
        [all] all of them
        [none] none of them
       *[some] { NUMBER($faster) } of them
    }. Each company counts once, however few its declarations.
}
clearance-within-unavailable = This cannot be tested: the declarations have no column { LIST($columns) }.

## What is not there
heading-unavailable-relief = Customs relief
unavailable-relief = { $audience ->
    [public] Customs relief in { WHEN($period) } is not shown.
   *[other] Customs relief is left out: no table of imports was given.
}
heading-unavailable-relief-columns = Customs relief
unavailable-relief-columns = Customs relief is left out: the imports have no column { LIST($columns) }.
heading-unavailable-relief-exported = Imports used for export goods
unavailable-relief-exported = What part of the relief was on imports used for export goods is left out: the imports have no column { LIST($columns) }.
heading-unavailable-relief-residents = For whom?
unavailable-relief-residents = Relief by company is left out: the imports have no column { LIST($columns) }.
heading-unavailable-relief-products = For what?
unavailable-relief-products = Relief by product is left out: the imports have no column { LIST($columns) }.
heading-unavailable-clearance = Clearance
unavailable-clearance = { $audience ->
    [public] Hours to release in {$period} are not shown.
   *[other] Hours to release are left out: no table of declarations was given.
}
heading-unavailable-clearance-columns = Clearance
unavailable-clearance-columns = Hours to release are left out: the declarations have no column { LIST($columns) }.

## Closing sections
relief-data = The tables of this page lie beside it, in each form that was made, such as tables.xlsx and the files of the folder tables; its figures for machines are in summary.json, and how it was made is in manifest.json.
term-relief-relief = Customs relief
term-relief-relief-text = Customs duty and VAT that goods did not pay on import, because they came into the zone under a free customs zone procedure.
term-relief-duty = Duty and VAT rates
term-relief-duty-text = The rates in the records: what would have been due on import without the relief.
term-relief-customs = Customs value
term-relief-customs-text = The value of imported goods that duty is taken of.
term-relief-export = Imports for export goods
term-relief-export-text = The part of each import that, by the records, was used for goods that were exported.
term-clearance-hours = Hours to release
term-clearance-hours-text = From the registration of a declaration to its release. The median is the time within which half were released.
term-clearance-p90 = Nine in ten
term-clearance-p90-text = The time within which nine in ten were released, the ninth decile.
term-clearance-open = Open
term-clearance-open-text = A declaration that is registered and not yet released.
method-customs-relief = Duty is customs value times the rate of duty; VAT is customs value and duty together times the rate of VAT; relief is both. Excise, fees and rates by weight are not in it.
method-customs-clearance = A declaration counts in the year it was registered in. The interval of a difference between two medians follows Bonett and Price: about 95 of 100 such intervals hold the true difference.
limits-customs-rates = Relief is counted at the rates in the records, and as if the same goods had been imported with duty. It tells what was not paid, not what was gained.
limits-customs-vat = VAT is counted in full. Part of it would have been deducted later, so that neither the companies' gain nor the budget's loss is of the same size.
limits-public-relief = Figures from which what a company imported, what it was spared or what it exported could be worked out are not shown, nor are figures by company, product or zone. In tables [c] stands for what is not shown.
limits-customs-hours = The difference between posts is no proof that the post is its cause. Goods, companies and kinds of control may differ.
limits-customs-independent = The interval takes declarations as independent of each other. Consignments of one company often are not, and then it is too narrow.
limits-customs-synthetic = These records are synthetic: relief, hours and the difference between posts are invented, and say nothing about any real zone, post or company.
relief-source-customs = Customs Code of the Eurasian Economic Union, article 201: goods in a free customs zone are used without customs duties and taxes.
relief-source-tax = Tax Code of the Russian Federation, article 160, paragraph 1: VAT on an import is taken of customs value, duty and excise.
relief-source-interval = Bonett, D. G. and Price, R. M. Statistical inference for a linear function of medians. Psychological Methods 7(3), 2002.

## Tables: captions, columns, sheets
caption-relief-years = Customs relief by year
caption-relief-split = Relief on imports for export goods, and on the rest
caption-relief-per = Customs relief per thousand of customs value, exports and investment
caption-relief-residents = Customs relief by company, {$period}
caption-relief-products = Customs relief by product, {$period}
caption-relief-all-residents = Customs relief by company and year
caption-relief-all-products = Customs relief by product and year
caption-clearance-times = Hours to release by post and year
caption-clearance-differences = Difference between the medians, by year
column-total-relief = Customs value, {$unit}
column-duty = Duty, {$unit}
column-vat = VAT, {$unit}
column-exported = For export goods, {$unit}
column-rest = The rest, {$unit}
column-duty_relief = Relief, {$unit}
column-share-relief = Share of relief
column-share-relief-split = For export goods
column-per_value = Per thousand of customs value, {$unit}
column-per_exports = Per thousand of exports, {$unit}
column-per_invested = Per thousand invested, {$unit}
column-product-relief = Product (HS code)
column-members-relief = Members
column-post-clearance = Customs post
column-declarations = Declarations
column-open = Open
column-median-clearance = Median, hours
column-p90 = Nine in ten within, hours
column-difference-clearance = Difference, hours
column-low-clearance = From
column-high-clearance = To
column-finding = What it tells
clearance-finding-faster = faster, significant
clearance-finding-slower = slower, significant
clearance-finding-chance = contains zero, not significant
clearance-finding-few = too few to tell
sheet-relief-years = relief
sheet-relief-split = relief for export goods
sheet-relief-per = relief per thousand
sheet-relief-residents = relief by company
sheet-relief-products = relief by product
sheet-relief-all-residents = companies by year
sheet-relief-all-products = products by year
sheet-clearance-times = hours
sheet-clearance-differences = difference
