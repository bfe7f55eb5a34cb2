"""The claims file: what is read out of it, and how each fault is told, with its line and key."""

from __future__ import annotations

import math
import random
import re
from pathlib import Path

import pytest

import sezlib as sez
from sezlib.claims import parse
from sezlib.flows import FlowsError

INF = math.inf
FILE = Path(__file__).parents[2] / "data/published/technopolis_moscow.toml"
SOURCES = """\
subject = "SEZ"
opened = "2006"

[[sources]]
id = "press"
language = "en"

[[sources]]
id = "leaflet"
"""
GROUP = '{ period = "2019", group = "optics" }'
RATED = {"measure": '"growth"', "unit": '"%"'}
SHARED = {"measure": '"share"', "unit": '"%"', "where": GROUP}
RANKED = {"measure": '"rank"', "unit": None, "where": '{ period = "2019", of = "destination" }'}
PER_HA = {"measure": '"per_unit"', "unit": '"mln RUB per ha"'}
AREA = '{ period = "2019", per = { indicator = "area" } }'
COUNTED = {"measure": '"count"', "unit": '"countries"', "printed": '"26"'}
LONG = "x" * 5000


def claim(**keys):
    """Return a claim in TOML: 326 mln RUB in 2019, and what `keys` have instead or besides."""
    plain = {
        "id": '"c"',
        "source": '"press"',
        "measure": '"total"',
        "where": '{ period = "2019" }',
        "printed": '"326"',
        "unit": '"mln RUB"',
    }
    lines = [f"{key} = {value}\n" for key, value in (plain | keys).items() if value is not None]
    return "\n[[claims]]\n" + "".join(lines)


def only(**keys):
    return parse(SOURCES + claim(**keys), "f.toml")["c"]


def refusal(text):
    with pytest.raises(FlowsError) as error:
        parse(text, "f.toml")
    message = str(error.value)
    assert "\n" not in message and len(message) < 600
    return message


def line_of(key, text):
    """Return the number of the last line that sets a key, or opens a table."""
    return [n for n, line in enumerate(text.split("\n"), 1) if line.split(" =")[0] == key][-1]


def test_a_claim_is_held_with_all_that_its_file_says():
    text = claim(wording='"more than"', scope='"all"', note='"a reading"')
    held = parse(SOURCES + text, "f.toml")
    found = held["c"]
    assert (held.file, held.subject, held.opened, len(held)) == ("f.toml", "SEZ", "2006", 1)
    assert (found.source, found.measure, found.printed) == ("press", "total", "326")
    assert (found.wording, found.scope, found.note) == ("more than", "all", "a reading")
    assert (found.line, found.unit.name) == (line_of("[[claims]]", SOURCES + text), "mln RUB")
    assert (found.plain, found.journalist) == ((326e6, INF), (326e6, 327e6))
    # months are counted from January of the year 0
    assert (found.part.start, found.part.end) == (2019 * 12, 2019 * 12 + 11)


def test_the_published_file_is_read_whole():
    held = sez.claims.read(FILE)
    assert len(held) == FILE.read_text(encoding="utf-8").count("\n[[claims]]")
    lines = FILE.read_text(encoding="utf-8").split("\n")
    assert all(lines[found.line] == f'id = "{found.id}"' for found in held)
    assert held["exports-microelectronics-2019"].plain == pytest.approx((163.925e6, 163.935e6))
    assert held["exports-2006-2019"].journalist == (615e6, 616e6)
    assert held["exports-2020-ratio"].plain == (2.5, 3.5)
    assert held["companies-2020-01"].journalist == (151, 160)
    assert held["exports-2019-top-destinations"].names == ("CHN", "KAZ", "DEU", "BLR", "CHE")


@pytest.mark.parametrize(
    "printed, unit, low, high",
    [
        ("three times", "times", 1.5, 2.5),
        ("3", "times", 1.5, 2.5),
        ("three times", "%", 1.5, 2.5),
        ("в 3,3 раза", "%", 2.25, 2.35),
        ("вдвое", "%", 0.5, 1.5),
        ("200", "%", 1.995, 2.005),
        ("на треть", "%", 0.3, 0.3666667),
        ("-5", "%", -0.055, -0.045),
        ("0.5 times", "times", -0.55, -0.45),
    ],
)
def test_three_times_is_a_growth_of_two_hundred_per_cent(printed, unit, low, high):
    found = only(measure='"growth"', printed=f'"{printed}"', unit=f'"{unit}"')
    assert found.plain == found.journalist == pytest.approx((low, high))
    assert found.value == pytest.approx((low + high) / 2, abs=1e-6)


