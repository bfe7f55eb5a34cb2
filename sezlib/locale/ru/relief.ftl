# Чего стоят таможенные льготы и сколько длится выпуск. Названия постов и компаний берутся из данных
# и не склоняются: они стоят в кавычках или в конце.

## Page
relief-title = Таможенные льготы и сроки выпуска: {$zone}, {$period} год
relief-title-nozone = Таможенные льготы и сроки выпуска, {$period} год
relief-subtitle = Во сколько оценивается таможенная льгота за {$period} год и быстрее ли выпускает товары таможенный пост зоны. Валюта: { UNIT(case: "name") }

## Main points
relief-point-parts = Таможенная пошлина составила { MONEY($duty, $total, $vat) }, НДС — { MONEY($vat, $total, $duty) }. Таможенная стоимость товаров — { MONEY($total, $duty, $vat) }.
relief-point-per = На каждые { thousand } экспорта приходится { rate } льготы.
relief-point-exported = Из всей льготы { SHARE($share) } ({ MONEY($exported) }) относится к ввозу, использованному для производства на экспорт.
relief-point-least = Если считать только пошлину и только по ввозу, использованному для производства на экспорт, остаётся { MONEY($exported) }.
clearance-point = { $open ->
    [yes] Из выпущенных деклараций {$period} года половина на посту «{ NAME("post", $post) }» выпущена
   *[no] В {$period} году половина деклараций на посту «{ NAME("post", $post) }» выпущена
} за { HOURS($median) } или быстрее, на посту «{ NAME("post", $baseline) }» — за { HOURS($other) }{ $verdict ->
    [few] . Чтобы судить, не случайна ли разность, деклараций слишком мало.
    [chance] . Разность может быть случайной.
   *[other] ; разность статистически значима.
}

## Relief by year
thousand = { MONEY(1000, scale: "one") }
rate = { MONEY($ratio, times: 1000, scale: "one", digits: 2, least: 1) }
relief-point = Таможенная льгота в { WHEN($period) } составила { MONEY($duty_relief) }{ KNOWN($growth) ->
    [yes] {"\u00A0"}— { CHANGE($growth) } в { WHEN($previous) }
   *[no] {""}
}.
relief-heading = На НДС в { WHEN($period) } пришлось { SHARE($share) } таможенной льготы
chart-relief = Пошлина и НДС, не взимавшиеся при ввозе, по годам
relief-heading-nothing = В { WHEN($period) } таможенной льготы не было
relief-nothing-none = За этот год в таблице ввоза нет данных.
relief-nothing-zero = С ввоза этого года не причиталось бы ни пошлины, ни НДС: стоимость или ставки равны нулю.
relief-rate = На каждые { thousand } таможенной стоимости приходится { rate } льготы; в { WHEN($previous) } — { MONEY($before, times: 1000, scale: "one", digits: 2, least: 1) }. Остальное изменение объясняется объёмом ввоза.
relief-read = На диаграмме и в таблице — пошлина и НДС, которые причитались бы с ввоза каждого года по ставкам из данных.
chart-relief-axis = Льгота, {$unit}
chart-relief-duty = таможенная пошлина
chart-relief-vat = НДС

## Goods for export
relief-heading-exported = На ввоз для производства на экспорт приходится { SHARE($share) } льготы
relief-exported = На остальной ввоз приходится { MONEY($rest) } льготы.
relief-rest = Если эти товары или то, что из них изготовлено, идут на внутренний рынок, пошлина и налог уплачиваются при выпуске для внутреннего потребления, и льгота оказывается только отсрочкой. Какая часть уже выпущена на внутренний рынок, по данным не видно.

## Per thousand
relief-heading-per = Льгота в соотношении с экспортом того же года
relief-heading-per-none = Соотнести льготу с экспортом нельзя
relief-per-exports = Экспорт в { WHEN($period) } составил { MONEY($base) }.
relief-per-invested = Инвестиции в { WHEN($period) } составили { MONEY($base) }: на каждые { thousand } инвестиций приходится { rate } льготы.
relief-per-exports-none = Льгота относительно экспорта не приводится: за те же месяцы нет данных об экспорте.
relief-per-invested-none = Льгота относительно инвестиций не приводится: в паспорте зоны нет инвестиций за те же месяцы.
relief-per-read = Ввоз, экспорт и инвестиции взяты за один и тот же год. Оборудование ввозят раньше, чем появляется продукция, поэтому в год больших закупок показатель высок.

