# Что пришло в файле. Названия столбцов и тексты ячеек — как в файле.

intake-title = Приём данных: {$file}
intake-subtitle = { $alone ->
    [yes] Записи за период: {$first}
   *[no] Записи за период: {$first} — {$last}
}. Валюта: {$unit}.
intake-subtitle-none = Ни одна строка файла не принята.

heading-intake-account = Что стало с каждой строкой
intake-account = Из { $in ->
    [one] {$in-shown} строки
    [few] {$in-shown} строк
    [many] {$in-shown} строк
   *[other] {$in-shown} строки
} { $accepted ->
    [0] не принята ни одна
    [one] принята {$accepted-shown}
    [few] приняты {$accepted-shown}
   *[other] принято {$accepted-shown}
}, { $rejected ->
    [0] ни одна не отклонена
    [one] отклонена {$rejected-shown}
    [few] отклонены {$rejected-shown}
   *[other] отклонено {$rejected-shown}
}, { $set-aside ->
    [0] ни одна не исключена
    [one] исключена {$set-aside-shown}
    [few] исключены {$set-aside-shown}
   *[other] исключено {$set-aside-shown}
}.
intake-account-read = Принятые, отклонённые и исключённые строки вместе дают все строки файла — и по числу, и по стоимости. Стоимость, которую нельзя прочитать, в суммы не входит; если нельзя прочитать ни одной, суммы нет. Исключено то, что не является экспортом: например, импорт или итог других строк.
part-in = в файле
part-accepted = принято
part-of-which-confidential = в том числе конфиденциальные
part-rejected = отклонено
part-set-aside = исключено

heading-intake-rejected-none = Ни одна строка не отклонена
heading-intake-rejected = { $n ->
    [one] Отклонена {$rows} строка
    [few] Отклонены {$rows} строки
    [many] Отклонено {$rows} строк
   *[other] Отклонено {$rows} строки
}
intake-error = { $kind ->
    [empty] пустой столбец «{$column}»
   *[other] «{$text}» в столбце «{$column}» ({ $kind ->
        [country] неизвестная страна
        [period] не период
        [number] не число
        [code] не код товара
        [negative] отрицательное значение
        [nested] содержит другие периоды файла
        [ambiguous] допускает два прочтения
       *[other] {$reason}
    })
}: { $n ->
    [one] {$rows} строка
    [few] {$rows} строки
    [many] {$rows} строк
   *[other] {$rows} строки
}{ $known ->
    [yes] , {$value}
   *[no] {""}
}
intake-rejected-read = Каждая ошибка учтена один раз, в скольких бы строках она ни встретилась. Название, лишь похожее на страну, за страну не принимается. Если отклонены строки целого месяца или одной компании, оставшееся не отражает целого и о росте судить нельзя.
intake-point-error = Самая частая ошибка: {$error}.
rejected-empty = пусто
rejected-country = неизвестная страна
rejected-period = не период
rejected-number = не число
rejected-code = не код товара
rejected-negative = отрицательное значение
rejected-nested = содержит другие периоды файла
rejected-ambiguous = допускает два прочтения

heading-intake-coverage = { $whole ->
    [yes] Все столбцы заполнены в каждой записи
   *[no] Не все столбцы заполнены в каждой записи
}
intake-stated = { $whole ->
    [yes] Во всех принятых строках заполнены все столбцы
   *[no] Не во всех принятых строках заполнены столбцы: {$list}
}.
intake-missing = Нет записей за { $n ->
    [1] период
   *[other] периоды
}: {$list}.
intake-coverage-read = Строка, в которой страна не указана или код товара закрыт, считается незаполненной.
chart-intake = { $n ->
    [0] Экспорт по периодам, без пропусков
   *[other] Экспорт по периодам; нет записей: {$missing}
}

heading-intake-strange = { $n ->
    [0] Значений, далёких от остальных, нет
    [one] {$n} значение далеко от остальных
    [few] {$n} значения далеки от остальных
    [many] {$n} значений далеки от остальных
   *[other] {$n} значения далеко от остальных
}
intake-strange = { $n ->
    [1] Значение {$value} ({$period}) далеко от остальных значений того же товара и страны, половина из которых не больше {$median}
    [one] {$n} значение далеко от остальных значений того же товара и страны; самое далёкое — {$value} ({$period}) при медиане {$median}
    [few] {$n} значения далеки от остальных значений того же товара и страны; самое далёкое — {$value} ({$period}) при медиане {$median}
    [many] {$n} значений далеки от остальных значений того же товара и страны; самое далёкое — {$value} ({$period}) при медиане {$median}
   *[other] {$n} значения далеко от остальных значений того же товара и страны; самое далёкое — {$value} ({$period}) при медиане {$median}
}.
intake-strange-read = Расстояние — модифицированная z-оценка логарифмов (Иглевич и Хоглин). Чаще всего перепутаны единицы: тысячи вместо единиц. Но так же выглядит и первый крупный контракт.
heading-unavailable-intake-strange = Необычные значения
unavailable-intake-strange = Значения сравниваются внутри товара и страны, а в записях нет столбцов: {$columns}.

