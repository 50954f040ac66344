"""Tails and quantiles against scipy 1.17, and against themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reckon.evidence.distributions import (
    chi2_quantile,
    chi2_tail,
    normal_quantile,
    normal_two_sided,
    t_quantile,
    t_two_sided,
)


@pytest.mark.parametrize(
    ("p", "df", "expected"),
    [
        (0.975, 12, 2.1788128296672284),
        (0.9, 1, 3.0776835371752544),
        (0.999, 3, 10.214531852407383),
        (0.6, 40, 0.25503868634581395),
        (0.025, 12, -2.1788128296672284),
    ],
)
def test_t_quantile(p, df, expected):
    assert t_quantile(p, df) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("t", "df", "expected"),
    [
        (2.5, 3, 0.08770664700806556),
        (-40, 12, 3.851229580772032e-14),
        (0.1, 7, 0.9231480596047924),
        (0, 5, 1),
    ],
)
def test_t_two_sided(t, df, expected):
    assert t_two_sided(t, df) == pytest.approx(expected, rel=1e-12)


def test_an_infinite_t_is_impossible():
    assert t_two_sided(float("inf"), 3) == 0


@pytest.mark.parametrize(
    ("x", "df", "expected"),
    [
        (152.233, 12, 1.9967721373353058e-26),
        (3.0, 7, 0.8850022316431506),
        (0.5, 1, 0.47950012218695337),
        (200, 300, 0.999998115789534),
        (0, 4, 1),
    ],
)
def test_chi2_tail(x, df, expected):
    assert chi2_tail(x, df) == pytest.approx(expected, rel=1e-11)


@pytest.mark.parametrize(
    ("p", "df", "expected"),
    [
        (0.975, 12, 23.33666415864534),
        (0.025, 12, 4.4037885069817015),
        (0.025, 1, 0.0009820691171752555),
        (0.5, 200, 199.33372983863097),
    ],
)
def test_chi2_quantile(p, df, expected):
    assert chi2_quantile(p, df) == pytest.approx(expected, rel=1e-12)


@given(st.floats(0.001, 0.999), st.integers(1, 200))
def test_quantiles_undo_tails(p, df):
    t = t_quantile(p, df)
    assert t_two_sided(t, df) == pytest.approx(2 * min(p, 1 - p), rel=1e-9)
    assert chi2_tail(chi2_quantile(p, df), df) == pytest.approx(1 - p, rel=1e-9)
    assert normal_two_sided(normal_quantile(p)) == pytest.approx(2 * min(p, 1 - p), rel=1e-9)