## For whom, for what
relief-heading-for-residents = { $of ->
    [part] Среди названных компаний наибольшая
   *[all] Наибольшая
} часть льготы { $leaders ->
    [one] ({ SHARE($share) }) — у компании { LIST($first) }
   *[other] (по { SHARE($share) }) — у компаний { LIST($first) }
}
relief-heading-for-residents-none = Компании, получившие льготу, не указаны
relief-for-residents = { $n ->
    [1] С льготой ввозила товары одна компания: { LIST($first) }.
    [one] С льготой товары ввозила {$n} компания.
    [few] С льготой товары ввозили {$n} компании.
    [many] С льготой товары ввозили {$n} компаний.
   *[other] С льготой товары ввозило {$n} компании.
}{ $cut ->
    [yes] {" "}В таблице { $shown ->
        [one] {$shown} компания
        [few] {$shown} компании
        [many] {$shown} компаний
       *[other] {$shown} компании
    } с наибольшей льготой; на них приходится { SHARE($together) } всей суммы.
   *[no] {""}
}
relief-heading-for-products = { $of ->
    [part] Среди указанных товаров наибольшая
   *[all] Наибольшая
} часть льготы { $leaders ->
    [one] ({ SHARE($share) }) приходится на товар с кодом { LIST($first) }
   *[other] (по { SHARE($share) }) приходится на товары с кодами { LIST($first) }
}
relief-heading-for-products-none = Товары, ввезённые с льготой, не указаны
relief-for-products = { $n ->
    [1] С льготой ввезён один товар, код ТН ВЭД { LIST($first) }.
    [one] С льготой ввезены товары по {$n} коду ТН ВЭД.
    [few] С льготой ввезены товары по {$n} кодам ТН ВЭД.
    [many] С льготой ввезены товары по {$n} кодам ТН ВЭД.
   *[other] С льготой ввезены товары по {$n} кода ТН ВЭД.
}{ $cut ->
    [yes] {" "}В таблице { $shown ->
        [one] {$shown} код
        [few] {$shown} кода
        [many] {$shown} кодов
       *[other] {$shown} кода
    } с наибольшей льготой; на них приходится { SHARE($together) } всей суммы.
   *[no] {""}
}

## Objections to the relief
relief-heading-objection = При самом строгом подсчёте экономией остаётся { MONEY($least) }
relief-objection-why = Можно возразить, что льгота — не выигрыш того же размера. НДС, уплаченный при ввозе, часто можно принять к вычету, а с товаров, которые идут на внутренний рынок, пошлину и налог в конце концов уплачивают.
relief-objection = { $kind ->
    [exported] Если считать только пошлину и только по ввозу, использованному для производства на экспорт, остаётся { SHARE($share) } льготы.
   *[duty] Если считать только пошлину, остаётся { SHARE($share) } льготы. Какая её часть относится к ввозу для производства на экспорт, { $audience ->
        [public] не показано
       *[other] по данным не видно
    }.
}
relief-objection-same = Оба подсчёта исходят из того, что те же товары были бы ввезены и с уплатой пошлины. Часть их могли бы и не ввезти, и тогда эту сумму не получил бы никто; сколько это, по данным не видно.

