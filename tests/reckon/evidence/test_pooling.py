"""Limit cases, properties and refusals of pooling."""

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reckon.errors import InvalidInputError
from reckon.evidence import (
    Interval,
    Measure,
    Method,
    effects_from_counts,
    egger_test,
    leave_one_out,
    pool,
    pool_many,
    wrong_with,
)
from tests.reckon.evidence.studies import any_studies

METHODS = st.sampled_from(list(Method))
INTERVALS = st.sampled_from(list(Interval))


@pytest.mark.parametrize("method", list(Method))
def test_studies_that_agree_differ_by_nothing(method):
    pooled = pool([0.2, 0.2, 0.2], [0.04, 0.04, 0.04], method=method, interval=Interval.Z)

    assert pooled.effect == pytest.approx(0.2)
    assert pooled.tau2 == 0
    assert pooled.standard_error == pytest.approx((0.04 / 3) ** 0.5)


def test_studies_that_agree_have_no_hartung_knapp_error_but_keep_the_ad_hoc_one():
    plain = pool([0.25] * 3, [0.04] * 3, interval=Interval.HARTUNG_KNAPP)
    ad_hoc = pool([0.25] * 3, [0.04] * 3, interval=Interval.HARTUNG_KNAPP_AD_HOC)

    assert (plain.standard_error, plain.p_value) == (0, 0)
    assert ad_hoc.standard_error == pytest.approx((0.04 / 3) ** 0.5)


def test_equal_variances_give_the_plain_mean_and_sample_variance():
    effects = [1.0, 2.0, 4.0, 9.0]
    sample = np.var(effects, ddof=1)

    for method in (Method.DL, Method.REML, Method.PM):
        pooled = pool(effects, [0.5] * 4, method=method)
        assert pooled.effect == pytest.approx(4)
        assert pooled.tau2 == pytest.approx(sample - 0.5)
    assert pool(effects, [0.5] * 4, method=Method.ML).tau2 == pytest.approx(sample * 3 / 4 - 0.5)


def test_a_fixed_effect_has_no_interval_of_tau_squared_and_no_prediction():
    pooled = pool([0, 1, 5], [1, 1, 1], method=Method.FE)

    assert np.isnan([pooled.tau2_low, pooled.tau2_high, pooled.prediction_low, pooled.prediction_high]).all()
    assert pooled.h2 == pytest.approx(pooled.q / 2)
    assert pooled.i2 == pytest.approx(1 - 2 / pooled.q)


def test_fewer_differences_than_chance_give_no_share_between_studies():
    pooled = pool([0, 0.1, 0], [1, 1, 1], method=Method.FE)

    assert pooled.i2 == 0
    assert pooled.h2 < 1
    assert pooled.q_p_value > 0.9


def test_the_higher_of_two_likelihood_peaks_is_found():
    # Two precise studies far apart and many vague ones between: REML has a peak at 0 and one far out.
    rng = np.random.default_rng(1)
    for _ in range(200):
        y, v = rng.normal(0, 2, 4), 10.0 ** rng.uniform(-4, 2, 4)
        assert wrong_with(pool(y, v, method=Method.REML), y.tolist(), v.tolist()) == []


@given(any_studies(), METHODS, INTERVALS)
def test_every_estimate_passes_the_independent_check(studies, method, interval):
    assert wrong_with(pool(*studies, method=method, interval=interval), *studies) == []


@given(any_studies(), METHODS)
def test_pooled_effect_lies_between_the_smallest_and_largest(studies, method):
    effects, _ = studies

    assert min(effects) - 1e-9 <= pool(*studies, method=method).effect <= max(effects) + 1e-9


@given(any_studies(), METHODS, INTERVALS, st.randoms(use_true_random=False))
def test_the_order_of_studies_changes_nothing(studies, method, interval, random):
    order = list(range(len(studies[0])))
    random.shuffle(order)
    shuffled = [[column[i] for i in order] for column in studies]

    before, after = (pool(*s, method=method, interval=interval) for s in (studies, shuffled))

    assert after.effect == pytest.approx(before.effect, abs=1e-6)
    assert after.tau2 == pytest.approx(before.tau2, rel=1e-6, abs=1e-6)
    assert after.high == pytest.approx(before.high, rel=1e-6, abs=1e-5)


