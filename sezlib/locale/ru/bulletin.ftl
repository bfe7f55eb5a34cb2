# Предложения по-русски. Названия стран и товарных групп стоят в именительном падеже, поэтому
# предложения построены так, чтобы их не склонять: «группа «…»», «лидер — …».

## Units
scale-bn = млрд
scale-mln = млн
scale-thousand = тыс.
money = {$sign}{$number}{ $scale ->
    [none] {""}
   *[other] {"\u00A0"}{$scale}
}{"\u00A0"}{$currency}
money-unknown = {$sign}{$number}{ $scale ->
    [none] {""}
   *[other] {"\u00A0"}{$scale}
}{"\u00A0"}{$currency}
money-unit = { $scale ->
    [none] {""}
   *[other] {$scale}{"\u00A0"}
}{$currency}
money-unit-unknown = { $scale ->
    [none] {""}
   *[other] {$scale}{"\u00A0"}
}{$currency}
currency-RUB = руб.
currency-USD = долл. США
currency-EUR = евро
currency-CNY = юаней
currency-CNY-name = юань
currency-unknown = ден. ед.
unknown = { $audience ->
    [public] не показано
   *[other] не указано
}
stated = { $audience ->
    [public] показанных
   *[other] указанных
}
stated-none = { $audience ->
    [public] показаны
   *[other] указаны
}
remainder = прочие, {$n}
countries = { $n ->
    [one] {$n} страна
    [few] {$n} страны
    [many] {$n} стран
   *[other] {$n} страны
}
territories = { $n ->
    [1] {$n} территория
    [one] {$n} страна и территория
    [few] {$n} страны и территории
    [many] {$n} стран и территорий
   *[other] {$n} страны и территории
}
destinations = { $n ->
    [one] {$n} направление
    [few] {$n} направления
    [many] {$n} направлений
   *[other] {$n} направления
}
companies = { $n ->
    [one] {$n} компания
    [few] {$n} компании
    [many] {$n} компаний
   *[other] {$n} компании
}
points = {$shown} п. п.
change = { $direction ->
    [up] на {$shown} больше, чем
    [down] на {$shown} меньше, чем
    [most] более чем на {$shown} меньше, чем
    [times] { $n ->
        [one] в {$shown} раз больше, чем
        [few] в {$shown} раза больше, чем
        [many] в {$shown} раз больше, чем
       *[other] в {$shown} раза больше, чем
    }
    [near] почти столько же, сколько
   *[same] столько же, сколько
}
rounded = Значения округлены, поэтому в сумме они не дают итога точно.
of-countries = { $of ->
    [part] Среди { stated } стран{" "}
   *[all] {""}
}
of-groups = { $of ->
    [part] Среди { stated } групп{" "}
   *[all] {""}
}
top-word = { $top ->
    [2] двух
    [3] трёх
    [4] четырёх
    [5] пять
    [6] шесть
    [7] семь
    [8] восемь
    [9] девять
   *[other] {$top}
}
went = { $direction ->
    [times] вырос в { $n ->
        [one] {$shown} раз
        [many] {$shown} раз
       *[other] {$shown} раза
    }
    [up] вырос на {$shown}
    [down] снизился на {$shown}
    [most] снизился более чем на {$shown}
    [near] почти не изменился
   *[same] не изменился
}
would = { $direction ->
    [times] вырос бы в { $n ->
        [one] {$shown} раз
        [many] {$shown} раз
       *[other] {$shown} раза
    }
    [up] вырос бы на {$shown}
    [down] снизился бы на {$shown}
    [most] снизился бы более чем на {$shown}
    [near] почти не изменился бы
   *[same] не изменился бы
}

## Title
year-in = {$year} году
year-of = {$year} года
year-name = {$year} год
span-in = { $kind ->
    [Q] {$part} квартале
    [S] {$part} полугодии
   *[M] {$part}
} {$year} года
span-of = { $kind ->
    [Q] {$part} квартала
    [S] {$part} полугодия
   *[M] {$part}
} {$year} года
span-name = { $kind ->
    [Q] {$part} квартал
    [S] {$part} полугодие
   *[M] {$part}
} {$year} года
by-year = { $per ->
    [year] по годам
    [half] за то же полугодие каждого года
   *[other] за тот же { grain-name } каждого года
}
both-periods = { $months ->
    [12] { $per ->
        [year] {$previous} и {$period} годах
       *[other] { WHEN($previous) } и { WHEN($period) }
    }
   *[other] { WHEN($previous) } и { WHEN($period) }
}
when-part = январе{ $n ->
    [1] {""}
   *[other] –{$last}
} {$year} года
date = {$month} {$year} года
passed = { $exact ->
    [yes] достиг {$amount}
   *[no] превысил {$amount}
}

grain-name = { $per ->
    [half] полугодие
    [quarter] квартал
    [month] месяц
   *[year] год
}
grain-of = { $per ->
    [half] полугодия
    [quarter] квартала
    [month] месяца
   *[year] года
}
grain-to = { $per ->
    [half] полугодию
    [quarter] кварталу
   *[month] месяцу
}
grains-by = { $per ->
    [half] полугодиям
    [quarter] кварталам
    [month] месяцам
   *[year] годам
}
title = Экспорт: {$zone}, { YEAR($period, case: "name") }
title-nozone = Экспорт, { YEAR($period, case: "name") }
internal-banner = Отчёт для внутреннего пользования, не для публикации.
synthetic-banner = Отчёт построен на вымышленных данных.
retyped-banner = Отчёт построен на данных, перепечатанных из публикаций; с первичными таблицами они не сверены.
synthetic-calibrated = { KNOWN($published) ->
    [yes] Опубликованы {$published}; все остальные числа условны.
   *[no] Итоги данных совпадают с опубликованными показателями; любая более подробная разбивка условна.
}
subtitle = { $per ->
    [half] Полугодовой бюллетень
    [quarter] Квартальный бюллетень
    [month] Ежемесячный бюллетень
   *[year] Годовой бюллетень
} об экспорте за { YEAR($period, case: "name") }. Валюта: { UNIT(case: "name") }

