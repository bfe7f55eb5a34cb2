# Сравнение зон. Зона названа так, как в данных, поэтому её имя стоит в кавычках и не склоняется.

zones-title = Сравнение зон: {$zone}, {$period} год
zones-title-nozone = Сравнение зон, {$period} год
zones-subtitle = Показатели экспорта по зонам за {$period} год. Валюта: {$unit}
zones-count = { $n ->
    [one] {$n} зоны
    [few] {$n} зон
    [many] {$n} зон
   *[other] {$n} зоны
}
zone-name = «{$zone}»
zones-point-total = Экспорт {$zones} в {$period} составил {$total} — {$change} в {$previous}.
zones-point-total-alone = Экспорт {$zones} в {$period} составил {$total}.
zones-point-largest = { $n ->
    [one] Больше всех экспортировала зона {$zone}: {$value}, или {$share} общего объёма
   *[other] Больше всех экспортировали зоны {$zone}: по {$value}, или по {$share} общего объёма
}.
zones-point-growth = Самый высокий рост — {$zone} ({$growth}), самый низкий — {$last} ({$least}).
zones-point-moved = { $direction ->
    [up] { $n ->
        [one] Наибольший вклад в рост общего экспорта ({$growth}) внесла зона {$zone}: {$points}
       *[other] Наибольший вклад в рост общего экспорта ({$growth}) внесли зоны {$zone}: по {$points}
    }
    [down] { $n ->
        [one] Наибольший вклад в снижение общего экспорта ({$growth}) внесла зона {$zone}: {$points}
       *[other] Наибольший вклад в снижение общего экспорта ({$growth}) внесли зоны {$zone}: по {$points}
    }
   *[against] { $n ->
        [one] Сильнее всего изменился экспорт зоны {$zone}: {$points} при общем изменении {$growth}
       *[other] Сильнее всего изменился экспорт зон {$zone}: {$points} при общем изменении {$growth}
    }
}.
zones-point-depends = { $n ->
    [one] Сильнее всего от одной компании зависит зона {$zone}: на эту компанию пришлось {$share} экспорта зоны
   *[other] Сильнее всего от одной компании зависят зоны {$zone}: на такую компанию пришлось по {$share} экспорта зоны
}.
zones-point-markets = { $n ->
    [one] Самая широкая география — у зоны {$zone}: {$countries}
   *[other] Самая широкая география — у зон {$zone}: {$countries} у каждой
}.

heading-zones-totals = { $n ->
    [one] В {$period} больше всех экспортировала зона {$zone}
   *[other] В {$period} больше всех и поровну экспортировали зоны {$zone}
}
heading-zones-totals-alone = Экспорт зоны в {$period}
zones-totals-read = Рост сравнивает каждую зону с ней самой годом ранее за те же месяцы. ИХХ (индекс Херфиндаля — Хиршмана) — сумма квадратов долей: единица означала бы единственное направление, одна десятая — как при десяти равных.
zones-totals-late = У части зон данные начинаются позже: {$list}.
zones-totals-over = По некоторым зонам данные заканчиваются раньше: {$list}. Если они продавали и позже, этого нет ни в их итогах, ни в темпах роста.
chart-zones = Экспорт зон по годам, по {$period} год
heading-zones-groups = { $kind ->
    [one] Сильнее всего от одной группы зависит зона {$zone}: {$share} её экспорта — {$group}
    [several] Сильнее всего от одной группы зависят зоны {$zone}: на неё приходится по {$share} экспорта
   *[alone] Зона {$zone}: {$share} экспорта — {$group}
}
zones-groups-item = «{$zone}» — {$group}, {$share}
zones-groups-text = Крупнейшая товарная группа каждой зоны в {$period} году: {$list}.
chart-zones-groups = Какую часть экспорта зоны даёт каждая товарная группа, {$period} год
zones-groups-read = Доли одной зоны в сумме дают весь её экспорт. Специализация выше единицы означает, что группа весит в зоне больше, чем во всех зонах вместе.
heading-zones-objection = { $kind ->
    [young] Быстрее всех растёт зона, данные которой начинаются позже всего
    [same] Самый быстрый рост и прибавка зон в деньгах
   *[old] Быстрее всех растёт не та зона, данные которой начинаются позже всего
}
zones-objection-text = Зона, которая только начинает, растёт с малого. Быстрее всех рос экспорт зоны «{$zone}», в {$period} прибавка составила {$added}{ $kind ->
    [alike] { $n ->
        [one] {" "}— больше, чем у любой другой
       *[other] {" "}— не меньше, чем у любой другой
    }.
   *[apart] ; наибольшая прибавка — { $n ->
        [one] у зоны {$most}, {$value}
       *[other] у зон {$most}, по {$value}
    }.
}
limits-zones-age = Зоны различаются возрастом, размером и товарами; поправок на это в показателях нет.
limits-zones-prices = Все суммы — в текущих ценах и в одной валюте. Чего нет в данных одной зоны, по данным других не узнать.
limits-zones-named = Суммы квадратов долей и доля крупнейшего экспортёра относятся к названным в данных товарам и компаниям.

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
