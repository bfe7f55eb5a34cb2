"""The columns that metrics make on their way, or return, which no key may be called."""

RESERVED = frozenset(
    """
    active active_before amount at base before between bought change competitiveness
    complementarity contribution coverage cr cumulative declarations difference diversification
    done duty duty_relief earlier effect entrants entrants_before entrants_mean entrants_total
    entropy entry_rate equivalent_number error exit_rate exiters exported exporters
    exporters_before gap gini growth growth_without held held_before hhi hhi_normalized hhi_unctad
    hhi_without high hours imports incumbents incumbents_before incumbents_growth incumbents_mean
    incumbents_total intensity intra_industry last late line_share lines logs lorenz low lower
    lower_quartile market_share markets mean median members minus most most_before named named_base
    nameless now older one open ordered p90 penetration place pooled possible previous rank ratio
    rca rest rest_before rest_squares rest_squares_before rival share similarity size small sold
    spread squares squares_before start stated status survival_rate survivors survivors_before
    survivors_growth survivors_total theil then top_1 top_25 top_5 tops tops_before total unmatched
    unnamed unnamed_before upper upper_quartile vat whole whole_base whole_before within
    """.split()  # noqa: SIM905
)
