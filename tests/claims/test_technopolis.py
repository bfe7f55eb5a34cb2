"""What the published figures on one zone say: numbers from outside, and by hand."""

import pandas as pd
import pytest

import sezlib as sez

FILE = "data/published/technopolis_moscow.toml"
ALL_TIME = {"from": "2006", "to": "2019"}


@pytest.fixture(scope="module")
def every():
    return sez.claims.read(FILE)


@pytest.fixture(scope="module")
def release(every):
    return every.only(["release-2020"])


def ends(claims, measure, reading, **where):
    found = sez.claims.bounds(claims, measure, reading=reading, **where)
    return found.low, found.high, found.unit


@pytest.mark.parametrize("reading", ["plain", "journalist"])
def test_the_release_implies_the_exports_of_the_year_before(release, reading):
    low, high, unit = ends(release, "total", reading, period="2018")
    # 325.5 / 1.325 and 326.5 / 1.315
    assert (low, high) == (pytest.approx(245.6604, abs=1e-4), pytest.approx(248.2890, abs=1e-4))
    assert unit == "mln RUB"


def test_the_release_implies_what_was_exported_before_that(release):
    low, high, _ = ends(release, "cumulative", "plain", to="2017")
    assert low == pytest.approx(615 - 326.5 - 326.5 / 1.315, abs=1e-4)
    assert high is None
    low, high, _ = ends(release, "cumulative", "journalist", to="2017")
    assert (low, high) == (pytest.approx(40.2110, abs=1e-4), pytest.approx(44.8396, abs=1e-4))


def test_the_release_implies_the_share_of_microelectronics(release):
    low, high, unit = ends(release, "share", "plain", period="2019", group="microelectronics")
    assert (low, high) == (pytest.approx(50.2067, abs=1e-4), pytest.approx(50.3641, abs=1e-4))
    assert unit == "%"


def test_the_release_implies_the_share_of_the_last_two_years(release):
    asked = {"start": "2018", "end": "2019", "of": ALL_TIME}
    low, high, _ = ends(release, "share", "journalist", **asked)
    assert (low, high) == (pytest.approx(92.7208, abs=1e-4), pytest.approx(93.4616, abs=1e-4))
    low, high, _ = ends(release, "share", "plain", **asked)
    assert (low, high) == (pytest.approx(0.0, abs=1e-6), pytest.approx(93.4616, abs=1e-4))


def test_the_leader_of_26_countries_took_at_least_a_26th(release):
    low, _, _ = ends(release, "total", "plain", period="2019", destination="China")
    assert low == pytest.approx(325.5 / 26, abs=1e-4)


@pytest.mark.parametrize("reading", ["plain", "journalist"])
def test_the_release_does_not_contradict_itself(release, reading):
    found = sez.claims.check(release, reading=reading)
    assert found.consistent and found.complete and found.conflicts == ()


CONFLICTS = {
    ("exports-2019", "exports-2020-ratio", "exports-2020-madeinrussia"): {"scope"},
    ("exports-2006-2019", "exports-2020-share-of-all-time", "exports-2020-madeinrussia"): {
        "plain",
        "scope",
    },
    (
        "exports-2021-q1",
        "exports-microelectronics-fibre-2021-q1",
        "exports-microelectronics-fibre-2021-q1-share",
    ): {"plain"},
    ("output-2022-growth-smi24", "output-2022-growth-ntv"): set(),
    ("new-jobs-2019-investforesight", "new-jobs-2019-technomoscow"): set(),
    # 9.5 bn times 7.5 is 71.25 bn, and 73 bn was printed
    ("revenue-2024-s1", "revenue-2024-s1-ratio-2020", "revenue-2020-s1"): set(),
    # 81 bn and 10.2 bn are not 100 bn
    ("output-2006-2020", "output-2021-s1", "output-2006-2021-s1"): set(),
}


@pytest.fixture(scope="module")
def found(every):
    return sez.claims.check(every, reading="journalist")


@pytest.mark.parametrize(("ids", "dissolves"), CONFLICTS.items(), ids=map(min, CONFLICTS))
def test_the_contradictions_that_are_there_are_found_with_what_dissolves_them(
    found, ids, dissolves
):
    held = {frozenset(c.claims): set(c.dissolves) for c in found.conflicts}
    assert held[frozenset(ids)] == dissolves
    assert found.complete


AGREEING = [
    ("exports-2021-s1", "exports-2020-s1", "exports-2021-s1-ratio", "exports-2021-s1-ratio-lead"),
    ("exports-microelectronics-2021-s1", "exports-2021-s1",
     "exports-microelectronics-2021-s1-share-vm",
     "exports-microelectronics-2021-s1-share-madeinrussia"),
    ("revenue-2022", "revenue-2021", "revenue-2022-growth", "revenue-2022-growth-headline"),
]  # fmt: skip