def test_per_cent_of_another_year_are_a_ratio():
    assert only(measure='"ratio"', printed='"132"', unit='"%"').plain == pytest.approx(
        (1.315, 1.325)
    )


def test_growth_is_against_the_same_time_a_year_before_unless_the_file_says_more():
    growth = only(**RATED, where='{ period = "2019-Q2" }')
    assert (growth.whole.start, growth.whole.end) == (2018 * 12 + 3, 2018 * 12 + 5)
    growth = only(**RATED, where='{ period = "2019", group = "optics", against = "2006" }')
    assert (growth.whole.start, growth.whole.groups) == (2006 * 12, {"optics"})


def test_a_share_is_of_all_groups_and_destinations_unless_the_file_says_more():
    share = only(**SHARED, printed='"5"')
    assert (share.whole.groups, share.whole.start) == (None, 2019 * 12)
    where = '{ period = "2019", of = { from = "2006", to = "2019" } }'
    share = only(**SHARED | {"where": where}, printed='"5"')
    assert (share.whole.start, share.whole.end) == (2006 * 12, 2019 * 12 + 11)


def test_a_running_total_begins_where_the_zone_opened():
    found = only(measure='"cumulative"', where='{ to = "2019-S1" }')
    assert (found.part.start, found.part.end) == (2006 * 12, 2019 * 12 + 5)


def test_a_rank_names_countries_by_code_or_name_in_any_language():
    assert only(**RANKED, printed='"China, KAZ,Германия"').names == ("CHN", "KAZ", "DEU")


@pytest.mark.parametrize(
    "measure, printed, unit, interval, held",
    [
        ("total", "dozens", "mln RUB", "[24, 99.5]", (24e6, 99.5e6)),
        ("total", "more than 615", "mln RUB", "[610, 640]", (610e6, 640e6)),
        ("total", "326", "mln RUB", "[615, inf]", (615e6, INF)),
        ("count", "26", "countries", "[20, 30]", (20, 30)),
        ("growth", "three times", "%", "[150, 250]", (1.5, 2.5)),
        # times as much, as the unit says: 2.5 times is a growth of 150 per cent
        ("growth", "three times", "times", "[2.5, 3.5]", (1.5, 2.5)),
    ],
)
def test_an_interval_of_ones_own_overrides_the_words(measure, printed, unit, interval, held):
    keys = {"measure": f'"{measure}"', "printed": f'"{printed}"', "unit": f'"{unit}"'}
    where = '{ period = "2019", of = "destination" }' if measure == "count" else None
    found = only(**keys | ({"where": where} if where else {}), interval=interval)
    assert found.plain == found.journalist == pytest.approx(held)


@pytest.mark.parametrize("unit, interval", [("%", "[150, 250]"), ("times", "[2.5, 3.5]")])
def test_the_value_of_a_growth_lies_in_the_interval_of_ones_own(unit, interval):
    found = only(measure='"growth"', printed='"three times"', unit=f'"{unit}"', interval=interval)
    assert found.value == pytest.approx(2.0)


@pytest.mark.parametrize(
    "keys, low, high",
    [
        ({**SHARED, "printed": '"more than 99"'}, 0.99, 1.0),
        ({**SHARED, "printed": '"less than 1"'}, 0.0, 0.01),
        ({**SHARED, "printed": '"100"'}, 0.995, 1.0),
        ({"printed": '"0"'}, 0.0, 0.5e6),
        ({"printed": '"less than 5"'}, 0.0, 5e6),
        ({**RATED, "printed": '"-100"'}, -1.0, -0.995),
        # a share of something else may well be above 100 per cent
        (
            {**SHARED, "where": '{ period = "2019", of = { indicator = "plan" } }',
             "printed": '"120"'},
            1.195, 1.205,
        ),
        ({"measure": '"difference"', "printed": '"-5"'}, -5.5e6, -4.5e6),
    ],
)  # fmt: skip
def test_an_interval_is_cut_to_what_is_possible(keys, low, high):
    assert only(**keys).plain == pytest.approx((low, high))


