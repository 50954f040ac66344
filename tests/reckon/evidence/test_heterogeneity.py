"""Tau squared, many analyses at once: derivatives, roots and peaks."""

import numpy as np
import pytest

from reckon.evidence import Method
from reckon.evidence.heterogeneity import (
    _climb,
    _log_likelihood,
    _slope,
    cochran_q,
    tau2_of,
    tau2_where_q_is,
    typical_variance,
)

RNG = np.random.default_rng(0)
EFFECTS, VARIANCES = RNG.normal(0, 2, (5, 1000)), 10.0 ** RNG.uniform(-3, 2, (5, 1000))


@pytest.mark.parametrize("restricted", [True, False])
def test_the_slopes_are_those_of_the_likelihood(restricted):
    tau2 = np.linspace(0.5, 5, 1000)
    step = 1e-5
    around = (tau2 - step, tau2 + step)
    below, above = (_log_likelihood(EFFECTS, VARIANCES, t, restricted=restricted) for t in around)
    slope_below, slope_above = (_slope(EFFECTS, VARIANCES, t, restricted=restricted)[0] for t in around)

    slope, bend = _slope(EFFECTS, VARIANCES, tau2, restricted=restricted)

    assert slope == pytest.approx((above - below) / (2 * step), rel=1e-5, abs=1e-7)
    assert bend == pytest.approx((slope_above - slope_below) / (2 * step), rel=1e-5, abs=1e-7)


def test_the_typical_variance_of_each_analysis_is_its_own():
    alone = [typical_variance(VARIANCES[:, [i]])[0] for i in range(1000)]

    assert typical_variance(VARIANCES) == pytest.approx(alone, rel=1e-12)


def test_equal_variances_are_typical():
    assert typical_variance(np.full((4, 2), 0.3)) == pytest.approx([0.3, 0.3])


def test_q_is_on_target_in_each_of_a_thousand_analyses():
    tau2 = tau2_where_q_is(4, EFFECTS, VARIANCES)

    above_nought = tau2 > 0
    assert above_nought.sum() > 500
    assert cochran_q(EFFECTS, VARIANCES, tau2)[above_nought] == pytest.approx(4, rel=1e-10)
    assert (cochran_q(EFFECTS, VARIANCES, tau2)[~above_nought] <= 4).all()


# Peaks that a climb from the middle of the whole range walks past.
@pytest.mark.parametrize(
    ("method", "effects", "variances", "tau2"),
    [
        (Method.ML, [-3.152728, -0.520390], [0.035985, 0.835330], 1.192),
        (
            Method.REML,
            [-3.973192, 0.287664, -3.684736, 0.315072, 1.381496, 0.279285],
            [51.531088, 0.000269742716, 36.138173, 0.000912693603, 0.043145570, 0.00111957725],
            0.2376,
        ),
    ],
)
def test_the_highest_peak_is_found_among_several(method, effects, variances, tau2):
    found = tau2_of(method, np.array(effects)[:, None], np.array(variances)[:, None])

    assert found == pytest.approx([tau2], rel=1e-3)


@pytest.mark.parametrize("root", [0.001, 3, 99])
def test_a_step_out_of_the_bracket_is_not_taken(root):
    # Newton's steps run away from the root of an arc tangent when they start too far from it.
    def slope_at(tau2, some):
        return -np.arctan(10 * (tau2 - root)), -10 / (1 + (10 * (tau2 - root)) ** 2)

    assert _climb(slope_at, np.array([0.0]), np.array([100.0])) == pytest.approx([root], rel=1e-12)