fiscal-year = {$period} — финансовый год: с {$first} года по {$last} года.
fiscal-part = Итог с начала года относится к финансовому году: с {$first} года по {$last} года.
fiscal-year-unknown = {$period} — финансовый год; в данных не указано, когда он начинается.
customs-procedure = Учтены только поставки по таможенной процедуре { $code } (код UN Comtrade); что означает этот код, здесь неизвестно.
complete-assumed = Последний месяц в данных — { DATE($month) }; данные считаются полными по этот месяц включительно.
complete-stated = Данные, как указано, полны по { DATE($month) } включительно.
complete-late = Не { $n ->
    [one] учтена {$n} более поздняя запись
    [few] учтены {$n} более поздние записи
    [many] учтено {$n} более поздних записей
   *[other] учтено {$n} более поздней записи
}{ KNOWN($value) ->
    [yes] {" "}на сумму { MONEY($value) }
   *[no] {""}
}.

## Main points
main-points = Главное
point-total = В { WHEN($period) } экспорт { goods }{ $who ->
    [residents] {" "}резидентов
   *[other] {""}
} составил { MONEY($total) }{ KNOWN($growth) ->
    [yes]  — { CHANGE($growth) } в { WHEN($previous) }
   *[no] {""}
}.
goods = { KNOWN($goods) ->
    [yes] {$goods}
   *[no] товаров
}
point-group = { of-groups }{ $of ->
    [alone] весь экспорт пришёлся на группу { LIST($first, said: "group-name") }
   *[all] { $n ->
        [one] больше всего пришлось на группу { LIST($first, said: "group-name") }: { MONEY($total) }, или { SHARE($share) } экспорта
       *[other] больше всего и поровну пришлось на группы { LIST($first, said: "group-name") }: по { MONEY($total) }, или по { SHARE($share) } экспорта
    }
}.
group-name = «{ GROUP($group) }»
point-destinations = { $n ->
    [1] Товары шли только в одно { $of ->
        [part] { $audience ->
            [public] показанное
           *[other] указанное
        } направление
       *[all] направление
    }: { LIST($top, of: "destination") }.
   *[other] География экспорта — { PLACES($rows) }{ $part ->
        [all] : { LIST($top, of: "destination") }
       *[some] ; { $of ->
            [part] крупнейшие из { stated } направлений
           *[all] крупнейшие направления
        } — { LIST($top, of: "destination") }
    }.
}
point-new = { $audience ->
    [public] Среди показанных направлений есть { $n ->
        [1] новое
       *[other] новые ({ PLACES($rows) })
    }
   *[other] { $n ->
        [1] Открыто новое направление экспорта
       *[other] Открыты новые направления экспорта ({ PLACES($rows) })
    }
}: {$list}.
point-first-group = Впервые экспортирована продукция группы «{ GROUP($group) }»{ $n ->
    [0] {" "}на { MONEY($value) }
    [1] , на { MONEY($value) }; направление — { LIST($names) }
   *[other] , на { MONEY($value) }; направления — { LIST($names) }
}.
point-running = Экспорт { start } составил в сумме { KNOWN($missed) ->
    [yes] не менее{" "}
   *[no] {""}
}{ BEYOND($cumulative) }{ KNOWN($lately) ->
    [yes] ; { SHARE($lately) } этой суммы пришлось на последние два года
   *[no] {""}
}.
start = { $opened ->
    [yes] с открытия { $zones ->
        [several] первой зоны
       *[one] зоны
    } в { YEAR($first) }
   *[no] с { YEAR($first, case: "of") }
}

## Total and growth
heading-total = Экспорт в { WHEN($period) } составил { MONEY($total) }{ KNOWN($growth) ->
    [yes]  — { CHANGE($growth) } в { WHEN($previous) }
   *[no] {""}
}
heading-growth = { KNOWN($growth) ->
    [yes] Экспорт в { WHEN($period) } { WENT($growth) }
   *[no] { heading-total }
}
total-growth = В { WHEN($previous) } экспорт составил { MONEY($before, $total, $difference) }{ $direction ->
    [up] , прирост — { MONEY($difference, $total, $before) }
    [down] , снижение — { MONEY($difference, $total, $before) }
   *[same] {""}
}.
total-nothing = За { YEAR($previous, case: "name") } данных нет, поэтому рост не приводится.
total-hidden = Экспорт за { YEAR($previous, case: "name") } не показан, поэтому рост не рассчитан.
total-zero = В { YEAR($previous) } экспорт был нулевым, а рост от нуля не выражается числом.
total-base = Данные начинаются в течение { YEAR($previous, case: "of") }, поэтому базой для роста он не служит.
total-months = Данные за { YEAR($period, case: "name") } заканчиваются месяцем «{ MONTH($months) }», поэтому он сравнивается с теми же месяцами { YEAR($previous, case: "of") }.
total-nothing-part = Записей об экспорте в { WHEN($previous) } нет, поэтому рост не приводится.
total-coarse = Данные за { YEAR($previous, case: "name") } нельзя ограничить теми же месяцами, поэтому рост не приводится.
total-months-stated = Данные за { YEAR($period, case: "name") } полны по { MONTH($months) } включительно, поэтому он сравнивается с теми же месяцами { YEAR($previous, case: "of") }.

