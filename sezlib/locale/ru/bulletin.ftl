# Предложения по-русски. Названия стран и товарных групп стоят в именительном падеже, поэтому
# предложения построены так, чтобы их не склонять: «группа «…»», «направления: …».

## Units
scale-bn = млрд
scale-mln = млн
scale-thousand = тыс.
currency-RUB = руб.
currency-USD = долл. США
currency-EUR = евро
currency-CNY = юаней
currency-unknown = ден. ед.
unknown = не указано
remainder = { $n ->
    [one] ещё {$n}
   *[other] ещё {$n}
}
countries = { $n ->
    [one] {$n} страна
    [few] {$n} страны
   *[many] {$n} стран
}
companies = { $n ->
    [one] {$n} компания
    [few] {$n} компании
   *[many] {$n} компаний
}
points = {$shown} п. п.
change = { $direction ->
    [up] на {$shown} больше, чем
    [down] на {$shown} меньше, чем
   *[same] столько же, сколько
}

## Title
when = {$year} году
when-part = январе{ $n ->
    [1] {""}
   *[other] –{$last}
} {$year} года
date = {$month} {$year} года
passed = { $exact ->
    [yes] достиг {$amount}
   *[no] превысил {$amount}
}

title = Экспорт: {$zone}, {$period} год
title-nozone = Экспорт, {$period} год
synthetic-banner = Синтетические данные. Записи, на которых построена эта страница, вымышлены.
synthetic-calibrated = Их итоги совпадают с опубликованными показателями; любая более подробная разбивка условна.
subtitle = Годовой бюллетень об экспорте за {$period} год. Валюта: {$unit}

## Main points
main-points = Главное
point-total = В {$period} экспорт {$goods}{ $who ->
    [residents] {" "}резидентов
   *[other] {""}
} составил {$total} — {$change} в {$previous}.
point-total-alone = В {$period} экспорт {$goods}{ $who ->
    [residents] {" "}резидентов
   *[other] {""}
} составил {$total}.
goods = товаров
point-group = Больше всего выручки принесла группа «{$group}»: {$value}, или {$share} экспорта.
point-destinations = География экспорта — {$countries}; крупнейшие направления: {$top}.
point-new = Открыты новые направления экспорта ({$countries}): {$list}.
point-first-group = Впервые экспортирована продукция группы «{$group}» на {$value}; направления: {$list}.
point-first-group-alone = Впервые экспортирована продукция группы «{$group}» на {$value}.
point-running = Экспорт {$start} {$passed} ({$value}); {$share} этой суммы пришлось на последние два года.
point-running-short = Экспорт {$start} {$passed} ({$value}).
start-opened = за всё время с открытия зоны в {$year} году
start-records = с начала записей в {$year} году

## Total and growth
heading-total = Экспорт в {$period} составил {$total} — {$change} в {$previous}
heading-total-alone = Экспорт в {$period} составил {$total}
total-growth = Экспорт {$goods} в {$period} составил {$total} против {$before} в {$previous}: {$change} годом ранее; { $direction ->
    [up] прирост
    [down] снижение
   *[same] разница
} — {$difference}.
total-nothing = За {$previous} год записей нет, поэтому рост не приводится.
total-zero = В {$previous} году экспорт был нулевым, а рост от нуля не выражается числом.
total-base = Записи начинаются в течение {$previous} года, поэтому базой для роста он не служит.
total-months = Записи за {$year} год заканчиваются месяцем «{$last}», поэтому он сравнивается с теми же месяцами {$previous} года.

total-read = В таблице — итог каждого года, итог предыдущего года и рост между ними. Для года без записей строки нет.
chart-total-axis = Экспорт, {$unit}