INSIDE = ("period", "from", "to", "indicator", "group", "destination", "of", "against", "per")
# what the claim has, the key at whose line that is wrong, what is said of it
FAULTS = [
    ({"prnted": '"3"'}, "prnted", "unknown key 'prnted' (did you mean 'printed'?)"),
    ({"where": '{ perod = "2019" }'}, "where", "'perod' (did you mean 'period'?)"),
    (
        {**SHARED, "where": '{ period = "2019", of = { grup = "x" } }'},
        "where", "'grup' (did you mean 'group'?)",
    ),
    ({"where": '{ period = "2019", of = "2018" }'}, "where", "unknown key 'of'"),
    ({"where": '{ period = "2019", of = "2018" }'}, "where", "'period', 'from', 'to', 'indicator'"),
    ({"unit": '"mln RUBB"'}, "unit", "'mln RUBB' (did you mean 'mln RUB'?)"),
    ({"unit": '"bushels"'}, "unit", "'mln RUB', 'bn RUB', 'crore INR', '%', 'share', 'times'"),
    ({"unit": None}, "id", "no 'unit'"),
    ({"unit": '"%"'}, "unit", "money or a count, such as 'mln RUB'"),
    ({**RATED, "unit": '"mln RUB"'}, "unit", "one of '%', 'share', 'times', not 'mln RUB'"),
    ({**RANKED, "unit": '"%"', "printed": '"CHN"'}, "unit", "a rank has no 'unit'"),
    ({"measure": '"totl"'}, "measure", "'totl' (did you mean 'total'?)"),
    ({"measure": '"sum"'}, "measure", "'total', 'cumulative', 'stock', 'share', 'growth'"),
    ({"source": '"pres"'}, "source", "'pres' (did you mean 'press'?)"),
    ({"source": '"x"'}, "source", "'press', 'leaflet'"),
    ({"interval": "[2, 1]"}, "interval", "impossible interval"),
    ({"interval": "[-5, -3]"}, "interval", "no amount is below 0"),
    ({"interval": "[1]"}, "interval", "two numbers such as [615.0, 616.0]"),
    ({"interval": "[nan, 1]"}, "interval", "two numbers"),
    ({"interval": '["1", "2"]'}, "interval", "two numbers"),
    ({"interval": "[true, false]"}, "interval", "two numbers"),
    ({"interval": "3"}, "interval", "two numbers"),
    ({"interval": "{ low = 1, high = 2 }"}, "interval", "two numbers"),
    ({**SHARED, "printed": '"101"'}, "printed", "a share is 0 to 100 %"),
    ({**SHARED, "interval": "[101, 102]"}, "interval", "a share is 0 to 100 %"),
    ({"printed": '"-5"'}, "printed", "no amount is below 0"),
    ({**RATED, "printed": '"-101"'}, "printed", "nothing falls by more than 100 %"),
    ({**RATED, "interval": "[-150, -120]"}, "interval", "nothing falls by more than 100 %"),
    ({"printed": '"1,697"', "source": '"leaflet"'}, "printed", "1697 or 1.697"),
    ({"printed": '"326 mln USD"'}, "printed", "'USD', and the unit is 'mln RUB'"),
    ({"printed": '"dozens"'}, "printed", "'dozens' has no reading"),
    ({"wording": '"lots of"'}, "wording", "'lots' has no reading"),
    ({"printed": "326"}, "printed", "'printed' is 326, and not a text in quotes"),
    ({"printed": '""'}, "printed", "no 'printed'"),
    ({"printed": '"  "'}, "printed", "no figure"),
    (
        {**SHARED, "where": '{ period = "2019", of = { period = "2018" } }'},
        "where", "the part lies in no part of the whole",
    ),
    (
        {**SHARED, "where": '{ period = "2019", of = { group = "optics" } }'},
        "where", "the part lies in no part of the whole",
    ),
    ({**SHARED, "where": '{ period = "2019" }'}, "where", "compared with itself"),
    ({**RATED, "where": '{ period = "2019", against = "2019" }'}, "where", "compared with itself"),
    ({**PER_HA, "printed": '"5"'}, "where", "'per'"),
    ({"where": '{ period = "2019-13" }'}, "where", "2019, 2019-S1, 2019-Q1 or 2019-07"),
    ({"where": '{ period = "2019-Q5" }'}, "where", "period '2019-Q5'"),
    ({"where": '{ period = "2019\\u0007" }'}, "where", "is not a period"),
    ({"where": "{ period = 2019 }"}, "where", "'period' is 2019, and not a text"),
    ({**RATED, "where": '{ period = "2019", against = "18" }'}, "where", "period '18'"),
    ({"where": '{ from = "2019", to = "2018" }'}, "where", "'to' (2018) comes before 'from'"),
    ({"where": '{ from = "2019" }'}, "where", "'from' and 'to'"),
    ({"where": '{ period = "2019", to = "2019" }'}, "where", "not both"),
    ({"measure": '"cumulative"', "where": '{ from = "", to = "2019" }'}, "where", "from ''"),
    ({"where": '"2019"'}, "where", "'where' is not a table like { period = \"2019\" }"),
    ({"where": "{}"}, "where", "no 'where'"),
    ({"where": '{ period = "2019", group = 3 }'}, "where", "'group' is 3, and not a name"),
    ({"where": '{ period = "2019", group = [] }'}, "where", "'group' is [], and not a name"),
    ({"where": '{ period = "2019", indicator = 3 }'}, "where", "'indicator' is 3, and not a name"),
    (
        {**SHARED, "where": '{ period = "2019", of = { indicator = 3 } }'},
        "where", "'indicator' is 3, and not a name",
    ),
    (
        {**RATED, "where": '{ period = "2019", against = 2018 }'},
        "where", "'against' is 2018, and not a table or a period",
    ),
    ({"where": '{ period = "2019", destination = "Atlantis" }'}, "where", "country 'Atlantis'"),
    ({**RANKED, "printed": '"CHN, Atlantis"'}, "printed", "country 'Atlantis'"),
    ({**RANKED, "printed": '"CHN, KAZ, China"'}, "printed", "'CHN' twice"),
    ({**RANKED, "printed": '"CHN,, KAZ"'}, "printed", "separated by commas"),
    ({**COUNTED, "where": '{ period = "2019" }'}, "where", "'of'"),
    ({**COUNTED, "where": '{ period = "2019", of = "land" }'}, "where", "'destination', 'group'"),
    ({"id": '""'}, "id", "no 'id'"),
    ({"note": "[1]"}, "note", "'note' is [1], and not a text in quotes"),
]  # fmt: skip


