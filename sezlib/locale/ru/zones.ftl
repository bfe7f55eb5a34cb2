# Сравнение зон. Зона названа так, как в записях, поэтому её имя стоит в кавычках и не склоняется.

zones-title = Сравнение зон: {$zone}, {$period} год
zones-title-nozone = Сравнение зон, {$period} год
zones-subtitle = Показатели экспорта по зонам за {$period} год. Валюта: {$unit}
zones-count = { $n ->
    [one] {$n} зоны
   *[other] {$n} зон
}
zones-point-total = Экспорт {$zones} в {$period} составил {$total} — {$change} в {$previous}.
zones-point-total-alone = Экспорт {$zones} в {$period} составил {$total}.
zones-point-largest = Больше всех экспортировала зона «{$zone}»: {$value}, или {$share} общего объёма.
zones-point-growth = Самый высокий рост — в зоне «{$zone}» ({$growth}), самый низкий — в зоне «{$last}» ({$least}).
zones-point-moved = Из общего роста на {$growth} на зону «{$zone}» пришлось {$points}.
zones-point-depends = Сильнее всего от одной компании зависит зона «{$zone}»: на эту компанию пришлось {$share} экспорта зоны.
zones-point-markets = Самая широкая география — у зоны «{$zone}»: {$countries}.

heading-zones-totals = В {$period} году больше всех экспортировала зона «{$zone}»
zones-totals-read = Рост сравнивает каждую зону с ней самой годом ранее за те же месяцы. ИХХ (индекс Херфиндаля — Хиршмана) — сумма квадратов долей: единица означала бы единственную страну, одна десятая — как при десяти равных.
zones-totals-late = У части зон записи начинаются позже: {$list}.
chart-zones = Больше всех в {$period} году экспортировала зона «{$zone}»: {$value}
heading-zones-groups = Сильнее всего на одной группе держится зона «{$zone}»: {$share} её экспорта — {$group}
zones-groups-item = «{$zone}» — {$group}, {$share}
zones-groups-text = Крупнейшая товарная группа каждой зоны в {$period} году: {$list}.
chart-zones-groups = Какую часть экспорта зоны даёт каждая товарная группа, {$period} год
zones-groups-read = Доли одной зоны в сумме дают весь её экспорт. Специализация выше единицы означает, что группа весит в зоне больше, чем во всех зонах вместе.
heading-zones-objection = { $kind ->
    [young] Быстрее всех растёт молодая зона
   *[old] Быстрее всех растёт не самая молодая зона
}
zones-objection-text = Зона, которая только начинает, растёт с малого. В деньгах прибавка зоны «{$zone}» в {$period} году — {$added}, а наибольшая прибавка — у зоны «{$most}»: {$value}.
limits-zones-age = Зоны различаются возрастом, размером и товарами; поправок на это в показателях нет.
limits-zones-prices = Все суммы — в текущих ценах и в одной валюте. Чего нет в записях одной зоны, по записям других не узнать.
limits-zones-named = Суммы квадратов долей и доля крупнейшего экспортёра относятся к названным в записях товарам и компаниям.

caption-zones = Показатели по зонам, {$period} год
caption-zones-groups = Крупнейшие товарные группы каждой зоны, {$period} год
caption-zones-destinations = Крупнейшие направления каждой зоны, {$period} год
caption-zones-special = Специализация зон, {$period} год
sheet-zones = зоны
sheet-zones-groups = группы зон
sheet-zones-destinations = страны зон
sheet-zones-special = специализация
column-zone = Зона
column-products = Товары
column-destinations = Страны
column-product_hhi = ИХХ, товары
column-destination_hhi = ИХХ, страны
column-largest_exporter = Крупнейший экспортёр
column-new_destinations = Новые страны
column-rca = Специализация
column-base-special = Доля во всех зонах
