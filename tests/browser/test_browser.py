"""What a browser finds on a page, and that it finds each thing that it looks for."""

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
# each line has one fault, and the last of a pair what is told of it
FAULTS = {
    "<img src='https://example.org/a.png' alt='a'>": "asks for https://example.org/a.png",
    "<script>console.log('here')</script>": "console: here",
    "<script>throw Error('thrown')</script>": "error: thrown",
    "<div style='width: 500px; height: 1px'></div>": "scrolls 148 px sideways (light 360",
    "<p style='color: #bbb; background: #fff'>pale</p>": "axe color-contrast: ",
    "<p><a href='#gone'>a link to nowhere</a></p>": "link to nothing: #gone",
    "<p><a href='gone.csv'>a file that is not there</a></p>": "link to nothing: gone.csv",
    "<ul><li><a href='report.html'>x</a></li></ul>": "px to touch: x",
    "<p id='a'></p><p id='a'></p>": "two elements are called a",
    "<figure><svg role='img' aria-label='long' viewBox='0 0 90 30' width='90'>"
    "<text x='60' y='20'>sticks out</text></svg></figure>": 'long: "sticks out" is ',
    "<figure><svg role='img' aria-label='full' viewBox='0 0 900 30' width='300'>"
    "<text x='9' y='20'>one</text><text x='12' y='22'>two</text></svg></figure>":
    'full: "one" and "two" overlap',
    "<figure><img alt='a chart' src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' "
    "viewBox='0 0 90 30' width='90'%3E%3Ctext x='-9' y='20'%3Ebefore%3C/text%3E%3C/svg%3E\">"
    "</figure>":
    'chart: "before" is ',
    "<figure><svg role='img' aria-label='dumb' width='90'></svg></figure>": "dumb: no text",
}  # fmt: skip


def look_at(*pages):
    """Return what a browser says of pages, as `make browser` has it look at all of them."""
    if not shutil.which("node") or not (HERE / "node_modules").exists():
        pytest.skip("no node, or nothing in tests/browser/node_modules: make browser")
    done = subprocess.run(
        ["node", HERE / "check.mjs", *pages], capture_output=True, text=True, timeout=300
    )
    if done.returncode == 2:
        pytest.skip(done.stderr.strip())
    return done


def test_a_browser_finds_nothing_on_the_page_that_most_people_read(published):
    done = look_at(published("en")[1] / "report.html")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_a_browser_finds_each_fault_that_it_looks_for(tmp_path):
    page = tmp_path / "report.html"
    text = (
        "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>A page</title><meta "
        "name='viewport' content='width=device-width'><style>body { margin: 8px }</style></head>"
    )
    page.write_text(f"{text}<body><main><h1>A page</h1>{''.join(FAULTS)}</main></body></html>")
    done = look_at(page)
    assert done.returncode == 1, done.stderr
    assert [fault for fault in FAULTS.values() if fault not in done.stdout] == [], done.stdout
