"""Charts: what they draw, what they say, and when they stay away."""

import io
import itertools
import re
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure

import sezlib as sez
from sezlib import countries
from sezlib.flows import Unavailable
from sezlib.pages import drawing, exports, intake, maps, markets, relief, residents, zones
from tests.drawn import boxes


@pytest.fixture
def edition(flows):
    return sez.edition(flows, period="2019")


@pytest.fixture
def axes():
    return Figure().subplots()


def drawn(metric, chart, flows, edition, axes, **kwargs):
    chart(metric, edition, ax=axes, **kwargs)
    return [patch.get_height() for patch in axes.patches]


def test_bars_are_as_high_as_the_totals(flows, edition, axes):
    assert drawn(sez.growth(flows), exports.draw_total, flows, edition, axes) == [10.0, 40.0, 60.0]


def test_the_title_tells_what_is_drawn(flows, edition, axes):
    exports.draw_total(sez.growth(flows), edition, ax=axes)
    assert axes.get_title(loc="left") == "Exports by year since 2017"


def test_one_year_alone_is_no_chart(flows, edition, axes):
    exports.draw_total(sez.growth(flows[3:]), edition, ax=axes)
    exports.draw_groups(sez.share(flows[3:], "group"), edition, ax=axes)
    assert not axes.patches


def test_groups_add_up_to_the_total(flows, edition, axes):
    exports.draw_groups(sez.share(flows, "group"), edition, ax=axes)
    heights = [[bar.get_height() for bar in part.patches] for part in axes.child_axes]
    assert [sum(year) for year in zip(*heights, strict=True)] == [10.0, 40.0, 60.0]


def test_contributions_are_told_in_percentage_points(flows, edition, axes):
    exports.draw_contributions(sez.contribution(flows, "group"), edition, ax=axes)
    told = [text.get_text() for text in axes.texts]
    assert told == ["+37.5", "+12.5", "2018", "2019"]


def test_what_could_not_be_had_is_not_drawn(edition, axes):
    gone = Unavailable(("group",))
    exports.draw_groups(gone, edition, ax=axes)
    exports.draw_contributions(gone, edition, ax=axes)
    exports.draw_destinations(gone, edition, ax=axes)
    exports.draw_heatmap(gone, gone, edition, ax=axes)
    assert not axes.patches and not axes.collections


def test_first_exports_are_marked(flows, axes):
    edition = sez.edition(flows, period="2018")
    keys = ("group", "destination")
    exports.draw_heatmap(
        sez.total(flows, by=keys), sez.first_exports(flows, keys), edition, ax=axes
    )
    assert [text.get_text() for text in axes.texts].count("10.0 ●") == 1


def test_the_digest_of_a_chart_tells_tables_of_the_same_sum_apart(flows):
    table = sez.total(flows)
    other = table.assign(total=[table["total"][0], *table["total"][:0:-1]])
    assert table["total"].sum() == other["total"].sum()
    assert drawing.digest_of(table) == drawing.digest_of(table.copy()) != drawing.digest_of(other)


def test_a_chart_returns_nothing_and_shows_itself_with_its_alternative_text(
    flows, edition, monkeypatch
):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, **kw: shown.append((data, kw)))
    assert exports.draw_total(sez.growth(flows), edition) is None
    [(data, kw)] = shown
    assert set(data) == {"image/png", "text/plain"}
    told = kw["metadata"]["image/png"]
    assert told["alt"].startswith("Chart. ") and told["alt"].endswith(" from a table of 3 rows.")
    said = told["alt"].replace("\u00a0", " ")
    assert "Exports, currency units. The largest is 2019: 60 currency units." in said
    # what the notebook check compares, and nobody hears
    assert data["text/plain"] == f"{told['alt']} [{told['digest']}]"


