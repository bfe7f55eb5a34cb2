"""The annual export report, run as its users run it, against the release that it models."""

import csv
import html
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from bs4 import BeautifulSoup

from tests import processes

ROOT = Path(__file__).parents[2]


def run(out, *parameters, **how):
    given = [word for p in parameters for word in ("-p", p)]
    how = how or {"forked_kernel": True}
    return processes.run("report", "annual_export", *given, "--out", out, **how), Path(out)


def text_of(out):
    page = (out / "report.html").read_text(encoding="utf-8")
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", body)))


def summary_of(out):
    return json.loads((out / "summary.json").read_text(encoding="utf-8"))


def figures(out, name):
    return [f for f in summary_of(out)["figures"] if f["id"] == name]


RELEASE = {
    "en": [
        "exported high-tech products worth RUB 326.0 million in 2019, 32.0% more than in 2018",
        "Microelectronics was the largest product group: RUB 163.9 million",
        "since the zone opened in 2006 have passed RUB 615 million",
        "93.1% of that came in the last two years",
        "groups in order were microelectronics; nanotechnology products; optics; educational",
        "the largest were China, Kazakhstan, Germany, Belarus and Switzerland",
        "went to 26 countries",
        "Asia (56.2%), Europe (42.8%) and EAEU (32.5%)",
        "Japan, Bulgaria, Mongolia and Mauritius (optics)",
        "Israel and Azerbaijan (educational equipment and kits)",
        "educational equipment and kits: RUB 1.2 million, to Azerbaijan, Israel and Kazakhstan",
        "5 sites, 206.8 ha",
        "Its sites are Pechatniki, Alabushevo, Mikron, Angstrem and MIET",
        "greenfield and brownfield",
        "153 companies are on the zone's list",
        "Residents have invested RUB 28.6 billion since 2006",
        "imported to make goods for export are free of customs duties and fees",
        "A customs post works in the zone, which is meant to shorten clearance",
        "Synthetic data",
    ],
    "ru": [
        "экспорт высокотехнологичной продукции резидентов составил 326,0 млн руб.",
        "на 32,0 % больше, чем в 2018 году",
        "группу «микроэлектроника»: 163,9 млн руб.",
        "с открытия зоны в 2006 году превысил 615 млн руб.",
        "93,1 % этой суммы пришлось на последние два года",
        "микроэлектроника; нанотехнологическая продукция; оптика; учебное оборудование",
        "Китай, Казахстан, Германия, Беларусь и Швейцария",
        "26 стран",
        "Азия (56,2 %), Европа (42,8 %) и ЕАЭС (32,5 %)",
        "Япония, Болгария, Монголия и Маврикий (оптика)",
        "Израиль и Азербайджан (учебное оборудование и образовательные наборы)",
        "наборы», на 1,2 млн руб.; направления — Азербайджан, Израиль и Казахстан",
        "5 площадок, 206,8 га",
        "Площадки зоны — Печатники, Алабушево, Микрон, Ангстрем и МИЭТ",
        "153 компании",
        "инвестировали 28,6 млрд руб.",
        "освобождены от таможенных пошлин и сборов",
        "таможенный пост, который призван сократить время прохождения таможенных процедур",
        "Отчёт построен на вымышленных данных",
    ],
}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_statement_of_the_release_is_on_the_page(published, language):
    _, out = published(language)
    text = text_of(out)
    assert [said for said in RELEASE[language] if said not in text] == []


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_good_run_says_where_the_page_is_and_nothing_else(published, language):
    done, out = published(language)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{out / 'report.html'}\n"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_summary_holds_the_release_unrounded(published, language):
    _, out = published(language)
    names = "total growth leading_group_value cumulative destinations residents"
    names += " first_group_export investment"
    one = {name: figures(out, name)[0]["value"] for name in names.split()}
    assert one["total"] == 326_000_000
    assert one["growth"] == 326 / 247 - 1
    assert one["leading_group_value"] == 163_930_000
    assert 615_000_000 <= one["cumulative"] < 616_000_000
    assert one["destinations"] == 26
    assert one["residents"] > 150
    assert one["first_group_export"] == 1_180_000
    assert one["investment"] == 28_600_000_000
    ranked = sorted(figures(out, "destination_total"), key=lambda f: f["where"]["rank"])
    assert [f["where"]["destination"] for f in ranked][:5] == ["CHN", "KAZ", "DEU", "BLR", "CHE"]
    assert sum(f["value"] for f in ranked) == 326_000_000
    new = {
        (f["where"]["group"], f["where"]["destination"]) for f in figures(out, "new_destination")
    }
    optics = {("optics", code) for code in ("BGR", "MNG", "JPN", "MUS")}
    assert new == optics | {("education", "AZE"), ("education", "ISR")}
    assert summary_of(out)["synthetic"] is True


