## The map of destinations
map-title = Where exports went in { WHEN($period) }
map-class = { KNOWN($low) ->
    [yes] { KNOWN($high) ->
        [yes] {$low}–{$high}
       *[no] {$low} or more
    }
   *[no] { KNOWN($high) ->
        [yes] less than {$high}
       *[no] exports
    }
}
map-none = no exports
map-none-shown = no exports, or not shown
map-hidden = exports, not shown
map-new = first exports
map-own = country of the zone
map-note = { $n ->
    [0] {""}
   *[other] Off the map: { LIST($rows, of: "destination") }, { MONEY($total) }.{" "}
}Borders are those of Natural Earth in the edition of Visionscarto; they say nothing of the status of any territory.
plot-rest = Not shown: {$n} smaller
