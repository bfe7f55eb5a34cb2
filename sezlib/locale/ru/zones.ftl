# Сравнение зон. Зона названа так, как в данных, поэтому её имя стоит в кавычках и не склоняется.

zones-title = Сравнение зон: {$zone}, {$period} год
zones-title-nozone = Сравнение зон, {$period} год
zones-subtitle = Показатели экспорта по зонам за {$period} год. Валюта: { UNIT(case: "name") }
zone-name = «{ NAME("zone", $zone) }»
zones-point-total = Экспорт { $n ->
    [1] зоны
   *[other] всех зон
} в { WHEN($period) } составил { MONEY($total) }{ KNOWN($growth) ->
    [yes] {" "}— { CHANGE($growth) } в { WHEN($previous) }
   *[no] {""}
}.
zones-point-largest = { $n ->
    [one] Больше всех экспортировала зона { LIST($first, said: "zone-name") }: { MONEY($total) }, или { SHARE($share) } общего объёма
   *[other] Больше всех экспортировали зоны { LIST($first, said: "zone-name") }: по { MONEY($total) }, или по { SHARE($share) } общего объёма
}.
zones-point-growth = Темпы прироста экспорта — от { SIGNED($least) } ({ LIST($last, said: "zone-name") }) до { SIGNED($growth) } ({ LIST($first, said: "zone-name") }).
zones-point-moved = { $direction ->
    [up] { $n ->
        [one] Наибольший вклад в рост общего экспорта внесла зона { LIST($first, said: "zone-name") }: { LIST($first, said: "moved-points", once: 1) }
       *[other] Наибольший вклад в рост общего экспорта внесли зоны { LIST($first, said: "zone-name") }: по { LIST($first, said: "moved-points", once: 1) }
    }
    [down] { $n ->
        [one] Наибольший вклад в снижение общего экспорта внесла зона { LIST($first, said: "zone-name") }: { LIST($first, said: "moved-points", once: 1) }
       *[other] Наибольший вклад в снижение общего экспорта внесли зоны { LIST($first, said: "zone-name") }: по { LIST($first, said: "moved-points", once: 1) }
    }
   *[against] { $n ->
        [one] Сильнее всего изменился экспорт зоны { LIST($first, said: "zone-name") }: { LIST($first, said: "moved-points", once: 1) }
       *[other] Сильнее всего изменился экспорт зон { LIST($first, said: "zone-name") }: { LIST($first, said: "moved-points", once: 1) }
    }
}.
zones-point-depends = { $n ->
    [one] Сильнее всего от одной компании зависит зона { LIST($first, said: "zone-name") }: на эту компанию пришлось { SHARE($largest_exporter) } экспорта зоны
   *[other] Сильнее всего от одной компании зависят зоны { LIST($first, said: "zone-name") }: на такую компанию пришлось по { SHARE($largest_exporter) } экспорта зоны
}.
zones-point-markets = { $n ->
    [one] Самая широкая география — у зоны { LIST($first, said: "zone-name") }: { COUNT($destinations, of: "destinations") }
   *[other] Самая широкая география — у зон { LIST($first, said: "zone-name") }: { COUNT($destinations, of: "destinations") } у каждой
}.

