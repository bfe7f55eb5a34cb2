# Страницы об одном направлении и об одном товаре или группе.

destination-title = Экспорт: {$zone}, {$name}, {$period} год
destination-title-nozone = Экспорт: {$name}, {$period} год
destination-subtitle = Что поставлялось в {$period} году, кто поставлял и с какого времени. Валюта: { UNIT(case: "name") }
destination-subtitle-public = Что поставлялось в {$period} году. Валюта: { UNIT(case: "name") }
product-title = Экспорт: {$zone}, { product-name }, {$period} год
product-title-nozone = Экспорт: { product-name }, {$period} год
product-name = { $kind ->
    [product] код товара {$name}
   *[group] {$name}
}
product-subtitle = Куда шли поставки в {$period} году, кто поставлял и с какого времени. Валюта: { UNIT(case: "name") }
product-subtitle-public = Куда шли поставки в {$period} году. Валюта: { UNIT(case: "name") }
subject = { $kind ->
    [destination] по направлению «{$name}»
    [group] по группе «{$name}»
    [product] по коду товара {$name}
   *[whole] всего
}
subject-total = Экспорт { subject } в { WHEN($period) } составил { MONEY($total) }{ KNOWN($growth) ->
    [yes] {" "}— { CHANGE($growth) } в { WHEN($previous) }
   *[no] {""}
}.
subject-nothing = В { WHEN($period) } экспорта { subject } не было
subject-share = { $of ->
    [all] Весь экспорт в { WHEN($period) } — { subject }
   *[part] Экспорт { subject } — { SHARE($share) } всего экспорта{ KNOWN($ranked) ->
        [yes] , {$rank}-е место из {$n}
       *[no] {""}
    }
}
subject-parts = { $of ->
    [all] { $kind ->
        [destination] Единственная товарная группа
       *[other] Единственное направление
    } — {$part}.
   *[part] { $kind ->
        [destination] { KNOWN($shown) ->
            [yes] Крупнейшая из показанных товарных групп
           *[no] Крупнейшая товарная группа
        }
       *[other] { KNOWN($shown) ->
            [yes] Крупнейшее из показанных направлений
           *[no] Крупнейшее направление
        }
    } — {$part} ({ SHARE($share) }).
}
subject-sellers = { $n ->
    [1] Поставщик — одна компания{ $of ->
        [all] .
       *[part] ; на неё пришлось { SHARE($share) } экспорта.
    }
   *[other] Поставщики — { COUNT($n, of: "companies") }; на крупнейшую пришлось { SHARE($share) } экспорта.
}
subject-since = Впервые такой экспорт отмечен в {$start} году{ $known ->
    [yes] {""}
   *[no] , а что было раньше, неизвестно
}{ $n ->
    [1] {""}
   *[other] ; позже были перерывы
}.
subject-price = Средняя стоимость килограмма в { WHEN($period) } — { MONEY($unit_value, least: 1) }{ KNOWN($rate) ->
    [yes] {" "}({ SIGNED($rate) } к {$previous} году)
   *[no] {""}
}, поставлено { NUMBER($amount) } кг{ KNOWN($grown) ->
    [yes] {" "}({ SIGNED($grown) })
   *[no] {""}
}{ $of ->
    [part] {" "}(по данным, в которых указан вес)
   *[all] {""}
}.
subject-price-unit = Учёт в единицах «{ KNOWN($unit) ->
    [yes] {$unit}
   *[no] { unknown }
}»: поставлено {$sold}, средняя стоимость единицы — { MONEY($unit_value, least: 1) }.
subject-market = Доля на рынке в { WHEN($period) } — { SHARE($market_share) }.
parts-read = Части складываются в целое. То, о чём в данных не сказано, показано отдельно.
sellers-read = Компании названы только для внутреннего пользования.
since-read = Период поставок — годы подряд, в которые они были. Если он идёт с начала данных, поставки могли начаться раньше.
price-read = По данным, в которых указан вес в килограммах или количество в других единицах; одни единицы в другие не переводятся. Стоимость единицы меняется и от цен, и от состава поставок.
market-read = Рынок — всё, что есть в файле, с которым ведётся сравнение.
caption-subject-total = Экспорт по годам
caption-subject-parts = Состав, {$period} год
caption-subject-sellers = Компании, {$period} год
caption-subject-since = Периоды поставок
caption-subject-prices = Стоимость килограмма по годам
caption-subject-units = Стоимость других единиц количества по годам
caption-subject-market = Доля рынка по годам
column-amount-subject = Килограммов
column-unit_value-subject = За килограмм, { UNIT() }
column-unit-subject-units = Единица
column-amount-subject-units = Количество
column-unit_value-subject-units = За единицу, { UNIT() }
column-start-subject = Начало
column-end-subject = Конец
column-base-subject = Рынок, {$unit}
column-market_share-subject = Доля рынка