@pytest.mark.parametrize("keys, key, said", FAULTS)
def test_a_fault_in_a_claim_is_told_with_its_line(keys, key, said):
    text = SOURCES + claim(**keys)
    message = refusal(text)
    assert message.startswith(f"f.toml, line {line_of(key, text)}: ")
    assert said in message


@pytest.mark.parametrize("keys, key, said", FAULTS)
def test_a_fault_in_a_claim_names_its_key(keys, key, said):
    named = {key} | ({"unit"} if said == "no 'unit'" else set())
    # what is in `where` may be named by its own key
    named |= set(INSIDE) if key == "where" else set()
    assert named & set(re.findall(r"\w+", refusal(SOURCES + claim(**keys))))


def test_two_claims_of_one_id_are_refused_with_both_lines():
    text = SOURCES + claim() + claim(id='"d"') + claim()
    first = text.split("\n").index("[[claims]]") + 1
    message = refusal(text)
    assert message.startswith(f"f.toml, line {line_of('id', text)}: ")
    assert f"'c' stands twice, first on line {first}" in message


def test_two_sources_of_one_id_are_refused_with_both_lines():
    text = SOURCES + '[[sources]]\nid = "press"\n'
    assert "line 11: the id 'press' stands twice, first on line 4" in refusal(text)