total-read = { $per ->
    [year] В таблице — итог каждого года, итог предыдущего года и рост между ними. Для года без данных строки нет.
   *[other] В таблице — итог { grain-of } каждого года, итог того же { grain-of } годом ранее и рост между ними. Если данных нет, нет и строки.
}
chart-total-axis = Экспорт, {$unit}
chart-total = Экспорт { $kind ->
    [whole] {""}
   *[other] { subject }{" "}
}{ by-year } начиная с { $first } года{ KNOWN($small) ->
    [yes] {""}; годы по {$small} показаны отдельно, в своём масштабе
   *[no] {""}
}
chart-months = Экспорт по месяцам в { $compared ->
    [yes] {$previous} и {$period} годах
   *[no] { WHEN($period) }
}

## The part of a year before, and the year to date
heading-progress = { KNOWN($growth) ->
    [yes] К предыдущему { grain-to } ({ YEAR($before, case: "name") }) экспорт { WENT($growth) }
   *[no] Изменение к предыдущему { grain-to } ({ YEAR($before, case: "name") }) рассчитать нельзя
}
progress-before = { KNOWN($growth) ->
    [yes] В { YEAR($before) } экспорт составил { MONEY($then) }.
   *[no] { $why ->
        [partial] Данные начинаются в течение { YEAR($before, case: "of") }, поэтому сравнивать не с чем.
        [zero] В { YEAR($before) } экспорт был нулевым, а рост от нуля не выражается числом.
       *[none] За { YEAR($before, case: "name") } данных нет.
    }
}
progress-to-date = За {$first}{ KNOWN($since) ->
    [yes] {" "}{ YEAR($since, case: "of") }{" "}
   *[no] {""}
}–{$last} { YEAR($year, case: "of") } экспорт составил { MONEY($total) }{ KNOWN($growth) ->
    [yes] {" "}— { CHANGE($growth) } за те же месяцы годом ранее
   *[no] ; за те же месяцы годом ранее данные неполны, поэтому рост не приводится
}.
progress-read = Сравнение с предыдущим периодом отражает и сезонность, сравнение с тем же периодом годом ранее — нет.
caption-recent = Экспорт по { grains-by }, каждый период — к предыдущему

## Product groups
heading-groups-none = Товарные группы не { stated-none }
heading-residents-none = Экспортёры не { stated-none }
heading-new-none = Что было новым, установить нельзя: направления не { stated-none }
heading-groups = { of-groups }{ $direction ->
    [up] { $n ->
        [one] наибольший вклад в рост экспорта внесла группа { LIST($first, said: "group-name") }
       *[other] наибольший вклад в рост экспорта внесли группы { LIST($first, said: "group-name") }
    }
    [down] { $n ->
        [one] наибольший вклад в снижение экспорта внесла группа { LIST($first, said: "group-name") }
       *[other] наибольший вклад в снижение экспорта внесли группы { LIST($first, said: "group-name") }
    }
    [against] { $n ->
        [one] сильнее всего изменился экспорт группы { LIST($first, said: "group-name") }
       *[other] сильнее всего изменился экспорт групп { LIST($first, said: "group-name") }
    }
    [alone] весь экспорт — продукция одной товарной группы, { LIST($first, said: "group-name") }
   *[none] { $n ->
        [one] крупнейшая { $of ->
            [part] {""}
           *[all] товарная группа{" "}
        }— { LIST($first, said: "group-name") }
       *[other] крупнейшие { $of ->
            [part] {""}
           *[all] товарные группы{" "}
        }— { LIST($first, said: "group-name") }
    }
}
groups-order = { $of ->
    [part] Крупнейшие из показанных групп
   *[all] Крупнейшие группы
} по убыванию: { LIST($rows, of: "group", by: "; ") }.
groups-add = Вклад групп в { $direction ->
    [up] рост
    [down] снижение
   *[same] изменение
}: { LIST($rows, said: "groups-add-item", by: "; ") }{ KNOWN($rest) ->
    [yes] ; { groups-add-rest }
   *[no] {""}
}.
groups-add-item = «{ GROUP($group) }» ({ POINTS($contribution) })
groups-add-rest = все остальные вместе ({ POINTS($rest) })
groups-derived = { $audience ->
    [public] На показанные группы пришлось { SHARE($covered) } экспорта.
   *[other] Товарная группа известна для { SHARE($covered) } экспорта.
}
groups-read = Вклад группы — изменение её экспорта, делённое на экспорт { $zones ->
    [several] всех зон
   *[one] всей зоны
} годом ранее. Вклады в сумме дают рост итога.
chart-groups-other = прочие группы
chart-group-parts = Экспорт крупнейших товарных групп { by-year } в одном масштабе; в скобках — доля в { WHEN($period) }
chart-contributions = Экспорт { $of ->
    [group] товарных групп
    [destination] направлений
    [bloc] объединений
    [resident] компаний
    [zone] зон
   *[other] частей
} в { both-periods } и вклад каждой части в его изменение (всего { SIGNED($growth) }) в процентных пунктах
chart-hidden-parts = Скрытые годы пусты и учтены в «{$name}»
chart-hidden = Не показано: { LIST($years) }