## Clearance
hours = {$shown}{"\u00A0"}часа
clearance-declarations = { $n ->
    [one] зарегистрирована { NUMBER($n) } декларация
    [few] зарегистрированы { NUMBER($n) } декларации
    [many] зарегистрировано { NUMBER($n) } деклараций
   *[other] зарегистрировано { NUMBER($n) } декларации
}
clearance-heading = { $verdict ->
    [faster] В {$period} году на посту «{ NAME("post", $post) }» выпускали быстрее, чем на посту «{ NAME("post", $baseline) }»: медиана меньше на { HOURS($difference) }
    [slower] В {$period} году на посту «{ NAME("post", $post) }» выпускали медленнее, чем на посту «{ NAME("post", $baseline) }»: медиана больше на { HOURS($difference) }
    [chance] Различие между постами «{ NAME("post", $post) }» и «{ NAME("post", $baseline) }» в {$period} году не установлено
   *[few] Сравнить посты «{ NAME("post", $post) }» и «{ NAME("post", $baseline) }» нельзя: за {$period} год деклараций слишком мало
}
clearance-heading-alone = { $open ->
    [yes] Из деклараций {$period} года, выпущенных на посту «{ NAME("post", $post) }», половина выпущена за { HOURS($median) } или быстрее
   *[no] Половина деклараций {$period} года на посту «{ NAME("post", $post) }» выпущена за { HOURS($median) } или быстрее
}
clearance-heading-none = На посту «{ NAME("post", $post) }» не выпущена ни одна декларация {$period} года
clearance-post = На посту «{ NAME("post", $post) }» в {$period} году { COUNT($declarations, of: "clearance-declarations") }. Девять из десяти выпущенных деклараций выпущены не более чем за { HOURS($p90) }.{ $n ->
    [0] {""}
    [one] {" "}Ещё не выпущена { NUMBER($n) } декларация.
    [few] {" "}Ещё не выпущены { NUMBER($n) } декларации.
    [many] {" "}Ещё не выпущено { NUMBER($n) } деклараций.
   *[other] {" "}Ещё не выпущено { NUMBER($n) } декларации.
}
clearance-post-none = На посту «{ NAME("post", $post) }» в {$period} году деклараций не зарегистрировано.
clearance-post-open = Ни одна из деклараций, зарегистрированных на посту «{ NAME("post", $post) }» в {$period} году, пока не выпущена.
clearance-median-difference = Медиана на посту «{ NAME("post", $post) }» { $way ->
    [less] на { HOURS($difference) } меньше, чем
    [more] на { HOURS($difference) } больше, чем
   *[same] с точностью до десятой доли часа та же, что и
} на посту «{ NAME("post", $baseline) }».
clearance-difference = { $verdict ->
    [few] { clearance-median-difference } Хотя бы на одном из них выпущено меньше {$fewest} деклараций, поэтому интервал не приводится.
    [chance] { clearance-median-difference } 95-процентный интервал разности — от { NUMBER($low, digits: 1) } до { HOURS($high) }; он содержит ноль.
   *[other] 95-процентный интервал этой разности — от { NUMBER($low, digits: 1) } до { HOURS($high) }; нуля в нём нет.
}
clearance-read = Часы календарные, от регистрации до выпуска, вместе с ночами и праздниками. Ещё не выпущенные декларации подсчитаны, но в часы не входят.
chart-clearance = Сроки выпуска на сравниваемых постах по годам
chart-clearance-axis = Часы от регистрации до выпуска: ● выпущена половина, | девять из десяти
clearance-heading-objection = { $kind ->
    [most] У большинства компаний, которые пользуются обоими постами, на посту зоны выпуск быстрее
    [few] У большинства компаний, которые пользуются обоими постами, на посту зоны выпуск не быстрее
    [half] У половины компаний, которые пользуются обоими постами, на посту зоны выпуск быстрее
    [one-most] У единственной компании, которая пользуется обоими постами, на посту зоны выпуск быстрее
    [one-few] У единственной компании, которая пользуется обоими постами, на посту зоны выпуск не быстрее
   *[none] Что ещё не выпущено и что оформляют посты
}
clearance-open-none = Все декларации {$period} года на сравниваемых постах выпущены, так что в часах не пропущена ни одна.
clearance-open = Можно возразить, что самые медленные декларации ещё не выпущены и в часы не вошли. Если бы выпуск каждой из них длился дольше всех остальных, медиана за {$period} год была бы такой: { LIST($rows, said: "clearance-slowest", by: "; ") }.
clearance-median = { KNOWN($median) ->
    [yes] { HOURS($median) }
   *[no] { clearance-unknown }
}
clearance-slowest = «{ NAME("post", $post) }» — { $alike ->
    [yes] та же
   *[no] { clearance-median }
}
clearance-unknown = неизвестно
clearance-goods = Можно возразить и то, что посты оформляют разные товары. Товаров в декларациях нет, но компанию можно сравнить с ней самой.
clearance-within = { $n ->
    [0] Компаний, у которых в {$period} году выпущены декларации на обоих постах, нет.
    [1] В {$period} году декларации выпущены и на посту «{ NAME("post", $post) }», и на посту «{ NAME("post", $baseline) }» только у одной компании. Её медиана на посту «{ NAME("post", $post) }» { $part ->
        [none] не меньше
       *[other] меньше
    }.
   *[other] В {$period} году декларации выпущены и на посту «{ NAME("post", $post) }», и на посту «{ NAME("post", $baseline) }» у { $n ->
        [one] { NUMBER($n) } компании
        [few] { NUMBER($n) } компаний
        [many] { NUMBER($n) } компаний
       *[other] { NUMBER($n) } компании
    }. Медиана на посту «{ NAME("post", $post) }» меньше { $part ->
        [all] у всех
        [none] ни у одной
       *[some] у { NUMBER($faster) } из них
    }. Каждая компания учтена один раз, сколько бы деклараций у неё ни было.
}
clearance-within-unavailable = Проверить это нельзя: в декларациях нет столбца { LIST($columns) }.

