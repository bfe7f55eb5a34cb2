"""Keys that are called as columns which metrics make on their way."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any, ParamSpec, TypeVar

import narwhals as nw

from sezlib.metrics.asked import knows_no_capitals
from sezlib.schema import FlowsError, listed

P = ParamSpec("P")
T = TypeVar("T")

RESERVED = frozenset(
    """
    active active_before against amount amount_before at at_risk average_growth base before
    begins begun between bought censored change compared compared_before competitiveness
    complementarity contribution count coverage coverage_before cr cumulative declarations
    destination_hhi destinations destinations_per_exporter difference diversification done
    duration duty duty_rate duty_relief earlier effect end ended ends entrants entrants_before
    entrants_mean entrants_total entropy entry_rate equivalent_number error exit_rate exiters
    export_share exported exporters exporters_before exporters_per_destination
    exporters_per_product exposed factor first gap gini growth growth_without held held_before
    hhi hhi_normalized hhi_unctad hhi_without high hours imports incumbents incumbents_before
    incumbents_growth incumbents_mean incumbents_total intensity intra_industry kept
    largest_exporter last late later left level lever line_share lines link listed log log0
    log1 logs lorenz low lower lower_quartile margin market_share markets matched mean median
    members minus most most_before named named_base nameless new new_destinations now observed
    older one open ordered own p0q0 p0q1 p1q0 p1q1 p90 penetration periods place pooled
    possible previous price price_index product_hhi products products_per_exporter rank ratio
    rca rest rest_before rest_squares rest_squares_before right rival share similarity since
    size small sold spread squares squares_before start stated status survival survival_rate
    survivors survivors_before survivors_growth survivors_total term theil then till top_1
    top_25 top_5 tops tops_before total total_before unit_value unmatched unnamed
    unnamed_before until upper upper_quartile value variance vat vat_rate volume whole
    whole_base whole_before within
    """.split()  # noqa: SIM905
)
# and those that are numbered, or made of another name
MADE = re.compile(r"(effect|now|then|growth)_[0-9]+|.* filled")


# arguments that name keys; amounts that are read under their own names; columns of names of keys
AMOUNTS = ("value", "net_kg")
NAMING = ("of", "by", "within", "among", "keep")
READ = ("value", "duty_rate", "vat_rate", "export_share")
TOLD = {"level": (), "effect": ("growth", "competitiveness", "unmatched")}
ASIDE = " (key)"


def reserved(names: list[Any]) -> list[str]:
    """Return the names that metrics use; some engines know no capitals in one."""
    held = {name: name.lower() for name in names if isinstance(name, str)}
    return sorted(name for name, low in held.items() if low in RESERVED or MADE.fullmatch(low))


def any_key(metric: Callable[P, T]) -> Callable[P, T]:
    """Have a metric take keys of any name but those of the columns that it returns."""
    signature = inspect.signature(metric)
    # of some metrics `of` is an amount
    of = signature.parameters.get("of")
    naming = NAMING if of is None or of.default not in AMOUNTS else NAMING[1:]

    @functools.wraps(metric)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        given = signature.bind(*args, **kwargs)
        held = given.arguments
        # what can be gone through once only
        held |= {name: list(held[name]) for name in naming if isinstance(held.get(name), Iterator)}
        if not (aside := _aside(held, naming)):
            return metric(*given.args, **given.kwargs)
        given.arguments = {
            name: _renamed(value, aside, name in naming) for name, value in held.items()
        }
        try:
            table: Any = metric(*given.args, **given.kwargs)
        except FlowsError as error:
            raise FlowsError(str(error).replace(ASIDE, "")) from None
        return _returned(nw.from_native(table), aside, metric.__name__)

    return call


def _aside(given: dict[str, Any], naming: tuple[str, ...]) -> dict[str, str]:
    """Return the keys that are to stand under other names meanwhile, with these."""
    named: list[Any] = []
    for value in (given[name] for name in naming if name in given):
        named += value if isinstance(value, list | tuple) else [value]
    wanted = [name for name in reserved(named) if name not in READ]
    columns = _columns(next(iter(given.values()))) if wanted else []
    return {name: f"{name}{ASIDE}" for name in wanted if name in columns}


def _renamed(value: Any, aside: dict[str, str], naming: bool) -> Any:
    if naming and value is not None:
        names = [aside.get(one, one) for one in ([value] if isinstance(value, str) else value)]
        return names[0] if isinstance(value, str) else names
    present = {key: other for key, other in aside.items() if key in _columns(value)}
    return nw.from_native(value).rename(present).to_native() if present else value


def _columns(value: Any) -> list[str]:
    frame = nw.from_native(value, pass_through=True)
    return frame.collect_schema().names() if isinstance(frame, nw.DataFrame | nw.LazyFrame) else []


def _returned(table: Any, aside: dict[str, str], name: str) -> Any:
    columns = table.collect_schema().names()
    fold = str.lower if knows_no_capitals(table) else str
    own = {fold(column) for column in columns}
    told = [column for column in TOLD if column in columns]
    own |= {text for column in told for text in TOLD[column]}
    if taken := sorted(key for key in aside if fold(key) in own):
        raise FlowsError(f"the key {listed(taken)} is a name that {name} uses; rename the column")
    for column in told:
        for key, other in aside.items():
            text = nw.when(nw.col(column) == other).then(nw.lit(key)).otherwise(nw.col(column))
            table = table.with_columns(text.alias(column))
    return table.rename(
        {other: key for key, other in aside.items() if other in columns}
    ).to_native()
