"""How many files of names are read in a wrong encoding, and how many are asked about.

python benchmarks/encodings.py [FILES]

FILES of each encoding and number of names, 20 unless stated, are drawn from the names of companies
below, under a header in English or in the language of the names, and always the same ones. A second
table has all of them with other weights than those of `sezlib.sources.encodings`.
"""

from __future__ import annotations

import platform
import sys
import time
from contextlib import nullcontext
from random import Random
from unittest import mock

from sezlib.sources import encodings

HEADER = "period;value;resident;destination"
# names of companies, a header in their language, and the encodings that they are written in
NAMES = {
    "Western Europe": (
        "Monat;Wert;Firma;Land",
        "cp1252 iso8859_15 cp850 mac_roman",
        "Crème Brûlée|Peñas y Añil S.A.|Müller GmbH|São João Açúcar Ltda|Køb og Sælg ApS"
        "|Weißbier AG|Électricité de Lyon|Società Qualità|Île-de-Ré Pêche|Åkesson Rör AB"
        "|Coração do Minho|Château d'Été|Jörg Häußler|Blåbær Sjø AS|Muñoz e Hijos|Façade Hôtel",
    ),
    "Central Europe": (
        "okres;wartość;firma;kraj",
        "cp1250 iso8859_2 cp852",
        "Łódź Włókno Sp. z o.o.|Škoda Plzeň|Poznań Żegluga|Győri Gyümölcs Kft.|Čapek a synové"
        "|Zalaegerszegi Építő Zrt.|Třinecké železárny|Ružomberské papierne|Šumperk Nářadí"
        "|Târgu Mureș Încălțăminte|Đuro Đaković|Święty Krzyż|Kőszegi Bútor|Žilina Závody"
        "|Ostrów Śląski|Hodonín Sýrárna",
    ),
    "Russia": (
        "Период;Стоимость;Компания;Страна",
        "cp1251 cp866 koi8_r iso8859_5 mac_cyrillic",
        "ООО «Ромашка»|Завод «Прибой»|АО Энергия|Экспорт-Лес|ИП Иванов|Нефтехим Трейд|ЗАО Микрон"
        "|Кристалл|Оптические приборы|НПО Сапфир|Балтика|Фабрика игрушек|Южный порт|Агрохолдинг Щит"
        "|Чайка|Объединённые верфи",
    ),
    "Ukraine": (
        "Період;Вартість;Компанія;Країна",
        "cp1251 koi8_u cp1125",
        "ТОВ Зоря|Київський млин|Їжак і Ґава|Південний порт|Львівська кераміка|Єдність|Харківхім"
        "|Рівненський льон|Чорноморець|Запоріжсталь|Дніпро|Волинь|Світанок|Поділля|Житомирський сік"
        "|Вінницякондитер",
    ),
    "Turkey": (
        "Dönem;Değer;Şirket;Ülke",
        "cp1254 cp857",
        "Türkiye Şişe|İzmir Çimento|Gülşah Gıda|Beşiktaş Örme|Iğdır Kayısı|Çelik Boru|Ülker Sütaş"
        "|Doğuş Ağaç|Eskişehir Seramik|Muğla Zeytincilik|Kütahya Çini|Uşak Halı|Göknar İnşaat"
        "|Yıldız Deri|Çağ Tekstil|Şanlı Pamuk",
    ),
    "Baltic states": (
        "periods;vērtība;uzņēmums;valsts",
        "cp1257 cp775",
        "Rīgas Kuģi|Kauno Žalgiris|Liepājas Metāls|Šiaulių Ąžuolas|Pärnu Õlu|Jūrmalas Spēks"
        "|Lietuvos Durpės|Daugavpils Ķieģelis|Panevėžio Stiklas|Võru Mööbel|Ventspils Šķūnis"
        "|Utenos Trikotažas|Tartu Külmhoone|Cēsu Alus|Alytaus Nemunėlis|Kuldīgas Ūdens",
    ),
    "Greece": (
        "περίοδος;αξία;εταιρεία;χώρα",
        "cp1253 iso8859_7",
        "Ελαιόλαδο Κρήτης|Ναυπηγεία Σύρου|Αφοί Παπαδόπουλοι|Θεσσαλονίκη Υφαντική|Χαλκίς Τσιμέντα"
        "|Μέλι Θάσου|Ψυγεία Πάτρας|Αθηναϊκή Ζυθοποιία|Ήλιος ΑΕ|Οίνοι Νάουσας|Λιμένας Βόλου|Έλξις"
        "|Ύδωρ Ζήριας|Ρόδος Τουριστική|Φάρμα Ξάνθης|Γη Ωμέγα",
    ),
}
COUNTS = (1, 2, 4, 8)
# weights beside those that are used: what a word of another language costs, how much likelier the
# best encoding has to be, and no encoding seldom
WEIGHTS = {
    "as they are": {},
    "OTHER = 5": {"OTHER": 5},
    "OTHER = 14": {"OTHER": 14},
    "SURE = 4": {"SURE": 4},
    "SURE = 16": {"SURE": 16},
    "none seldom": {"ENCODINGS": tuple((name, of, 0) for name, of, _ in encodings.ENCODINGS)},
}