## What is not there
heading-unavailable-relief = Таможенная льгота
unavailable-relief = { $audience ->
    [public] Размер таможенной льготы в { WHEN($period) } не показан.
   *[other] Раздел о таможенной льготе опущен: таблица ввоза не задана.
}
heading-unavailable-relief-columns = Таможенная льгота
unavailable-relief-columns = Раздел о таможенной льготе опущен: в таблице ввоза нет столбца { LIST($columns) }.
heading-unavailable-relief-exported = Ввоз для производства на экспорт
unavailable-relief-exported = Какая часть льготы относится к ввозу для производства на экспорт, не приводится: в таблице ввоза нет столбца { LIST($columns) }.
heading-unavailable-relief-residents = Кто получил льготу
unavailable-relief-residents = Раздел о компаниях опущен: в таблице ввоза нет столбца { LIST($columns) }.
heading-unavailable-relief-products = На что получена льгота
unavailable-relief-products = Раздел о товарах опущен: в таблице ввоза нет столбца { LIST($columns) }.
heading-unavailable-clearance = Сроки выпуска
unavailable-clearance = { $audience ->
    [public] Сроки выпуска за {$period} год не показаны.
   *[other] Раздел о сроках выпуска опущен: таблица деклараций не задана.
}
heading-unavailable-clearance-columns = Сроки выпуска
unavailable-clearance-columns = Раздел о сроках выпуска опущен: в декларациях нет столбца { LIST($columns) }.