def test_the_same_table_draws_the_same_bytes(flows, edition, tmp_path, monkeypatch):
    monkeypatch.setenv("SEZLIB_RUN", str(tmp_path))
    monkeypatch.setattr("IPython.display.display", lambda *a, **kw: None)
    kept = []
    for _ in range(2):
        exports.draw_destinations(sez.rank(flows, "destination"), edition)
        files = sorted((tmp_path / "figures").iterdir())
        kept.append([path.read_bytes() for path in files])
    assert [path.name for path in files] == [
        f"destinations.{kind}" for kind in ("csv", "png", "svg")
    ]
    assert kept[0] == kept[1]


def test_a_name_with_a_dollar_sign_is_no_formula(flows, edition):
    flows = flows.assign(group="$\\frac{$ " + "very long " * 20)
    figure = Figure()
    exports.draw_contributions(sez.contribution(flows, "group"), edition, ax=figure.subplots())
    figure.savefig(io.BytesIO())
    assert figure.axes[0].get_yticklabels()[0].get_text().startswith(r"\$\frac{\$")


def test_a_map_of_many_groups_and_countries_names_what_it_shows(flows):
    codes = ["CHN", "KAZ", "DEU", "BLR", "CHE", "IND", "KOR", "ITA", "FRA", "VNM"]
    cells = [(c, f"g{i:02d} $ $", 100.0 + i) for c in codes for i in range(30)]
    many = pd.DataFrame(cells, columns=["destination", "group", "value"]).assign(period="2019")
    keys = ("group", "destination")
    axes = Figure().subplots()
    ed = sez.edition(many, period="2019")
    exports.draw_heatmap(sez.total(many, by=keys), sez.first_exports(many, keys), ed, ax=axes)
    names = [label.get_text() for label in axes.get_xticklabels()]
    assert len(names) == exports.MOST_COLUMNS + 1
    assert names[0].startswith("g29") and names[-1] == "other groups"
    assert len(axes.get_yticklabels()) == len(codes)
    axes.figure.savefig(io.BytesIO())


def test_small_countries_with_a_first_sale_stay_in_view_and_none_counts_twice():
    codes = sorted(countries.regions())[:40]
    rows = [("2018", c, 100.0 - i) for i, c in enumerate(codes[:-1])]
    rows += [("2019", c, 100.0 - i) for i, c in enumerate(codes)]
    flows = pd.DataFrame(rows, columns=["period", "destination", "value"]).assign(group="optics")
    keys = ("group", "destination")
    axes = Figure().subplots()
    ed = sez.edition(flows, period="2019")
    exports.draw_heatmap(sez.total(flows, by=keys), sez.first_exports(flows, keys), ed, ax=axes)
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert len(names) == exports.MOST_ROWS
    assert names[-1] == ed.country(codes[-1])
    assert "Not shown: 10" in axes.get_xlabel().replace("\n", " ")


@pytest.mark.parametrize(
    ("place", "told"),
    [(0.25, "0.25"), (0.025, "0.025"), (0.1 + 0.2, "0.3"), (-7.5, "−7.5"), (1500.0, "1,500")],
)
def test_a_tick_is_told_with_every_digit_that_it_has(edition, place, told):
    assert drawing.tick_label(place, edition) == told


def test_a_short_logarithmic_scale_has_numbers_too(edition, axes):
    axes.set(yscale="log", ylim=(12, 30))
    drawing.scale_logarithmic(axes.yaxis, edition)
    shown = [12 <= at <= 30 for at in axes.yaxis.get_majorticklocs()]
    assert sum(shown) > 1


def test_names_of_two_lines_have_the_room_of_two():
    from sezlib.pages.drawing import count_rows

    long = "VISAKHAPATNAM SPL ECONOMIC ZON"
    assert count_rows(["SEZ KANDLA"] * 12) == 12 and count_rows(["SEEPZ"] * 11 + [long]) == 18


def brightness(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    # of the WCAG, version 2.2
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, two):
    low, high = sorted(map(brightness, (one, two)))
    return (high + 0.05) / (low + 0.05)


