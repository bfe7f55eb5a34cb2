"""The columns that metrics make on their way, or return, which no key may be called."""

RESERVED = frozenset(
    """
    against amount amount_before at at_risk average_growth base before begins begun bought
    censored change competitiveness complementarity contribution coverage coverage_before
    cumulative declarations difference diversification done duration duty duty_relief earlier
    effect end ended ends entrants entrants_before entrants_mean entrants_total entry_rate error
    exit_rate exiters exported exporters exporters_before factor first gap growth high hours
    imports incumbents incumbents_before incumbents_growth incumbents_mean incumbents_total
    intensity intra_industry last late left level lever link log log0 log1 low lower
    lower_quartile margin market_share markets matched mean median members minus named named_base
    nameless now observed older one open p0q0 p0q1 p1q0 p1q1 p90 penetration periods place pooled
    possible previous price price_index rank ratio rca right rival share similarity since size
    sold spread start stated status survival survival_rate survivors survivors_before
    survivors_growth survivors_total term then till top_1 top_25 top_5 total total_before
    unit_value unmatched until upper upper_quartile variance vat volume whole whole_base
    """.split()  # noqa: SIM905
)
