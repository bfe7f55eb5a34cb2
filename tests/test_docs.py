"""What the documentation says is there, and what is there is documented."""

from __future__ import annotations

import ast
import doctest
import inspect
import io
import pydoc
import re
import shlex
from pathlib import Path

import pandas as pd
import pytest

import sezlib as sez
from sezlib import cli, identity, metrics
from sezlib.report.run import prepare
from tools import reference

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
METRICS = (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8")
REPORT = (ROOT / "docs" / "report.md").read_text(encoding="utf-8")
INTAKE = (ROOT / "docs" / "intake.md").read_text(encoding="utf-8")
RUSSIAN = ("README.ru.md", "docs/ru/index.md", "docs/ru/tutorial.md", "docs/ru/functions.md")
PAGES = ("README.md", *RUSSIAN, "docs/index.md", "docs/tutorial.md", "CONTRIBUTING.md",
         "docs/metrics.md", "docs/report.md", "docs/claims.md",
         "docs/intake.md", "docs/scheduling.md", "docs/rap.md",
         "data/README.md",
         "data/published/README.md", "data/sample/README.md", "data/reference/README.md",
         "benchmarks/README.md")  # fmt: skip
FUNCTIONS = [name for name in sez.__all__ if inspect.isfunction(getattr(sez, name))]
# what has a formula that somebody published; sums, counts, ratios and cuts need no source
CUTS = {"until", "like_for_like", "condense", "convert", "deflate"}
PLAIN = {"total", "cumulative", "relative_to", "share", "rank", "count"}


def section(text: str, heading: str) -> str:
    """Return what stands under a heading of the second level."""
    found = re.search(rf"^## {re.escape(heading)}$(.*?)(?=^## |\Z)", text, re.M | re.S)
    assert found, f"no section {heading!r}"
    return found.group(1)


def cells(text: str) -> list[list[str]]:
    """Return the rows of the tables in a text, without heads and rules."""
    lines = [line.strip().strip("|") for line in text.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    rules = [i for i, row in enumerate(rows) if set("".join(row)) <= set("-: ")]
    return [row for i, row in enumerate(rows) if i not in rules and i + 1 not in rules]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_public_function_begins_with_return_and_shows_how_it_is_called(name):
    doc = inspect.getdoc(getattr(sez, name))
    assert doc.startswith("Return ")
    examples = doctest.DocTestParser().get_examples(doc)
    assert any(re.search(rf"\bsez\.{name}\b", example.source) for example in examples)


def test_public_names_that_are_no_functions_are_modules_or_classes():
    others = {name: getattr(sez, name) for name in set(sez.__all__) - set(FUNCTIONS)}
    assert all(inspect.ismodule(value) or inspect.isclass(value) for value in others.values())


def test_every_public_name_stands_under_one_question():
    asked = [name for rooms in sez.QUESTIONS.values() for name in " ".join(rooms.values()).split()]
    assert sorted(asked) == sorted(sez.__all__) == sorted(set(asked))
    assert set(metrics.__all__) <= set(asked)
    assert len(asked) <= 70


def test_help_lists_the_public_names_by_question():
    told = pydoc.plain(pydoc.render_doc(sez))
    for question, rooms in sez.QUESTIONS.items():
        names = ", ".join(" ".join(rooms.values()).split())
        assert re.search(rf"{re.escape(question)}\n +{names}\n", told), question


def test_the_reference_is_what_the_docstrings_say():
    assert reference.page() == METRICS, "run make docs"


def test_the_reference_has_each_public_name_under_its_question():
    for question, rooms in sez.QUESTIONS.items():
        heads = re.findall(r"^### (\w+)$", section(METRICS, question), re.M)
        assert heads == " ".join(rooms.values()).split()


@pytest.mark.parametrize("name", metrics.__all__)
def test_a_metric_says_its_edges_its_columns_and_its_source(name):
    said = re.findall(r"^(Edges|Columns|Source): ", inspect.getdoc(getattr(sez, name)), re.M)
    assert said == ["Edges", "Columns", "Source"][: 2 if name in CUTS | PLAIN else 3]


@pytest.mark.parametrize("name", [name for name in metrics.__all__ if name in identity.COLUMNS])
def test_a_metric_returns_the_columns_that_its_docstring_names(name):
    function = getattr(sez, name)
    doc, asked = inspect.getdoc(function), set(inspect.signature(function).parameters)
    (told,) = re.findall(r"^Columns: (.*?)\n\n", doc, re.M | re.S)
    named = set(re.findall(r"`(\w+)`", re.sub(r"\([^()]*\)", "", told)))
    declared = set(f"{identity.COLUMNS[name]} {identity.OPTIONAL[name]}".split())
    assert named - declared <= asked
    # the indicators of a comparison, and the unit of a quantity, are told of further up
    assert declared - named <= set(re.findall(r"`(\w+)`", doc))


@pytest.mark.parametrize("page", ["README.md", "docs/intake.md", "docs/claims.md"])
def test_the_examples_of_a_page_run(page, monkeypatch):
    monkeypatch.chdir(ROOT)
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = [b for b in re.findall(r"^```python\n(.*?)^```", text, re.M | re.S) if ">>>" in b]
    assert blocks
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, page, page, 0)
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    assert runner.run(test, out=said.append).failed == 0, "".join(said)


@pytest.mark.parametrize("page", ["docs/tutorial.md", "docs/ru/tutorial.md"])
def test_the_steps_of_the_tutorial_work_in_their_order(page, tmp_path, monkeypatch, capsys):
    text = (ROOT / page).read_text(encoding="utf-8")
    (sent,) = re.findall(r"^```text\n(.*?)^```", text, re.M | re.S)
    (tmp_path / "sent.csv").write_text(sent, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^    sez (.+)$", text, re.M)
    assert [command.split()[0] for command in commands][:3] == ["intake", "intake", "report"]
    for command in commands:
        verb, named, *options = shlex.split(command.split(" > ")[0])
        if verb == "intake":
            assert cli.main([verb, named, *options]) == 0
        elif verb == "report":
            given = dict(option.split("=") for option in options if "=" in option)
            assert prepare(named, given, tmp_path / "made").parameters["period"] == "2019"
        if " > " in command:
            Path(command.split(" > ")[1]).write_text(capsys.readouterr().out, encoding="utf-8")
    (example,) = re.findall(r"^```python\n(.*?)^```", text, re.M | re.S)
    test = doctest.DocTestParser().get_doctest(example, {}, page, page, 0)
    said: list[str] = []
    assert doctest.DocTestRunner().run(test, out=said.append).failed == 0, "".join(said)


def test_the_functions_in_russian_are_those_of_each_question():
    text = (ROOT / "docs" / "ru" / "functions.md").read_text(encoding="utf-8")
    _, *parts = re.split(r"^## ", text, flags=re.M)
    told = [re.findall(r"^- \[(\w+)\]\(\.\./metrics\.md#(\w+)\)", part, re.M) for part in parts]
    asked = [" ".join(rooms.values()).split() for rooms in sez.QUESTIONS.values()]
    assert told == [[(name, name.lower()) for name in names] for names in asked]


def test_the_records_of_the_readme_are_acceptable_flows(tmp_path):
    (example,) = re.findall(r"^```csv\n(.*?)^```", README, re.M | re.S)
    path = tmp_path / "mine.csv"
    path.write_text(example, encoding="utf-8")
    flows = sez.with_groups(sez.read(path))
    assert sez.growth(flows)["growth"].iloc[-1] == 0.125
    assert flows["group"].tolist() == [
        "microelectronics",
        "optics",
        "microelectronics",
        "education",
    ]


def test_the_readme_is_short():
    assert len(README.split()) <= 1500


def test_the_pictures_of_the_readme_are_small_and_show_what_the_page_says():
    stored = (ROOT / "notebooks" / "annual_export.ipynb").read_text(encoding="utf-8")
    path = ROOT / "data" / "zones" / "bangladesh" / "exports.csv"
    flows = sez.read(path, zone=[])
    ed = sez.edition(flows, period="2018/19", profile=sez.read_profile(beside=path, zone=[]))
    page = f"{stored} {ed.title()} {ed.say('point-total', sez.growth(flows).iloc[-1].to_dict())}"
    page = page.replace("\N{NO-BREAK SPACE}", " ").replace("\\n", " ")
    pictures = re.findall(r"!\[([^]]+)\]\(([^)]+)\)", README)
    assert len(pictures) == 2
    for told, path in pictures:
        assert (ROOT / path).stat().st_size < 250_000
        quoted = re.findall(r'"([^"]+)"', told)
        assert [text for text in quoted if text not in page] == [], "take the pictures anew"


def test_every_path_of_the_readme_exists_and_every_room_is_one_of_them():
    listed = re.findall(r"^    (\S+)  ", section(README, "What is where"), re.M)
    assert [path for path in listed if not (ROOT / path).exists()] == []
    rooms = {p.relative_to(ROOT).as_posix() for p in (ROOT / "sezlib").glob("[!_]*.py")}
    rooms |= {f"sezlib/{p.parent.name}/" for p in (ROOT / "sezlib").glob("*/__init__.py")}
    assert sorted(rooms - set(listed)) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_to_a_file_leads_to_one(page):
    path = ROOT / page
    links = re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8"))
    # `make docs` makes the gallery
    local = [link for link in links if "://" not in link and "build/" not in link]
    assert [link for link in local if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_make_target_named_is_in_the_makefile(page):
    rules = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    text = (ROOT / page).read_text(encoding="utf-8")
    named = re.findall(r"(?:`|^    )make (\w+)", text, re.M)
    assert set(named) <= set(rules)


def test_the_commands_of_the_readme_on_a_file_of_ones_own_work_in_their_order(
    tmp_path, monkeypatch, capsys
):
    (example,) = re.findall(r"^```csv\n(.*?)^```", README, re.M | re.S)
    (tmp_path / "mine.csv").write_text(example, encoding="utf-8")
    pd.read_csv(io.StringIO(example), dtype=str).to_excel(tmp_path / "sent.xlsx", index=False)
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^ +sez (.+)$", section(README, "Your own file in five minutes"), re.M)
    assert len(commands) == 5
    for command in commands:
        verb, named, *options = shlex.split(command.split(" > ")[0])
        if verb == "report":
            given = dict(option.split("=") for option in options if "=" in option)
            assert prepare(named, given, tmp_path / "made").parameters["period"] == "2019"
        else:
            assert cli.main([verb, named, *options]) == 0
        if " > " in command:
            Path(command.split(" > ")[1]).write_text(capsys.readouterr().out, encoding="utf-8")
    for made in ("mine.csv", "flows.parquet"):
        assert sez.growth(sez.read(made))["growth"].iloc[-1] == 0.125


def test_every_subcommand_of_the_readme_is_one_of_sez(capsys):
    for name in sorted(set(re.findall(r"(?:`|^ +)sez (\w+)", README, re.M))):
        with pytest.raises(SystemExit) as stopped:
            cli.main([name, "--help"])
        assert stopped.value.code == 0, name
    assert "usage: sez report" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("page", "heading"), [("README.md", "The notebooks"), ("README.ru.md", "Блокноты")]
)
def test_the_notebooks_of_the_readme_are_those_that_there_are(page, heading):
    rows = cells(section((ROOT / page).read_text(encoding="utf-8"), heading))
    known = {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert {row[0].strip("`") for row in rows} == known


def test_the_columns_that_are_told_are_columns_of_flows():
    from sezlib.flows import COLUMNS

    text = section(INTAKE, "The columns of flows")
    carried = re.search(r"^((?:`\w+`,? (?:and )?)+)", text, re.M).group(1)
    named = [row[0].strip("`") for row in cells(text)] + re.findall(r"`(\w+)`", carried)
    assert set(named) == set(COLUMNS)


def test_every_figure_of_the_report_page_is_named_by_its_sentences_and_the_reverse():
    told = section(REPORT, "summary.json: the figures for machines")
    ids = {row[0].strip("`") for row in cells(told) if len(row) == 4}
    assert len(ids) > 10
    named, made, written = figure_ids()
    assert named <= ids
    # a call may name what is per hectare, per company and per unit invested
    assert {name for name in ids - named - written if not name.startswith(tuple(made))} == set()


def figure_ids() -> tuple[set[str], set[str], set[str]]:
    """Return the ids that sentences give to figures, how made ones begin, and all other texts."""
    files = (ROOT / "sezlib" / "pages").glob("*.py")
    nodes = [node for path in files for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    calls = [n for n in nodes if isinstance(n, ast.Call)]
    one = [c.args[1] for c in calls if getattr(c.func, "id", "") == "note_figure"]
    several = [c.keywords for c in calls if getattr(c.func, "id", "") == "note_figures"]
    named = {i.value for i in one if isinstance(i, ast.Constant)}
    named |= {keyword.arg for keywords in several for keyword in keywords if keyword.arg}
    made = [*one, *(n for n in nodes if isinstance(n, ast.DictComp))]
    begun = [getattr(m, "key", m) for m in made]
    begun = [m.values[0] for m in begun if isinstance(m, ast.JoinedStr)]
    prefixes = {m.value for m in begun if isinstance(m, ast.Constant)}
    texts = {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return named, prefixes, texts


def test_the_plans_that_are_shown_are_plans(tmp_path):
    from sezlib.batch import read

    (tmp_path / "zones.csv").write_text("zone\nA\n")
    text = (ROOT / "docs" / "scheduling.md").read_text("utf-8")
    plans = []
    for shown in re.findall(r"```toml\n(.*?)```", text, re.S):
        (tmp_path / "plan.toml").write_text(shown, encoding="utf-8")
        plans.append(read(tmp_path / "plan.toml").items)
    on_the_sample, whole = plans
    assert (len(on_the_sample), len(whole)) == (4, 8)
    for item in on_the_sample:
        job = prepare(item.notebook, item.given, tmp_path / item.name)
        assert job.parameters["period"] == "2019"


def test_each_option_of_a_batch_and_each_key_of_a_plan_is_told():
    from sezlib import cli
    from sezlib.batch import plan

    text = (ROOT / "docs" / "scheduling.md").read_text("utf-8")
    for key in (*plan.OWN, *plan.OF_REPORT):
        assert re.search(rf"^\[*(report\.)?{key}\b", text, re.M), key
    (options,) = [a.choices["batch"] for a in cli._parser()._actions if a.choices]
    for option in options._option_string_actions:
        assert option in ("-h", "--help") or option in text, option
