"""Answers that others have published or computed."""

from itertools import product
from math import log

import numpy as np
import pytest

from reckon.evidence import Interval, Measure, Method, effects_from_counts, egger_test, pool
from tests.reckon.evidence.studies import BCG, published

EXACT = 1e-8


@pytest.fixture(scope="module")
def bcg():
    return effects_from_counts(**BCG, measure=Measure.RISK_RATIO)


def test_pool_reproduces_metafor_on_the_bcg_trials(bcg):
    pooled = pool(*bcg, method=Method.REML, interval=Interval.HARTUNG_KNAPP)

    assert pooled.tau2 == pytest.approx(0.3132432581, abs=EXACT)
    assert pooled.effect == pytest.approx(-0.7145323422, abs=EXACT)
    assert pooled.low == pytest.approx(-1.1084437137, abs=EXACT)
    assert pooled.high == pytest.approx(-0.3206209706, abs=EXACT)
    assert pooled.n_studies == 13


@pytest.mark.parametrize(
    ("method", "tau2"),
    [(Method.FE, 0), (Method.DL, 0.3087602629), (Method.REML, 0.3132432581), (Method.PM, 0.3180684522)],
)
def test_tau_squared_reproduces_metafor_on_the_bcg_trials(bcg, method, tau2):
    assert pool(*bcg, method=method).tau2 == pytest.approx(tau2, abs=EXACT)


def test_heterogeneity_reproduces_metafor_on_the_bcg_trials(bcg):
    pooled = pool(*bcg, interval=Interval.Z)

    # Printed by rma() and confint() of metafor, to the digits it prints.
    assert pooled.q == pytest.approx(152.2330, abs=5e-5)
    assert pooled.i2 == pytest.approx(0.9222, abs=5e-5)
    assert pooled.h2 == pytest.approx(12.86, abs=5e-3)
    assert (pooled.tau2_low, pooled.tau2_high) == pytest.approx((0.1197, 1.1115), abs=5e-5)
    assert (pooled.low, pooled.high) == pytest.approx((-1.0669, -0.3622), abs=5e-5)
    assert (pooled.prediction_low, pooled.prediction_high) == pytest.approx((-1.8667, 0.4376), abs=5e-5)


def test_egger_reproduces_metafor_on_the_bcg_trials(bcg):
    test = egger_test(*bcg)

    # regtest(model = "lm"): t = -1.4013, df = 11, p = 0.1887.
    assert test.statistic == pytest.approx(-1.4013, abs=5e-5)
    assert test.df == 11
    assert test.p_value == pytest.approx(0.1887, abs=5e-5)
    assert test.standard_error == pytest.approx(test.intercept / test.statistic)


@pytest.mark.parametrize(
    ("name", "effect", "low", "high", "tau2"),
    [
        ("bcg", -0.7145, -1.0669, -0.3622, 0.3132),
        ("normand1999", -15.1060, -32.6409, 2.4289, 684.6462),
        ("bangertdrowns2004", 0.2219, 0.1317, 0.3122, 0.0499),
    ],
)
def test_reml_reproduces_three_published_reviews(name, effect, low, high, tau2):
    pooled = pool(*published(name), method=Method.REML, interval=Interval.Z)

    assert (pooled.effect, pooled.low, pooled.high, pooled.tau2) == pytest.approx(
        (effect, low, high, tau2), abs=6e-5
    )


@pytest.mark.parametrize(
    ("name", "method", "tau2", "tau2_interval"),
    [
        # PyMARE 0.0.13, which stops its search a little early.
        ("normand1999", Method.DL, 205.40935275, (292.91812162, 2889.45134912)),
        ("normand1999", Method.ML, 595.46479411, (292.91812162, 2889.45134912)),
        ("bangertdrowns2004", Method.DL, 0.04554325, (0.02740987, 0.15252114)),
        ("bangertdrowns2004", Method.ML, 0.04704340, (0.02740987, 0.15252114)),
        ("bcg", Method.ML, 0.28002802, (0.1197182, 1.1114787)),
    ],
)
def test_tau_squared_and_its_interval_reproduce_pymare(name, method, tau2, tau2_interval):
    pooled = pool(*published(name), method=method)

    assert pooled.tau2 == pytest.approx(tau2, rel=1e-6)
    assert (pooled.tau2_low, pooled.tau2_high) == pytest.approx(tau2_interval, rel=1e-6)


def test_a_study_with_an_empty_cell_gets_a_half_in_all_four():
    effects, variances = effects_from_counts(
        [0, 4], [10, 123], [5, 11], [10, 139], measure=Measure.RISK_RATIO
    )

    # By hand: 0.5 of 11 against 5.5 of 11; the second study is left as it is.
    assert effects == pytest.approx([np.log(0.5 / 5.5), -0.8893113339])
    assert variances == pytest.approx([1 / 0.5 - 1 / 11 + 1 / 5.5 - 1 / 11, 0.3255847650])


@pytest.mark.parametrize(
    ("measure", "effect", "variance"),
    [
        (Measure.ODDS_RATIO, np.log(4 / 119) - np.log(11 / 128), 1 / 4 + 1 / 119 + 1 / 11 + 1 / 128),
        (
            Measure.RISK_DIFFERENCE,
            4 / 123 - 11 / 139,
            4 / 123 * 119 / 123 / 123 + 11 / 139 * 128 / 139 / 139,
        ),
    ],
)
def test_effects_of_the_first_bcg_trial_by_hand(measure, effect, variance):
    effects, variances = effects_from_counts([4], [123], [11], [139], measure=measure)

    assert (effects[0], variances[0]) == pytest.approx((effect, variance), abs=1e-12)


@pytest.mark.parametrize("measure", list(Measure))
def test_a_study_without_any_event_says_no_difference_and_little(measure):
    effects, variances = effects_from_counts([0], [10], [0], [10], measure=measure)

    assert effects[0] == 0
    assert variances[0] > 0


def by_hand(measure, a, b, c, d):
    """The effect of one table and its variance, from the textbook."""
    if 0 in (a, b, c, d):
        a, b, c, d = a + 0.5, b + 0.5, c + 0.5, d + 0.5
    p, q = a / (a + b), c / (c + d)
    match measure:
        case Measure.RISK_RATIO:
            return log(p / q), 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)
        case Measure.ODDS_RATIO:
            return log(a * d / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d
        case Measure.RISK_DIFFERENCE:
            return p - q, p * (1 - p) / (a + b) + q * (1 - q) / (c + d)


@pytest.mark.parametrize("measure", list(Measure))
def test_every_small_table_by_hand(measure):
    tables = [(a, b, c, d) for a, b, c, d in product(range(3), repeat=4) if a + b and c + d]
    a, b, c, d = np.array(tables).T

    effects, variances = effects_from_counts(a, a + b, c, c + d, measure=measure)

    expected = np.array([by_hand(measure, *table) for table in tables])
    assert effects == pytest.approx(expected[:, 0], abs=1e-12)
    assert variances == pytest.approx(expected[:, 1], abs=1e-12)
