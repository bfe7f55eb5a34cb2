"""The page of tables beside a report: their rows and no others, as text, in a real browser."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import re
import shutil
import subprocess
from html import unescape
from html.parser import HTMLParser

import pytest

import sezlib as sez
from sezlib.report import explorer
from tests import processes
from tests.conftest import ROOT

# what a name may be, none of which may become markup, a key of an object, or another's text
HOSTILE = (
    "</script><script>evil()</script>", "<!--<script>", "__proto__", "constructor",
    "\"'&amp;<img src=x onerror=evil()>", "\u202eevil\u202c", "\u2028\u2029\\u003c]]>", "a\nb\tc",
    "$& $1 {{ x }} {% x %}", "é" * 120,
)  # fmt: skip
ACTIONS = """
const seen = [];
const wait = () => new Promise((done) => setTimeout(done, 50));
const note = (name) => {
  const heads = [...document.querySelectorAll('tbody th')].map((cell) => cell.textContent);
  const year = document.getElementsByName('year')[0].value;
  seen.push([name, location.hash, year, count.textContent, heads.join(' ')]);
};
const change = (name, value, kind) => {
  const [field] = document.getElementsByName(name);
  field.value = value;
  field.dispatchEvent(new Event(kind, { bubbles: true }));
};
const press = (key) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true });
  document.activeElement.dispatchEvent(event);
};
(async () => {
  note('loaded');
  change('year', '2018', 'change'); await wait(); note('picked');
  change('country', 'KAZ', 'change'); await wait(); note('both');
  history.back(); await wait(); note('back');
  change('find', 'CHINA', 'input'); await wait(); note('found');
  document.querySelector('[type=reset]').click(); await wait(); note('reset');
  document.getElementById('sort-1-0').focus();
  document.activeElement.click(); await wait();
  document.getElementById('sort-1-0').click(); await wait(); note('sorted');
  seen.push(['focus', document.activeElement.id, document.activeElement.parentElement.ariaSort]);
  document.querySelectorAll('tbody')[1].rows[0].cells[0].focus();
  press('ArrowDown'); press('ArrowRight');
  seen.push(['tip', tip.hidden, tip.innerText, document.activeElement.tabIndex]);
  press('Escape'); seen.push(['hidden', tip.hidden]);
  change('table', 'total', 'change'); await wait(); note('table');
  document.body.append(Object.assign(document.createElement('pre'),
    { id: 'seen', textContent: JSON.stringify(seen) }));
})();
"""


def noted(name, columns, rows, **more):
    return {"name": name, "caption": name, "columns": columns, "heads": columns,
            "rows": rows} | more  # fmt: skip


TABLES = [
    noted("total", ["period", "total"], [["2018", 40.5], ["2019", 60.0]]),
    noted("destinations-over-time", ["period", "destination", "total", "CONF_STATUS"],
          [["2018", "CHN", 30.25, "F"], ["2018", "KAZ", 10.25, "F"], ["2019", "CHN", "[c]", "C"],
           ["2019", "KAZ", None, "F"]],
          names={"destination": {"CHN": "China", "KAZ": "Kazakhstan"}}),
]  # fmt: skip
ED = sez.Edition(period="2019", currency="RUB", zone="A zone")


class Scripts(HTMLParser):
    """The scripts of a page, by their kinds, as a browser parts them from the rest."""

    def __init__(self, html):
        super().__init__()
        self.kind, self.held, self.tags, self.attributes = None, {}, [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        self.kind = dict(attrs).get("type", tag) if tag in ("script", "style") else None

    def handle_endtag(self, tag):
        self.kind = None

    def handle_data(self, data):
        if self.kind:
            self.held.setdefault(self.kind, []).append(data)

    @property
    def data(self):
        (text,) = self.held["application/json"]
        return json.loads(text)


def look_at(path, asked="", **how):
    """Return what Chromium makes of a page."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if not browser:
        pytest.skip("no Chromium: what a browser makes of the page is not looked at")
    done = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={path.parent}/b",
         "--virtual-time-budget=9000", "--dump-dom", f"{path.as_uri()}{asked}"],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    return done.stdout


def shown(html):
    """Return the texts of the cells of a page, by row."""
    body = html.partition('<div id="tables">')[2].partition("<script")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[unescape(re.sub("<[^>]*>", "", cell)) for cell in row] for row in cells]


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("audience", ["internal", "public"])
@pytest.mark.parametrize("notebook", ["annual_export", "markets"])
def test_the_page_holds_the_rows_of_the_published_tables_and_no_others(
    reported, notebook, audience, language
):
    folder = reported(notebook, audience=audience, language=language)
    page = Scripts((folder / "explore.html").read_text("utf-8"))
    assert len(page.data["tables"]) >= 2
    for table in page.data["tables"]:
        with (folder / "tables" / f"{table['name']}.csv").open(
            newline="", encoding="utf-8"
        ) as file:
            head, *rows = csv.reader(file)
        assert [column["name"] for column in table["columns"]] == head
        said = [["" if cell is None else cell for cell in row] for row in table["rows"]]
        for ours, theirs in zip(said, rows, strict=True):
            for one, other in zip(ours, theirs, strict=True):
                assert one == (other if isinstance(one, str) else float(other))
    companies = "company" in [name for _, name in page.data["picks"]]
    assert companies == (audience == "internal" and notebook == "annual_export")


@pytest.mark.parametrize("notebook", ["data_intake", "published_figures", "disclosure"])
def test_a_report_of_no_years_or_countries_has_no_such_page(notebook, tmp_path):
    done = processes.run("report", notebook, "--out", tmp_path / "out", cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "out" / "explore.html").exists()
    assert "explore.html" not in (tmp_path / "out" / "report.html").read_text("utf-8")


