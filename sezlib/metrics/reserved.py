"""The columns that metrics make on their way, or return, which no key may be called."""

import re

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


def reserved(keys: list[str], *, any_case: bool) -> list[str]:
    """Return the keys whose names are reserved; some engines know no capitals in a name."""
    names = {key: str(key).lower() if any_case else str(key) for key in keys}
    return sorted(key for key, name in names.items() if name in RESERVED or MADE.fullmatch(name))
