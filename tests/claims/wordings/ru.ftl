# Другие формулировки пресс-релиза: имя сообщения, которое каждая заменяет, и номер.

release-percent-2 = {$number}%

release-headline-2 = В { WHEN($period) } экспорт { $way ->
    [up] прибавил {$change}
    [times] увеличился в {$change}
    [down] сократился на {$change}
   *[other] достиг {$total}
}
release-headline-3 = { $way ->
    [up] Экспорт увеличился на {$change} и достиг {$total} в { WHEN($period) }
    [times] Экспорт вырос в {$change} — до {$total} в { WHEN($period) }
    [down] Экспорт уменьшился на {$change} — до {$total} в { WHEN($period) }
   *[other] {$total} составил экспорт в { WHEN($period) }
}
release-lead-2 = Резиденты зоны экспортировали в { WHEN($period) } продукцию на {$total}{ $way ->
    [up] , что на {$change} выше показателя {$previous} года
    [times] , что в {$change} больше показателя {$previous} года
    [down] , что на {$change} ниже показателя {$previous} года
    [near] , почти столько же, сколько в { WHEN($previous) }
   *[none] {""}
}.
release-lead-3 = За рубеж в { WHEN($period) } отгружено продукции на {$total}{ $way ->
    [up] {" "}(плюс {$change} к { WHEN($previous) })
    [times] {" "}(в {$change} больше, чем в { WHEN($previous) })
    [down] {" "}(минус {$change} к { WHEN($previous) })
   *[none] {""}
}.
release-lead-4 = По итогам {$period} года экспорт { $way ->
    [up] увеличился на {$change} и достиг {$total}
    [times] вырос в {$change}, до {$total}
    [down] упал на {$change}, до {$total}
   *[none] составил {$total}
}.
release-lead-5 = Компании зоны поставили на экспорт товаров на {$total} в { WHEN($period) }; { $way ->
    [up] прирост к { WHEN($previous) } — {$change}.
    [times] это в {$change} больше, чем годом ранее.
    [down] снижение к { WHEN($previous) } — {$change}.
   *[none] это результат года.
}
release-lead-6 = Предприятия зоны в { WHEN($period) } вывезли за границу товары на сумму {$total}{ $way ->
    [up] : рост составил {$change}
    [times] : это в {$change} больше прошлогоднего
    [down] : падение составило {$change}
   *[none] {""}
}.
release-group-2 = Лидирует группа «{$group}» — {$total}.
release-group-3 = Крупнейшей товарной группой стала группа «{$group}»: вывезено продукции на {$total}.
release-group-4 = Лидером стала группа «{$group}» ({$total}).
release-group-5 = Больше всего вывезено продукции группы «{$group}», на {$total}.
release-demand-2 = В {$first}–{$period} годах лидировали группы {$list}.
release-demand-3 = Чаще всего в {$first}–{$period} годах поставляли продукцию групп {$list}.
release-demand-4 = Продукция групп {$list} в {$first}–{$period} годах пользовалась наибольшим спросом.
release-running-2 = За всё время с {$first} года вывезено продукции на сумму {$total}.
release-running-3 = С {$first} года резиденты отгрузили на экспорт продукцию на сумму {$total}.
release-running-4 = Суммарный экспорт с {$first} года — {$total}.
release-lately-2 = {$share} всего экспорта с {$first} года обеспечили {$previous}–{$period} годы.
release-lately-3 = Доля {$previous}–{$period} годов в экспорте с {$first} года — {$share}.
release-lately-4 = {$previous}–{$period} годы дали {$share} всего экспорта с {$first} года.
release-countries-2 = { $n ->
    [1] Главный рынок
   *[other] Основные рынки
}: {$list}.
release-countries-3 = Больше всего закупили: {$list}.
release-countries-4 = Лидеры среди покупателей — {$list}.
release-countries-5 = Среди покупателей лидируют {$list}.
release-countries-6 = Крупнейшие рынки ({$list}) остались прежними.
release-count-2 = География экспорта в { WHEN($period) } охватила { KNOWN($least) ->
    [yes] {$least}{" "}
   *[no] {""}
}{$count}.
release-count-3 = В { WHEN($period) } товары отправлены в {$count}.
release-count-4 = Поставки в { WHEN($period) } шли в {$count}.
release-first-2 = Впервые в { WHEN($period) } продукция группы «{ GROUP($group) }» поставлена на новые рынки: {$list}.
release-first-3 = Впервые в { WHEN($period) } за рубеж отгружена продукция группы «{ GROUP($group) }» ({$list}).
release-first-4 = В { WHEN($period) } начались поставки продукции группы «{ GROUP($group) }» на новые рынки: {$list}.
release-first-5 = Продукция группы «{ GROUP($group) }» в { WHEN($period) } впервые вывезена на новые рынки, среди них — {$list}.
release-first-6 = В { WHEN($period) } резиденты начали экспортировать продукцию группы «{ GROUP($group) }»: новые покупатели — {$list}.
release-first-group-2 = {$first} вывезена за рубеж продукция группы «{ GROUP($group) }» на сумму {$total}{ $n ->
    [0] .
   *[other] ; покупатели — {$list}.
}
release-first-group-3 = Группа «{ GROUP($group) }» {$first} отгружена на экспорт ({$total}){ $n ->
    [0] .
   *[other] : {$list}.
}
release-sites-2 = По состоянию на { DATE($date) } зону образуют {$shown}: { LIST($sites) }.
release-sites-3 = На { DATE($date) } в состав зоны входит {$shown} ({ LIST($sites) }).
release-area-2 = Зона занимает {$area}.
release-area-3 = Её площадь составляет {$area}.
release-companies-2 = Здесь работает {$shown}.
release-companies-3 = Среди резидентов и арендаторов — {$shown}.