def test_both_languages_have_the_same_figures(published):
    en, ru = (summary_of(published(language)[1])["figures"] for language in ("en", "ru"))
    assert en == ru


def test_the_summary_adds_up_to_the_file_by_plain_addition(published):
    _, out = published("en")
    with (ROOT / "data/sample/flows.csv").open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["period"].startswith("2019")]
    by_group = {}
    for r in rows:
        by_group[r["group"]] = by_group.get(r["group"], 0) + int(r["value"])
    assert {f["where"]["group"]: f["value"] for f in figures(out, "group_total")} == by_group
    assert figures(out, "exporters")[0]["value"] == len({r["resident"] for r in rows})
    assert figures(out, "per_hectare")[0]["value"] == pytest.approx(326_000_000 / 206.8)


class Seen(HTMLParser):
    """What a page asks for, and what it would run."""

    def __init__(self, page):
        super().__init__()
        self.asked, self.tags, self.ids, self.anchors, self.alts = [], set(), [], [], []
        self.digests = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.add(tag)
        self.ids += [given["id"]] if "id" in given else []
        for key in ("src", "href", "srcset", "data", "poster", "action"):
            value = given.get(key, "")
            if tag in ("a", "use") and value.startswith("#"):
                self.anchors.append(value[1:])
            elif value and not value.startswith("data:"):
                self.asked.append((tag, key, value))
        if tag == "svg":
            assert given["role"] == "img" and "viewbox" in given
            self.alts.append(given["aria-label"])
            self.digests.append(given["data-digest"])
        assert not [key for key in given if key.startswith("on")]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_page_fetches_nothing_runs_nothing_and_is_whole(published, language):
    out = published(language)[1]
    page = (out / "report.html").read_text(encoding="utf-8")
    seen = Seen(page)
    assert {(tag, key) for tag, key, _ in seen.asked} == {("a", "href")}
    links = [value for _, _, value in seen.asked]
    sources = [link for link in links if link.startswith(("http://", "https://"))]
    files = [link for link in links if link not in sources]
    assert len(sources) == 2 and f">{sources[0]}</a>" in page
    tables = sorted(path.relative_to(out).as_posix() for path in out.glob("tables/*.csv"))
    drawn = [path.relative_to(out).as_posix() for path in out.glob("figures/*.*")
             if path.suffix != ".svg"]  # fmt: skip
    assert sorted(files) == sorted(["explore.html", "tables.xlsx", *tables, *drawn])
    assert not seen.tags & {"script", "iframe", "object", "embed", "form", "img", "metadata"}
    assert not re.search(r"url\((?!#)", page) and "@import" not in page
    assert f'<html lang="{language}">' in page
    assert len(seen.ids) == len(set(seen.ids)) and set(seen.anchors) <= set(seen.ids)
    assert len(seen.alts) == 8 == len(set(seen.alts)) == len(set(seen.digests))
    assert all(re.search(r"\w{12}", digest) for digest in seen.digests)
    assert not any(digest in alt for digest in seen.digests for alt in seen.alts)
    assert "import sezlib" not in page and "@media print" in page
    # nbconvert, which is given the rest of a page alone, would have left the charts as they are
    svgs = re.findall("(?s)<svg.*?</svg>", page)
    assert [str(BeautifulSoup(svg, "html.parser")) for svg in svgs] == svgs and len(svgs) == 8


