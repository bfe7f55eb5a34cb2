"""Public editions of the pages on customs relief and on exporters, attacked by their files alone.

What is found is held against the sample's own files, by company, read without the library.
"""

from __future__ import annotations

import itertools
import json
import math
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import sezlib as sez
from sezlib.flows import FlowsError, Unavailable
from tests.disclosure.test_leaks import Published, in_figures, read_once

ROOT = Path(__file__).parents[2]
AMOUNTS = ("total", "duty", "vat", "duty_relief")
# by how much an estimate has to miss a company, by the rules that are the defaults
P = 0.1


# by hand


def imports_of(**worth):
    """Return imports of companies, each worth so much, at a duty of 10% and a VAT of 20%."""
    rows = [("2019-12", name, value, 0.1, 0.2) for name, value in worth.items()]
    return pd.DataFrame(rows, columns=["period", "resident", "value", "duty_rate", "vat_rate"])


NONE = Unavailable(())


def public(imports, declarations=NONE, exports=NONE, **given):
    records = exports if isinstance(imports, Unavailable) else imports
    edition = replace(sez.edition(records, period="2019", page="relief"), **given)
    return sez.disclosure.restrict(
        edition, exports, "public", imports=imports, declarations=declarations
    )


def relief_told(imports, **given):
    """Return the amounts of 2019 that a public edition tells, nothing where it is refused."""
    try:
        edition = public(imports, **given)
    except FlowsError as error:
        assert "without giving a company away" in str(error)
        return None
    table = edition.gate(sez.duty_relief(imports), {"metric": "duty_relief"})
    return table.set_index("period").loc["2019", [*AMOUNTS]].tolist()


def test_relief_is_told_where_no_two_companies_know_another():
    # two take off 90 each: 90 is left, and 10% of it has to be others'
    assert relief_told(imports_of(a=90, b=90, c=90, d=10)) == pytest.approx([280, 28, 61.6, 89.6])
    assert relief_told(imports_of(a=90, b=90, c=90, d=8)) is None
    assert relief_told(imports_of(a=90, b=90, c=90)) is None


def test_a_year_is_told_in_all_four_amounts_or_in_none():
    # of five importers two alone would have paid duty
    imports = imports_of(a=10, b=10, c=10, d=10, e=10)
    assert relief_told(imports)
    imports.loc[2:, "duty_rate"] = 0.0
    assert relief_told(imports) is None
    # where nobody would have, there is nothing to know of it
    assert relief_told(imports.assign(duty_rate=0.0)) == pytest.approx([50, 0, 10, 10])


def test_companies_of_a_holding_stand_together():
    imports = imports_of(a=10, b=10, c=10, d=10, e=10)
    assert relief_told(imports.assign(holding=["X", "X", "X", "Y", None])) is None
    # whichever of the tables names it
    exports = pd.DataFrame({"period": "2019-12", "resident": list("abc"), "value": 1.0})
    exports["holding"] = "X"
    assert relief_told(imports, exports=exports) is None
    assert relief_told(imports, exports=exports.drop(columns="holding"))


def test_each_of_several_zones_has_to_be_safe():
    imports = pd.concat([imports_of(a=9, b=9, c=9, d=9).assign(zone=zone) for zone in ("N", "S")])
    assert relief_told(imports)
    few = pd.concat([imports[imports["zone"] == "N"], imports_of(a=9, b=9).assign(zone="S")])
    assert relief_told(few) is None


def test_imports_of_nobody_are_not_told():
    imports = imports_of(a=9, b=9, c=9, d=9, e=9)
    assert relief_told(imports.assign(resident=["a", "b", "c", "d", None])) is None
    assert relief_told(imports.drop(columns="resident")) is None


def test_part_of_a_year_is_not_told():
    # the next edition would tell by its difference of one month
    assert relief_told(imports_of(a=9, b=9, c=9, d=9), months=5) is None


