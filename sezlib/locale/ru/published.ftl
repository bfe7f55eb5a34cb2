## Published figures
releases-title = Настоящие публикации: где напечатанные показатели противоречат друг другу
releases-subtitle = Экспорт зон пяти стран в том виде, в каком они напечатаны. Все показатели настоящие, взяты из открытых сообщений и новостей по сохранённым выдержкам; с первичными таблицами они не сверены.
releases-point = {$subject}: { $n ->
    [0] противоречий нет
    [one] {$n} противоречие
    [few] {$n} противоречия
    [many] {$n} противоречий
   *[other] {$n} противоречия
} ({ $figures ->
    [one] {$figures} напечатанный показатель
    [few] {$figures} напечатанных показателя
    [many] {$figures} напечатанных показателей
   *[other] {$figures} напечатанного показателя
}).
published-title = Опубликованные показатели: {$subject}
published-title-plain = Опубликованные показатели
published-subtitle = Что напечатано, согласуется ли это и что из этого следует.
indicator-exports = экспорт
indicator-national_exports = экспорт страны
indicator-imports = импорт
indicator-turnover = оборот
indicator-investment = инвестиции
indicator-revenue = выручка
indicator-output = выпуск
indicator-taxes = налоги
indicator-customs_relief = таможенные льготы
indicator-new_jobs = новые рабочие места
indicator-new_residents = новые резиденты
indicator-jobs = рабочие места
indicator-residents = резиденты
indicator-companies = компании
indicator-enterprises = предприятия
indicator-area = площадь
indicator-floor_area = площадь зданий
indicator-sites = площадки
indicator-exporters = экспортёры
counted-destination = страны
counted-group = товарные группы
counted-resident = компании
counted-product = товары
counted-site = площадки
counted-bloc = объединения стран
counted-zone = зоны
counted-project = проекты
counted-investor = инвесторы
counted-plant = заводы
counted-line = линии
counted-contract = договоры
counted-region = регионы
unit-share = %
unit-times = { $n ->
    [one] раз
    [few] раза
    [many] раз
   *[other] раза
}
unit-pp = п. п.
unit-ha = га
unit-m2 = м²
unit-km2 = км²
unit-g = г
unit-kg = кг
unit-lb = фунтов
unit-centner = ц
unit-t = т
unit-countries = { $n ->
    [one] страна
    [few] страны
    [many] стран
   *[other] страны
}
unit-companies = { $n ->
    [one] компания
    [few] компании
    [many] компаний
   *[other] компании
}
unit-enterprises = { $n ->
    [one] предприятие
    [few] предприятия
    [many] предприятий
   *[other] предприятия
}
unit-people = { $n ->
    [one] человек
    [few] человека
    [many] человек
   *[other] человека
}
unit-residents = { $n ->
    [one] резидент
    [few] резидента
    [many] резидентов
   *[other] резидента
}
unit-sites = { $n ->
    [one] площадка
    [few] площадки
    [many] площадок
   *[other] площадки
}
unit-jobs = { $n ->
    [one] место
    [few] места
    [many] мест
   *[other] места
}
unit-products = { $n ->
    [one] товар
    [few] товара
    [many] товаров
   *[other] товара
}
unit-acres = { $n ->
    [one] акр
    [few] акра
    [many] акров
   *[other] акра
}
unit-sqft = { $n ->
    [one] кв. фут
    [few] кв. фута
    [many] кв. футов
   *[other] кв. фута
}
unit-zones = { $n ->
    [one] зона
    [few] зоны
    [many] зон
   *[other] зоны
}
unit-projects = { $n ->
    [one] проект
    [few] проекта
    [many] проектов
   *[other] проекта
}
unit-investors = { $n ->
    [one] инвестор
    [few] инвестора
    [many] инвесторов
   *[other] инвестора
}
unit-plants = { $n ->
    [one] завод
    [few] завода
    [many] заводов
   *[other] завода
}
unit-lines = { $n ->
    [one] линия
    [few] линии
    [many] линий
   *[other] линии
}
unit-contracts = { $n ->
    [one] договор
    [few] договора
    [many] договоров
   *[other] договора
}
unit-groups = { $n ->
    [one] группа
    [few] группы
    [many] групп
   *[other] группы
}
scale-trillion = трлн
scale-crore = крор
scale-lakh = лакх
scale-wan = × 10 тыс.
scale-yi = × 100 млн
time-half = { $n ->
    [1] I полугодие {$year} года
   *[other] II полугодие {$year} года
}
time-quarter = { $n ->
    [1] I
    [2] II
    [3] III
   *[other] IV
} квартал {$year} года
time-span = {$from} – {$to}
claim-of = {$what} ({$parts})
claim-total = {$what}, {$time}
claim-share = доля в показателе «{$whole}»: {$part}
claim-growth = {$what}, рост: {$time} к {$against}
claim-ratio = {$what}, отношение: {$time} к {$against}
claim-change = изменение к {$against}: {$what}
claim-difference = {$what}, разница: {$time} и {$against}
claim-per_unit = {$what}, {$time}, на единицу показателя «{$whole}»
claim-count = {$counted}, число: {$what}, {$time}
claim-rank = {$counted} по убыванию: {$what}, {$time}
claim-first = впервые: {$what}, {$time}
interval-between = {$before}{$low} – {$high}{$unit}
interval-exact = {$before}{$low}{$unit}
interval-least = не менее {$before}{$low}{$unit}
interval-most = не более {$before}{$high}{$unit}
interval-none = границ нет
verdict-agrees = согласуется
verdict-differs = расходится
verdict-untold = данные не позволяют судить
heading-release = { $n ->
    [0] Текст релиза по предложениям
    [one] {$n} показатель релиза противоречит данным или другим показателям
    [few] {$n} показателя релиза противоречат данным или другим показателям
    [many] {$n} показателей релиза противоречат данным или другим показателям
   *[other] {$n} показателя релиза противоречит данным или другим показателям
}
release-text = Каждый показатель подчёркнут и ведёт к своей строке в таблице показателей. Чего он стоит, говорит знак при нём, а вместе со знаком цвет и линия. Годы и даты не подчёркнуты. Сказанное повторно стоит под прежним номером.
release-unconfirmed = { $n ->
    [one] {$n} показатель релиза прочитан по правилам и никем не подтверждён: здесь он ни с чем не сверен и фактом не считается.
    [few] {$n} показателя релиза прочитаны по правилам и никем не подтверждены: здесь они ни с чем не сверены и фактами не считаются.
    [many] {$n} показателей релиза прочитаны по правилам и никем не подтверждены: здесь они ни с чем не сверены и фактами не считаются.
   *[other] {$n} показателя релиза прочитано по правилам и никем не подтверждено: здесь они ни с чем не сверены и фактами не считаются.
}
mark-agrees = согласуется с данными
mark-contradicts = противоречит данным или другим показателям
mark-unknown = проверить нельзя
mark-apart = не факт
mark-unconfirmed = никем не подтверждено
mark-records = по данным {$computed}
mark-opposed = ему противоречат другие показатели
note-plan = план, цель или прогноз
note-rate = ставка или льгота
note-rating = место в рейтинге
note-name = номер или часть названия
note-size = время, место или размер
note-time = к какому времени относится показатель?
note-counted = что и на какое время посчитано?
note-per = на что приходится эта сумма?
note-measure = что это: доля, рост или отношение?
note-indicator = что это: экспорт, выручка или инвестиции?
note-whole = чего это доля и в чём?
note-countries = какие страны входят в «{$name}»?
note-currency = какая валюта обозначена «{$name}»?
note-opened = с какого времени, или когда открылась зона?
column-number = №
published-points-count = { $n ->
    [one] Прочитан {$n} опубликованный показатель
    [few] Прочитаны {$n} опубликованных показателя
    [many] Прочитано {$n} опубликованных показателей
   *[other] Прочитано {$n} опубликованного показателя
} из { $sources ->
    [one] {$sources} источника
    [few] {$sources} источников
    [many] {$sources} источников
   *[other] {$sources} источника
}. Каждый понят как интервал: цифры показывают, как число округлено, а слова («более», «почти») — в какую сторону оно может отклоняться.
published-points-none = Ни два из них, ни большее их число друг другу не противоречат.
published-points-unknown = За отведённое время противоречий не найдено, но это их не исключает.
published-points-conflicts = { $n ->
    [one] Между ними {$n} противоречие
    [few] Между ними {$n} противоречия
    [many] Между ними {$n} противоречий
   *[other] Между ними {$n} противоречия
}{ $complete ->
    [yes] ; чтобы остальные согласовались, достаточно исключить { $fewest ->
        [one] {$fewest} показатель
        [few] {$fewest} показателя
        [many] {$fewest} показателей
       *[other] {$fewest} показателя
    }
   *[no] , и могут быть ещё
}. { $milder ->
    [0] Более мягкое прочтение не снимает ни одного из них.
    [one] Более мягкое прочтение тех же слов снимает {$milder} противоречие.
    [few] Более мягкое прочтение тех же слов снимает {$milder} противоречия.
    [many] Более мягкое прочтение тех же слов снимает {$milder} противоречий.
   *[other] Более мягкое прочтение тех же слов снимает {$milder} противоречия.
}
published-points-unprinted = Из них следуют показатели, которых никто не печатал: { LIST($close, by: "; ") }.
published-points-records = Данные согласуются с { $agree ->
    [one] {$agree} показателем
    [few] {$agree} показателями
    [many] {$agree} показателями
   *[other] {$agree} показателя
}{ $differ ->
    [0] {" "}и не расходятся ни с одним
    [one] , расходятся с {$differ} показателем
    [few] , расходятся с {$differ} показателями
    [many] , расходятся с {$differ} показателями
   *[other] , расходятся с {$differ} показателя
}{ $untold ->
    [0] {""}
    [one] ; об остальном {$untold} по ним судить нельзя
    [few] ; об остальных {$untold} по ним судить нельзя
    [many] ; об остальных {$untold} по ним судить нельзя
   *[other] ; об остальном {$untold} по ним судить нельзя
}.
published-points-norecords = Данных для сверки не дано.
heading-conflicts = { $n ->
    [0] Противоречий нет
    [one] {$n} противоречие между показателями
    [few] {$n} противоречия между показателями
    [many] {$n} противоречий между показателями
   *[other] {$n} противоречия между показателями
}
conflicts-text = Каждый перечень — наименьший: без любого из его показателей остальные могут быть верны одновременно.
conflicts-none = Есть величины, при которых верны все опубликованные показатели.
conflict-figure = {$label}: {$printed}. {$source}{ KNOWN($note) ->
    [no] {""}
   *[yes] {" "}(наше примечание: {$note})
}
conflict-mend = Наименьшая поправка, которая сняла бы противоречие, — {$relative}: {$label}; из остальных следует {$implied}.{ KNOWN($rivals) ->
    [no] {""}
   *[yes] {" "}Почти такой же поправки хватило бы для: { LIST($rivals, by: "; ") }. Что из них неверно, расчёт не говорит.
}{ KNOWN($equals) ->
    [no] {""}
   *[yes] {" "}То же самое число напечатано и как { LIST($equals, by: "; ") }, где ему ничто не противоречит; возможно, оно попало сюда оттуда.
}
conflict-also = О том же пишут и другие источники: { LIST($also, said: "conflict-also-item", by: "; ") }.
conflict-also-item = {$which}, {$source}
conflict-instead = Противоречие сохраняется и при замене показателей: { LIST($swaps, said: "conflict-swap", by: "; ") }{ $more ->
    [yes] ; и при других подобных заменах
   *[no] {""}
}.
conflict-swap = {$old} → {$new}
conflict-plain = При буквальном прочтении односторонних слов эти показатели согласуются.
conflict-cut = Они согласуются, если лишние цифры отброшены, а не округлены.
conflict-scope = Они согласуются, если источники называют одним словом разное{ KNOWN($links) ->
    [no] .
   *[yes] : { LIST($links, said: "conflict-link", by: "; ") }.
}
conflict-link = показатель «{$part}» — лишь часть показателя «{$whole}»
heading-unprinted = Что следует о показателях, которых никто не печатал
unprinted-item = {$what}, {$time}: {$interval}
unprinted-none = Ни для одного ненапечатанного показателя узких границ нет.
unprinted-text = По показателям, которые не противоречат другим.
heading-records = { $told ->
    [0] Данные не позволяют судить, верны ли показатели
   *[other] { $differ ->
        [0] Данные согласуются с { $told ->
            [one] {$told} опубликованным показателем
            [few] {$told} опубликованными показателями
            [many] {$told} опубликованными показателями
           *[other] {$told} опубликованного показателя
        } и не расходятся ни с одним
        [one] Данные расходятся с {$differ} опубликованным показателем
        [few] Данные расходятся с {$differ} опубликованными показателями
        [many] Данные расходятся с {$differ} опубликованными показателями
       *[other] Данные расходятся с {$differ} опубликованного показателя
    }
}
records-differ = {$label}: напечатано {$printed}, то есть {$interval}; по данным {$computed}.
records-read = Показатель согласуется, если значение по данным лежит в напечатанном интервале.
heading-figures = Где лежат напечатанные показатели
figures-text = У каждой прямой своя шкала. Полоса — напечатанное, скобка — то, что следует из остальных показателей (для показателя из противоречия — из остальных в его наборе), точка — значение по данным. Разный охват здесь не смешивается.
heading-readings = Как читаются напечатанные слова
readings-text = { $reading ->
    [journalist] Здесь слова «более», «менее» понимаются как промежуток до следующего числа той же точности.
   *[plain] Здесь слова «более», «менее» указывают только одну границу.
} Вместо этого у показателя может быть указан свой интервал.
readings-limits = Напечатанное могло быть округлено и иначе; интервал говорит, как обычно понимают цифры и слова.
readings-groups = Товарные группы в показателях считаются непересекающимися; показатель по нескольким группам — их сумма.
chart-lines = {$what}: напечатано, следует из остальных, по данным ({$shown} из {$n})
chart-lines-printed = напечатано
chart-lines-implied = следует из остальных
chart-lines-records = по данным
chart-lines-differs = данные расходятся
caption-published = Опубликованные показатели и то, с чем они сверены
caption-published-told = Опубликованные показатели, о которых данные позволяют судить
caption-readings = Как читаются напечатанные слова
caption-unprinted = Границы показателей, которых никто не печатал
column-claim = Показатель
column-printed = Напечатано
column-interval = Интервал
column-implied = Следует из остальных
column-records = По данным
column-verdict = Итог
column-publisher = Источник
column-word = Слова
column-reason = Почему
column-what = Показатель
column-time = Время
readings-exact = число само по себе
column-how = Прочтение
how-exact = округлено до последней напечатанной цифры
how-about = двадцатая часть в обе стороны либо округление
how-almost = до самого числа, но не более чем на двадцатую его часть (или половину последнего разряда, не больше пятой части) ниже
how-just-over = от самого числа, но не более чем на двадцатую его часть (или половину последнего разряда, не больше пятой части) выше
how-odd = от числа до следующего
how-more-than = { $reading ->
    [journalist] от числа до следующего
   *[plain] от числа и выше
}
how-at-least = { $reading ->
    [journalist] от числа до следующего
   *[plain] от числа и выше
}
how-less-than = { $reading ->
    [journalist] до числа, от предыдущего
   *[plain] до числа
}
how-at-most = { $reading ->
    [journalist] до числа, от предыдущего
   *[plain] до числа
}
how-times = округлено, как любое число: «втрое» — от 2,5 до 3,5
how-fraction = плюс-минус десятая часть самой дроби
how-every = округлено до целого: от одного из 7,5 до одного из 8,5
why-exact = Отброшенные цифры округлены; подсчитанное поштучно — точное число.
why-about = Слово «около» допускает больше, чем округление.
why-almost = О достигнутом сказали бы, что оно достигнуто.
why-just-over = Зеркально к «почти».
why-odd = О следующем числе сказали бы, будь оно превышено.
why-more-than = Слово указывает только одну границу. Журналист напечатал бы следующее число, если бы оно было превышено; нули в конце могут быть округлением.
why-at-least = Как «более», но и само число возможно.
why-less-than = Зеркально к «более».
why-at-most = Зеркально к «не менее».
why-times = «Втрое» и «в три раза» — отношения; прирост при этом двести процентов.
why-fraction = Дробь словами говорят о том, что примерно ей равно.
why-every = «Каждый восьмой» говорит, сколько приходится на одного.
readings-times = вдвое, в три раза
readings-fraction = треть, половина, четверть
readings-every = каждый восьмой
scope-all = весь объём
scope-high-tech = высокотехнологичная продукция
column-scope = Охват
indicator-new_jobs_plan = план по новым рабочим местам
indicator-new_jobs_all_technology_zones = новые рабочие места всех технико-внедренческих зон
source-untitled = Заголовок неизвестен
time-months = {$from} – {$to}
group-electric = электротехника
group-precision = точные приборы
group-metal = металлоизделия
group-machinery = машины и оборудование
group-chemicals = химическая продукция
group-phones = телефоны
group-fibre = оптоволокно
group-batteries = аккумуляторы
group-inspection = досмотровое оборудование
group-electronics = электроника
group-robotics = робототехника
conflict-heading = {$number}. {$what}: { $n ->
    [one] {$n} показатель не может быть верен
    [few] {$n} показателя не могут быть верны одновременно
    [many] {$n} показателей не могут быть верны одновременно
   *[other] {$n} показателя не может быть верно одновременно
}
records-differ-text = {$label}: напечатано {$printed}; по данным {$computed}.
synthetic-published = Данные для сверки вымышлены и подогнаны под часть опубликованных показателей, поэтому согласие ничего не доказывает.
heading-records-synthetic = Вымышленные данные рядом с опубликованными показателями
against-year = {$year} году
against-half = { $n ->
    [1] I полугодию {$year} года
   *[other] II полугодию {$year} года
}
against-quarter = { $n ->
    [1] I
    [2] II
    [3] III
   *[other] IV
} кварталу {$year} года
against-span = периоду {$time}
conflict-which = {$label} ({$printed})
