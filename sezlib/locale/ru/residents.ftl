# Страница о компаниях: кто экспортирует, кто начал, кто прекратил и какова зависимость от крупнейших.

residents-title = Экспортёры: {$zone}, {$period} год
residents-title-nozone = Экспортёры, {$period} год
residents-subtitle = { $audience ->
    [public] Сколько компаний экспортирует
   *[other] Кто экспортирует, кто начал и кто прекратил экспорт, какова зависимость от крупнейших
}. {$period} год. Валюта: { UNIT(case: "name") }

## Main points
residents-point-count = Число экспортёров в { WHEN($period) } — {$n}{ KNOWN($before) ->
    [yes] {" "}против {$before} в { WHEN($previous) }
   *[no] {""}
}.
residents-point-turnover = { $came ->
    [0] Новых экспортёров нет
    [one] Добавился {$came} новый экспортёр
    [few] Добавились {$came} новых экспортёра
    [many] Добавилось {$came} новых экспортёров
   *[other] Добавилось {$came} нового экспортёра
}; { $base ->
    [none] в { WHEN($previous) } не экспортировал никто
   *[some] из экспортировавших в { WHEN($previous) } { $left ->
        [0] не прекратил никто
        [one] прекратила экспорт {$left} компания
        [few] прекратили экспорт {$left} компании
        [many] прекратили экспорт {$left} компаний
       *[other] прекратило экспорт {$left} компании
    }
}.
residents-point-size = Медиана экспорта одной компании — { MONEY($median, $mean) }, среднее — { MONEY($mean, $median) }.
residents-point-came = { $came ->
    [0] Все они экспортировали и в { YEAR($previous) }
    [one] {$came} из них в { YEAR($previous) } не экспортировала
    [few] {$came} из них в { YEAR($previous) } не экспортировали
    [many] {$came} из них в { YEAR($previous) } не экспортировали
   *[other] {$came} из них в { YEAR($previous) } не экспортировало
}.
residents-point-largest = На { of-named } пришлось { SHARE($largest) } экспорта{ $top ->
    [1] {""}
    [one] , на {$top} крупнейшего вместе — { SHARE($together) }
    [few] , на { top-word } крупнейших вместе — { SHARE($together) }
    [many] , на { top-word } крупнейших вместе — { SHARE($together) }
   *[other] , на {$top} крупнейшего вместе — { SHARE($together) }
}{ KNOWN($equivalent_number) ->
    [yes] ; эквивалентное число { $of ->
        [part] названных экспортёров
       *[all] экспортёров
    } — { NUMBER($equivalent_number, digits: 1) }
   *[no] {""}
}.
of-named = { $of ->
    [part] крупнейшего из названных экспортёров
   *[all] крупнейшего экспортёра
}
of-stated = { $of ->
    [part] {" "}с указанным экспортёром
   *[all] {""}
}