def made(header: str, names: list[str], rng: Random) -> str:
    """Return a file as text: each name in two rows."""
    rows = [f"2018-01;{rng.randint(1, 999)};{name};CHN\n" for name in names for _ in range(2)]
    return f"{header}\n{''.join(rows)}"


def found(encoding: str, text: str) -> str:
    """Return whether a file is read rightly, wrongly or asked about."""
    content = text.encode(encoding)
    best, doubt = encodings.guess_encoding(content)
    if doubt or not best:
        return "asked"
    return "right" if content.decode(best, "replace") == text else "wrong"


def results(files: int) -> dict[tuple[str, str, int], dict[str, int]]:
    """Return how many files of each kind are right, wrong and asked about."""
    rng, told = Random(5), {}
    for kind, (own, names_of, joined) in NAMES.items():
        names = joined.split("|")
        for encoding in names_of.split():
            known = [name for name in names if encodable(name, encoding)]
            headers = [one for one in (HEADER, own) if encodable(one, encoding)]
            for count in COUNTS:
                counts = told[kind, encoding, count] = {"right": 0, "wrong": 0, "asked": 0}
                for n in range(files):
                    drawn = rng.sample(known, count)
                    counts[found(encoding, made(headers[n % len(headers)], drawn, rng))] += 1
    return told


def encodable(text: str, encoding: str) -> bool:
    """Return whether a text can be written in an encoding."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def main(files: int) -> None:
    """Print what became of the files, for each encoding and number of names, then by weights."""
    begun = time.perf_counter()
    usual = results(files)
    print(f"Python {platform.python_version()}, {files} files each, wrong / asked about")
    print(f"| names of | encoding | {' | '.join(f'{n} names' for n in COUNTS)} |")
    print(f"|---|---|{'---|' * len(COUNTS)}")
    for kind, encoding in dict.fromkeys(key[:2] for key in usual):
        cells = (usual[kind, encoding, count] for count in COUNTS)
        told = " | ".join(f"{one['wrong']} / {one['asked']}" for one in cells)
        print(f"| {kind} | {encoding} | {told} |")
    print("\n| weights | files | wrong | asked about |\n|---|---|---|---|")
    for name, weights in WEIGHTS.items():
        with mock.patch.multiple(encodings, **weights) if weights else nullcontext():
            held = (results(files) if weights else usual).values()
        wrong, asked = (sum(one[what] for one in held) for what in ("wrong", "asked"))
        print(f"| {name} | {files * len(usual):,} | {wrong} | {asked} |", flush=True)
    print(f"\n{time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
