# Страница о рынках: куда идут товары, из чего сложилось изменение и как долго продолжаются поставки.

markets-title = Рынки: {$zone}, {$period} год
markets-title-nozone = Рынки, {$period} год
markets-subtitle = Куда шёл экспорт{ $audience ->
    [public] {" "}и что изменилось
   *[other] , что изменилось и какова продолжительность поставок
}. {$period} год. Валюта: { UNIT(case: "name") }

## Main points
markets-point-count = География экспорта{ KNOWN($before) ->
    [yes] {" "}— { COUNT($count, of: "destinations") } в { WHEN($period) } и { COUNT($before, of: "destinations") } в { WHEN($previous) }
   *[no] {" "}в { WHEN($period) } — { COUNT($count, of: "destinations") }
}.
markets-point-even = Концентрация { $of ->
    [part] экспорта с указанным направлением
   *[all] экспорта
} такая же, как у { NUMBER($equivalent_number, digits: 1) } равного рынка{ $wide ->
    [yes] ; на три крупнейших направления пришлось { SHARE($cr) }
   *[no] {""}
}.
markets-point-margins = Изменение экспорта ({$change}) сложилось так: { LIST($items, by: "; ") }.
markets-margin-continuing = направления обоих лет ({$value})
markets-margin-entering = новые направления ({$value})
markets-margin-returning = возобновлённые направления ({$value})
markets-margin-leaving = прекращённые направления ({$value})
markets-margin-absent = направления без поставок в те же месяцы ({$value})
markets-margin-rest = экспорт без указания направления ({$value})
markets-point-moved = По изменению экспорта на первом месте{ among-stated } { LIST($first, of: "destination") }; весь экспорт { WENT($growth) }.
markets-point-lasts = Из начавшихся поставок товарной группы в страну на второй год продолжились { PERCENT($share) }.
largest-destination = { $of ->
    [part] крупнейшего из { stated } направлений
   *[all] крупнейшего направления
}

## How many, how even
heading-markets-count = Концентрация экспорта — как у { NUMBER($equivalent_number, digits: 1) } равного рынка
heading-markets-count-alone = География экспорта в { WHEN($period) } — { COUNT($count, of: "destinations") }
markets-count-read = Эквивалентное число — единица, делённая на сумму квадратов долей: если почти всё покупает одна страна, оно чуть больше единицы, сколько бы ни было остальных.
chart-markets = Число направлений экспорта и число равных рынков с той же концентрацией по годам
chart-markets-axis = Направления
chart-markets-count = направления экспорта
chart-markets-number = эквивалентное число

## Where the change came from
heading-markets-margins = { $kind ->
    [none] Экспорт не изменился
    [near] Экспорт почти не изменился
    [unknown] Что изменилось, сказать нельзя
    [cancel] Рост и снижение отчасти уравновесили друг друга
    [even] Ни один вид направлений не обеспечил больше половины изменения
    [old] Изменение обеспечили направления, по которым товары шли оба года
    [mostly-old] Изменение обеспечили в основном направления, по которым товары шли оба года
    [new] Изменение обеспечили направления, по которым товары шли только в одном из двух лет
    [mostly-new] Изменение обеспечили в основном направления, по которым товары шли только в одном из двух лет
    [unspecified] Изменение дал экспорт, направление которого не указано
   *[mostly-unspecified] Изменение дал в основном экспорт, направление которого не указано
}
markets-margins-text = Экспорт составил { MONEY($before, $total) } в { WHEN($previous) } и { MONEY($total, $before) } в { WHEN($period) }.
markets-margins-none = Сопоставимых данных об экспорте в { WHEN($previous) } нет, поэтому раскладывать нечего.
markets-margins-read = Новое направление — то, по которому раньше не продавали; возобновлённое — то, по которому продавали раньше, но не годом ранее; прекращённое — то, по которому продавали годом ранее, но не в этом году. В таблице ниже продажи компании, которая годом ранее не экспортировала, отнесены к компаниям; затем идут товарные группы, которые компания добавила, затем страны; остальное продолжается.
chart-margins = Экспорт в { both-periods } и из чего сложилось его изменение
margin-continuing = продолжающиеся
margin-entering = новые
margin-returning = возобновлённые
margin-leaving = прекращённые
margin-below = нет ни в одном году
margin-absent = в те же месяцы нет
margin-unspecified = не указано
level-resident = компании
level-group = товарные группы компании
level-destination = страны компании и группы