## Destinations
heading-destinations = { $n ->
    [1] Единственное { $of ->
        [part] { $audience ->
            [public] показанное{" "}
           *[other] указанное{" "}
        }
       *[all] {""}
    }направление экспорта — { LIST($first, of: "destination") }
   *[other] География экспорта — { PLACES($rows) }{ $leaders ->
        [0] {""}
       *[other] , на первом месте { $of ->
            [part] среди { stated }{" "}
           *[all] {""}
        }{ LIST($first, of: "destination") }
    }
}
heading-destinations-none = Направления экспорта не { stated-none }
destinations-top = { $part ->
    [all] Экспорт по { $of ->
        [part] { $audience ->
            [public] показанным
           *[other] указанным
        } направлениям
       *[all] направлениям
    }: { LIST($top, said: "destination-share") }.
   *[some] { $of ->
        [part] Крупнейшие из { stated } направлений
       *[all] Крупнейшие направления
    } — { LIST($top, said: "destination-share") }; вместе на них пришлось { SHARE($share) } экспорта.
}
destination-share = { COUNTRY($destination) } ({ SHARE($share) })
bloc-share = { BLOC($bloc) } ({ SHARE($ratio) })
destinations-blocs = По объединениям и частям света{ $n ->
    [1] {""}
   *[other] , начиная с крупнейших
}: { LIST($few, said: "bloc-share") }.{ $overlap ->
    [yes] {" "}Они пересекаются, поэтому их доли в сумме не дают 100 %.
   *[no] {""}
}
share-least = менее {$shown}
share-most = более {$shown}
destinations-unspecified = Для { SHARE($share) } экспорта направление { $audience ->
    [public] не показано
   *[other] не указано
}.
destinations-read = Места присвоены по убыванию экспорта за { grain-name }.
chart-destinations = { $n ->
    [1] Экспорт по единственному направлению
   *[other] Экспорт по { $part ->
        [some] крупнейшим направлениям ({$n} из {$of})
       *[all] всем направлениям
    }
}{ $audience ->
    [public] {" "}из числа показанных
   *[other] {""}
} в { $compared ->
    [yes] { both-periods }
   *[no] { WHEN($period) }
} и { $n ->
    [1] его
   *[other] их
} доля в экспорте
chart-firsts = Страны{ $audience ->
    [public] {" "}из числа показанных
   *[other] {""}
}, в которые поставляли впервые, по { grains-by } начиная с { YEAR($first, case: "of") }
chart-destinations-note = Без отметки за { YEAR($previous, case: "name") }: поставок не было, или они не показаны
chart-heatmap = Куда поставлялась продукция каждой группы в { WHEN($period) }
chart-heatmap-note = Цвет — экспорт, {$unit}, логарифмическая шкала.{ $n ->
    [0] {""}
   *[other] {" "}● — первая поставка группы в страну.
}{ $hidden ->
    [0] {""}
    [one] {" "}Не показано {$hidden} менее крупное направление.
    [few] {" "}Не показаны {$hidden} менее крупных направления.
    [many] {" "}Не показано {$hidden} менее крупных направлений.
   *[other] {" "}Не показано {$hidden} менее крупного направления.
}{ $audience ->
    [public] {" "}Пустая клетка может быть и такой, значение которой не показано.
   *[other] {""}
}

## New destinations and first exports
heading-new = { $n ->
    [0] В { YEAR($period) } новых стран { $of ->
        [part] среди { stated }{" "}
       *[all] {""}
    }нет
   *[other] { $n ->
        [1] Новое направление
       *[other] Новые направления
    } { YEAR($period, case: "of") }{ $audience ->
        [public] {" "}среди показанных
       *[other] {""}
    } — { $n ->
        [1] { LIST($rows, of: "destination") }
       *[other] { PLACES($rows) }
    }
}
heading-new-censored = Что было новым в { YEAR($period) }, установить нельзя
new-gap = За { YEAR($previous, case: "name") } данных нет: то, что выглядит новым или возобновлённым в { YEAR($period) }, могло начаться годом раньше.
new-old-gap = Нет данных за { LIST($missed) }: более ранняя поставка в это время не исключена.
new-unspecified = Для части прежнего экспорта направление не указано, поэтому более ранняя поставка не исключена.
new-item = { LIST($rows, of: "destination") } ({ LIST($groups, of: "group", by: ", ") })
new-none = Во все { $of ->
    [part] { $audience ->
        [public] показанные
       *[other] указанные
    } страны
   *[all] страны
}, куда шли поставки в { YEAR($period) }, товары поставлялись и раньше.
new-censored = { YEAR($period, case: "name") } — { $per ->
    [half] первое, за которое
   *[other] первый, за который
} есть данные. Что продавалось раньше, неизвестно, поэтому ничего в нём нельзя назвать новым.
new-partial = Данные за { YEAR($previous, case: "name") } неполные: они начинаются не с { $per ->
    [year] января
   *[other] начала { grain-of }
}. То, что в { YEAR($period) } кажется новым, могло продаваться и раньше.
new-returning = Поставки возобновлены после { $per ->
    [year] перерыва
   *[other] перерыва не менее одного { grain-of }
}: { LIST($rows, of: "destination") }.
new-read = Поставка товарной группы в страну считается первой, если за предыдущие { $per ->
    [half] полугодия
    [quarter] кварталы
    [month] месяцы
   *[year] годы
} данные есть, а поставок этой группы туда не было. { $per ->
    [half] В первом полугодии
    [quarter] В первом квартале
    [month] В первом месяце
   *[year] В первом году
} наблюдений ничего нельзя назвать новым.
status-first = впервые
status-returning = возобновлено
status-censored = неизвестно
new-to-zone = для { zone-s }
zone-s = { $zones ->
    [several] зон
   *[one] зоны
}
new-to-group = для группы

