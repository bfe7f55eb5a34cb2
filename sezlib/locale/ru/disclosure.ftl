# Что скрывает публичный выпуск и почему. Названия компаний взяты из данных, поэтому стоят в скобках, в кавычках и не склоняются.

disclosure-title = Защита сведений о компаниях: {$zone}, {$period} год
disclosure-title-nozone = Защита сведений о компаниях, {$period} год
disclosure-subtitle = Внутренний документ, не для публикации: какие показатели за {$period} год раскрыли бы сведения о компаниях и что скрыто в публичном выпуске. Валюта: { UNIT() }
disclosure-total = весь экспорт
disclosure-anybody = любой читатель
disclosure-companies = { $n ->
    [one] {$n} компании
    [few] {$n} компаний
    [many] {$n} компаний
   *[other] {$n} компании
}
disclosure-figures-count = { $n ->
    [one] {$n} показателя
    [few] {$n} показателей
    [many] {$n} показателей
   *[other] {$n} показателя
}

## Main points
disclosure-point-none = Ни один из { COUNT($figures, of: "disclosure-figures-count") } (общий объём, товарные группы, страны и объединения стран) не раскрывает сведений о компаниях.
disclosure-point-unsafe = Из { COUNT($figures, of: "disclosure-figures-count") } (общий объём, товарные группы, страны и объединения стран) небезопасны {$unsafe}: { LIST($reasons) }.
disclosure-reason-few = за {$n} из них стоит слишком мало компаний
disclosure-reason-near = { $n ->
    [1] по одному
   *[other] по {$n}
} можно слишком точно оценить продажи компании
disclosure-reason-dominance = { $n ->
    [1] в одном
   *[other] в {$n}
} слишком велика доля нескольких компаний
disclosure-point-hidden = { $more ->
    [0] Других показателей для их защиты скрывать не нужно.
    [one] Чтобы их нельзя было вычислить по остальным, скрыт ещё {$more} показатель.
    [few] Чтобы их нельзя было вычислить по остальным, скрыты ещё {$more} показателя.
    [many] Чтобы их нельзя было вычислить по остальным, скрыты ещё {$more} показателей.
   *[other] Чтобы их нельзя было вычислить по остальным, скрыто ещё {$more} показателя.
}
disclosure-point-kept = { $free ->
    [0] Опубликовать нельзя ни одного показателя
    [one] Опубликовать можно {$free} показатель
    [few] Опубликовать можно {$free} показателя
    [many] Опубликовать можно {$free} показателей
   *[other] Опубликовать можно {$free} показателя
}{ KNOWN($kept) ->
    [yes] , в том числе { LIST($kept) }
   *[no] {""}
}.
disclosure-kept-group = { SHARE($share) } экспорта по товарным группам
disclosure-kept-destination = { SHARE($share) } экспорта по странам
disclosure-point-attacks = { $open ->
    [0] Ни посторонний читатель, ни одна из { COUNT($companies, of: "disclosure-companies") }, ни любые две из них вместе не могут слишком точно оценить ни один из небезопасных показателей.
    [one] Слишком точно всё ещё можно оценить {$open} небезопасный показатель.
    [few] Слишком точно всё ещё можно оценить {$open} небезопасных показателя.
    [many] Слишком точно всё ещё можно оценить {$open} небезопасных показателей.
   *[other] Слишком точно всё ещё можно оценить {$open} небезопасного показателя.
}
disclosure-point-alone = Если скрыть только небезопасные показатели, защищая каждую таблицу отдельно, {$exact} из {$unsafe} можно было бы вычислить точно{ $close ->
    [0] {""}
   *[other] , а ещё {$close} кто-нибудь мог бы оценить слишком точно
}.

## Unsafe figures
heading-disclosure-unsafe = { $unsafe ->
    [0] Ни один показатель не раскрывает сведений о компаниях
   *[other] Сведения о компаниях раскрыли бы {$unsafe} из { COUNT($figures, of: "disclosure-figures-count") }
}
disclosure-unsafe-near = { $n ->
    [one] Слишком точно оценить продажи компании позволил бы один показатель
   *[other] Слишком точно оценить продажи компании позволили бы показатели, за которыми стоит достаточно компаний
}: { LIST($near, said: "disclosure-near-item", by: "; ") }.
disclosure-near-item = {$figure} (компания «{$company}»{ KNOWN($nearest) ->
    [yes] , оценить может «{$nearest}»
   *[no] {""}
})
disclosure-unsafe-read = «Мало компаний» — за показателем стоит меньше компаний, чем требуют правила; «точная оценка» — продажи одной из них можно оценить точнее, чем правила допускают; «высокая доля» — на несколько компаний приходится больше, чем допускают правила. Показатель раскрыл бы сведения о крупнейшей компании; в последнем столбце — тот, кто оценил бы её продажи точнее всех.
disclosure-why-few = мало компаний
disclosure-why-near = точная оценка
disclosure-why-dominance = высокая доля

