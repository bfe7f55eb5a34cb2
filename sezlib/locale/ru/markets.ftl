# Страница о рынках: куда идут товары, откуда взялось изменение и надолго ли хватает продаж.

markets-title = Рынки: {$zone}, {$period} год
markets-title-nozone = Рынки, {$period} год
markets-subtitle = Куда шёл экспорт, что изменилось и сколько держатся продажи. {$period} год. Валюта: {$unit}

## Main points
markets-point-count = География экспорта в {$period} — {$countries}; в {$previous} — {$before}.
markets-point-count-alone = География экспорта в {$period} — {$countries}.
markets-point-even = Концентрация экспорта такая же, как у {$number} равных рынков{ $wide ->
    [yes] ; на три крупнейшие страны пришлось {$share} экспорта
   *[no] {""}
}.
markets-point-margins = Изменение экспорта ({$change}) сложилось так: страны обоих лет — {$continuing}, новые — {$entering}, вернувшиеся — {$returning}, прекращённые — {$leaving}.
markets-point-moved = Сильнее всего на экспорт повлияло направление «{$country}»: {$points} при общем изменении {$growth}.
markets-point-lasts = Из начавшихся продаж товарной группы в страну первый год переживают {$share}.
markets-point-without = Без крупнейшего направления изменение экспорта составило бы {$without}.

## How many, how even
heading-markets-count = География экспорта — {$countries}; концентрация — как у {$number} равных рынков
heading-markets-count-alone = География экспорта — {$countries}
markets-count-read = Эквивалентное число — единица, делённая на сумму квадратов долей: если почти всё покупает одна страна, оно чуть больше единицы, сколько бы ни было остальных.
chart-markets = {$number} равных рынков дали бы ту же концентрацию, что {$n} стран в {$period}
chart-markets-axis = Страны
chart-markets-count = направления экспорта
chart-markets-number = эквивалентное число

## Where the change came from
heading-markets-margins = { $kind ->
    [none] Экспорт не изменился
    [unknown] Что изменилось, сказать нельзя
    [old] Изменение дали страны, в которые товары шли оба года
   *[new] Изменение дали в основном страны, в которые товары шли не оба года
}
markets-margins-text = Экспорт составил {$before} в {$previous} и {$total} в {$period}, изменение — {$change}.
markets-margins-none = За предыдущий год записей нет, поэтому раскладывать нечего.
markets-margins-read = Новая страна — та, куда по записям раньше не продавали; вернувшаяся — та, куда продавали раньше, но не годом ранее. В таблице ниже продажи компании, которая годом ранее не экспортировала, отнесены к компаниям; затем идут товарные группы, которые компания добавила, затем страны; остальное продолжается.
chart-margins = От {$before} до {$total}: откуда взялось изменение
margin-continuing = продолжаются
margin-entering = новые
margin-returning = вернувшиеся
margin-leaving = прекращены
margin-below = ниже порога
margin-unspecified = не указано
level-resident = компании
level-group = товарные группы компании
level-destination = страны компании и группы

## Which countries moved it
heading-markets-moved = Сильнее всего на экспорт повлияло направление «{$country}»
markets-moved-up = Наибольшая прибавка: {$list}.
markets-moved-down = Наибольшее снижение: {$list}.
markets-moved-item = {$country} ({$points})
markets-moved-read = Вклад — изменение по одной стране, делённое на весь экспорт предыдущего года. Вклады в сумме дают рост.
chart-markets-moved = {$country}: {$points} при общем изменении {$growth}
chart-markets-moved-axis = Процентные пункты

## Do sales last
heading-markets-survival = Первый год переживают {$share} новых продаж
heading-markets-survival-none = Сколько держатся продажи, по этим записям сказать нельзя
markets-survival-text = Начавшихся продаж товарной группы в страну в записях — {$n}. Первый год переживают {$share} из них{ $many ->
    [yes] , первые {$years} — {$later}
   *[no] {""}
}.
markets-survival-few = После первого года записей ни одна продажа товарной группы в новую страну не началась.
markets-survival-read = Оценка Каплана — Мейера: продажа, которая ещё продолжается, учтена, пока она видна, а та, что уже шла к началу записей, не учтена. Полоса — по две стандартные ошибки в обе стороны.
chart-survival = Первый год переживают {$share} новых продаж
chart-survival-x = Лет продаж
chart-survival-y = Продолжаются после

## The objection
heading-markets-without = { $kind ->
    [stands] Экспорт вырос бы и без крупнейшего направления
    [falls] Без крупнейшего направления экспорт не вырос бы
   *[shrank] Экспорт без крупнейшего направления
}
markets-without-text = Изменение экспорта — {$growth}. Без крупнейшего направления в {$period} ({$country}) оно составило бы {$without}.

limits-markets-spells = Продажа — это товарная группа, проданная в страну за год, какой бы компанией ни была. Год без неё продажу заканчивает, если перерыв не разрешён параметром `bridge`.
limits-markets-independent = Стандартная ошибка исходит из того, что продажи не зависят друг от друга. Продажи в одну страну часто прекращаются вместе, а прерванная и возобновлённая продажа учтена как две; тогда полоса слишком узка.
limits-markets-blocs = Объединения пересекаются; поставка относится к объединению, если весь её период приходится на время членства.

caption-markets-count = Страны и концентрация по годам
caption-markets-margins = Из чего сложилось изменение, {$period} год
caption-markets-nested = Изменение по компаниям, товарным группам и странам по очереди, {$period} год
caption-markets-moved = Экспорт и вклад в рост по странам, {$period} год
caption-markets-blocs = Экспорт по объединениям и годом ранее, {$period} год
caption-markets-survival = Сколько держатся продажи товарной группы в страну
sheet-markets-count = страны по годам
sheet-markets-margins = изменение
sheet-markets-nested = изменение по очереди
sheet-markets-moved = вклады
sheet-markets-blocs = объединения
sheet-markets-survival = выживание
column-count = Направления
column-cr = Доля трёх крупнейших
column-level = По чему
column-margin = Что стало
column-change = Изменение, {$unit}
column-margins-members = Сколько
column-duration = Лет
column-at_risk = Под риском
column-ended = Прекращены
column-censored = Продолжаются
column-survival = Переживают
column-error = Стандартная ошибка
