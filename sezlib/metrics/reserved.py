"""The columns that metrics make on their way, or return, which no key may be called."""

RESERVED = frozenset(
    """
    amount at base before bought change competitiveness complementarity contribution coverage
    cumulative declarations difference diversification done duty duty_relief earlier effect
    entrants entrants_before entrants_mean entrants_total entry_rate error exit_rate exiters
    exported exporters exporters_before gap growth high hours imports incumbents incumbents_before
    incumbents_growth incumbents_mean incumbents_total intensity intra_industry last late later low
    lower lower_quartile market_share markets mean median members minus named named_base nameless
    now older one open own p90 penetration place pooled possible previous rank ratio rca rival share
    similarity size sold spread start stated status survival_rate survivors survivors_before
    survivors_growth survivors_total then top_1 top_25 top_5 total unmatched upper upper_quartile
    vat whole whole_base
    """.split()  # noqa: SIM905
)
