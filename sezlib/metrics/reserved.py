"""The columns that metrics make on their way, or return, which no key may be called."""

RESERVED = frozenset(
    """
    against amount amount_before at base before begun bought change competitiveness
    complementarity contribution coverage coverage_before cumulative declarations difference
    diversification done duty duty_relief earlier effect entrants entrants_before entrants_mean
    entrants_total entry_rate error exit_rate exiters exported exporters exporters_before gap
    growth high hours imports incumbents incumbents_before incumbents_growth incumbents_mean
    incumbents_total intensity intra_industry last late link log log0 log1 low lower
    lower_quartile market_share markets matched mean median members minus named named_base
    nameless now older one open p0q0 p0q1 p1q0 p1q1 p90 penetration place pooled possible previous
    price price_index rank ratio rca rival share similarity size sold spread start stated status
    survival_rate survivors survivors_before survivors_growth survivors_total then top_1 top_25
    top_5 total total_before unit_value unmatched upper upper_quartile vat volume whole whole_base
    """.split()  # noqa: SIM905
)