def test_who_agreed_to_be_known_is_not_protected(monkeypatch, tmp_path):
    (tmp_path / "rules.toml").write_text('waivers = ["a", "b", "c"]\n')
    monkeypatch.setenv("SEZLIB_RULES", str(tmp_path / "rules.toml"))
    assert relief_told(imports_of(a=90, b=90, c=90))
    with pytest.raises(FlowsError, match="number 3 of their waivers is no company of the records"):
        public(imports_of(a=90, b=90))


def test_relief_of_other_imports_than_those_judged_is_not_told():
    imports = imports_of(a=9, b=9, c=9, d=9)
    edition = public(imports)
    for table in (sez.duty_relief(imports[:1]), sez.duty_relief(imports)[["period", "duty"]]):
        assert (
            edition.gate(table, {"metric": "duty_relief"})
            .drop(columns="period")
            .isna()
            .all(axis=None)
        )
    for table in (sez.duty_relief(imports, by="resident"), sez.pages.relief.on_duty(imports[:1])):
        told = edition.gate(table, "table")
        assert isinstance(told, Unavailable) or "[c]" in told.iloc[0].tolist()


def test_relief_by_a_base_that_nobody_may_know_is_not_told():
    imports = imports_of(a=9, b=9, c=9, d=9)
    exports = pd.DataFrame({"period": "2019-12", "resident": list("abcd"), "value": 5.0})
    for sold, ratio in ((exports, 11.52 / 20), (exports[:2], None)):
        edition = public(imports, exports=sold)
        base = sez.pages.relief.base(sold, edition)
        table = edition.gate(sez.duty_relief(imports, base=base), {"metric": "duty_relief"})
        told = table["ratio"].dropna().tolist()
        assert told == pytest.approx([ratio] if ratio else [])
        # nor is it told by a base of one's own
        own = sez.duty_relief(imports, base=sez.total(sold))
        assert edition.gate(own, {"metric": "duty_relief"})["ratio"].isna().all()


def declared(**posts):
    """Return declarations of companies at posts, each released after so many hours."""
    rows = [
        (post, name, "2019-03-04T09:00", f"2019-03-04T{9 + hours:02}:00" if hours else None)
        for post, companies in posts.items()
        for name, hours in companies.items()
    ]
    return pd.DataFrame(rows, columns=["post", "resident", "registered", "released"])


def test_hours_are_told_where_enough_companies_had_something_released():
    table = declared(
        zone={"a": 1, "b": 2, "c": 3}, port={"a": 4, "b": 5}, dock={"a": 6, "b": 7, "c": 0}
    )
    imports = imports_of(a=9, b=9, c=9, d=9)
    edition = public(imports, table)
    times = sez.clearance_time(table, baseline="port")
    told = edition.gate(times, {"metric": "clearance_time"}).set_index("post")
    assert told["median"].dropna().to_dict() == {"zone": 2.0}
    # by how much it differs would tell of the other
    assert told["difference"].isna().all()
    text = repr(sez.pages.relief.clearance(times, edition, "zone", "port")).replace("\xa0", " ")
    assert "within 2.0 hours" in text
    assert "4.5" not in text and "“port”" not in text
    times = sez.clearance_time(table, baseline="zone")
    hidden = sez.pages.relief.clearance(times, edition, "port", "zone")
    assert repr(hidden).replace("\n", " ") == "Clearance Hours to release in 2019 are not shown."
    assert isinstance(edition.gate(sez.clearance_time(table, by="resident"), "table"), Unavailable)


def test_hours_of_mostly_one_company_are_not_told(monkeypatch, tmp_path):
    # b, who had one released as had c, comes within 10% of all those of a
    few = declared(zone={"a": 1, "b": 2, "c": 3}, port={"a": 1, "b": 2, "c": 3, "d": 4})
    of_a = pd.concat([few, *[few[few["resident"] == "a"]] * 10])
    for table, told in ((few, {"zone", "port"}), (of_a, {"port"})):
        gate = public(imports_of(a=9, b=9, c=9, d=9), table).gate
        times = gate(sez.clearance_time(table), {"metric": "clearance_time"})
        assert {*times["post"][times["median"].notna()]} == told
    (tmp_path / "rules.toml").write_text("dominance = [2, 60]\n")
    monkeypatch.setenv("SEZLIB_RULES", str(tmp_path / "rules.toml"))
    gate = public(imports_of(**dict.fromkeys("abcde", 9)), few).gate
    times = gate(sez.clearance_time(few), {"metric": "clearance_time"})
    # two of three have more than 60%
    assert {*times["post"][times["median"].notna()]} == {"port"}