## Product groups
heading-groups-none = Товарные группы не указаны
heading-residents-none = Экспортёры не указаны
heading-new-none = Что было новым, установить нельзя: направления не указаны
heading-nothing = В {$period} году экспорта не было
nothing = В записях за {$period} год нет экспорта больше нуля, поэтому рассказать здесь не о чем.
heading-groups = { $direction ->
    [up] Больше всего к росту экспорта добавила группа «{$group}»
    [down] Сильнее всего экспорт снизила группа «{$group}»
   *[none] Ведущая товарная группа — «{$group}»
}
groups-lead = В {$period} году на первом месте группа «{$group}»: {$value}, {$share} всего экспорта. Крупнейшие группы: {$list}.
groups-add = Экспорт { $direction ->
    [down] снизился
   *[up] вырос
} на {$growth}. Наибольший вклад: {$list}.
groups-add-item = «{$group}» ({$points})
groups-derived = Товарная группа известна для {$covered} экспорта.
groups-read = Вклад группы — изменение её экспорта, делённое на экспорт всей зоны годом ранее. Вклады в сумме дают рост итога.
chart-groups-other = прочие группы
chart-groups = Группа «{$group}»: {$share} экспорта в {$period} году
chart-contributions = { $direction ->
    [up] Группа «{$group}» добавила к росту экспорта {$points}
   *[down] Группа «{$group}» отняла у роста экспорта {$points}
}
chart-contributions-of = { $direction ->
    [up] Наибольший вклад в рост экспорта { $of ->
        [destination] внесло направление
        [bloc] внесло объединение
        [resident] внесла компания
        [zone] внесла зона
       *[other] внесла строка
    } «{$group}»: {$points}
   *[down] Сильнее всего рост экспорта { $of ->
        [destination] снизило направление
        [bloc] снизило объединение
        [resident] снизила компания
        [zone] снизила зона
       *[other] снизила строка
    } «{$group}»: на {$points}
}
chart-contributions-axis = Вклад в рост, процентные пункты

## Destinations
heading-destinations = География экспорта — {$countries}, на первом месте {$first}
heading-destinations-none = Направления экспорта не указаны
destinations-top = Крупнейшие направления: {$list}. Вместе на них пришлось {$share} экспорта.
destinations-blocs = По объединениям и частям света крупнейшие рынки: {$list}. Они пересекаются, поэтому их доли не складываются в 100 %.
share-least = менее {$shown}
destinations-unspecified = Для {$share} экспорта направление не указано.
destinations-read = Ранг 1 — крупнейшее направление года.
chart-destinations = { $top ->
    [1] {$first}: {$share} экспорта в {$period} году
    [one] {$top} крупнейшее направление из {$n}: {$share} экспорта в {$period} году
    [few] {$top} крупнейших направления из {$n}: {$share} экспорта в {$period} году
   *[many] {$top} крупнейших направлений из {$n}: {$share} экспорта в {$period} году
}
chart-heatmap = Куда поставлялась продукция каждой группы в {$period} году
chart-heatmap-first = Куда поставлялась продукция каждой группы в {$period} году; первых поставок: {$n} (○)
chart-heatmap-note = Цвет — экспорт, {$unit}, логарифмическая шкала.{ $n ->
    [0] {""}
   *[other] {" "}○ — первая поставка группы в страну.
}{ $hidden ->
    [0] {""}
   *[other] {" "}Не показано менее крупных направлений: {$hidden}.
}

## New destinations and first exports
heading-new = { $n ->
    [0] В {$period} году новых стран нет
   *[other] Новые направления {$period} года: {$countries}
}
heading-new-censored = Что было новым в {$period} году, установить нельзя
heading-new-gap = Что было новым в {$period} году, установить нельзя: за {$previous} год записей нет
new-gap = За {$previous} год записей нет: то, что выглядит новым или возобновлённым в {$period} году, могло начаться годом раньше.
new-old-gap = Нет записей за годы: {$list}; более ранняя поставка в это время не исключена.
new-list = Впервые для зоны в {$period} году: {$list}.
new-item = {$list} ({$group})
new-none = Все страны, куда шли поставки в {$period} году, встречались и раньше.
new-group = { $n ->
    [0] Группа «{$group}» экспортирована впервые за всё время, на {$value}.
   *[other] Группа «{$group}» экспортирована впервые за всё время, на {$value}; направления: {$list}.
}
new-censored = { $period } год — первый в записях. Что продавалось раньше, неизвестно, поэтому ничто в нём нельзя назвать новым.
new-returning = Поставки возобновлены после перерыва: {$list}.
new-read = Первая поставка — первый год, когда товарная группа поставлена в страну, если хотя бы за один предыдущий год записи есть, а поставки в них нет. В первом году записей новым нельзя назвать ничто.
status-first = впервые
status-returning = возобновлено
status-censored = неизвестно
new-to-zone = для зоны
new-to-group = для группы

## Residents
heading-residents = Экспортёры: {$companies}; на крупнейшего приходится {$share} экспорта
residents-count = Число экспортёров: в {$period} — {$companies}, в {$previous} — {$before}.
residents-count-alone = Число экспортёров в {$period}: {$companies}.
residents-of = Это {$share} списка резидентов и арендаторов (всего в нём {$companies}).
residents-largest = На крупнейшего экспортёра пришлось {$first} экспорта{ $top ->
    [1] {""}
    [one] , на {$top} крупнейшего вместе — {$together}
   *[other] , на {$top} крупнейших вместе — {$together}
}.
residents-read = Компания считается экспортёром, если её экспорт за год больше нуля.
heading-objection = { $kind ->
    [broad] Ни одна компания не обеспечила больше половины изменения
   *[narrow] Больше половины изменения обеспечила одна компания
}
objection-text = Можно возразить, что такой показатель обеспечила одна компания. Экспорт изменился на {$growth}: вклад компании с наибольшим изменением — {$points}, всех остальных вместе — {$others}.