## Residents
heading-residents = { $n ->
    [1] Экспорт вела одна компания
    [one] Экспорт вела { COUNT($n, of: "companies") }
   *[other] Экспорт вели { COUNT($n, of: "companies") }
}{ $alike ->
    [yes] , как и в { WHEN($previous) }
   *[no] { KNOWN($before) ->
        [yes] , в { WHEN($previous) } — { NUMBER($before) }
       *[no] {""}
    }
}
residents-of = В { WHEN($period) } экспортировали { PERCENT($share) } компаний из списка резидентов и арендаторов.
residents-largest = На { $of ->
    [part] крупнейшего из названных экспортёров
   *[all] крупнейшего экспортёра
} пришлось { SHARE($share) } экспорта{ $top ->
    [1] {""}
    [one] , на {$top} крупнейшего вместе — { SHARE($together) }
    [few] , на { top-word } крупнейших вместе — { SHARE($together) }
    [many] , на { top-word } крупнейших вместе — { SHARE($together) }
   *[other] , на {$top} крупнейшего вместе — { SHARE($together) }
}.
residents-read = Компания считается экспортёром, если её экспорт за { grain-name } больше нуля.
heading-objection = { $kind ->
    [broad] Ни одна { $of ->
        [part] из названных компаний
       *[all] компания
    } не обеспечила больше половины изменения
    [narrow] Больше половины изменения обеспечила одна компания
   *[cancel] { $n ->
        [1] Экспорт одной компании изменился на величину больше половины общего изменения, но в другую сторону
       *[other] Экспорт нескольких компаний изменился на величину больше половины общего изменения у каждой
    }
}
objection-text = Можно возразить, что такой показатель обеспечила одна компания. Вклад { $n ->
    [1] компании
    [one] {$n} компании
    [few] {$n} компаний
    [many] {$n} компаний
   *[other] {$n} компании
} с наибольшим изменением составил { POINTS($part) }{ KNOWN($others) ->
    [yes] , вклад всех остальных вместе — { POINTS($others) }
   *[no] {""}
}{ KNOWN($unspecified) ->
    [yes] , вклад экспорта без указания компании — { POINTS($unspecified) }
   *[no] {""}
}.

## Running total
heading-running = Экспорт { start } { PASSED($cumulative) }
heading-running-alone = Накопленный итог начинается с { YEAR($period, case: "of") }
running-alone = Данные начинаются с { YEAR($period, case: "of") }, поэтому накопленный итог равен экспорту этого { grain-of }.
running-part = В накопленном итоге прежние годы учтены полностью, а { YEAR($period, case: "name") } — по { DATE($end) }.
running-part-begun = { YEAR($period, case: "name") } учтён по { DATE($end) }.
running-begun = Данные за {$year} год неполные: они начинаются не с января, поэтому этот год вошёл в накопленный итог не целиком.
running-gap = Нет данных за { LIST($missed) } { $n ->
    [1] год
   *[other] годы
}, и в накопленном итоге их нет.

## Zone context
heading-context = { $n ->
    [0] Зона, о которой речь
    [one] Зона: {$n} площадка, { NUMBER($area, digits: 1) } га
    [few] Зона: {$n} площадки, { NUMBER($area, digits: 1) } га
    [many] Зона: {$n} площадок, { NUMBER($area, digits: 1) } га
   *[other] Зона: {$n} площадки, { NUMBER($area, digits: 1) } га
}
context-sites = { $n ->
    [1] Площадка зоны — { LIST($sites) }
   *[other] Площадки зоны — { LIST($sites) }
}{ KNOWN($land) ->
    [no] .
   *[yes] ; территории: { LIST($land) }.
}
context-companies = В списке резидентов и арендаторов{ KNOWN($date) ->
    [yes] {" "}({ DATE($date) })
   *[no] {""}
} — { COUNT($n, of: "companies") }.
context-investment = С {$year} года резиденты инвестировали { MONEY($cumulative, digits: 1) }.
context-relief-duty_free_imports = Оборудование и материалы, ввезённые для производства товаров на экспорт, освобождены от таможенных пошлин и сборов.
context-relief-customs_post = В зоне действует таможенный пост, который призван сократить время прохождения таможенных процедур.
context-per-hectare = В { WHEN($period) } на один гектар зоны пришлось { MONEY($ratio, least: 1) } экспорта.
context-per-company = На одну компанию из списка — { MONEY($ratio, least: 1) }.
context-per-invested = На каждые 1000{ "\u00A0" }{ UNIT() } инвестиций, внесённых с {$year} года, в { WHEN($period) } пришлось { MONEY($ratio, least: 1) } экспорта.
land-greenfield = свободные участки (greenfield)
land-brownfield = готовые здания (brownfield)