heading-intake-repeated = { $n ->
    [0] Одинаковых строк нет
    [one] Повторяется {$n} запись
    [few] Повторяются {$n} записи
    [many] Повторяются {$n} записей
   *[other] Повторяется {$n} записи
}
intake-repeated = { $n ->
    [1] Одна запись повторяется и во всех столбцах совпадает
    [one] {$n} запись повторяется и во всех столбцах совпадает
    [few] {$n} записи повторяются и во всех столбцах совпадают
    [many] {$n} записей повторяются и во всех столбцах совпадают
   *[other] {$n} записи повторяется и во всех столбцах совпадает
}; без { $more ->
    [one] {$more} повтора
    [few] {$more} повторов
    [many] {$more} повторов
   *[other] {$more} повтора
} экспорт был бы меньше на {$value}.
intake-repeated-read = Это могут быть две одинаковые продажи или одна, записанная дважды; ни одна строка не удалена.

heading-intake-gaps = { $n ->
    [0] Пропущенных месяцев нет
    [one] Пропущенные месяцы есть у {$n} компании
    [few] Пропущенные месяцы есть у {$n} компаний
    [many] Пропущенные месяцы есть у {$n} компаний
   *[other] Пропущенные месяцы есть у {$n} компании
}
intake-gaps = Месяцы без записей между первой и последней записью компании: {$list}.
intake-gaps-item = {$name} ({ $months ->
    [one] {$months} месяц
    [few] {$months} месяца
    [many] {$months} месяцев
   *[other] {$months} месяца
})
intake-gaps-read = Компания, которая ничего не продала, и компания, чей отчёт опоздал, здесь неотличимы.
heading-unavailable-intake-gaps = Пропущенные месяцы
unavailable-intake-gaps = Месяцы ищутся по компаниям, а в записях нет столбцов: {$columns}.

heading-intake-changes = { $n ->
    [0] С прошлого файла ничего не изменилось
    [one] С прошлого файла изменился {$n} показатель
    [few] С прошлого файла изменились {$n} показателя
    [many] С прошлого файла изменились {$n} показателей
   *[other] С прошлого файла изменилось {$n} показателя
}
intake-changes = По сравнению с прошлым файлом, по компаниям, странам и периодам: {$list}.
intake-changes-restated = { $n ->
    [one] {$n} показатель пересмотрен
    [few] {$n} показателя пересмотрены
    [many] {$n} показателей пересмотрены
   *[other] {$n} показателя пересмотрено
}
intake-changes-new = { $n ->
    [one] {$n} новый
    [few] {$n} новых
    [many] {$n} новых
   *[other] {$n} нового
}
intake-changes-gone = { $n ->
    [one] {$n} исчез
    [few] {$n} исчезли
    [many] {$n} исчезли
   *[other] {$n} исчезло
}
intake-changes-read = Если изменились почти все показатели, сначала сравните единицы измерения в двух файлах.
status-restated = пересмотрено
status-new = новое
status-gone = исчезло

field-period = период
field-value = стоимость
field-zone = зона
field-site = площадка
field-resident = компания
field-product = товар
field-group = товарная группа
field-destination = страна
field-currency = валюта
field-net-kg = вес нетто
field-quantity = количество
field-unit = единица
field-status = статус
field-synthetic = признак вымышленных данных
field-retyped = признак перепечатанных данных

told-source = источник
source-mapping = таблица с сопоставлением столбцов
source-flows = собственный формат
told-encoding = кодировка
told-delimiter = разделитель
told-header = строка заголовка
told-format = формат
told-sheet = лист
told-codes-of-products-mended = восстановленные коды товаров
told-numbers-of-countries = система числовых кодов стран
told-columns-not-taken = неиспользованные столбцы
told-not-looked-for = не проверялось
told-taken-for-flows = возможные итоги, учтённые как поставки

caption-account = Что стало со строками
caption-errors = Ошибки, каждая один раз
caption-found = Что ещё обнаружено
caption-coverage = Заполненность принятых строк
caption-timeline = Экспорт по периодам
caption-strange = Значения, далёкие от остальных
caption-repeated = Повторяющиеся записи
caption-gaps = Месяцы без записей
caption-changes = Показатели, изменившиеся с прошлого файла
sheet-account = строки
sheet-errors = ошибки
sheet-found = обнаружено
sheet-coverage = заполненность
sheet-timeline = по периодам
sheet-strange = необычные значения
sheet-repeated = повторы
sheet-gaps = пропуски
sheet-changes = изменения
column-part = Часть
column-rows = Строк
column-column = Столбец
column-text = Что в ячейке
column-reason-account = Причина
column-reason-errors = { column-reason-account }
column-found = Обнаружено
column-as = Значение
column-currency = Валюта
column-share_of_value = Доля стоимости
column-times = Раз
column-z = z-оценка
column-earlier = Раньше, {$unit}
column-product = Код товара
column-site = Площадка
column-net_kg = Вес нетто, кг
column-year_begins = Начало финансового года