## Closing sections
relief-data = Таблицы этой страницы лежат рядом с ней в тех форматах, которые были созданы, например в файле tables.xlsx и в папке tables; показатели в машиночитаемом виде — в summary.json, сведения о том, как получен отчёт, — в manifest.json.
term-relief-relief = Таможенная льгота
term-relief-relief-text = таможенная пошлина и НДС, которые не взимались при ввозе, поскольку товары помещены под процедуру свободной таможенной зоны.
term-relief-duty = Ставки пошлины и НДС
term-relief-duty-text = ставки из данных: то, что причиталось бы при ввозе без льготы.
term-relief-customs = Таможенная стоимость
term-relief-customs-text = стоимость ввозимых товаров, с которой исчисляется пошлина.
term-relief-export = Ввоз для производства на экспорт
term-relief-export-text = часть ввоза, которая, по данным, использована для производства экспортированных товаров.
term-clearance-hours = Срок выпуска
term-clearance-hours-text = время от регистрации декларации до выпуска товаров. Медиана — срок, за который выпущена половина деклараций.
term-clearance-p90 = Девять из десяти
term-clearance-p90-text = срок, за который выпущены девять деклараций из десяти (девятый дециль).
term-clearance-open = Не выпущено
term-clearance-open-text = декларация зарегистрирована, но товары по ней ещё не выпущены.
method-customs-relief = Пошлина — таможенная стоимость, умноженная на ставку пошлины; НДС — таможенная стоимость вместе с пошлиной, умноженная на ставку НДС; льгота — их сумма. Акциз, сборы и ставки за единицу веса в неё не входят.
method-customs-clearance = Декларация относится к тому году, в котором зарегистрирована. Интервал разности двух медиан рассчитан по Бонетту и Прайсу: примерно 95 из 100 таких интервалов содержат истинную разность.
limits-customs-rates = Льгота рассчитана по ставкам из данных и так, как если бы те же товары были ввезены с уплатой пошлины. Это сумма, не взятая при ввозе, а не полученный выигрыш.
limits-customs-vat = НДС учтён полностью. Часть его позже была бы принята к вычету, поэтому ни выигрыш компаний, ни потери бюджета не равны этой сумме.
limits-public-relief = Не показаны значения, по которым можно установить ввоз, льготу или экспорт отдельной компании, а также данные по компаниям, товарам и зонам. В таблицах вместо того, что не показано, стоит знак [c].
limits-customs-hours = Различие между постами не доказывает, что его причина — сам пост. Товары, компании и виды контроля могут быть разными.
limits-customs-independent = Интервал исходит из того, что декларации не зависят друг от друга. Для поставок одной компании это часто не так, и тогда интервал слишком узок.
limits-customs-synthetic = Отчёт построен на вымышленных данных: по льготе, срокам и различию между постами нельзя судить о настоящих зонах, постах и компаниях.
relief-source-customs = Таможенный кодекс Евразийского экономического союза, статья 201: товары в свободной таможенной зоне используются без уплаты таможенных пошлин и налогов.
relief-source-tax = Налоговый кодекс Российской Федерации, статья 160, пункт 1: НДС при ввозе исчисляется с суммы таможенной стоимости, пошлины и акциза.
relief-source-interval = Bonett, D. G., Price, R. M. Statistical inference for a linear function of medians. Psychological Methods 7(3), 2002.

## Tables: captions, columns, sheets
caption-relief-years = Таможенная льгота по годам
caption-relief-split = Льгота по ввозу для производства на экспорт и по остальному ввозу
caption-relief-per = Льгота на тысячу таможенной стоимости, экспорта и инвестиций
caption-relief-residents = Таможенная льгота по компаниям, {$period} год
caption-relief-products = Таможенная льгота по товарам, {$period} год
caption-relief-all-residents = Таможенная льгота по компаниям и годам
caption-relief-all-products = Таможенная льгота по товарам и годам
caption-clearance-times = Сроки выпуска по постам и годам
caption-clearance-differences = Разность медиан по годам
column-total-relief = Таможенная стоимость, {$unit}
column-duty = Пошлина, {$unit}
column-vat = НДС, {$unit}
column-exported = Для экспорта, {$unit}
column-rest = Остальное, {$unit}
column-duty_relief = Льгота, {$unit}
column-share-relief = Доля в льготе
column-share-relief-split = Доля для экспорта
column-per_value = На тысячу таможенной стоимости, {$unit}
column-per_exports = На тысячу экспорта, {$unit}
column-per_invested = На тысячу инвестиций, {$unit}
column-product-relief = Код ТН ВЭД
column-members-relief = Число
column-post-clearance = Таможенный пост
column-declarations = Декларации
column-open = Не выпущено
column-median-clearance = Медиана, часы
column-p90 = Девять из десяти, часы
column-difference-clearance = Разность, часы
column-low-clearance = От
column-high-clearance = До
column-finding = Что это значит
clearance-finding-faster = быстрее, значимо
clearance-finding-slower = медленнее, значимо
clearance-finding-chance = различие может быть случайным
clearance-finding-few = мало данных
sheet-relief-years = льгота
sheet-relief-split = льгота для экспорта
sheet-relief-per = льгота на тысячу
sheet-relief-residents = льгота по компаниям
sheet-relief-products = льгота по товарам
sheet-relief-all-residents = компании по годам
sheet-relief-all-products = товары по годам
sheet-clearance-times = сроки выпуска
sheet-clearance-differences = разность