## How many, who came, who left
heading-turnover = { heading-turnover-alone }; { $came ->
    [0] новых экспортёров нет
   *[other] новых экспортёров — {$came}
}, { $left ->
    [0] прекративших экспорт нет
   *[other] прекративших экспорт — {$left}
}
heading-turnover-alone = Экспорт в { WHEN($period) } { $n ->
    [1] вела одна компания
    [one] вела { COUNT($n, of: "companies") }
   *[other] вели { COUNT($n, of: "companies") }
}
heading-turnover-part = Экспортёры в { WHEN($period) }: { COUNT($n, of: "companies") }; { $came ->
    [0] все экспортировали и в { YEAR($previous) }
    [one] {$came} в { YEAR($previous) } не экспортировала
    [few] {$came} в { YEAR($previous) } не экспортировали
    [many] {$came} в { YEAR($previous) } не экспортировали
   *[other] {$came} в { YEAR($previous) } не экспортировало
}
turnover-came = Из экспортировавших в { WHEN($period) } { $n ->
    [one] {$n} компания экспортировала
    [few] {$n} компании экспортировали
    [many] {$n} компаний экспортировали
   *[other] {$n} компании экспортировало
} и в { YEAR($previous) }; доля новых экспортёров — { SHARE($entry_rate) }.
turnover-back = { $first ->
    [0] Все новые экспортёры вернулись после перерыва.
   *[other] { $back ->
        [0] Все новые экспортёры вышли на экспорт впервые за время, охваченное данными.
       *[other] Впервые за время, охваченное данными, на экспорт вышли {$first}, после перерыва вернулись {$back}.
    }
}
turnover-left = { $left ->
    [0] Из экспортировавших в { YEAR($previous) } экспорт не прекратила ни одна компания
   *[other] Из экспортировавших в { YEAR($previous) } экспорт прекратили { SHARE($exit_rate) }
}.
turnover-part = { $n ->
    [0] Все экспортировавшие в { WHEN($previous) } экспортировали и в { WHEN($period) }.
    [one] Из экспортировавших в { WHEN($previous) } {$n} компания в { WHEN($period) } не экспортировала; прекратила ли она экспорт, покажет остаток года.
    [few] Из экспортировавших в { WHEN($previous) } {$n} компании в { WHEN($period) } не экспортировали; прекратили ли они экспорт, покажет остаток года.
    [many] Из экспортировавших в { WHEN($previous) } {$n} компаний в { WHEN($period) } не экспортировали; прекратили ли они экспорт, покажет остаток года.
   *[other] Из экспортировавших в { WHEN($previous) } {$n} компании в { WHEN($period) } не экспортировало; прекратили ли они экспорт, покажет остаток года.
}
turnover-survived = Из { $n ->
    [one] {$n} компании, ставшей новым экспортёром
    [few] {$n} компаний, ставших новыми экспортёрами
    [many] {$n} компаний, ставших новыми экспортёрами
   *[other] {$n} компании, ставшей новым экспортёром
} в { YEAR($previous) }, в { WHEN($period) } { $stayed ->
    [0] не экспортировала ни одна
    [one] экспортировала {$stayed}
    [few] экспортировали {$stayed}
    [many] экспортировали {$stayed}
   *[other] экспортировало {$stayed}
}: доля закрепившихся — { SHARE($survival_rate) }.
turnover-growth = Компании, экспортировавшие в оба года, вместе продали { CHANGE($incumbents_growth) } в { WHEN($previous) }.
turnover-censored = Предыдущего года в данных нет или он неполон, поэтому сказать, кто начал и кто прекратил экспорт, нельзя.
turnover-coverage = Экспортёр указан для { SHARE($coverage) } экспорта; показатели о компаниях относятся к этой части.
turnover-read = Экспортёр года — компания, экспорт которой за год больше нуля.{ $audience ->
    [public] {""}
   *[other] {" "}Новый экспортёр годом ранее не экспортировал; прекративший экспорт экспортировал годом ранее, а теперь нет. На диаграмме прекратившие экспорт — ниже нуля.
}
turnover-stayed = экспортировали и годом ранее
turnover-new = новые
turnover-gone = прекратили экспорт
turnover-unknown = { $audience ->
    [public] экспортёры
   *[other] неизвестно, новые ли
}
turnover-axis = Компании
status-left = прекращено
status-absent = в те же месяцы не экспортировала

## How large, how broad
heading-sizes = Медиана экспорта одной компании в { WHEN($period) } — { MONEY($median) }
heading-sizes-guarded = Размер экспортёров не приводится
guarded = В { WHEN($period) } экспортировали менее { $fewest ->
    [one] {$fewest} компании
    [few] {$fewest} компаний
    [many] {$fewest} компаний
   *[other] {$fewest} компании
}, поэтому такие показатели не приводятся.
sizes-middle = Нижний квартиль — { MONEY($lower_quartile, $median, $upper_quartile, $mean) }, верхний — { MONEY($upper_quartile, $median, $lower_quartile, $mean) }.
sizes-mean = Среднее составляет { NUMBER($times, digits: 1) } медианы{ $skewed ->
    [yes] : его поднимают крупные компании
   *[no] {""}
}.
sizes-new = Новый экспортёр продал в среднем на { MONEY($entrants_mean, $incumbents_mean) }, экспортировавший и годом ранее — на { MONEY($incumbents_mean, $entrants_mean) }.
sizes-new-guarded = Средний экспорт новых и остальных экспортёров не сравнивается: за одним из этих показателей стоит менее { $fewest ->
    [one] {$fewest} компании
    [few] {$fewest} компаний
    [many] {$fewest} компаний
   *[other] {$fewest} компании
}.
sizes-broad = В среднем на экспортёра приходится { $what ->
    [both] { NUMBER($products_per_exporter, digits: 1) } товарного кода и { NUMBER($destinations_per_exporter, digits: 1) } страны назначения
    [products] { NUMBER($products_per_exporter, digits: 1) } товарного кода
   *[places] { NUMBER($destinations_per_exporter, digits: 1) } страны назначения
}.
sizes-read = Не менее половины экспортёров продают на сумму медианы или меньше и не менее половины — на эту сумму или больше; так же определены квартили — для четверти и трёх четвертей.
sizes-log = Шкала диаграммы логарифмическая: равные отрезки соответствуют росту в одинаковое число раз.
chart-sizes-median = медиана
chart-sizes-quartiles = от нижнего до верхнего квартиля
chart-sizes-mean = среднее