@given(any_studies(), METHODS, st.floats(0.01, 100))
def test_another_unit_scales_everything(studies, method, factor):
    effects, variances = studies
    scaled = [[y * factor for y in effects], [v * factor**2 for v in variances]]

    before, after = (pool(*s, method=method) for s in (studies, scaled))

    assert after.effect == pytest.approx(before.effect * factor, rel=1e-6, abs=1e-6 * factor)
    assert after.tau2 == pytest.approx(before.tau2 * factor**2, rel=1e-5, abs=1e-6 * factor**2)
    assert after.q == pytest.approx(before.q, rel=1e-6, abs=1e-6)


@given(any_studies())
def test_the_q_profile_interval_holds_the_paule_mandel_estimate(studies):
    pooled = pool(*studies, method=Method.PM)

    assert pooled.tau2_low <= pooled.tau2 * (1 + 1e-9)
    assert pooled.tau2 <= pooled.tau2_high * (1 + 1e-9) or pooled.tau2_high == 0


@given(any_studies(), METHODS)
def test_the_ad_hoc_interval_is_never_narrower_than_either(studies, method):
    z, plain, ad_hoc = (pool(*studies, method=method, interval=interval) for interval in Interval)

    assert ad_hoc.standard_error >= max(z.standard_error, plain.standard_error) * (1 - 1e-9)
    assert ad_hoc.high >= max(z.high, plain.high) - 1e-9


@settings(max_examples=12)
@given(st.integers(0, 10**6), METHODS, INTERVALS)
def test_many_at_once_equals_one_by_one(seed, method, interval):
    rng = np.random.default_rng(seed)
    effects, variances = rng.normal(0, 1, (7, 5)), rng.uniform(0.01, 2, (7, 5))

    together = pool_many(effects, variances, method=method, interval=interval)

    assert len(together) == 7
    for i in range(7):
        alone = pool(effects[i], variances[i], method=method, interval=interval)
        assert together[i].effect == pytest.approx(alone.effect, rel=1e-12)
        assert together[i].tau2 == pytest.approx(alone.tau2, rel=1e-9, abs=1e-12)
        assert together[i].p_value == pytest.approx(alone.p_value, rel=1e-9)


@pytest.mark.parametrize("how", [{}, {"method": Method.DL, "interval": Interval.Z, "confidence": 0.8}])
def test_leave_one_out_pools_the_others(how):
    effects, variances = [0.1, 0.5, 2.0, 0.3], [0.1, 0.2, 0.05, 0.4]

    left_out = leave_one_out(effects, variances, **how)

    for i in range(4):
        others = pool(*(column[:i] + column[i + 1 :] for column in (effects, variances)), **how)
        assert (left_out[i].method, left_out[i].interval) == (others.method, others.interval)
        assert left_out[i].effect == pytest.approx(others.effect)
        assert left_out[i].tau2 == pytest.approx(others.tau2)
        assert left_out[i].high == pytest.approx(others.high)


def test_egger_finds_a_lean_put_in_on_purpose():
    errors = np.linspace(0.1, 1, 10)

    leaning = egger_test(0.3 + 2 * errors + 0.01 * np.cos(np.arange(10)), errors**2)

    assert leaning.intercept == pytest.approx(2, abs=0.1)
    assert leaning.p_value < 0.001
    assert 0 < leaning.standard_error < 1
    assert leaning.statistic == leaning.intercept / leaning.standard_error


@pytest.mark.parametrize("lean", [2.0, -2.0])
def test_egger_is_sure_when_every_study_lies_on_one_line(lean):
    test = egger_test([lean, 2 * lean, 4 * lean, 4 * lean], [1, 4, 16, 16])

    assert (test.intercept, test.standard_error) == (lean, 0)
    assert (test.statistic, test.p_value) == (np.copysign(np.inf, lean), 0)


@pytest.mark.parametrize("unit", [1e-12, 1e-3, 1.0, 1e12])
def test_egger_asks_for_different_variances_in_any_unit(unit):
    effects = np.array([0.1, 0.3, 0.2, 0.4, 0.1, 0.3, 0.2]) * unit
    different = np.array([1, 4, 9, 2, 3, 5, 6]) * unit**2

    expected = egger_test(effects / unit, different / unit**2)
    assert egger_test(effects, different).statistic == pytest.approx(expected.statistic)
    with pytest.raises(InvalidInputError):
        egger_test(effects, np.full(7, 0.1 * unit**2))