def test_the_static_page_links_to_it_and_has_no_script(published):
    html = (published("en")[1] / "report.html").read_text("utf-8")
    assert '<a href="explore.html">' in html and "<script" not in html


def test_its_policy_lets_its_own_script_and_style_alone_run(published):
    html = (published("ru")[1] / "explore.html").read_text("utf-8")
    page = Scripts(html)
    policy = next(v for k, v in page.attributes if k == "content" and "script-src" in v)
    for kind in ("script", "style"):
        (text,) = page.held[kind]
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none';") and "unsafe" not in policy
    assert not [v for k, v in page.attributes if k.startswith("on") or k == "style"]
    assert set(re.findall(r"\b(?:https?:)?//\w+", html.partition("<script>")[0])) == set()


def test_its_script_makes_no_markup_of_texts():
    script = (explorer.ASSETS / "explore.js").read_text("utf-8")
    ways = "innerHTML outerHTML insertAdjacentHTML document.write eval( Function( srcdoc DOMParser"
    assert [way for way in ways.split() if way in script] == []
    assert len(script.splitlines()) <= 300


@pytest.mark.parametrize("language", ["en", "ru"])
def test_names_stay_text(language, tmp_path):
    rows = [["2019", name, float(n)] for n, name in enumerate(HOSTILE, 1)]
    names = {"resident": {HOSTILE[2]: HOSTILE[0], HOSTILE[3]: HOSTILE[3]}}
    tables = [noted("x</script>", ["period", "resident", "total"], rows, names=names,
                    heads=["Period", HOSTILE[0], HOSTILE[4]])]  # fmt: skip
    ed = sez.Edition(period="2019", language=language, titled=HOSTILE[0], zone=HOSTILE[1])
    html = explorer.page(tables, ed)
    page = Scripts(html)
    assert page.data["tables"][0]["rows"] == rows
    assert page.tags.count("script") == 2 and "img" not in page.tags
    path = tmp_path / "explore.html"
    path.write_text(html, encoding="utf-8")
    told = shown(look_at(path))
    # heads have a sign of their order behind a blank
    assert [head.rpartition("\u00a0")[0] for head in told[0]] == ["Period", HOSTILE[0], HOSTILE[4]]
    cells = [row[1] for row in told[1:]]
    assert cells == [HOSTILE[0] if name == "__proto__" else name for name in HOSTILE]


def test_an_address_is_what_is_shown(tmp_path):
    path = tmp_path / "explore.html"
    path.write_text(explorer.page(TABLES, ED), encoding="utf-8")
    html = look_at(path, "#year=2018&country=KAZ")
    assert shown(html)[1:] == [["2018", "Kazakhstan", "10.25"]]
    assert ">period: 2018; destination: Kazakhstan; 1 row, 1 table<" in html
    # what is hidden is marked, and nothing stands for what is not there
    assert shown(look_at(path, "#year=2019&table=destinations-over-time"))[1:] == [
        ["2019", "China", "[c]"],
        ["2019", "Kazakhstan", "–"],
    ]
    nothing = look_at(path, "#country=</script>&sort=constructor&year=%")
    assert shown(nothing) == [] and "No figure of the report is of all that is picked" in nothing


def test_picks_stand_in_the_address_and_go_back(tmp_path):
    html = explorer.page(TABLES, ED)
    html = re.sub("<meta http-equiv[^>]*>", "", html)
    path = tmp_path / "explore.html"
    path.write_text(html.replace("</body>", f"<script>{ACTIONS}</script></body>"), encoding="utf-8")
    text = re.search(r'<pre id="seen">(.*?)</pre>', look_at(path)).group(1)
    seen = {name: rest for name, *rest in json.loads(unescape(text))}
    assert seen["loaded"] == ["", "", "6 rows, 2 tables", "2018 2019 2018 2018 2019 2019"]
    assert seen["picked"][:2] == ["#year=2018", "2018"] and "3 rows, 2 tables" in seen["picked"][2]
    assert seen["both"][0] == "#year=2018&country=KAZ" and "1 row, 1 table" in seen["both"][2]
    assert seen["back"] == seen["picked"]
    assert seen["found"][0] == "#year=2018&find=CHINA" and "1 row, 1 table" in seen["found"][2]
    assert seen["reset"][1:] == seen["loaded"][1:]
    assert seen["sorted"][0] == "#sort=-period" and seen["sorted"][3].startswith("2019 2018")
    assert seen["focus"] == ["sort-1-0", "descending"]
    assert seen["tip"] == [False, "2019\ndestination: Kazakhstan", 0]
    assert seen["hidden"] == [True]
    assert seen["table"][0] == "#sort=-period&table=total" and "2 rows" in seen["table"][2]


@pytest.mark.parametrize(("language", "said"), [("en", "left out here"), ("ru", "Опущен")])
def test_of_tables_that_are_too_large_the_largest_rows_are_left(language, said):
    rows = [["2019", f"Company {n:06}", float(n * 7919 % 90001)] for n in range(90_000)]
    tables = [noted("residents-over-time", ["period", "resident", "total"], rows), TABLES[0]]
    ed = sez.Edition(period="2019", language=language)
    html = explorer.page(tables, ed)
    assert 2_000_000 < len(html.encode()) <= explorer.MOST_BYTES
    assert html == explorer.page(tables, ed)
    kept, whole = (table["rows"] for table in Scripts(html).data["tables"])
    assert whole == TABLES[0]["rows"]
    told = re.findall(r'<p class="reading">(.*?)</p>', html)[-1]
    assert said in told and int(re.sub(r"\D", "", told)) == len(rows) - len(kept)
    least = min(row[2] for row in kept)
    assert [row for row in rows if row[2] >= least] == kept