def test_a_page_with_nothing_to_tell_is_refused():
    with pytest.raises(FlowsError, match="neither relief nor hours of 2019 can be told"):
        public(imports_of(a=1), declared(zone={"a": 1, "b": 2}))


# the sample


@pytest.fixture
def opened(reported):
    """Return a report of the sample."""

    def report(notebook: str, audience: str, language: str, rules: str = "") -> Published:
        return read_once(reported(notebook, rules, audience=audience, language=language))

    return report


@pytest.fixture(scope="module")
def companies():
    """Return what each company imported and was spared, by year, and what it exported."""
    table = pd.read_csv(ROOT / "data/sample/duty_free_imports.csv", dtype={"product": str})
    table["year"] = table["period"].str[:4]
    table["duty"] = table["value"] * table["duty_rate"]
    table["vat"] = (table["value"] + table["duty"]) * table["vat_rate"]
    table["duty_relief"] = table["duty"] + table["vat"]
    table["exported"] = table["duty_relief"] * table["export_share"]
    sums = table.rename(columns={"value": "total"}).groupby(["year", "resident"])
    return sums[[*AMOUNTS, "exported"]].sum()


def exported_by_company():
    table = pd.read_csv(ROOT / "data/sample/flows.csv")
    return table.assign(year=table["period"].str[:4]).groupby(["year", "resident"])["value"].sum()


def amounts_of(report: Published) -> dict[tuple[str, str], float]:
    """Return every yearly amount that comes out of the tables of the page on relief."""
    found = {}
    years, per = (report.table(name).set_index("period") for name in ("relief-years", "relief-per"))
    for year in per.index:
        for name in AMOUNTS:
            found[year, name] = years.loc[year, name]
        ratio, relief = per.loc[year], years.loc[year, "duty_relief"]
        found[year, "exports"] = 1000 * relief / ratio["per_exports"]
        # and what relief comes to of what else is known to have a ratio to it
        found.setdefault(
            (year, "duty_relief"), ratio["per_value"] * years.loc[year, "total"] / 1000
        )
    return {at: n for at, n in found.items() if n == n}


def too_near(amount: float, parts: list[float]) -> bool:
    """Return whether an outsider, or one or two of some, come within p% of what another has."""
    if len(parts) < 3:
        return True
    for one, left in ((n, parts[:n] + parts[n + 1 :]) for n in range(len(parts))):
        for many in range(3):
            for known in itertools.combinations(left, many):
                if abs(amount - sum(known) - parts[one]) < P * parts[one] * (1 - 1e-9):
                    return True
    return False


def attacked(report: Published, companies: pd.DataFrame) -> set[tuple[str, str]]:
    """Return the years and amounts of relief from which someone works out a company's."""
    return {
        (year, name)
        for (year, name), amount in amounts_of(report).items()
        if name != "exports"
        and too_near(amount, [n for n in companies.loc[year, name].tolist() if n > 0])
    }


def test_two_of_three_importers_know_the_third_by_the_internal_edition(opened, companies):
    found = attacked(opened("relief", "internal", "en"), companies)
    assert {("2006", name) for name in AMOUNTS} <= found


@pytest.mark.parametrize("language", ["en", "ru"])
def test_nobody_works_out_relief_by_the_public_edition(language, opened, companies):
    report = opened("relief", "public", language)
    assert attacked(report, companies) == set()
    told = {year for year, name in amounts_of(report) if name == "vat"}
    assert told == {str(year) for year in range(2007, 2020)}