def test_inputs_are_not_changed():
    effects, variances = np.array([1.0, 2.0, 5.0]), np.array([1.0, 0.5, 0.2])
    kept = effects.copy(), variances.copy()

    pool(effects, variances)
    leave_one_out(effects, variances)
    egger_test(effects, variances)

    assert (effects == kept[0]).all()
    assert (variances == kept[1]).all()


@pytest.mark.parametrize(
    ("effects", "variances", "code"),
    [
        ([0.1], [0.2], "too_few_studies"),
        ([], [], "too_few_studies"),
        ([0.1, 0.2], [0.2], "shape"),
        ([[0.1, 0.2]], [[0.2, 0.2]], "shape"),
        ([0.1, float("nan")], [0.2, 0.2], "not_finite"),
        ([0.1, 0.2], [0.2, float("inf")], "not_finite"),
        ([0.1, 0.2], [0.2, 0.0], "variance_not_positive"),
        ([0.1, 0.2], [0.2, -1.0], "variance_not_positive"),
    ],
)
def test_pool_refuses(effects, variances, code):
    with pytest.raises(InvalidInputError) as caught:
        pool(effects, variances)

    assert caught.value.code == code


@pytest.mark.parametrize("confidence", [0, 1, -0.5, 95, float("nan")])
def test_pool_refuses_a_confidence_outside_0_to_1(confidence):
    with pytest.raises(InvalidInputError) as caught:
        pool([0, 1], [1, 1], confidence=confidence)

    assert caught.value.code == "confidence"
    assert list(caught.value.params) == ["confidence"]
    assert caught.value.params["confidence"] is confidence


def test_the_confidence_is_told_with_the_result():
    assert pool([0, 1], [1, 1], confidence=0.8).confidence == 0.8
    assert pool([0, 1], [1, 1]).confidence == pool_many([[0, 1]], [[1, 1]]).confidence == 0.95


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: leave_one_out([1, 2], [1, 1]), "too_few_studies"),
        (lambda: egger_test([1, 2], [1, 1]), "too_few_studies"),
        (lambda: egger_test([1, 2, 3], [1, 1, 1]), "same_variances"),
        (lambda: effects_from_counts([1], [2], [1], [2, 3], measure=Measure.RISK_RATIO), "shape"),
        (lambda: effects_from_counts([3], [2], [1], [2], measure=Measure.RISK_RATIO), "counts"),
        (lambda: effects_from_counts([1], [2], [-1], [2], measure=Measure.RISK_RATIO), "counts"),
        (lambda: effects_from_counts([0.5], [2], [1], [2], measure=Measure.RISK_RATIO), "counts"),
        (lambda: effects_from_counts([0], [0], [1], [2], measure=Measure.RISK_RATIO), "counts"),
        (lambda: effects_from_counts([1], [float("nan")], [1], [2], measure=Measure.RISK_RATIO), "counts"),
    ],
)
def test_the_other_sums_refuse(call, code):
    with pytest.raises(InvalidInputError) as caught:
        call()

    assert caught.value.code == code


def test_a_refusal_names_the_study_and_how_many_there_are():
    with pytest.raises(InvalidInputError, match=r"^Study 2 has 3 events among 2\.") as caught:
        effects_from_counts([1, 3, 5], [2, 2, 2], [1, 1, 1], [2, 2, 2], measure=Measure.RISK_RATIO)
    assert caught.value.params == {"study": 1}

    for call in (leave_one_out, egger_test):
        with pytest.raises(InvalidInputError) as caught:
            call([1, 2], [1, 2])
        assert caught.value.params == {"n_studies": 2}


def test_a_refusal_survives_pickling():
    with pytest.raises(InvalidInputError) as caught:
        pool([0.1, 0.2], [0.2, -1.0])

    copy = pickle.loads(pickle.dumps(caught.value))

    assert (copy.code, copy.params, str(copy)) == (
        "variance_not_positive",
        {"variance": -1.0},
        str(caught.value),
    )