## Running total
heading-running = Экспорт {$start} {$passed}
heading-running-alone = Накопленный итог начинается с {$period} года
running-alone = Записи начинаются с {$period} года, поэтому накопленный итог равен экспорту этого года: {$value}.
running-text = С {$first} по {$period} год экспорт в сумме составил {$value}. На последние два года пришлось {$share} этой суммы.
running-text-short = С {$first} по {$period} год экспорт в сумме составил {$value}.
running-gap = Нет записей за годы: {$list}; накопленный итог не меньше показанного.

## Zone context
heading-context = { $n ->
    [0] Зона, о которой речь
    [one] Зона: {$n} площадка, {$area} га
    [few] Зона: {$n} площадки, {$area} га
   *[many] Зона: {$n} площадок, {$area} га
}
context-sites = В зоне { $n ->
    [one] {$n} площадка
    [few] {$n} площадки
   *[many] {$n} площадок
} ({$list}) общей площадью {$area} га{ $land ->
    [none] .
   *[other] ; территории: {$landlist}.
}
context-companies = В зоне работает более {$floor} компаний: в списке резидентов и арендаторов{ $dated ->
    [yes] {" "}({$date})
   *[no] {""}
} — {$companies}.
context-investment = С {$year} года резиденты инвестировали {$value}.
context-relief-duty_free_imports = Оборудование и материалы, ввезённые для производства товаров на экспорт, освобождены от таможенных пошлин и сборов.
context-relief-customs_post = В зоне действует таможенный пост, который призван сократить время прохождения таможенных процедур.
context-per-hectare = В {$period} году на один гектар зоны пришлось {$value} экспорта.
context-per-company = На одну компанию из списка — {$value}.
context-per-invested = На каждые 1 000{$space}{$unit} инвестиций, внесённых с {$year} года, в {$period} году пришлось {$value} экспорта.
land-greenfield = greenfield (новое строительство)
land-brownfield = brownfield (готовая застройка)

## What is not there
unavailable-groups = Раздел о товарных группах опущен: в записях нет столбца {$columns}.
unavailable-destinations = Раздел о направлениях опущен: в записях нет столбца {$columns}.
unavailable-new = Раздел о новых направлениях опущен: в записях нет столбца {$columns}.
unavailable-residents = Раздел о резидентах опущен: в записях нет столбца {$columns}.
unavailable-objection = Проверить, не обеспечила ли изменение одна компания, нельзя: в записях нет столбца {$columns}.
unavailable-context = Раздел о зоне опущен: паспорт этой зоны не задан.
heading-unavailable-groups = Товарные группы
heading-unavailable-destinations = Направления
heading-unavailable-new = Новые направления и первые поставки
heading-unavailable-residents = Резиденты
heading-unavailable-objection = Не одна ли это компания?
heading-unavailable-context = Зона