@pytest.mark.parametrize(
    "text, said",
    [
        ('subjct = "x"\n' + SOURCES, "line 1: unknown key 'subjct' (did you mean 'subject'?)"),
        (SOURCES + "[[claim]]\nid = 'c'\n", "line 10: unknown key 'claim' (did you mean 'claims'"),
        (SOURCES + "[notes]\nx = 1\n", "line 10: unknown key 'notes' (did you mean 'names'?)"),
        ('\nclaims = 3\n', "line 2: 'claims' is not a list of tables, [[claims]]"),
        ("claims = [3]\n", "line 1: 'claims' is not a list of tables, [[claims]]"),
        ("[claims]\nid = 'c'\n", "line 1: 'claims' is not a list of tables, [[claims]]"),
        ("\nopened = 2006\n", "line 2: 'opened' is 2006, and not a text"),
        (SOURCES.replace('"2006"', '"MMVI"'), "line 2: "),
        (SOURCES.replace('"en"', "3"), "line 6: 'language' is 3, and not a text in quotes"),
        (SOURCES.replace('"en"', '"english"'), "line 6: "),
        (SOURCES.replace("language", "langage"), "line 6: unknown key 'langage'"),
        ('[[links]]\npart = "a"\n', "line 1: no 'whole' in this table of [[links]]"),
        ("a = [1,\n2\n", "f.toml: not TOML"),
        ('x = "a\nb"', "line 1"),
        (SOURCES + claim() + "unit = 'ha'\n", f"line {len((SOURCES + claim()).splitlines()) + 1}"),
        ("\0", "line 1"),
    ],
)  # fmt: skip
def test_a_fault_of_the_file_is_told_with_its_line(text, said):
    message = refusal(text)
    assert message.startswith("f.toml")
    assert said in message


def test_the_line_is_told_with_windows_line_ends_too():
    text = SOURCES + claim(unit='"x"')
    assert refusal(text.replace("\n", "\r\n")) == refusal(text)


@pytest.mark.parametrize("depth", [100, 300, 450, 5000, 100_000])
@pytest.mark.parametrize("key", ["printed", "interval", "where"])
def test_a_table_of_huge_depth_is_refused(depth, key):
    ends = ("{ a = ", "1", " }") if key == "where" else ("[", "", "]")
    assert refusal(SOURCES + claim(**{key: ends[0] * depth + ends[1] + ends[2] * depth}))


@pytest.mark.parametrize(
    "keys",
    [
        {"interval": f"[1, 1{'0' * 400}]"},
        {"interval": f"[{'1' * 5000}, 2]"},
        {"printed": "1" * 5000},
        {"printed": "1" * 4000},
        {"printed": f'"{"9" * 400}"'},
        {"printed": f'"about {"9" * 400}"'},
        {"unit": f'"{"mln " * 60}RUB"'},
        {"unit": f'"{"ha per " * 5000}ha"', "measure": '"per_unit"', "where": AREA},
    ],
)
def test_a_number_beyond_all_measure_is_refused(keys):
    assert refusal(SOURCES + claim(**keys))


HOSTILE = ["<script>alert(1)</script>", "=1+1", "a\\nb", "\\u0000\\u001b[31m", "'\\\"", LONG]


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("key", ["id", "wording", "printed", "scope", "note", "unit", "measure"])
def test_a_hostile_text_comes_through_as_text_or_is_refused_in_one_line(key, value):
    text = SOURCES + claim(**{key: f'"{value}"'})
    if key not in ("id", "scope", "note"):
        refusal(text)
        return
    held = getattr(next(iter(parse(text, "f.toml"))), key)
    if "\\" not in value:
        assert held == value
    assert not any(ord(sign) < 32 for sign in held)


@pytest.mark.parametrize(
    "text",
    [
        claim(id=f'"{LONG}"') * 2,
        claim(id=f'"{LONG}"', unit='"x"'),
        claim(source=f'"{LONG}"'),
        claim(where=f'{{ period = "{LONG}" }}'),
        claim(where=f'{{ period = "2019", destination = "{LONG}" }}'),
        claim(where=f'{{ period = "2019", destination = [{"3, " * 2000}] }}'),
        claim(where=f'{{ period = "2019", {LONG} = 1 }}'),
        claim(where='{ period = "2019", "a\\nb" = 1 }'),
        claim(**COUNTED, where=f'{{ period = "2019", of = ["{LONG}"] }}'),
        claim(**RATED, where=f'{{ period = "2019", against = [{"3, " * 2000}] }}'),
        claim(**RANKED, printed=f'"CHN, {LONG}"'),
        claim(**RANKED, printed=f'"{"CHN, " * 2000}"'),
        claim(printed=f"[{'1, ' * 2000}]"),
        claim(interval=f"[{'1, ' * 2000}]"),
        claim(**{LONG: "1"}),
        claim(**{'"a\\nb"': "1"}),
        f'[["{LONG}"]]\n',
        f'"{LONG}" = 1\n',
    ],
    ids=range(18),
)
def test_a_fault_in_a_long_text_is_told_in_one_line(text):
    assert "\n" not in refusal(SOURCES + text)


