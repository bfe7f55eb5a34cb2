# Пресс-релиз. Названия стран и товарных групп стоят в именительном падеже.

## Numbers
release-money = {$number}{ $scale ->
    [none] {""}
   *[other] {"\u00A0"}{$scale}
}{"\u00A0"}{$currency}
currency-words-RUB = рублей
currency-words-USD = долларов США
release-percent = {$number}{"\u00A0"}%
release-times = {$number}{"\u00A0"}{ $n ->
    [one] раз
    [few] раза
    [many] раз
   *[other] раза
}
release-hectares = {$number}{"\u00A0"}га
release-more = более
release-at-least = не менее чем
release-for-the-first = впервые
release-count-number = {$n}{"\u00A0"}{ $of ->
    [territories] { $n ->
        [1] территорию
        [one] страну и территорию
        [few] страны и территории
        [many] стран и территорий
       *[other] страны и территории
    }
   *[countries] { $n ->
        [one] страну
        [few] страны
        [many] стран
       *[other] страны
    }
}
release-sites-number = {$n}{"\u00A0"}{ $n ->
    [one] площадка
    [few] площадки
    [many] площадок
   *[other] площадки
}

## The release
release-headline = { KNOWN($zone) ->
    [yes] {$zone}: экспорт
   *[no] экспорт
} в { WHEN($period) } { $way ->
    [up] вырос на {$change}
    [times] вырос в {$change}
    [down] снизился на {$change}
   *[other] составил {$total}
}
release-lead = В { WHEN($period) } экспорт { goods }{ $who ->
    [residents] {" "}резидентов { zone-s }
   *[other] {""}
} составил {$total}{ $way ->
    [up] , что на {$change} больше, чем в { WHEN($previous) }
    [times] , что в {$change} больше, чем в { WHEN($previous) }
    [down] , что на {$change} меньше, чем в { WHEN($previous) }
    [near] , почти столько же, сколько в { WHEN($previous) }
   *[none] {""}
}.
release-group = Больше всего пришлось на группу «{$group}» — {$total}.
release-group-name = «{ GROUP($group) }»
release-demand = Наибольшим спросом в {$first}–{$period} годах пользовалась продукция групп {$list}.
release-running = С {$first} года экспорт составил {$total}.
release-lately = На {$previous}–{$period} годы пришлось {$share} всего экспорта с {$first} года.
release-quote-results = [Место для цитаты: имя, должность, слова об итогах]
release-quote-markets = [Место для цитаты: имя, должность, слова о новых рынках и планах]
release-bloc = { $bloc ->
    [Africa] Африки
    [Americas] Америки
    [Asia] Азии
    [Europe] Европы
    [Oceania] Океании
   *[other] { BLOC($bloc) }
}
release-blocs = Самыми популярными направлениями стали страны {$list}.
release-countries = { $n ->
    [1] Крупнейший покупатель — {$list}.
    [5] В пятёрку крупнейших покупателей вошли {$list}.
   *[other] Крупнейшие покупатели — {$list}.
}
release-count = Всего в { WHEN($period) } продукция поставлена { KNOWN($least) ->
    [yes] {$least}{" "}
   *[no] {""}
}в {$count}.
release-first = { $n ->
    [1] На новый рынок
   *[other] На новые рынки
} в { WHEN($period) } впервые экспортирована продукция группы «{ GROUP($group) }»: {$list}.
release-first-group = {$first} экспортирована продукция группы «{ GROUP($group) }» — на {$total}{ $n ->
    [0] .
    [1] ; направление — {$list}.
   *[other] ; направления — {$list}.
}
release-relief = Льготы по таможенным пошлинам и НДС при ввозе составили в { WHEN($period) } {$total}.
release-clearance = Таможенный пост зоны в {$period} году выпускал декларации быстрее, чем пост вне зоны.
release-about = Справка
release-sites = { KNOWN($date) ->
    [yes] Данные на { DATE($date) }: в зоне
   *[no] В зоне
} {$shown} ({ LIST($sites) }).
release-area = Общая площадь — {$area}{ KNOWN($land) ->
    [yes] ; территории: { LIST($land) }.
   *[no] .
}
release-companies = В зоне {$shown} — резидентов и арендаторов.
release-investment = С {$first} по {$period} год резиденты вложили {$total}.

## The table of its figures
release-figures = Показатели релиза
release-figure-text = Напечатано
release-figure-what = Что утверждается
release-figure-claim = Код