heading-zones-totals = { $n ->
    [one] В { WHEN($period) } больше всех экспортировала зона { LIST($first, said: "zone-name") }
   *[other] В { WHEN($period) } больше всех и поровну экспортировали зоны { LIST($first, said: "zone-name") }
}
heading-zones-totals-shown = Экспорт показанных зон в { WHEN($period) }
heading-zones-totals-alone = Экспорт зоны в { WHEN($period) }
zones-totals-read = Рост каждой зоны рассчитан к тем же месяцам предыдущего года.{ $hhi ->
    [yes] {" "}ИХХ (индекс Херфиндаля — Хиршмана) — сумма квадратов долей: единица означала бы единственное направление, одна десятая — как при десяти равных.
   *[no] {""}
}
zones-totals-late = У части зон данные начинаются позже: { LIST($items) }.
zones-totals-over = По некоторым зонам данные заканчиваются раньше: { LIST($items) }. Если они продавали и позже, этого нет ни в их итогах, ни в темпах роста.
chart-zones = Экспорт зон по годам, до {$period} года включительно
heading-zones-groups = { $kind ->
    [one] Сильнее всего от одной группы зависит зона { LIST($first, said: "zone-name") }
    [several] Сильнее всего от одной группы зависят зоны { LIST($first, said: "zone-name") }
   *[alone] Крупнейшая товарная группа зоны { LIST($first, said: "zone-name") }
}
zones-groups-item = «{ NAME("zone", $zone) }» — { GROUP($group) }, { SHARE($share) }
zones-groups-text = Крупнейшая товарная группа каждой зоны в {$period} году: { LIST($rows, said: "zones-groups-item", by: "; ") }.
chart-zones-groups = Структура экспорта зон по товарным группам, {$period} год, в процентах
zones-groups-read = Доли одной зоны в сумме дают весь её экспорт. Специализация выше единицы означает, что группа весит в зоне больше, чем во всех зонах вместе.
heading-zones-objection = { $kind ->
    [young] Быстрее всех растёт зона, данные которой начинаются позже всего
    [same] Самый быстрый рост — не всегда самый большой прирост
   *[old] Быстрее всех растёт не та зона, данные которой начинаются позже всего
}
zones-objection-text = При низкой базе темпы роста высоки. Быстрее всех рос экспорт зоны «{ NAME("zone", $zone) }», в { WHEN($period) } прирост составил { MONEY($added, $value) }{ $kind ->
    [alike] { $n ->
        [one] {" "}— больше, чем у любой другой
       *[other] {" "}— не меньше, чем у любой другой
    }.
   *[apart] ; наибольший прирост — { $n ->
        [one] у зоны { LIST($most, said: "zone-name") }, { MONEY($value, $added) }
       *[other] у зон { LIST($most, said: "zone-name") }, по { MONEY($value, $added) }
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
column-base-zones-special = Доля во всех зонах
column-count-zone-residents = { column-exporters }

## Несколько зон на одной странице
zones-title-count = { $n ->
    [one] {$n} зона
    [few] {$n} зоны
    [many] {$n} зон
   *[other] {$n} зоны
}
zones-covered = Зоны рассматриваются вместе: { $list }.
heading-zones = { $direction ->
    [up] { $n ->
        [one] Наибольший вклад в рост экспорта внесла зона { LIST($first, said: "zone-name") }
       *[other] Наибольший вклад в рост экспорта внесли зоны { LIST($first, said: "zone-name") }
    }
    [down] { $n ->
        [one] Наибольший вклад в снижение экспорта внесла зона { LIST($first, said: "zone-name") }
       *[other] Наибольший вклад в снижение экспорта внесли зоны { LIST($first, said: "zone-name") }
    }
    [against] { $n ->
        [one] Сильнее всего изменился экспорт зоны { LIST($first, said: "zone-name") }
       *[other] Сильнее всего изменился экспорт зон { LIST($first, said: "zone-name") }
    }
   *[none] { $n ->
        [one] Больше всех экспортировала зона { LIST($first, said: "zone-name") }
       *[other] Больше всех экспортировали зоны { LIST($first, said: "zone-name") }
    }
}
zones-order = Крупнейшие зоны по убыванию: { LIST($rows, of: "zone", by: "; ") }.
zones-add = Вклад зон в { $direction ->
    [up] рост
    [down] снижение
   *[same] изменение
}: { LIST($rows, said: "zones-add-item", by: "; ") }{ KNOWN($rest) ->
    [yes] ; { groups-add-rest }
   *[no] {""}
}.
zones-add-item = «{ NAME("zone", $zone) }» ({ POINTS($contribution) })
zones-read = Вклад зоны — изменение её экспорта, делённое на экспорт всех зон годом ранее. Вклады в сумме дают рост итога.
chart-zones-other = прочие зоны
chart-zone-parts = Экспорт крупнейших зон { by-year } в одном масштабе; в скобках — доля в { WHEN($period) }
heading-zone-markets = { $n ->
    [1] Новые для себя страны освоила зона { LIST($first, said: "zone-name") }
    [one] Новые для себя страны освоила {$n} зона
    [few] Новые для себя страны освоили {$n} зоны
    [many] Новые для себя страны освоили {$n} зон
   *[other] Новые для себя страны освоили {$n} зоны
}
zone-markets-list = Впервые для зоны в { YEAR($period) }, даже если в эту страну уже поставляла другая зона: { LIST($rows, said: "zone-markets-item", by: "; ") }.
zone-markets-item = «{ NAME("zone", $zone) }» — { LIST($rows, of: "destination") }
zone-markets-read = Страна считается новой для зоны, если за более ранние { $per ->
    [year] годы
   *[other] периоды
} данные этой зоны есть, а её поставок туда не было.
caption-by-zone = Экспорт по зонам, { YEAR($period, case: "name") }
caption-zones-over-time = Экспорт по зонам и { grains-by }
caption-new-by-zone = Первые и возобновлённые поставки каждой зоны, { YEAR($period, case: "name") }
sheet-by-zone = зоны
sheet-zones-over-time = зоны по { grains-by }
sheet-new-by-zone = новые страны зон
heading-zone-destinations = { $n ->
    [one] Самая широкая география — у зоны { LIST($first, said: "zone-name") }: { COUNT($count, of: "destinations") }
   *[other] Самая широкая география — у зон { LIST($first, said: "zone-name") }: { COUNT($count, of: "destinations") } у каждой
}
heading-zone-residents = { $n ->
    [one] Больше всего экспортёров — в зоне { LIST($first, said: "zone-name") }: { COUNT($count, of: "companies") }
   *[other] Больше всего экспортёров — в зонах { LIST($first, said: "zone-name") }: { COUNT($count, of: "companies") } в каждой
}
caption-zone-destinations = Число стран, в которые поставляла каждая зона, {$period} год
caption-zone-residents = Экспортёры по зонам, {$period} год
sheet-zone-destinations = страны по зонам
sheet-zone-residents = экспортёры по зонам
relief-heading-for-zones = Наибольшая часть льготы { $leaders ->
    [one] ({ SHARE($share) }) — у зоны { LIST($first) }
   *[other] (по { SHARE($share) }) — у зон { LIST($first) }
}
relief-heading-for-zones-none = Зоны, получившие льготу, не указаны
relief-for-zones = { $n ->
    [1] С льготой товары ввозила одна зона: { LIST($first) }.
    [one] С льготой товары ввозила {$n} зона.
    [few] С льготой товары ввозили {$n} зоны.
    [many] С льготой товары ввозили {$n} зон.
   *[other] С льготой товары ввозило {$n} зоны.
}
caption-relief-zones = Таможенная льгота по зонам, {$period} год
sheet-relief-zones = льгота по зонам