# what stands on a page, in the light scheme and in the dark one
STYLE = (Path(drawing.__file__).parents[1] / "report/template/sezlib/style.css").read_text("utf-8")
OF_PAGE = dict(re.findall(r"--(\w+): light-dark\((.*?)\)", STYLE))


@pytest.mark.parametrize("dark", [False, True])
def test_colours_that_touch_and_letters_on_them_are_told_apart_in_both_schemes(dark):
    def on_page(colour):
        pair = drawing.ON_PAGE[colour].replace("currentColor", OF_PAGE["ink"])
        pair = pair.replace("var(--paper)", OF_PAGE["paper"])
        found = re.findall("#[0-9a-f]+", pair)[dark]
        return "#" + "".join(c * 2 for c in found[1:]) if len(found) == 4 else found

    ink, paper = on_page(drawing.INK), on_page(drawing.PAPER)
    names = (drawing.DARK, drawing.LIGHT, drawing.FALL, drawing.GREY)
    deep, light, fall, grey = map(on_page, names)
    assert min(contrast(paper, colour) for colour in (deep, light, fall, grey)) >= 3
    assert min(contrast(deep, colour) for colour in (light, fall, grey)) >= 3
    assert contrast(deep, paper) >= 4.5 and contrast(light, ink) >= 4.5
    for at, shade in enumerate(map(on_page, drawing.SHADES)):
        assert contrast(shade, paper if at >= drawing.DEEP else ink) >= 4.5
    # the most is the farthest from the ground
    far = [contrast(paper, shade) for shade in map(on_page, drawing.SHADES)]
    assert far == sorted(far)
    land, *lands, coast = map(on_page, (drawing.LAND, *drawing.LANDS, drawing.COAST))
    far = [contrast(paper, shade) for shade in (land, *lands)]
    assert far == sorted(far) and min(contrast(coast, paper), contrast(coast, land)) >= 3
    if not dark:
        assert [deep, light, fall, grey] == list(names)


LONG = [f"{'a long name of a thing ' * 5}{at:05}" for at in range(9)]
YEARS = [str(year) for year in range(2012, 2020)]


def rows(codes, groups, amount, years=YEARS):
    """Return flows of each country and group in each year, of so much."""
    pairs = [(c, groups[at % len(groups)]) for at, c in enumerate(codes)]
    return [(y, c, g, f"{g} company {at % 7}", f"zone {at % 9} {g}", amount(at, int(y) - 2012))
            for y in years for at, (c, g) in enumerate(pairs)]  # fmt: skip