## Closing sections
heading-data = Данные
data-text = Таблицы бюллетеня лежат рядом с ним в тех форматах, которые были созданы, например в файле tables.xlsx и в папке tables; показатели в машиночитаемом виде — в summary.json, сведения о том, как получен отчёт, — в manifest.json.
heading-glossary = Термины
glossary-item = {$term} — {$text}
term-exports = Экспорт
term-exports-text = { $who ->
    [residents] товары, проданные резидентами { zone-s } за рубеж, по указанной в данных стоимости.
   *[other] товары, проданные за рубеж, по указанной в данных стоимости.
}
term-contribution = Вклад
term-contribution-text = часть роста итога, приходящаяся на одну { $zones ->
    [several] зону, группу, страну
   *[one] группу, страну
} или компанию, в процентных пунктах (п. п.).
term-first = { $per ->
    [year] Год первой поставки
   *[other] Период первой поставки
}
term-first-text = { $per ->
    [half] первое полугодие, в котором
    [quarter] первый квартал, в котором
    [month] первый месяц, в котором
   *[year] первый год, в котором
} по данным была продажа, после { grain-of }, за { $per ->
    [half] которое
   *[other] который
} данные есть, а продажи нет.
term-censored = Неизвестно
term-censored-text = нельзя сказать, первая это поставка или повторная: данные начинаются с этого { grain-of }.
term-bloc = Объединение
term-bloc-text = союз государств или часть света (по классификации M49 ООН). Членство берётся на дату поставки; страна может входить в несколько объединений.
term-destination = Направление
term-destination-text = страна или территория, в которую проданы товары, по ISO 3166. То, что не указано, не учитывается.
heading-method = Методология
method-growth = { $per ->
    [year] Рост — итог этого года, делённый на итог прошлого года, минус единица. Он приводится, только если прошлый год есть в данных и его итог больше нуля.
   *[other] Рост — итог { grain-of }, делённый на итог того же { grain-of } годом ранее (там, где это указано, — предыдущего { grain-of }), минус единица. Он приводится, только если есть, с чем сравнить, и тот итог больше нуля.
}
method-rounding = До вывода ничего не округляется, поэтому сумма округлённых слагаемых может не совпадать с итогом. Доли рассчитаны по неокруглённым суммам.
method-nominal = Суммы — в текущих ценах и в валюте данных, без поправки на изменение цен и курсов.
heading-limits = Качество данных и ограничения
account-warning = Данные неполны: { $n ->
    [one] при приёме отклонена { NUMBER($rows) } строка из { NUMBER($of) }
    [few] при приёме отклонены { NUMBER($rows) } строки из { NUMBER($of) }
    [many] при приёме отклонено { NUMBER($rows) } строк из { NUMBER($of) }
   *[other] при приёме отклонено { NUMBER($rows) } строки из { NUMBER($of) }
}{ KNOWN($share) ->
    [no] {""}
   *[yes] {", на "}{ $n ->
        [one] неё
       *[other] них
    } приходится { SHARE($share) } стоимости
}. В показателях этой страницы { $n ->
    [one] её
   *[other] их
} нет.
account-rejected = { $n ->
    [one] При приёме данных отклонена { NUMBER($rows) } строка из { NUMBER($of) }
    [few] При приёме данных отклонены { NUMBER($rows) } строки из { NUMBER($of) }
    [many] При приёме данных отклонено { NUMBER($rows) } строк из { NUMBER($of) }
   *[other] При приёме данных отклонено { NUMBER($rows) } строки из { NUMBER($of) }
}{ KNOWN($share) ->
    [no] {""}
   *[yes] {", на "}{ $n ->
        [one] неё
       *[other] них
    } приходится { SHARE($share) } стоимости
}. В показателях { $n ->
    [one] её
   *[other] их
} нет.
account-aside = { $n ->
    [one] Не учитывается { NUMBER($rows) } строка из { NUMBER($of) }
    [few] Не учитываются { NUMBER($rows) } строки из { NUMBER($of) }
    [many] Не учитывается { NUMBER($rows) } строк из { NUMBER($of) }
   *[other] Не учитывается { NUMBER($rows) } строки из { NUMBER($of) }
}{ KNOWN($share) ->
    [no] {""}
   *[yes] {", "}{ SHARE($share) } всей поступившей стоимости
}: { $list }.
aside-import = импорт
aside-re-export = реэкспорт, который входит в экспорт
aside-re-import = реимпорт
aside-another-flow = не экспорт
aside-one-mode = отдельный вид транспорта: есть строка по всем видам
aside-one-customs = отдельная таможенная процедура: есть строка по всем процедурам
aside-one-second = отдельный второй партнёр: есть строка по всем партнёрам
aside-neither-export = ни экспорт, ни импорт
aside-another-port = порт вне особых экономических зон
aside-world = мир в целом: итог по всем партнёрам
aside-line = строка товарной группы, по которой в целом указано больше, чем в сумме её строк
aside-heading = товарная группа, строки которой есть в файле
aside-empty = пустая строка
aside-names = повтор шапки таблицы
aside-label = подпись к строкам ниже
aside-note = примечание под таблицей
aside-total = итог, судя по тексту строки
aside-sum = итог, судя по значению и месту строки
aside-part = часть другой строки, которая учтена
aside-another-customs = другая таможенная процедура
aside-another-zone = другая зона
aside-columns = итоговый столбец
aside-cell = пустая ячейка
limits-lacking = В данных не указаны { LIST($columns) }, поэтому разделов о них нет.
lacking-group = товарные группы
lacking-destination = направления
lacking-resident = экспортёры
limits-strength = Каждое число в этом отчёте рассчитано по исходным данным одной командой и может быть рассчитано снова.
limits-customs = Данные резидентов — не таможенная статистика: в них нет товаров, проданных через посредников вне зоны.
public-edition = Это публичный выпуск: показатели, по которым можно вычислить данные отдельной компании, не показаны.
limits-public = Не показаны значения, по которым можно установить экспорт отдельной компании, и те, по которым можно вычислить такие значения. В таблицах вместо них стоит знак [c].
limits-alone = Выпуск подготовлен без сопоставления с ранее опубликованными отчётами: можно ли узнать экспорт компании по расхождениям с ними, не проверялось.
limits-names = В отчёте могут быть названы компании; перед публикацией его следует проверить на конфиденциальность.
limits-synthetic = Отчёт построен на вымышленных данных. Кроме опубликованных показателей, с которыми они согласованы, по ним нельзя судить ни об одной настоящей компании.
heading-sources = Источники