## Which countries moved it
heading-markets-moved = { $direction ->
    [up] По вкладу в рост экспорта
    [down] По вкладу в снижение экспорта
   *[against] По изменению экспорта
} на первом месте{ among-stated } { LIST($first, of: "destination") }
markets-moved-up = Наибольший прирост{ among-stated }: { LIST($rows, said: "markets-moved-item") }.
among-stated = { $of ->
    [part] {" "}среди { stated } стран
   *[all] {""}
}
markets-moved-down = Наибольшее снижение{ among-stated }: { LIST($rows, said: "markets-moved-item") }.
markets-moved-unspecified = { $audience ->
    [public] Экспорт по непоказанным направлениям
   *[other] Экспорт без указания направления
} дал { POINTS($part) }.
markets-moved-rest = Все остальные страны вместе дали { POINTS($part) }.
moved-points = { POINTS($contribution) }
markets-moved-item = { COUNTRY($destination) } ({ POINTS($contribution) })
markets-moved-read = Вклад — изменение по одной стране, делённое на весь экспорт предыдущего года. Вклады в сумме дают рост.
chart-markets-moved = Наибольший вклад стран в изменение экспорта в { WHEN($period) }
chart-markets-moved-axis = Процентные пункты

## Do sales last
heading-markets-survival = На второй год продолжились { PERCENT($share) } новых поставок
heading-markets-survival-none = Продолжительность поставок по этим данным оценить нельзя
markets-survival-text = За время наблюдений { $n ->
    [one] началась {$n} поставка товарной группы в страну
    [few] начались {$n} поставки товарной группы в страну
    [many] началось {$n} поставок товарной группы в страну
   *[other] началось {$n} поставки товарной группы в страну
}; для {$completed} из них известно, продолжилась ли она на второй год.{ $many ->
    [yes] {" "}По оценке, дольше {$years} лет продолжаются { PERCENT($later) } поставок.
   *[no] {""}
}
markets-survival-few = { $n ->
    [0] В данных нет ни одной начавшейся поставки товарной группы в страну, за первым годом которой следует ещё один год.
    [one] В данных только {$n} начавшаяся поставка товарной группы в страну, за первым годом которой следует ещё один год.
    [few] В данных только {$n} начавшиеся поставки товарной группы в страну, за первым годом которых следует ещё один год.
    [many] В данных только {$n} начавшихся поставок товарной группы в страну, за первым годом которых следует ещё один год.
   *[other] В данных только {$n} начавшейся поставки товарной группы в страну, за первым годом которых следует ещё один год.
} Доля приводится, если таких поставок не менее {$fewest}.
markets-survival-read = Оценка Каплана — Мейера: поставка учтена в каждом году, за которым в данных следует ещё один и видно, продолжилась ли она, а та, что уже шла к началу данных, не учтена. Полоса — по две стандартные ошибки в обе стороны.
chart-survival = Доля новых поставок, которые продолжаются после каждого года; полоса — две стандартные ошибки в обе стороны
chart-survival-x = Годы поставок
markets-survival-part = {$period} год не закончен, поэтому продажи прослежены до конца {$previous} года.
chart-survival-y = Продолжаются после

## The objection
heading-markets-without = { $kind ->
    [up-stands] Экспорт вырос бы и без { largest-destination }
    [up-falls] Без { largest-destination } экспорт не вырос бы
    [down-stands] Экспорт снизился бы и без { largest-destination }
    [down-falls] Без { largest-destination } экспорт не снизился бы
   *[flat] Экспорт без { largest-destination }
}
markets-without-text = Без { largest-destination } в { WHEN($period) } ({ COUNTRY($destination) }) экспорт { WOULD($growth_without) }.

limits-markets-spells = Поставка — это товарная группа, проданная в страну за год, какая бы компания её ни продала. Год без неё поставку заканчивает, если перерыв не разрешён.
limits-markets-independent = Стандартная ошибка исходит из того, что поставки не зависят друг от друга. Поставки в одну страну часто прекращаются вместе, а прерванная и возобновлённая поставка учтена как две; тогда полоса слишком узка.
limits-markets-blocs = Объединения пересекаются; поставка относится к объединению, если весь её период приходится на время членства.

caption-markets-count = Страны и концентрация по годам
caption-markets-margins = Из чего сложилось изменение, {$period} год
caption-markets-nested = Изменение по компаниям, товарным группам и странам по очереди, {$period} год
caption-markets-moved = Экспорт и вклад в рост по странам, {$period} год
caption-markets-blocs = Экспорт по объединениям и годом ранее, {$period} год
caption-markets-moved-alone = Экспорт по странам, {$period} год
caption-markets-blocs-alone = Экспорт по объединениям и частям света, {$period} год
caption-markets-survival = Продолжительность поставок товарной группы в страну
sheet-markets-count = страны по годам
sheet-markets-margins = изменение
sheet-markets-nested = изменение по очереди
sheet-markets-moved = вклады
sheet-markets-blocs = объединения
sheet-markets-survival = продолжительность поставок
column-count = Направления
column-cr = Доля трёх крупнейших
column-level = Что
column-margin = Вид
column-change = Изменение, {$unit}
column-members-markets = Число
column-duration = Годы
column-at_risk = Под наблюдением
column-ended = Прекращены
column-censored = Продолжаются
column-survival = Продолжились дольше
column-error = Стандартная ошибка