EVERY = sorted(countries.regions())
BAD = {
    "200 countries": rows(EVERY[:200], ["optics", "meat", "toys"], lambda at, y: 1e5 + at * y),
    "one country": rows(["CHN"], ["optics"], lambda at, y: 1e6 * (y + 1)),
    "long names": rows(EVERY[:40], LONG, lambda at, y: 1e4 * (at + 1) * (y + 1)),
    "ten orders": rows(EVERY[:20], ["optics", "meat", "toys"], lambda at, y: 10.0 ** (at % 11) * 3),
    "Antarctica": rows(["ATA"], ["optics"], lambda at, y: 1e3 + y, YEARS[1::3]),
    "no destination": rows(["ZZZ"], ["optics", "meat"], lambda at, y: 1e6 + y),
    "falling": rows(EVERY[:12], ["optics", "meat", "dairy"], lambda at, y: 9e8 / (y + 1) ** 3),
    "a late rise": rows(EVERY[:9], ["optics", "meat"], lambda at, y: 5e5 * 9 ** max(0, y - 4)),
}


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("name", list(BAD))
def test_no_text_leaves_its_picture_or_covers_another(name, language, monkeypatch):
    seen = []

    def measure(figure, kind, cut=None):
        seen.extend([(figure, boxes(figure))] if kind == "png" else ())
        return b""

    monkeypatch.setattr(drawing, "_file", measure)
    monkeypatch.setattr("IPython.display.display", lambda *a, **kw: None)
    columns = ["period", "destination", "group", "resident", "zone", "value"]
    flows = pd.DataFrame(BAD[name], columns=columns).assign(currency="RUB")
    ed = sez.edition(flows, period="2019", language=language)
    pairs = sez.first_exports(flows, ("group", "destination"))
    exports.draw_total(sez.growth(flows), ed)
    exports.draw_groups(sez.share(flows, "group"), ed)
    exports.draw_groups(sez.share(flows, "zone"), ed, of="zone")
    exports.draw_contributions(sez.contribution(flows, "group"), ed)
    exports.draw_destinations(sez.rank(flows, "destination"), ed)
    exports.draw_firsts(sez.first_exports(flows, "destination"), ed)
    exports.draw_heatmap(sez.total(flows, by=("group", "destination")), pairs, ed)
    exports.draw_months(sez.total(flows.assign(period=flows["period"] + "-03"), per="month"), ed)
    zones.draw_totals(sez.compare(flows, of="zone"), ed)
    zones.draw_groups(sez.share(flows, "group", by="zone"), ed)
    markets.draw_moved(sez.contribution(flows, "destination"), ed)
    growth, moved = sez.growth(flows), sez.contribution(flows, "resident")
    indices = ["equivalent_number", "gini", "cr"]
    by_place = sez.concentration(flows, "destination", index=indices[::2], top=3)
    markets.draw_markets(sez.count(flows, "destination"), by_place, ed)
    markets.draw_margins(sez.margins(flows, of="destination"), growth, ed)
    markets.draw_survival(sez.survival(flows, of=["group", "destination"]), ed)
    maps.draw_destinations(
        sez.rank(flows, "destination"), sez.first_exports(flows, "destination"), ed
    )
    companies = sez.exporters(flows, fewest=1)
    leaders = sez.concentration(flows, "resident", index=indices[:2])
    leaders = residents.dependence_table(leaders, sez.rank(flows, "resident"), ed, 1)
    residents.draw_turnover(companies, ed)
    residents.draw_sizes(companies, ed)
    residents.draw_lorenz(sez.lorenz(flows, "resident"), ed)
    residents.draw_dependence(leaders, ed)
    without = residents.without_table(sez.leave_one_out(flows), moved, ed, 10, 1)
    residents.draw_without_each(without, growth, ed)
    intake.draw_periods(sez.timeline(flows[flows["period"] != "2015"]), ed)
    imports = flows[["period", "value", "currency"]]
    relieved = sez.duty_relief(imports.assign(duty_rate=0.05, vat_rate=0.2))
    relief.draw_years(relieved, ed)
    assert len(seen) >= 8
    for figure, held in seen:
        width, height = figure.bbox.size
        for text, box in held:
            assert box.x0 >= -1 and box.x1 <= width + 1, (held[0][0], text)
            assert box.y0 >= -1 and box.y1 <= height + 1, text
        for (one, a), (two, b) in itertools.combinations(held, 2):
            across = min(a.x1, b.x1) - max(a.x0, b.x0)
            assert across < 2 or min(a.y1, b.y1) - max(a.y0, b.y0) < 4, (one, two)


@pytest.mark.parametrize("period", ["2019", "2019-Q2", "2019-07"])
def test_numbers_over_the_highest_bar_stay_in_the_picture_of_the_page(period, monkeypatch):
    cuts = []

    def file(figure, kind, cut=None):
        [axes] = figure.axes
        cuts.append((cut and cut.y1 * figure.dpi, axes.get_tightbbox().y1))
        return b""

    monkeypatch.setattr(drawing, "_file", file)
    records = sez.read("data/sample/flows.csv")
    ed = sez.edition(records, period=period)
    like = sez.like_for_like(records, ed.end, since=ed.start)
    exports.draw_total(sez.growth(like, per=ed.per, lag=ed.lag), ed)
    [_, (cut, high)] = cuts
    assert high <= cut + 0.5