## Tables: captions and columns
caption-cut = {$caption} ({ $shown ->
    [one] первая {$shown} строка
    [few] первые {$shown} строки
    [many] первые {$shown} строк
   *[other] первые {$shown} строки
} из {$n}; все — в файлах таблиц)
caption-part = {$caption} (январь{ $n ->
    [1] {""}
   *[other] –{$last}
})
caption-total = Экспорт { by-year }
caption-groups = Экспорт по товарным группам, { YEAR($period, case: "name") }
caption-destinations = Экспорт по направлениям, { YEAR($period, case: "name") }
caption-all-destinations = Экспорт по всем направлениям, { YEAR($period, case: "name") }
caption-blocs = Экспорт по объединениям и частям света, { YEAR($period, case: "name") }
caption-new = Первые и возобновлённые поставки, { YEAR($period, case: "name") }
caption-residents = Крупнейшие экспортёры, { YEAR($period, case: "name") }
caption-running = Экспорт накопленным итогом
caption-cells = Экспорт по направлениям и товарным группам, { YEAR($period, case: "name") }
caption-over-time = Экспорт по товарным группам и { grains-by }
caption-destinations-over-time = Экспорт по направлениям и { grains-by }
caption-residents-over-time = Экспорт по компаниям и { grains-by }
caption-context = Удельные показатели экспорта, { YEAR($period, case: "name") }
column-period = Период
column-total = Экспорт, {$unit}
column-value = Экспорт, {$unit}
column-previous = Годом ранее, {$unit}
column-growth = Рост
column-group = Товарная группа
column-share = Доля
column-contribution = Вклад, п. п.
column-destination = Страна
column-rank = Место
column-members = Страны
column-members-residents = Компании
column-resident = Компания
column-bloc = Объединение
column-base = Весь экспорт, {$unit}
column-quantity = Единицы
column-base-context = { column-quantity }
column-ratio = Доля
column-status = Статус
column-new = Впервые
column-CONF_STATUS = Конфиденциальность (SDMX)
column-cumulative = Накопленный итог, {$unit}
column-indicator = В расчёте на
column-relative = Экспорт, {$unit}
relative-hectare = гектар
relative-company = компанию из списка
relative-invested = 1 { UNIT() } инвестиций

## Charts
alt = Диаграмма. {$title}.{ KNOWN($unit) ->
    [yes] {" "}{$unit}.
   *[no] {""}
}{ KNOWN($leading) ->
    [yes] {" "}Наибольшее значение — {$leading}.
   *[no] {""}
} Построена по таблице из { $n ->
    [one] {$n} строки
    [few] {$n} строк
    [many] {$n} строк
   *[other] {$n} строки
}.
chart-source = { KNOWN($unit) ->
    [yes] {$unit}.{" "}
   *[no] {""}
}Источник: { $synthetic ->
    [published] опубликованные показатели
    [yes] вымышленные данные
   *[no] данные
}{ KNOWN($zone) ->
    [yes] {" "}({$zone})
   *[no] {""}
}.

## Page and workbook
contents = Содержание
files = Таблицы в файлах
files-docx = Эта страница в формате Word
files-pdf = Эта страница в формате PDF
files-ods = Все таблицы в одной книге OpenDocument
files-sdmx-csv = Все таблицы для машинной обработки (SDMX-CSV)
files-datapackage = Описание таблиц для машинной обработки (Data Package)
files-xlsx = Все таблицы в одной книге

## Интерактивные таблицы
explore-link = Интерактивные таблицы: выбор, сортировка и отбор
explore-heading = { $title } — интерактивные таблицы
explore-intro = Здесь только показатели из таблиц отчёта, новых сумм страница не считает. Наведите указатель на число или перейдите к нему стрелками, чтобы увидеть его без округления. Выбор сохраняется в адресе страницы.
explore-script = Для этой страницы нужен JavaScript. Без него те же показатели есть в отчёте и в файлах рядом с ним.
explore-back = К отчёту
explore-pick = Что показать
explore-table = Таблица
explore-by = В разрезе
explore-all = Все
explore-find = Поиск по строкам
explore-reset = Сбросить
explore-none = В отчёте нет показателей, которые отвечают всем условиям сразу
explore-hidden = скрыто, чтобы нельзя было определить показатели отдельной компании
explore-absent = нет данных
explore-rows = { $n ->
    [one] {$n} строка
    [few] {$n} строки
    [many] {$n} строк
   *[other] {$n} строки
}
explore-tables = { $n ->
    [one] {$n} таблица
    [few] {$n} таблицы
    [many] {$n} таблиц
   *[other] {$n} таблицы
}
explore-more = Показать все строки ({$n})
explore-left = { $n ->
    [one] Опущена {$n} строка с наименьшей суммой
    [few] Опущены {$n} строки с наименьшими суммами
    [many] Опущено {$n} строк с наименьшими суммами
   *[other] Опущено {$n} строки с наименьшими суммами
}; полные таблицы есть в файлах CSV.

## Листы книги
## Code lists of SDMX
sdmx-_Z = Неприменимо
sdmx-_O = Прочее
sdmx-FREQ-A = Годовая
sdmx-FREQ-S = Полугодовая
sdmx-FREQ-Q = Квартальная
sdmx-FREQ-M = Месячная
sdmx-UNIT_MEASURE-FRACTION = Доля единицы
sdmx-UNIT_MEASURE-NUMBER = Число
sdmx-OBS_STATUS-A = Обычное значение
sdmx-OBS_STATUS-O = Значение отсутствует
sdmx-OBS_STATUS-Q = Значение отсутствует: скрыто
sdmx-CONF_STATUS-F = Открытые данные
sdmx-CONF_STATUS-N = Не для публикации
sdmx-CONF_STATUS-C = Конфиденциально

