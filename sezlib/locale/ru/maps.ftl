## Карта направлений
map-title = География экспорта в { WHEN($period) }
map-class = { KNOWN($low) ->
    [yes] { KNOWN($high) ->
        [yes] {$low}–{$high}
       *[no] {$low} и более
    }
   *[no] { KNOWN($high) ->
        [yes] менее {$high}
       *[no] экспорт
    }
}
map-none = экспорта не было
map-none-shown = экспорта не было или он не показан
map-hidden = экспорт не показан
map-new = экспорт впервые
map-own = страна зоны
map-note = { $n ->
    [0] {""}
   *[other] Вне карты: { LIST($rows, of: "destination") }, { MONEY($total) }.{" "}
}Границы — по данным Natural Earth в редакции Visionscarto; они не выражают позиции о статусе территорий.
plot-rest = { $n ->
    [one] Не показано ещё {$n} значение
    [few] Не показаны ещё {$n} значения
    [many] Не показано ещё {$n} значений
   *[other] Не показано ещё {$n} значения
}