def test_no_exports_come_out_of_relief_that_may_not_be_told(opened):
    figures = sez.disclosure.protect(sez.read(ROOT / "data/sample/flows.csv"), "2019").figures
    free = figures[(figures["measure"] == "total") & (figures["status"] == "F")]
    free = free[free[["group", "destination", "bloc"]].isna().all(axis=1)].set_index("period")[
        "value"
    ]
    found = amounts_of(opened("relief", "public", "en"))
    exports = {year: n for (year, name), n in found.items() if name == "exports"}
    assert exports == pytest.approx(free.to_dict())
    everything = amounts_of(opened("relief", "internal", "en"))
    assert {year for year, name in everything if name == "exports"} - {*exports} == {"2006", "2007"}


def numbers(report: Published) -> dict[str, set[str]]:
    """Return where each whole number, of six digits at the least, stands in the files."""
    found: dict[str, set[str]] = {}
    for name, text in in_figures(report):
        plain = re.sub(r"[,.]\d{1,2}$", "", text).replace(",", "")
        if name.endswith((".csv", ".json", ".ipynb", ".xlsx")):
            plain = text.split(".")[0]
        if len(plain) >= 5:
            found.setdefault(plain, set()).add(name)
    return found


PAGES = [(page, language) for page in ("relief", "residents") for language in ("en", "ru")]


def secrets(companies: pd.DataFrame) -> set[str]:
    own = [
        *companies.to_numpy().ravel(),
        *exported_by_company(),
        *companies.groupby("year")["exported"].sum(),
    ]
    return {str(math.floor(n + shift)) for n in own for shift in (0, 0.5) if n >= 1e4}


@pytest.mark.parametrize(("page", "language"), PAGES)
def test_no_file_tells_what_one_company_imported_was_spared_or_exported(
    page, language, opened, companies
):
    report = opened(page, "public", language)
    told = {str(math.floor(n + shift)) for n in amounts_of(report).values() for shift in (0, 0.5)
            if n >= 1e4} if page == "relief" else set()  # fmt: skip
    digests = set(
        re.findall(r"\d+", json.dumps(json.loads((report.folder / "manifest.json").read_text())))
    )
    found = {n: at for n, at in numbers(report).items() if n in secrets(companies) - told - digests}
    assert found == {}


def test_files_of_the_internal_edition_tell_it(opened, companies):
    found = {n: at for n, at in numbers(opened("relief", "internal", "en")).items()
             if n in secrets(companies)}  # fmt: skip
    assert {"relief-residents.csv", "tables.xlsx"} <= set().union(*found.values())


@pytest.mark.parametrize(("page", "language"), PAGES)
def test_no_file_names_a_company_or_a_product(page, language, opened):
    report = opened(page, "public", language)
    for name, text in report.texts.items():
        assert not re.findall(r"Company \d{3}|\b8486\d{6}\b", text), name
    tables = {"relief": {"relief-years", "relief-per", "clearance-times", "clearance-differences"},
              "residents": {"turnover"}}  # fmt: skip
    assert {*report.tables} == tables[page]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_of_exporters_their_number_by_year_is_told(language, opened):
    report = opened("residents", "public", language)
    many = exported_by_company().gt(0).groupby("year").sum()
    shown = report.table("turnover").set_index("period")["exporters"]
    assert shown.dropna().to_dict() == many[many >= 3].to_dict()
    assert {one["id"] for one in report.summary["figures"]} == {"exporters", "total", "growth"}
    assert [*report.table("turnover")] == ["period", "exporters", "CONF_STATUS"]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_page_says_what_is_left_without_relief(language, opened):
    # in 2019 fewer companies than this imported, and more declared
    report = opened("relief", "public", language, "minimum_frequency = 14")
    assert {*report.tables} == {"clearance-times", "clearance-differences"}
    text = report.texts["report.html"].replace("\xa0", " ")
    assert {"en": "Customs relief in 2019 is not shown.",
            "ru": "Размер таможенной льготы в 2019 году не показан."}[language] in text  # fmt: skip
    assert {one["id"].split("_")[0] for one in report.summary["figures"]} == {"clearance"}


@pytest.mark.parametrize(("page", "language"), PAGES)
def test_a_page_has_no_dashes_for_what_is_not_told(page, language, opened):
    text = opened(page, "public", language).texts["report.html"]
    assert not re.findall(r"(?<=[\s(])–(?=[\s.,)])", text)