## How much hangs on the largest
heading-dependence = На { of-named } в { WHEN($period) } пришлось { SHARE($largest) } экспорта
dependence-before = В { WHEN($previous) } на крупнейшего { $of ->
    [part] из названных в том году
   *[all] того года
} приходилось { SHARE($largest) }{ $top ->
    [1] {""}
    [one] , на {$top} крупнейшего — { SHARE($together) }
    [few] , на { top-word } крупнейших — { SHARE($together) }
    [many] , на { top-word } крупнейших — { SHARE($together) }
   *[other] , на {$top} крупнейшего — { SHARE($together) }
}.
dependence-half = На меньшую половину экспортёров пришлось { SHARE($lorenz) } экспорта{ of-stated }. Индекс Джини, равный нулю при полном равенстве, — { NUMBER($gini, digits: 2) }.
dependence-read = Кривая Лоренца складывает экспортёров начиная с наименьшего: чем дальше она от прямой, тем больше приходится на немногих. Эквивалентное число — единица, делённая на сумму квадратов долей.
chart-lorenz = Доля экспорта{ of-stated }, приходящаяся на наименьших экспортёров вместе, в { WHEN($period) }
chart-dependence = Доли крупнейших{ $of ->
    [part] {" "}из названных экспортёров
   *[all] {" "}экспортёров
} по годам
chart-sizes = Экспорт одного экспортёра по годам
chart-turnover = Экспортёры каждого года{ $audience ->
    [public] {""}
   *[other] , ниже нуля — прекратившие экспорт
}
chart-lorenz-x = Доля экспортёров начиная с наименьшего
chart-lorenz-y = Доля экспорта{ of-stated }
chart-lorenz-equal = все равны
chart-dependence-largest = крупнейший: { SHARE($share) }
chart-dependence-together = { $n ->
    [one] {$n} крупнейший: { SHARE($share) }
    [few] {$n} крупнейших: { SHARE($share) }
    [many] {$n} крупнейших: { SHARE($share) }
   *[other] {$n} крупнейшего: { SHARE($share) }
}
chart-dependence-axis = Доля экспорта

## Growth without each
heading-without = { $kind ->
    [every-apart] Изменение экспорта без какой-либо одной компании — от { SIGNED($low) } до { SIGNED($high) }
    [every-alike] Без какой-либо одной компании изменение экспорта составило бы { SIGNED($low) }
    [other-apart] Без одной из компаний сравнивать не с чем; без любой другой изменение экспорта — от { SIGNED($low) } до { SIGNED($high) }
   *[other-alike] Без одной из компаний сравнивать не с чем; без любой другой изменение экспорта — { SIGNED($low) }
}
heading-without-guarded = Изменение экспорта без одной компании не приводится
guarded-without = Без одной компании за показателем стояло бы менее { $fewest ->
    [one] {$fewest} компании
    [few] {$fewest} компаний
    [many] {$fewest} компаний
   *[other] {$fewest} компании
}, поэтому он не приводится.
without-zero = Без одной из компаний экспорт в { WHEN($previous) } был бы нулевым, а рост от нуля не выражается числом.
without-largest = Без крупнейшей компании экспорт { WOULD($growth_without) }.
without-read = Изменение без компании — это изменение экспорта всех остальных: она исключена из обоих лет. В таблице — компании с наибольшим экспортом в любом из двух лет.
chart-without-axis = Изменение экспорта без компании, %
chart-without = Изменение экспорта в { WHEN($period) } без { $n ->
    [1] крупнейшей компании
    [one] каждой из {$n} крупнейшей компании
    [few] каждой из {$n} крупнейших компаний
    [many] каждой из {$n} крупнейших компаний
   *[other] каждой из {$n} крупнейшей компании
}
chart-without-whole = все компании: { SIGNED($growth) }