def test_a_file_is_read_from_its_path(tmp_path):
    path = tmp_path / "claims.toml"
    path.write_text(SOURCES + claim(), encoding="utf-8")
    assert [found.id for found in sez.claims.read(path)] == ["c"]
    assert sez.claims.read(str(path)).file == "claims.toml"


def test_a_byte_order_mark_changes_nothing(tmp_path):
    path = tmp_path / "claims.toml"
    path.write_text(SOURCES + claim(), encoding="utf-8-sig")
    assert [found.id for found in sez.claims.read(path)] == ["c"]


def test_a_file_that_is_not_there_is_refused_with_its_neighbours(tmp_path):
    (tmp_path / "claims.toml").write_text("", encoding="utf-8")
    with pytest.raises(FlowsError, match=r"no file .*clams\.toml.*did you mean 'claims\.toml'"):
        sez.claims.read(tmp_path / "clams.toml")
    with pytest.raises(FlowsError, match=r"is a folder, not a file; that folder has .claims\.toml"):
        sez.claims.read(tmp_path)


def test_a_file_that_windows_saved_is_read_or_is_to_be_saved_anew(tmp_path):
    path = tmp_path / "claims.toml"
    for encoding in ("cp1251", "utf-16", "utf-8-sig"):
        path.write_bytes((SOURCES + claim(note='"Завод на площадке"')).encode(encoding))
        assert len(sez.claims.read(path)) == 1
    path.write_bytes((SOURCES + claim(note='"ц"')).encode("cp1251"))
    with pytest.raises(FlowsError, match=r"^claims\.toml: not UTF-8 text; save it in the encoding"):
        sez.claims.read(path)


def test_a_claim_or_source_that_is_not_there_is_answered_with_those_that_are():
    held = parse(SOURCES + claim(id='"exports"'), "f.toml")
    with pytest.raises(FlowsError, match=r"no claim 'export' \(did you mean 'exports'\?\)"):
        held["export"]
    with pytest.raises(FlowsError, match=r"no source 'pres' \(did you mean 'press'\?\)"):
        held.only(["pres"])
    assert len(held.only(["leaflet"])) == 0


def damaged(lines, chance):
    at = chance.randrange(len(lines))
    kind = chance.choice(["value", "drop", "repeat", "sign"])
    if kind == "value":
        lines[at] = lines[at].partition("=")[0] + "= " + chance.choice(VALUES)
    elif kind == "drop":
        del lines[at]
    elif kind == "repeat":
        lines.insert(at, chance.choice(lines))
    else:
        cut = chance.randrange(len(lines[at]) + 1)
        lines[at] = lines[at][:cut] + chance.choice(SIGNS) + lines[at][cut + 1 :]
    return lines


VALUES = ["3", "nan", "[]", "{}", "[1]", '""', '"%"', '"times"', '"rank"', '"per_unit"', '"1/0"']
SIGNS = "0123456789,.-%'\"[]{}=\n#<é\u00a0"


def test_a_file_damaged_at_random_is_read_or_refused_in_one_line():
    chance = random.Random(20191231)
    text = re.sub(r'\nsource = ".*"', '\nsource = "press"', FILE.read_text(encoding="utf-8"))
    _, *claims = text.split("\n[[claims]]\n")
    read = 0
    for _ in range(1000):
        lines = damaged(chance.choice(claims).split("\n"), chance)
        try:
            parsed = parse(SOURCES + "\n[[claims]]\n" + "\n".join(lines), "f.toml")
        except FlowsError as error:
            assert "\n" not in str(error) and len(str(error)) < 600
        else:
            read += 1
            for found in parsed:
                assert found.plain[0] <= found.plain[1]
                assert math.isfinite(found.value)
    # neither all nor none, or nothing has been tried
    assert 100 < read < 900
