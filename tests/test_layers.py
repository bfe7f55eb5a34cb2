"""Imports point down only, and importing sezlib loads nothing that is not used."""

import ast
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "sezlib"

# the rooms as CONTRIBUTING.md names them, each on a floor of its own, from the top
TABLE = (PACKAGE.parent / "CONTRIBUTING.md").read_text("utf-8").split("## Layers")[1]
FLOORS = re.findall(r"^\| `(\w+)` \|", TABLE.split("\n## ")[0], re.MULTILINE)
FLOOR = {room: number for number, room in enumerate([*reversed(FLOORS), "__main__"])}


def rooms():
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if room != "__init__":
            yield room, path


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_room_has_a_floor():
    assert {room for room, _ in rooms()} == set(FLOOR)


@pytest.mark.parametrize(("room", "path"), list(rooms()), ids=lambda value: str(value)[-40:])
def test_imports_point_down_only(room, path):
    used = {name.split(".")[1] for name in imported(path) if name.startswith("sezlib.")}
    above = {other for other in used & set(FLOOR) - {room} if FLOOR[other] >= FLOOR[room]}
    assert not above, f"{path.name} of floor {FLOOR[room]} imports {above}"


def test_no_modules_import_each_other_in_a_circle():
    module = {
        ".".join(["sezlib", *path.relative_to(PACKAGE).with_suffix("").parts]): path
        for path in PACKAGE.rglob("*.py")
        if path.name != "__init__.py"
    }
    used = {name: set(imported(path)) & set(module) for name, path in module.items()}
    # a CycleError names the modules of the circle
    assert len(list(TopologicalSorter(used).static_order())) == len(module)


@pytest.mark.parametrize(
    ("library", "home"),
    [
        ("papermill", "report"),
        ("nbconvert", "report"),
        ("xlsxwriter", "report"),
        ("scipy", "claims disclosure"),
        ("highspy", "claims"),
    ],
)
def test_each_heavy_library_is_known_to_few_rooms_only(library, home):
    users = {
        room for room, path in rooms() if any(n.split(".")[0] == library for n in imported(path))
    }
    assert users == {*home.split()}


def test_only_pages_draw():
    users = {room for room, path in rooms() if "matplotlib" in " ".join(imported(path))}
    assert users == {"pages"}


def test_importing_sezlib_loads_no_other_library():
    code = (
        "import sys; before = set(sys.modules); import sezlib; "
        "heavy = {'pandas', 'narwhals', 'seaborn', 'matplotlib', 'papermill', 'babel', 'scipy'}; "
        "print(sorted(heavy & (set(sys.modules) - before)))"
    )
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "[]"


@pytest.mark.parametrize("words", ["--help", "", "list", "report annual_export --help"])
def test_a_command_that_asks_no_records_loads_what_it_prints_with(words):
    code = (
        "import sys; before = set(sys.modules); from sezlib.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print(*(n for n in sys.modules if n not in before and sys.modules[n]), file=sys.stderr)"
    )
    run = [sys.executable, "-c", code, *words.split()]
    seen = subprocess.run(run, capture_output=True, text=True, check=True).stderr.split()
    names = {name.partition(".")[0] for name in seen} - sys.stdlib_module_names
    assert names == {"sezlib"}
    # what makes classes, and reads source to make them
    assert not {"dataclasses", "inspect", "html"} & {*seen}
    reads = {"sezlib.report.notebooks"} if words not in ("--help", "") else set()
    assert {name for name in seen if name.startswith("sezlib")} == reads | {
        *("sezlib", "sezlib.cli", "sezlib.countries", "sezlib.flows", "sezlib.report"),
        *("sezlib.report.errors", "sezlib.secrets", "sezlib.texts"),
    }


def test_a_report_without_published_figures_loads_no_solver():
    code = (
        "import sys; import sezlib as sez; import sezlib.pages.exports, sezlib.cli; "
        "sez.claims.verify(sez.claims.read(''), sez.example()); print('scipy' in sys.modules); "
        "sez.disclosure; print({'scipy.optimize', 'scipy.linalg', 'scipy.sparse'} & {*sys.modules})"
    )
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert seen.stdout.split("\n")[:2] == ["False", "set()"]


def test_a_report_loads_no_grammar_of_addresses():
    code = (
        "import sys; import sezlib.report.engine, sezlib.report.outputs; import jsonschema; "
        "print([n for n in sys.modules if n.startswith(('rfc3987_syntax.', 'lark', 'arrow'))])"
    )
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "[]"


def test_no_module_hides_a_function_of_its_name():
    import sezlib

    modules = {room for room, _ in rooms()}
    # a module that is loaded stands under its name, whoever loaded it
    assert not [name for name, home in sezlib._HOME.items() if home and name in modules]


@pytest.mark.parametrize("room", ["narrative", "charts", "tables"])
def test_a_room_that_is_gone_says_where_its_names_went(room):
    import sezlib as sez

    with pytest.raises(
        AttributeError, match=f"sezlib has no '{room}' any more: .*sez\\.(pages|show)"
    ):
        getattr(sez, room)
    assert not hasattr(sez, room)
