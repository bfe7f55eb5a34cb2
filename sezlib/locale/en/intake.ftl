# What came in with a file. Names of columns and texts of cells are those of the file.

intake-title = Data intake: {$file}
intake-subtitle = { $alone ->
    [yes] Records of {$first}
   *[no] Records from {$first} to {$last}
}. Currency: {$unit}.
intake-subtitle-none = No row of the file was accepted.

heading-intake-account = What became of each row
intake-account = Of { $in ->
    [one] {$in-shown} row
   *[other] {$in-shown} rows
}, { $accepted ->
    [0] none was
    [one] {$accepted-shown} was
   *[other] {$accepted-shown} were
} accepted, { $rejected ->
    [0] none
   *[other] {$rejected-shown}
} rejected and { $set-aside ->
    [0] none
   *[other] {$set-aside-shown}
} set aside.
intake-account-read = Accepted, rejected and set aside add up to all rows of the file, in number and in value. A value that cannot be read is in no sum, and where none can be read there is none. What is set aside is no export, such as an import or a total of other rows.
part-in = in the file
part-accepted = accepted
part-of-which-confidential = of which confidential
part-rejected = rejected
part-set-aside = set aside

heading-intake-rejected-none = No row was rejected
heading-intake-rejected = { $n ->
    [one] {$rows} row was rejected
   *[other] {$rows} rows were rejected
}
intake-error = { $kind ->
    [empty] “{$column}” is empty
   *[other] “{$text}” in “{$column}” ({ $kind ->
        [country] an unknown country
        [period] not a period
        [number] not a number
        [code] not a product code
        [negative] negative
        [nested] holds other periods of the file
        [ambiguous] can be read in two ways
       *[other] {$reason}
    })
}: { $n ->
    [one] {$rows} row
   *[other] {$rows} rows
}{ $known ->
    [yes] , {$value}
   *[no] {""}
}
intake-rejected-read = Each error is counted once, however many rows have it. A name that is almost a country is not taken for it. If the rejected rows are those of a whole month or of one company, what is left is no sample of the whole, and its growth means nothing.
intake-point-error = The most frequent error: {$error}.
rejected-empty = empty
rejected-country = unknown country
rejected-period = not a period
rejected-number = not a number
rejected-code = not a product code
rejected-negative = negative
rejected-nested = holds other periods of the file
rejected-ambiguous = can be read in two ways

heading-intake-coverage = { $whole ->
    [yes] Every record states every column
   *[no] Not every record states every column
}
intake-stated = { $whole ->
    [yes] Every accepted row states every column
   *[no] Stated in part of the accepted rows only: {$list}
}.
intake-missing = { $n ->
    [one] There is no record of {$list}.
   *[other] There are no records of {$list}.
}
intake-coverage-read = A row that gives a destination as not specified, or a confidential product code, states nothing.
chart-intake = { $n ->
    [0] Exports by period, without a gap
   *[other] Exports by period; no records of {$missing}
}

heading-intake-strange = { $n ->
    [0] No value is far from the others
    [one] One value is far from the others
   *[other] {$n} values are far from the others
}
intake-strange = { $n ->
    [one] {$value} in {$period} is far from the other values of its product and destination, half of which are up to {$median}
   *[other] {$n} values are far from the others of their product and destination; the farthest is {$value} in {$period}, where half of the values are up to {$median}
}.
intake-strange-read = Distances are modified z-scores of logarithms (Iglewicz and Hoaglin). Most often a unit was mistaken, thousands for ones. A first large contract looks just the same.
heading-unavailable-intake-strange = Strange values
unavailable-intake-strange = Values are compared within products and destinations, and the records lack: {$columns}.

heading-intake-repeated = { $n ->
    [0] No two rows are alike
    [one] One record is there more than once
   *[other] {$n} records are there more than once
}
intake-repeated = { $n ->
    [one] One record is
   *[other] {$n} records are
} there more than once, alike in every column; without the repetitions ({ $more ->
    [one] one row
   *[other] {$more} rows
}), exports would be {$value} less.
intake-repeated-read = They may be two sales of the same size or one that was recorded twice; none is taken out.

heading-intake-gaps = { $n ->
    [0] No company misses a month
    [one] One company misses months
   *[other] {$n} companies miss months
}
intake-gaps = Months without a record between the first and the last of a company: {$list}.
intake-gaps-item = {$name} ({ $months ->
    [one] one month
   *[other] {$months} months
})
intake-gaps-read = A company that sold nothing and one whose report is late look alike here.
heading-unavailable-intake-gaps = Missing months
unavailable-intake-gaps = Months are looked for company by company, and the records lack: {$columns}.

heading-intake-changes = { $n ->
    [0] Nothing changed since the earlier file
    [one] One figure changed since the earlier file
   *[other] {$n} figures changed since the earlier file
}
intake-changes = Against the earlier file, by company, destination and period: {$list}.
intake-changes-restated = { $n ->
    [one] one figure restated
   *[other] {$n} figures restated
}
intake-changes-new = { $n ->
    [one] one new
   *[other] {$n} new
}
intake-changes-gone = { $n ->
    [one] one no longer there
   *[other] {$n} no longer there
}
intake-changes-read = If nearly all figures changed, compare the units of the two files first.
status-restated = restated
status-new = new
status-gone = no longer there

field-period = period
field-value = value
field-zone = zone
field-site = site
field-resident = company
field-product = product
field-group = product group
field-destination = destination
field-currency = currency
field-net-kg = net weight
field-quantity = quantity
field-unit = unit
field-status = status
field-synthetic = synthetic
field-retyped = retyped

told-source = source
source-mapping = mapping
source-flows = flows
told-encoding = encoding
told-delimiter = delimiter
told-header = row of the header
told-format = format
told-sheet = sheet
told-codes-of-products-mended = product codes restored
told-numbers-of-countries = scheme of country numbers
told-columns-not-taken = columns not taken
told-not-looked-for = not looked for
told-taken-for-flows = may be totals, and count as flows

caption-account = What became of the rows
caption-errors = Errors, each once
caption-found = What was found on the way
caption-coverage = What the accepted rows state
caption-timeline = Exports by period
caption-strange = Values far from the others
caption-repeated = Records that are there more than once
caption-gaps = Months without a record
caption-changes = Figures that changed since the earlier file
sheet-account = account
sheet-errors = errors
sheet-found = found
sheet-coverage = coverage
sheet-timeline = by period
sheet-strange = strange values
sheet-repeated = repeated
sheet-gaps = missing months
sheet-changes = changes
column-part = Part
column-rows = Rows
column-column = Column
column-text = What stands there
column-reason-account = Reason
column-reason-errors = { column-reason-account }
column-found = Found
column-as = As
column-currency = Currency
column-share_of_value = Share of value
column-times = Times
column-z = z-score
column-earlier = Earlier, {$unit}
column-product = Product
column-site = Site
column-net_kg = Net weight, kg
column-year_begins = Start of the fiscal year