## Hidden with them
heading-disclosure-hidden = { $more ->
    [0] Других показателей скрывать не нужно
    [one] Для их защиты скрыт ещё {$more} показатель
    [few] Для их защиты скрыты ещё {$more} показателя
    [many] Для их защиты скрыты ещё {$more} показателей
   *[other] Для их защиты скрыто ещё {$more} показателя
}
disclosure-hidden-text = Они выбраны так, чтобы читатель потерял как можно меньше: прежде всего сохраняются итоги, затем объединения стран, товарные группы и страны и в последнюю очередь товарные группы по странам.

## What is still told
heading-disclosure-cost = { KNOWN($kept) ->
    [yes] В публичном выпуске остаётся { LIST($kept) }
   *[no] Что остаётся в публичном выпуске
}
disclosure-cost-read = Доля показывает, какая часть экспорта в таблице приходится на публикуемые показатели. Объединения стран пересекаются, поэтому для них доли нет.
disclosure-table-total = Общий объём
disclosure-table-group = Товарные группы
disclosure-table-destination = Страны
disclosure-table-bloc = Объединения стран
disclosure-table-group-destination = Товарные группы по странам

## Attacks
heading-disclosure-attacks = { $open ->
    [0] Ни один небезопасный показатель нельзя оценить слишком точно
    [one] Слишком точно можно оценить {$open} небезопасный показатель
    [few] Слишком точно можно оценить {$open} небезопасных показателя
    [many] Слишком точно можно оценить {$open} небезопасных показателей
   *[other] Слишком точно можно оценить {$open} небезопасного показателя
}
disclosure-attacks-text = Вычислить каждый небезопасный показатель по всем опубликованным данным и собственным продажам пытались посторонний читатель, каждая из { COUNT($companies, of: "disclosure-companies") } и любые две из них вместе. Если защищать каждую таблицу отдельно, скрыты только небезопасные показатели, и их выдают остальные числа в той же строке или столбце.
disclosure-attacks-open = Слишком точно можно оценить: { LIST($out, said: "disclosure-out-item", by: "; ") }.
disclosure-out-item = {$figure} (оценить может { KNOWN($attackers) ->
    [yes] «{$attackers}»
   *[no] { disclosure-anybody }
})
disclosure-attacks-read = Точно вычисленный показатель известен любому читателю. «Слишком точно» значит ближе, чем допускают правила, — для одной из компаний или для двух, объединивших сведения. График обрезан на { PERCENT($widest, digits: 0) }.
disclosure-protected-alone = Каждая таблица отдельно
disclosure-protected-together = Все таблицы вместе
chart-disclosure = При защите таблиц по отдельности {$exact} из { COUNT($unsafe, of: "disclosure-figures-count") } вычисляются точно, при общей защите — ни один
chart-disclosure-open = При защите таблиц по отдельности {$exact} из { COUNT($unsafe, of: "disclosure-figures-count") } вычисляются точно, при общей защите слишком точно можно оценить {$open}
chart-disclosure-together = все таблицы вместе
chart-disclosure-alone = каждая таблица отдельно
chart-disclosure-axis = Известно постороннему, % от истинного значения

## Limits
limits-disclosure-figures = Проверены показатели одного года. То, что публикуется или опубликовано помимо них, например за другие годы, проверяет команда sez audit.
limits-disclosure-pairs = Три компании, объединив сведения о своих продажах, могут узнать больше, чем две.
limits-disclosure-rules = Тот, кто знает правила, больше знает и о том, что они скрывают. Ни в одном файле этого отчёта правил нет, и публиковать их не следует.

## Tables
caption-disclosure-unsafe = Показатели, раскрывающие сведения о компаниях, {$period} год
caption-disclosure-hidden = Показатели, скрытые для их защиты, {$period} год
caption-disclosure-cost = Показатели по таблицам, {$period} год
caption-disclosure-attacks = Что можно узнать о небезопасных показателях, {$period} год
column-contributors = Компании
column-why = Чем опасен
column-company = Крупнейшая компания
column-nearest = Оценит точнее всех
column-low-disclosure = Не меньше, {$unit}
column-high-disclosure = Не больше, {$unit}
column-table = Таблица
column-figures = Показатели
column-unsafe = Небезопасные
column-protecting = Скрыты вместе с ними
column-kept = Публикуются
column-share_kept = Доля публикуемого экспорта
column-protection = Защита
column-hidden = Скрыто
column-exact = Вычисляются точно
column-near = Оцениваются слишком точно
column-safe = Защищены
sheet-disclosure-unsafe = небезопасные показатели
sheet-disclosure-hidden = скрытые показатели
sheet-disclosure-cost = показатели по таблицам
sheet-disclosure-attacks = оценка защиты