@pytest.mark.parametrize("ids", AGREEING, ids=lambda ids: ids[0])
def test_figures_that_agree_do_not_contradict_each_other(every, found, ids):
    assert not [c.claims for c in found.conflicts if set(c.claims) <= set(ids)]
    # and under the plain reading nothing else contradicts them either
    plain = sez.claims.check(every)
    assert not [c.claims for c in plain.conflicts if set(c.claims) & set(ids)]


def test_a_contradiction_tells_the_smallest_change_that_would_mend_it(found):
    ids = {"exports-2019", "exports-2020-madeinrussia", "exports-2020-ratio"}
    [conflict] = [c for c in found.conflicts if set(c.claims) == ids]
    # 1.15 bn is 3.522 times 326.5 mln, and three times is 3.5 at most; "more than 1.2 bn", which
    # contradicts the first and the last as well, is 3.675 times: each of these is 5 % off
    mend = conflict.mend
    assert {mend.claim, *mend.rivals} == {"exports-2019", "exports-2020-ratio"}
    assert mend.relative == pytest.approx(1.2 / (0.3265 * 3.5) - 1, rel=0.02)
    assert found.fewest == 7


def test_a_mend_may_be_larger_as_well_as_smaller():
    claims = sez.claims.parse(
        '''[[sources]]\nid = "s"'''
        + "".join(
            f'''
            [[claims]]
            id = "{name}"
            source = "s"
            measure = "{measure}"
            where = {{ period = "{period}" }}
            printed = "{printed}"
            unit = "{unit}"'''
            for name, measure, period, printed, unit in (
                ("before", "total", "2019", "100.0", "mln RUB"),
                ("after", "total", "2020", "300.0", "mln RUB"),
                ("growth", "growth", "2020", "50.0", "%"),
            )
        )
    )
    [conflict] = sez.claims.check(claims).conflicts
    # doubling the first, halving the second and doubling what the growth makes are all one
    assert {conflict.mend.claim, *conflict.mend.rivals} == {"before", "after", "growth"}


def test_with_scopes_apart_only_what_no_scope_dissolves_is_left(every, found):
    apart = sez.claims.check(every, reading="journalist", scopes="apart")
    left = [c.claims for c in found.conflicts if "scope" not in c.dissolves]
    assert [c.claims for c in apart.conflicts] == left
    assert len(left) < len(found.conflicts)


@pytest.fixture(scope="module")
def records():
    flows = sez.with_groups(sez.read("data/sample/flows.csv"))
    return flows, sez.read_profile(beside="data/sample/flows.csv")


@pytest.mark.parametrize("reading", ["plain", "journalist"])
def test_the_sample_agrees_with_every_claim_of_the_release(release, records, reading):
    table = sez.claims.verify(release, *records, reading=reading)
    assert table["agrees"].tolist() == [True] * len(release)
    assert (table["distance"].fillna(0) == 0).all()


def test_one_changed_flow_is_named_by_every_claim_that_it_breaks(release, records):
    flows, profile = records
    changed = flows.copy()
    held = changed[(changed["period"].str[:4] == "2019") & (changed["group"] == "microelectronics")]
    changed.loc[held.index[0], "value"] += 2_000_000
    table = sez.claims.verify(release, changed, profile)
    broken = table[table["agrees"] == False]  # noqa: E712
    assert set(broken["id"]) == {
        "exports-2019",
        "exports-2019-growth",
        "exports-microelectronics-2019",
    }
    assert broken.set_index("id").loc["exports-2019", "distance"] == pytest.approx(1.5)
    assert broken.set_index("id").loc["exports-2019", "computed"] == pytest.approx(328)


def test_a_sale_before_the_first_and_another_order_are_disagreements(release, records):
    flows, profile = records
    early = flows[flows["destination"] == "BGR"].head(1).assign(period="2015-05", value=1.0)
    swapped = flows.replace({"destination": {"KAZ": "DEU", "DEU": "KAZ"}})
    grown = sez.claims.verify(release, pd.concat([flows, early]), profile)
    told = grown.set_index("id")
    assert told.loc["exports-optics-bgr-2019-first", "agrees"] is False
    assert told.loc["exports-optics-bgr-2019-first", "computed"] == "2015-05"
    told = sez.claims.verify(release, swapped, profile).set_index("id")
    assert told.loc["exports-2019-top-destinations", "computed"] == "CHN, DEU, KAZ, BLR, CHE"
    assert told.loc["exports-2019-top-destinations", "agrees"] is False


def test_what_the_records_cannot_tell_is_no_disagreement(every, records):
    table = sez.claims.verify(every, *records).set_index("id")
    assert table.loc["exports-2020-madeinrussia", "reason"] == "no records of 2020"
    assert table.loc["revenue-2019", "reason"] == "the records do not tell revenue"
    assert table.loc["area-2021-09", "reason"] == "the profile is of 2020-01"
    assert table.loc["exports-2020-madeinrussia", "agrees"] is None
    # January to June of the sample was held to a later release
    assert table.loc["exports-2019-s1", "agrees"] is True
