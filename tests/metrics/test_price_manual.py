"""Price indices against a published table of prices and quantities."""

from __future__ import annotations

import pandas as pd
import pytest
from engines import rows

import sezlib as sez

# prices and quantities of six goods in five periods: tables 19.1 and 19.2 of the Producer Price
# Index Manual (ILO, IMF and others, 2004), as the R package gpindex has them (price6, quantity6)
PRICES = [
    (1.0, 1.0, 1.0, 1.0, 1.0, 1.0),
    (1.2, 3.0, 1.3, 0.7, 1.4, 0.8),
    (1.0, 1.0, 1.5, 0.5, 1.7, 0.6),
    (0.8, 0.5, 1.6, 0.3, 1.9, 0.4),
    (1.0, 1.0, 1.6, 0.1, 2.0, 0.2),
]
WEIGHTS = [
    (1.0, 1.0, 2.0, 1.0, 4.5, 0.5),
    (0.8, 0.9, 1.9, 1.3, 4.7, 0.6),
    (1.0, 1.1, 1.8, 3.0, 5.0, 0.8),
    (1.2, 1.2, 1.9, 6.0, 5.6, 1.3),
    (0.9, 1.2, 2.0, 12.0, 6.5, 2.5),
]
# what the documentation of gpindex prints for them, as in Balk (2008), tables 3.4 and 3.6
PRINTED = {
    "laspeyres": (1, 1.42, 1.345, 1.355, 1.44),
    "paasche": (1, 1.3824, 1.2031, 1.0209, 0.7968),
    "fisher": (1, 1.4011, 1.2721, 1.1762, 1.0712),
    "tornqvist": (1, 1.4052, 1.289, 1.2268, 1.2477),
}


def manual():
    lines = zip(range(2001, 2006), PRICES, WEIGHTS, strict=True)
    made = [
        (str(year), f"0{place}", price * kg, kg)
        for year, prices, weights in lines
        for place, (price, kg) in enumerate(zip(prices, weights, strict=True))
    ]
    return pd.DataFrame(made, columns=["period", "product", "value", "net_kg"])


@pytest.mark.parametrize("formula", PRINTED)
def test_indices_on_a_base_agree_with_the_data_of_the_producer_price_index_manual(formula):
    got = sez.price_index(manual(), base="2001", formula=formula)
    assert got["price_index"].round(4).tolist() == list(PRINTED[formula])
    assert rows(got[["matched", "coverage", "coverage_before"]]) == [(6, 1, 1)] * 5
    chained = sez.price_index(manual(), formula=formula)
    assert chained["price_index"].round(4).tolist()[:2] == list(PRINTED[formula][:2])