## The strongest objection
heading-leaning = { $verdict ->
    [none] Без крупнейшей компании экспорт не { $direction ->
        [up] вырос
       *[down] снизился
    } бы
    [one] Без крупнейшей компании экспорт всё равно { $direction ->
        [up] вырос
       *[down] снизился
    } бы, без трёх крупнейших — нет
    [stands] Экспорт { $direction ->
        [up] вырос
       *[down] снизился
    } бы и без трёх крупнейших компаний
   *[unknown] Экспорт { $direction ->
        [up] вырос
       *[down] снизился
    } бы и без крупнейшей компании
}
heading-leaning-base = Без крупнейшей компании сравнивать не с чем
leaning-text = Можно возразить, что такой показатель обеспечила одна крупная компания.
leaning-three = Без трёх крупнейших экспорт { WOULD($three) }.
leaning-guarded = Без трёх крупнейших { $fewest ->
    [1] не осталось бы ни одной компании
    [one] осталось бы менее {$fewest} компании
    [few] осталось бы менее {$fewest} компаний
    [many] осталось бы менее {$fewest} компаний
   *[other] осталось бы менее {$fewest} компании
}, поэтому такой показатель не приводится.
leaning-base = Без крупнейшей компании экспорт в { WHEN($previous) } был бы нулевым, а рост от нуля не выражается числом.
leaning-read = Крупнейшие — те, у кого экспорт в любом из двух лет наибольший, поэтому учтена и компания, которая прекратила экспорт.

## Terms, method, limits
term-exporter = Экспортёр
term-exporter-text = компания, экспорт которой за год больше нуля. То, что продано неизвестно кем, экспортёром не считается.
term-entrant = Новый экспортёр
term-entrant-text = экспортирует в этом году и не экспортировал годом ранее. Доля новых — их часть в числе экспортёров этого года.
term-leaver = Прекративший экспорт
term-leaver-text = экспортировал годом ранее и не экспортирует в этом году. Доля прекративших — их часть в числе экспортёров прошлого года.
term-median = Медиана, квартили
term-median-text = сумма, меньше которой экспортирует половина компаний; соответственно, четверть и три четверти.
term-equivalent = Эквивалентное число
term-equivalent-text = число компаний равного размера, при котором индекс Херфиндаля — Хиршмана (сумма квадратов долей) был бы таким же.
term-lorenz = Кривая Лоренца, индекс Джини
term-lorenz-text = часть экспорта, приходящаяся на наименьших экспортёров вместе; индекс Джини — удвоенная площадь между этой кривой и прямой равенства.
method-dynamics = Экспортёры{ $audience ->
    [public] {""}
   *[other] , новые, прекратившие экспорт и закрепившиеся
} подсчитаны так же, как в базе данных Всемирного банка Exporter Dynamics Database (Fernandes, Freund, Pierola, 2016).
method-concentration = Концентрация измерена индексом Херфиндаля (1950) и Хиршмана (1945), кривой Лоренца (1905) и индексом Джини (1914) по тем компаниям, которые указаны.
method-without = Изменение без компании рассчитано по экспорту всех остальных в оба года.
limits-guard = Средние, квартили, темпы роста и показатели концентрации, за которыми стоит менее { $fewest ->
    [one] {$fewest} компании
    [few] {$fewest} компаний
    [many] {$fewest} компаний
   *[other] {$fewest} компании
}, не приводятся. Конфиденциальности это не обеспечивает: в таблицах названы компании и их экспорт.
limits-censored = В первом году наблюдений никого нельзя назвать новым. Начавшие позже могли экспортировать и до начала наблюдений.

## Tables
caption-turnover = Экспортёры по годам
caption-came-and-left = Новые и прекратившие экспорт компании, {$period} год
caption-sizes = Экспорт одной компании по годам
caption-breadth = Товары и страны экспортёра по годам
caption-dependence = Концентрация экспорта по компаниям и годам
caption-without = Изменение экспорта без каждой из крупнейших компаний, {$period} год
column-exporters = Экспортёры
column-lines-dependence = { column-exporters }
column-incumbents = Экспортировали и годом ранее
column-entrants = Новые
column-exiters = Прекратили
column-entry_rate = Доля новых
column-exit_rate = Доля прекративших
column-survival_rate = Доля закрепившихся
column-mean = Среднее, {$unit}
column-median = Медиана, {$unit}
column-lower_quartile = Нижний квартиль, {$unit}
column-upper_quartile = Верхний квартиль, {$unit}
column-entrants_mean = Среднее у новых, {$unit}
column-incumbents_mean = Среднее у остальных, {$unit}
column-products_per_exporter = Товары на экспортёра
column-exporters_per_product = Экспортёры на товар
column-destinations_per_exporter = Страны на экспортёра
column-exporters_per_destination = Экспортёры на страну
column-coverage-dependence = Экспортёр указан
column-largest = Доля крупнейшего
column-together = Доля крупнейших ({$top})
column-equivalent_number = Эквивалентное число
column-gini = Индекс Джини
column-hhi = Индекс Херфиндаля — Хиршмана
column-growth_without = Изменение без неё
sheet-turnover = экспортёры по годам
sheet-came-and-left = новые и прекратившие
sheet-sizes = размер
sheet-breadth = товары и страны
sheet-dependence = концентрация
sheet-without = без каждой
