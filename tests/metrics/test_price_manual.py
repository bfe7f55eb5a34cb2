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


def scanned():
    """Table CES_sigma_2 of the R package IndexNumR, by its recipe, from Diewert and Fox (2017).

    Prices and total expenditure are given; quantities follow from CES preferences, sigma 2.
    """
    prices = [
        (2, 1.75, 1.6, 1.5, 1.45, 1.4, 1.35, 1.3, 1.25, 1.2, 1.15, 1.1),
        (1, 0.5, 1.05, 1.1, 1.12, 1.15, 1.18, 0.6, 1.2, 1.25, 1.28, 1.3),
        (1, 0.95, 0.9, 0.85, 0.4, 0.8, 0.75, 0.72, 0.7, 0.4, 0.7, 0.65),
        (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.7, 0.65, 0.7, 0.75, 0.75, 0.8),
    ]
    tastes, spent, made = (0.2, 0.2, 0.2, 0.4), (10, 13, 11, 12, 15, 13, 14, 17, 15, 18, 16, 17), []
    for month in range(12):
        weights = [taste / line[month] for taste, line in zip(tastes, prices, strict=True)]
        for place, line in enumerate(prices):
            value = spent[month] * weights[place] / sum(weights)
            made.append((f"2017-{month + 1:02}", f"0{place}", value, value / line[month]))
    return pd.DataFrame(made, columns=["period", "product", "value", "net_kg"])


def test_a_chained_index_is_the_one_that_indexnumr_prints():
    # the README of IndexNumR: priceIndex(CES_sigma_2, indexMethod = "laspeyres", ...)
    printed = [1, 0.9673077, 1.2905504, 1.3382002, 1.2482444, 1.7346552, 1.6530619, 1.4524186]
    printed += [1.8386215, 1.7126802, 2.1810170, 2.2000474]
    got = sez.price_index(scanned(), per="month", formula="laspeyres")
    assert got["price_index"].tolist() == pytest.approx(printed, abs=5.1e-8)


def test_price_and_volume_are_the_bennet_indicators_of_indexnumr():
    # the values that the tests of IndexNumR state for CES_sigma_2
    price = [-1.78071737125315, 2.77153621300123, 0.372248873679598, -3.23083514886471]
    price += [3.86787781881992, -0.667765464846739, -3.23305497762899, 2.95445995421543]
    price += [-2.76365908752882, 3.28633320483667, 0.0823209818013025]
    volume = [4.78071737125315, -4.77153621300123, 0.627751126320402, 6.23083514886471]
    volume += [-5.86787781881992, 1.66776546484674, 6.23305497762899, -4.95445995421543]
    volume += [5.76365908752881, -5.28633320483667, 0.917679018198699]
    got = sez.price_volume(scanned(), per="month").iloc[1:]
    assert got["price"].tolist() == pytest.approx(price)
    assert got["volume"].tolist() == pytest.approx(volume)
    assert got["unmatched"].tolist() == pytest.approx([0] * 11, abs=1e-12)