def test_text_reads_on_every_ground_in_the_light_scheme_and_the_dark_one():
    style = (ROOT / "sezlib/report/template/sezlib/style.css").read_text("utf-8")
    named = dict(re.findall(r"--(\w+): light-dark\((.*?)\)", style))
    inks = [named[name] for name in ("ink", "quiet", "house", "link")]
    inks += re.findall(r"(?<![-\w])color: light-dark\((.*?)\)", style)
    assert len(inks) == 8
    # no colour of text stands beside these
    assert set(re.findall(r"(?<![-\w])color: ([^;]+);", style)) <= {
        f"light-dark({ink})" for ink in inks
    } | {"var(--ink)", "var(--quiet)", "var(--house)", "var(--link)"}

    def brightness(colour):
        colour = colour * 2 if len(colour) == 3 else colour
        parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        # of the WCAG, version 2.2
        red, green, blue = (
            p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for ground in ("paper", "panel", "alert"):
        for ink in inks:
            for pair in zip(
                *(colours.split(", ") for colours in (named[ground], ink)), strict=True
            ):
                low, high = sorted(brightness(colour.strip("# ")) for colour in pair)
                assert (high + 0.05) / (low + 0.05) >= 4.5, (ground, pair)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_report_is_complete_and_its_manifest_true(published, language):
    _, out = published(language)
    manifest = json.loads((out / "manifest.json").read_text())
    on_disk = {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()}
    assert {o["file"] for o in manifest["outputs"]} | {"manifest.json"} == on_disk
    charts = {f"figures/{n}.{kind}" for n in ("total", "groups", "contributions", "destinations",
              "heatmap", "months", "firsts") for kind in ("csv", "png", "svg")}  # fmt: skip
    assert charts | {"report.html", "report.ipynb", "tables.xlsx", "summary.json"} <= on_disk
    assert manifest["status"] == "completed"
    assert manifest["parameters"]["language"] == language
    read = {entry["file"]: entry["sha256"] for entry in manifest["data"]}
    assert set(read) == {"flows.csv", "profile.toml", "residents.csv", "investment.csv"}
    import hashlib

    flows = (ROOT / "data/sample/flows.csv").read_bytes()
    assert read["flows.csv"] == hashlib.sha256(flows).hexdigest()


def sheets_of(workbook):
    book = openpyxl.load_workbook(workbook)
    cells = [c for sheet in book for line in sheet.iter_rows() for c in line]
    assert [c.value for c in cells if c.data_type == "f"] == []
    outside = [c.hyperlink for c in cells if c.hyperlink and c.hyperlink.target]
    assert [link.target for link in outside if not link.target.startswith("#")] == []
    return {sheet.title: [[c.value for c in line] for line in sheet.iter_rows()] for sheet in book}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_workbook_holds_what_the_tables_hold(published, language):
    _, out = published(language)
    sheets = sheets_of(out / "tables.xlsx")
    names = "total groups over-time destinations all-destinations destinations-over-time blocs new"
    names += " cells residents residents-over-time running context"
    names = dict(enumerate(names.split(), 1))
    for name, sheet in sheets.items():
        number = name.partition(" ")[0]
        if not number.isdigit():
            continue
        table = names[int(number)]
        with (out / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            kept = list(csv.DictReader(file))
        body = sheet[-len(kept) :]
        for line, row in zip(body, kept, strict=True):
            numbers = [v for v in line if isinstance(v, int | float)]
            told = [float(v) for k, v in row.items() if k in ("total", "value", "share") and v]
            assert all(any(n == pytest.approx(v) for n in numbers) for v in told), (name, line, row)


def test_the_workbook_speaks_russian_throughout(published):
    sheets = sheets_of(published("ru")[1] / "tables.xlsx")
    assert {"Обложка", "Содержание", "Примечания", "2 группы"} <= set(sheets)
    words = [v for lines in sheets.values() for line in lines for v in line if isinstance(v, str)]
    assert {"Китай", "микроэлектроника", "Экспорт по годам", "прочие, 16"} <= set(words)
    assert not [w for w in words if re.fullmatch(r"x\d+x+", w)]
    groups = {line[0]: line[1] for line in sheets["2 группы"] if line[0]}
    assert groups["микроэлектроника"] == 163_930_000


def test_flows_of_three_columns_give_a_report_without_the_other_sections(tmp_path):
    flows = tmp_path / "flows.csv"
    flows.write_text("period,value,destination\n2018,10,Китай\n2019,12.5,CHN\n2019,2,KAZ\n")
    done, out = run(tmp_path / "out", f"flows={flows}", "period=2019")
    assert (done.returncode, done.stderr) == (0, "")
    text = text_of(out)
    assert "left out" not in text and "Product groups" not in text and "Zone context" not in text
    assert (
        "The records do not state product groups and exporters, so there is no section on them."
        in text
    )
    assert "Goods went for the first time to one destination: Kazakhstan." in text
    assert {f["id"] for f in summary_of(out)["figures"]} == {
        "total", "growth", "destinations", "destination_total", "bloc_total", "new_destination",
        "cumulative", "last_two_years_share",
    }  # fmt: skip
    assert summary_of(out)["synthetic"] is False
    assert "Synthetic" not in text


def test_baci_records_of_one_year_have_no_growth_and_nothing_new(tmp_path):
    flows = tmp_path / "baci.csv"
    flows.write_text(
        '"t","i","j","k","v","q"\n2021,710,156,10121,52.051,"   13.235"\n'
        '2021,710,699,854231,10.5,"   NA"\n2021,4,710,482000,7,"1"\n'
    )
    done, out = run(tmp_path / "out", f"flows={flows}", "zone=ZAF", "period=2021")
    assert (done.returncode, done.stderr) == (0, "")
    [total], [growth] = figures(out, "total"), figures(out, "growth")
    assert total["value"] == pytest.approx(62_551.0) and total["unit"] == "USD"
    assert growth["value"] is None
    assert figures(out, "new_destination") == []
    text = text_of(out)
    assert "Exports of South Africa, 2021" in text
    assert "first year in the records" in text


def test_text_from_the_data_is_shown_as_text(tmp_path):
    company, group = "<script>alert(1)</script>", "=HYPERLINK(1) <img src=x onerror=alert(2)>"
    zone = "{{7*7}} <svg onload=alert(3)> $x$"
    link = "A [x](http://evil.example/) \u2028 $$"
    rows = ["period,value,destination,resident,group,zone"]
    rows += [f'{year},5,CHN,"{company}","{group}","{zone}"' for year in (2018, 2019)]
    rows += [f'{year},4,KAZ,"{link}","$$","{zone}"' for year in (2018, 2019)]
    (tmp_path / "flows.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    done, out = run(tmp_path / "out", f"flows={tmp_path / 'flows.csv'}", "period=2019")
    link = link.replace("\u2028", "\ufffd")
    assert (done.returncode, done.stderr) == (0, "")
    page = (out / "report.html").read_text()
    seen = Seen(page)
    assert not seen.tags & {"script", "img"}
    assert all(
        tag == "a" and at.startswith(("tables", "figures/", "explore")) for tag, _, at in seen.asked
    )
    text = text_of(out)
    assert company in text and group in text and zone in text
    words = [v for lines in sheets_of(out / "tables.xlsx").values() for line in lines for v in line]
    assert f"'{group}" in words and link in words
    assert not [p for p in (out / "tables").iterdir() if re.search(r"(^|,)=", p.read_text(), re.M)]


def test_wrong_data_is_one_sentence_and_exit_code_two(tmp_path):
    flows = tmp_path / "flows.csv"
    flows.write_text("period,value\n2018,1\n2019,-3\n")
    done, _ = run(tmp_path / "out", f"flows={flows}", "period=2019")
    assert done.returncode == 2
    assert done.stderr == (
        "sez: flows.csv: column 'value' is negative, a value is 0 or more; see line 3 ('-3')\n"
    )
    assert [p.name for p in tmp_path.iterdir()] == ["flows.csv"]


def test_plain_papermill_works_too(tmp_path):
    # the lightest of all: the others run in a plain kernel where nbval checks them
    notebook = ROOT / "notebooks/data_intake.ipynb"
    done = subprocess.run(
        [sys.executable, "-m", "papermill", str(notebook), str(tmp_path / "out.ipynb"),
         "-p", "language", "ru", "--no-progress-bar"],
        capture_output=True, text=True, cwd=tmp_path, env={**os.environ, "SEZLIB_RUN": ""},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = (tmp_path / "out.ipynb").read_text("utf-8").replace("\u00a0", " ")
    assert "Из 15 строк принято 11" in told
