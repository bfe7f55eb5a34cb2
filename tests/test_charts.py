"""Charts: what they draw, what they say, and when they stay away."""

import io

import pandas as pd
import pytest
from matplotlib.figure import Figure

import sezlib as sez
from sezlib import countries
from sezlib.flows import Unavailable
from sezlib.pages import drawing, exports


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


def test_the_title_tells_the_finding(flows, edition, axes):
    exports.draw_total(sez.growth(flows), edition, ax=axes)
    title = axes.get_title(loc="left").replace("\u00a0", " ").replace("\n", " ")
    assert title == "Exports in 2019 came to 60 currency units, 50.0% more than in 2018"


def test_one_year_alone_is_no_chart(flows, edition, axes):
    exports.draw_total(sez.growth(flows[3:]), edition, ax=axes)
    exports.draw_groups(sez.share(flows[3:], "group"), edition, ax=axes)
    assert not axes.patches


def test_a_stack_adds_up_to_the_total(flows, edition, axes):
    exports.draw_groups(sez.share(flows, "group"), edition, ax=axes)
    tops = {round(p.get_x(), 3): 0.0 for p in axes.patches}
    for patch in axes.patches:
        tops[round(patch.get_x(), 3)] += patch.get_height()
    assert sorted(tops.values()) == [10.0, 40.0, 60.0]


def test_contributions_are_drawn_in_percentage_points(flows, edition, axes):
    exports.draw_contributions(sez.contribution(flows, "group"), edition, ax=axes)
    assert [patch.get_width() for patch in axes.patches] == pytest.approx([37.5, 12.5])


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
    assert [text.get_text() for text in axes.texts].count("●") == 1


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