sheet-total = итоги
sheet-groups = группы
sheet-over-time = группы по { grains-by }
sheet-destinations-over-time = направления по { grains-by }
sheet-residents-over-time = экспортёры по { grains-by }
sheet-destinations = направления
sheet-all-destinations = все направления
sheet-blocs = объединения
sheet-new = первые поставки
sheet-cells = направления по группам
sheet-residents = экспортёры
sheet-running = накопленный итог
sheet-context = зона
workbook-cover = Обложка
workbook-contents = Содержание
workbook-notes = Примечания
workbook-sheet = Лист
workbook-table = Таблица

workbook-introduction = Введение
workbook-about = Об этих данных
workbook-number = Номер примечания
workbook-cut = Первые {$shown} строк из {$n}; все строки — в файле {$file}.
workbook-text = Текст
workbook-intro = Таблицы отчёта. Суммы — в единицах валюты.
workbook-instructions = На этом листе одна таблица. Знак [x] стоит там, где показателя нет, знак [z] — там, где он не имеет смысла{ $audience ->
    [public] , знак [c] — там, где по показателю можно было бы установить экспорт отдельной компании
   *[other] {""}
}.

# что в прошлом выпуске было иначе
heading-revised = { $n ->
    [0] Опубликованные данные не пересмотрены
    [one] Пересмотрен {$n} опубликованный показатель
    [few] Пересмотрены {$n} опубликованных показателя
    [many] Пересмотрено {$n} опубликованных показателей
   *[other] Пересмотрено {$n} опубликованного показателя
}
revised = { $n ->
    [0] { $of ->
        [0] В прошлом выпуске и в этом нет общих сумм.
       *[other] Суммы, которые есть и в прошлом выпуске, и в этом, совпадают.
    }
   *[other] По сравнению с прошлым выпуском { $n ->
        [one] изменилась {$n} сумма
        [few] изменились {$n} суммы
        [many] изменилось {$n} сумм
       *[other] изменилось {$n} суммы
    } из {$of}. Больше всего пересмотрен показатель «{ $figure }» за { YEAR($year, case: "name") }: он { $way ->
        [down] уменьшен на { MONEY($size) }
       *[other] увеличен на { MONEY($size) }
    }, до { MONEY($total) }.
}
revised-gone = { $n ->
    [one] {$n} показателя прошлого выпуска в этом нет.
    [few] {$n} показателей прошлого выпуска в этом нет.
    [many] {$n} показателей прошлого выпуска в этом нет.
   *[other] {$n} показателя прошлого выпуска в этом нет.
}
revised-new = { $n ->
    [one] Добавлен {$n} показатель, которого в прошлом выпуске не было.
    [few] Добавлены {$n} показателя, которых в прошлом выпуске не было.
    [many] Добавлено {$n} показателей, которых в прошлом выпуске не было.
   *[other] Добавлено {$n} показателя, которых в прошлом выпуске не было.
}
revised-total = весь экспорт
revised-cumulative = накопленный итог
caption-revised = Изменения по сравнению с прошлым выпуском
column-figure = Показатель
sheet-revised = пересмотр
## About the page, and short names of its sections
about = Об этой странице
about-released = Дата выпуска: { DAY($text) } года.
about-next_release = Следующий выпуск: { DAY($text) } года.
about-publisher = Издатель: {$text}.
about-contact = Контакт: {$text}.
about-licence = Лицензия: {$text}.
about-cite = Ссылка для цитирования: { KNOWN($publisher) ->
    [yes] {$publisher}.{" "}
   *[no] {""}
}{$title}{ KNOWN($released) ->
    [yes] . Выпуск от { DAY($released) } года
   *[no] {""}
}.
about-version = Страница подготовлена в sezlib {$version}.
back = К содержанию
whole = Всего
short-account = Приём строк
short-attacks = Проверка на раскрытие
short-changes = Изменения
short-clearance = Таможенное оформление
short-clearance-objection = Возражение о сроках выпуска
short-conflicts = Противоречия
short-context = О зоне
short-cost = Что остаётся в выпуске
short-coverage = Заполненность данных
short-dependence = Зависимость от экспортёров
short-destinations = Направления
short-figures = Напечатанные показатели
short-gaps = Пропущенные месяцы
short-groups = Товарные группы
short-hidden = Скрыто для защиты других
short-markets-count = Число направлений
short-markets-margins = Новые, утраченные и постоянные поставки
short-markets-moved = Вклад направлений
short-markets-survival = Продолжительность поставок
short-new = Первые поставки
short-objection = Главное возражение
short-market = Доля рынка
short-parts = Состав
short-price = Цена и вес
short-progress = Предыдущий период и итог с начала года
short-rejected = Отклонённые строки
short-relief = Таможенная льгота
short-relief-exported = Ввоз для производства на экспорт
short-relief-objection = Возражение о льготе
short-relief-per = Льгота и экспорт
short-relief-products = Льгота по товарам
short-relief-residents = Льгота по компаниям
short-repeated = Повторы
short-residents = Экспортёры
short-revised = Пересмотренные данные
short-running = Накопленный итог
short-sellers = Поставщики
short-since = С какого времени
short-size = Итог и место
short-sizes = Размеры экспортёров
short-strange = Резкие отклонения
short-total = Итог и рост
short-turnover = Новые, выбывшие и постоянные экспортёры
short-unprinted = Чего никто не напечатал
short-unsafe = Небезопасные показатели
short-without = Без одной компании
short-zones = Зоны
short-zones-groups = Группы по зонам
short-zones-objection = Главное возражение
short-zones-totals = Итоги по зонам

