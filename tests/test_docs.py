"""What the documentation says is there, and what is there is documented."""

from __future__ import annotations

import ast
import doctest
import inspect
import pydoc
import re
from pathlib import Path

import pytest

import sezlib as sez
from sezlib import cli, metrics
from sezlib.report.notebooks import declared
from tools import reference

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
METRICS = (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8")
REPORT = (ROOT / "docs" / "report.md").read_text(encoding="utf-8")
PAGES = ("README.md", "CONTRIBUTING.md", "docs/metrics.md", "docs/report.md", "docs/claims.md",
         "docs/intake.md", "docs/scheduling.md",
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


def test_every_path_of_the_readme_layout_exists():
    listed = re.findall(r"^    (\S+)  ", section(README, "Folders"), re.M)
    assert len(listed) > 10
    assert [path for path in listed if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_to_a_file_leads_to_one(page):
    path = ROOT / page
    links = re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_make_target_named_is_in_the_makefile(page):
    rules = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    text = (ROOT / page).read_text(encoding="utf-8")
    named = re.findall(r"(?:`|^    )make (\w+)", text, re.M)
    assert set(named) <= set(rules)


def test_every_subcommand_of_the_readme_is_one_of_sez(capsys):
    for name in sorted(set(re.findall(r"(?:`|^    )sez (\w+)", README, re.M))):
        with pytest.raises(SystemExit) as stopped:
            cli.main([name, "--help"])
        assert stopped.value.code == 0, name
    assert "usage: sez report" in capsys.readouterr().out


def test_the_parameters_of_the_readme_are_those_of_the_notebooks():
    import nbformat

    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        known = {name: str(held.default) for name, held in declared(notebook).items()}
        rows = cells(section(README, f"Parameters of {path.stem}"))
        assert {row[0].strip("`"): row[2].strip("`") for row in rows} == known


def test_the_columns_of_the_readme_are_columns_of_flows():
    from sezlib.flows import COLUMNS

    text = section(README, "Your own data").split("\n### ")[0]
    carried = re.search(r"^((?:`\w+`,? (?:and )?)+)", text, re.M).group(1)
    named = [row[0].strip("`") for row in cells(text)] + re.findall(r"`(\w+)`", carried)
    assert set(named) == set(COLUMNS)


def test_every_figure_of_the_report_page_is_named_by_its_sentences_and_the_reverse():
    told = section(REPORT, "summary.json: the figures for machines")
    ids = {row[0].strip("`") for row in cells(told) if len(row) == 4}
    assert len(ids) > 10
    # one call names what is per hectare, per company and per unit invested
    assert {"per_" if name.startswith("per_") else name for name in ids} == set(figure_ids())


def figure_ids() -> list[str]:
    """Return the ids that sentences give to figures; of a made one only how it begins."""
    files = (ROOT / "sezlib" / "pages").glob("*.py")
    nodes = [node for path in files for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    calls = [n for n in nodes if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "figure"]
    ids = [call.args[1] for call in calls]
    return [(i.values[0] if isinstance(i, ast.JoinedStr) else i).value for i in ids]


def test_the_plans_that_are_shown_are_plans(tmp_path):
    from sezlib.batch import read
    from sezlib.report.run import prepare

    (tmp_path / "zones.csv").write_text("zone\nA\n")
    for page in ("README.md", "docs/scheduling.md"):
        (shown,) = re.findall(r"```toml\n(.*?)```", (ROOT / page).read_text("utf-8"), re.S)[:1]
        (tmp_path / "plan.toml").write_text(shown, encoding="utf-8")
        plan = read(tmp_path / "plan.toml")
        assert len(plan.items) == {"README.md": 4, "docs/scheduling.md": 8}[page]
        if page == "README.md":
            for item in plan.items:
                job = prepare(item.notebook, item.given, tmp_path / item.name)
                assert job.parameters["period"] == "2019"


def test_each_option_of_a_batch_and_each_key_of_a_plan_is_told():
    import argparse

    from sezlib import cli
    from sezlib.batch import plan

    text = (ROOT / "docs" / "scheduling.md").read_text("utf-8")
    for key in (*plan.OWN, *plan.OF_REPORT):
        assert re.search(rf"^\[*(report\.)?{key}\b", text, re.M), key
    parser = argparse.ArgumentParser()
    cli._add_batch(parser.add_subparsers())
    (options,) = [a.choices["batch"] for a in parser._actions if getattr(a, "choices", None)]
    for option in options._option_string_actions:
        assert option in ("-h", "--help") or option in text, option
