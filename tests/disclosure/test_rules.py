"""The rules of an office, worked out by hand."""

import numpy as np
import pytest

import sezlib as sez
from sezlib.disclosure import Rules, read_rules


def needed(amounts, rules=None, attackers=0, protected=None):
    amounts = np.array(amounts, dtype=float)
    mask = np.ones(len(amounts), dtype=bool) if protected is None else np.array(protected)
    return (rules or Rules()).needed(amounts, mask, attackers)


@pytest.mark.parametrize(
    ("amounts", "attackers", "expected"),
    [
        # fewer than three: a tenth of the largest
        ([100.0], 0, 10.0),
        ([60.0, 40.0], 0, 6.0),
        ([40.0], 1, 4.0),
        # three: the others hide the largest from an outsider, and not from the second
        ([80.0, 15.0, 5.0], 0, 0.0),
        ([80.0, 5.0], 1, 3.0),
        ([80.0, 8.0], 1, 0.0),
        # a giant is known to an outsider too
        ([1000.0, 30.0, 20.0], 0, 50.0),
        ([], 0, 0.0),
    ],
)
def test_the_p_per_cent_rule_and_the_least_frequency(amounts, attackers, expected):
    assert needed(amounts, attackers=attackers) == pytest.approx(expected)


def test_dominance_asks_for_what_would_dilute_the_largest():
    # two of 85 in 100 are 85 %; to be no more than 80 %, all would have to be 106.25
    rules = Rules(dominance=(2, 80))
    assert needed([60.0, 25.0, 10.0, 5.0], rules) == pytest.approx(6.25)
    assert needed([50.0, 25.0, 15.0, 10.0], rules) == 0


def test_who_agreed_to_be_known_hides_others_no_less():
    assert needed([100.0, 5.0, 3.0, 2.0], protected=[False, True, True, True]) == 0
    assert needed([100.0], protected=[False]) == 0
    assert needed([100.0, 40.0], protected=[False, True]) == pytest.approx(4.0)


def test_rules_are_read_from_toml(tmp_path):
    path = tmp_path / "rules.toml"
    path.write_text(
        'minimum_frequency = 4\np_percent = 15\ndominance = [1, 75]\nholding = "owner"\n'
        'waivers = ["ООО «Кристалл»"]\n',
        encoding="utf-8",
    )
    expected = Rules(4, 15, (1, 75), "owner", waivers=("ООО «Кристалл»",))
    assert read_rules(path) == expected
    path.write_text("", encoding="utf-8")
    assert read_rules(path) == Rules()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("p = 10", "unknown key 'p'"),
        ("p_percent = 0", "rules.toml: p_percent 0 is not between 0 and 100"),
        ("p_percent = true", "p_percent True is not between"),
        ("minimum_frequency = 2.5", "minimum_frequency 2.5 is not a number of companies"),
        ("dominance = [1]", "dominance (1,) is not [companies, per cent]"),
        ("dominance = 85", "dominance 85 is not [companies, per cent]"),
        ('waivers = "Alpha"', "waivers 'Alpha' is not a list of companies"),
        ("waivers = [1]", "waivers are not all names of companies"),
        ("holding = 1", "holding 1 is not the name of a column"),
        ('holding = "value"', "the column of their holding tells something else than companies"),
        ('holding = "duty_rate"', "the column of their holding tells something else"),
        ("minimum_frequency = 1e3", "minimum_frequency 1000.0 is not a number of companies"),
        ("p_percent = nan", "p_percent nan is not between 0 and 100"),
        ("round_to = inf", "round_to inf is no amount to round to"),
        ("p_percent", "is not TOML"),
    ],
)
def test_rules_that_are_none_are_refused(tmp_path, text, said):
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(sez.FlowsError) as caught:
        read_rules(path)
    assert said in str(caught.value)
    assert "rules.toml" in str(caught.value)