## Closing sections
heading-data = Данные
data-text = Таблицы бюллетеня собраны в файле tables.xlsx и, каждая отдельно, в папке tables; показатели в машиночитаемом виде — в summary.json, сведения о том, как получен отчёт, — в manifest.json.
heading-glossary = Термины
term-exports = Экспорт
term-exports-text = { $who ->
    [residents] Товары, проданные резидентами зоны за рубеж, по стоимости из записей.
   *[other] Товары, проданные за рубеж, по стоимости из записей.
}
term-contribution = Вклад
term-contribution-text = Часть роста итога, приходящаяся на одну группу или компанию, в процентных пунктах (п. п.).
term-first = Первая поставка
term-first-text = Первый год, за который записи показывают продажу, после года, за который записи есть, а продажи нет.
term-censored = Неизвестно
term-censored-text = Нельзя сказать, первая это поставка или повторная: записи начинаются с этого года.
term-bloc = Объединение
term-bloc-text = Союз государств или часть света (по классификации M49 ООН). Членство берётся на дату поставки; страна может входить в несколько объединений.
term-destination = Направление
term-destination-text = Страна, в которую проданы товары, по ISO 3166. То, что не указано, страной не считается.
heading-method = Как измерено
method-growth = Рост — итог этого года, делённый на итог прошлого года, минус единица. Он приводится, только если прошлый год есть в записях и его итог больше нуля.
method-rounding = До вывода ничего не округляется, поэтому сумма округлённых слагаемых может не совпадать с итогом. Доли рассчитаны по неокруглённым суммам.
method-nominal = Суммы — в текущих ценах и в валюте записей, без поправки на изменение цен и курсов.
heading-limits = Достоинства и ограничения
account-warning = Записи неполны: { $n ->
    [one] при приёме отклонена { $rows } строка из { $of }
    [few] при приёме отклонены { $rows } строки из { $of }
   *[other] при приёме отклонено { $rows } строк из { $of }
}{ $share ->
    [none] {""}
   *[other] {", на "}{ $n ->
        [one] неё
       *[other] них
    } приходится { $share } стоимости
}. В показателях этой страницы { $n ->
    [one] её
   *[other] их
} нет.
account-rejected = { $n ->
    [one] При приёме записей отклонена { $rows } строка из { $of }
    [few] При приёме записей отклонены { $rows } строки из { $of }
   *[other] При приёме записей отклонено { $rows } строк из { $of }
}{ $share ->
    [none] {""}
   *[other] {", на "}{ $n ->
        [one] неё
       *[other] них
    } приходится { $share } стоимости
}. В показателях { $n ->
    [one] её
   *[other] их
} нет.
account-aside = { $n ->
    [one] Не учитывается { $rows } строка из { $of }
    [few] Не учитываются { $rows } строки из { $of }
   *[other] Не учитывается { $rows } строк из { $of }
}{ $share ->
    [none] {""}
   *[other] {", "}{ $share } всей поступившей стоимости
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
aside-heading = товарная группа, строки которой есть в файле
aside-empty = пустая строка
aside-total = итог, судя по тексту строки
aside-another-zone = другая зона
limits-strength = Каждое число в этом отчёте рассчитано по записям одной командой и может быть рассчитано снова.
limits-customs = Записи резидентов — не таможенная статистика: в них нет товаров, проданных через посредников вне зоны.
limits-names = В отчёте могут быть названы компании; перед публикацией его следует проверить на конфиденциальность.
limits-synthetic = Эти записи синтетические. Кроме опубликованных показателей, под которые они подогнаны, по ним нельзя судить ни об одной настоящей компании.
heading-sources = Источники
sources-none = Опубликованный источник о зоне не указан.

## Tables: captions and columns
caption-cut = {$caption} (первые {$shown} строк из {$n}; все — в tables.xlsx)
caption-part = {$caption} (январь{ $n ->
    [1] {""}
   *[other] –{$last}
})
caption-total = Экспорт по годам
caption-groups = Экспорт по товарным группам, {$period} год
caption-destinations = Экспорт по направлениям, {$period} год
caption-all-destinations = Экспорт по всем направлениям, {$period} год
caption-blocs = Экспорт по объединениям и частям света, {$period} год
caption-new = Первые и возобновлённые поставки, {$period} год
caption-residents = Крупнейшие экспортёры, {$period} год
caption-running = Экспорт накопленным итогом
caption-cells = Экспорт по направлениям и товарным группам, {$period} год
caption-over-time = Экспорт по товарным группам и годам
caption-context = Экспорт относительно зоны, {$period} год
column-period = Период
column-total = Экспорт, {$unit}
column-value = Экспорт, {$unit}
column-previous = Годом ранее, {$unit}
column-growth = Рост
column-group = Товарная группа
column-share = Доля
column-contribution = Вклад, п. п.
column-destination = Страна
column-rank = Ранг
column-members = Стран
column-members-residents = Компаний
column-resident = Компания
column-bloc = Объединение
column-base = Весь экспорт, {$unit}
column-quantity = Единиц
column-ratio = Доля
column-status = Статус
column-new = Впервые
column-cumulative = Накопленный итог, {$unit}
column-indicator = Относительно
column-relative = Экспорт на единицу, {$unit}
relative-hectare = гектар
relative-company = компания в списке
relative-invested = вложенная единица валюты ({$currency})

## Charts
alt = Диаграмма. {$title}. В таблице под ней { $n ->
    [one] {$n} строка
    [few] {$n} строки
   *[many] {$n} строк
}, сумма {$sum}, контрольная сумма {$digest}.

## Page and workbook
contents = Содержание
sheet-total = итоги
sheet-groups = группы
sheet-over-time = группы по годам
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
workbook-text = Текст
workbook-intro = Таблицы годового бюллетеня об экспорте. Суммы — в единицах валюты.
workbook-instructions = На этом листе одна таблица. Знак [x] стоит там, где показателя нет, знак [z] — там, где он не имеет смысла.
