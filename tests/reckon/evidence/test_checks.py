"""The independent check finds every kind of wrong estimate."""

import dataclasses

import pytest

from reckon.evidence import Interval, Method, pool, wrong_with

STUDIES = [0.1, 1.5, -0.4, 0.9], [0.1, 0.2, 0.05, 0.3]


@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize("interval", list(Interval))
def test_a_right_estimate_passes(method, interval):
    assert wrong_with(pool(*STUDIES, method=method, interval=interval), *STUDIES) == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"effect": 0.0}, "weighted mean"),
        ({"standard_error": 0.1}, "standard error"),
        ({"high": 9.0}, "evenly"),
        ({"tau2": -0.1}, "negative"),
    ],
)
def test_a_changed_figure_is_found(change, word):
    wrong = dataclasses.replace(pool(*STUDIES), **change)

    assert any(word in sentence for sentence in wrong_with(wrong, *STUDIES))


@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize("factor", [0.9, 1.1])
def test_a_tau_squared_that_is_off_is_found_for_every_method(method, factor):
    right = pool(*STUDIES, method=method)
    wrong = dataclasses.replace(right, tau2=(right.tau2 or 0.1) * factor)

    assert any(str(method) in sentence for sentence in wrong_with(wrong, *STUDIES))


def test_a_tau_squared_of_zero_is_found_where_studies_differ():
    for method in (Method.DL, Method.REML, Method.ML, Method.PM):
        wrong = dataclasses.replace(pool(*STUDIES, method=method), tau2=0.0)
        assert any(str(method) in sentence for sentence in wrong_with(wrong, *STUDIES))


UNITS = [1e-3, 1.0, 1e3]


def in_unit(unit):
    """The studies with effects, and so the allowances for rounding, in another unit."""
    return [y * unit for y in STUDIES[0]], [v * unit**2 for v in STUDIES[1]]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize(
    ("name", "word"), [("effect", "weighted mean"), ("standard_error", "standard error"), ("high", "evenly")]
)
def test_a_figure_may_be_off_by_rounding_only(unit, name, word):
    studies = in_unit(unit)
    right = pool(*studies)
    for sign in (1, -1):
        off, rounded = (
            dataclasses.replace(right, **{name: getattr(right, name) + sign * share * unit})
            for share in (1e-7, 1e-12)
        )
        assert any(word in sentence for sentence in wrong_with(off, *studies))
        assert wrong_with(rounded, *studies) == []


@pytest.mark.parametrize("unit", UNITS)
def test_an_effect_of_nothing_is_compared_by_the_scale_of_the_studies(unit):
    studies = [-1.0 * unit, 1.0 * unit], [1.0 * unit**2, 1.0 * unit**2]
    right = pool(*studies, method=Method.FE, interval=Interval.Z)

    assert wrong_with(dataclasses.replace(right, effect=1e-11 * unit), *studies) == []
    assert wrong_with(dataclasses.replace(right, effect=1e-7 * unit), *studies) != []


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("method", [Method.DL, Method.PM])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_tau_squared_in_closed_form_may_be_off_by_rounding_only(unit, method, sign):
    studies = in_unit(unit)
    right = pool(*studies, method=method)

    def fits(share):
        off = dataclasses.replace(right, tau2=right.tau2 * (1 + sign * share))
        return not any(str(method) in sentence for sentence in wrong_with(off, *studies))

    assert right.tau2 > 0
    assert fits(5e-9)
    assert not fits(1e-6)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("method", [Method.DL, Method.PM, Method.REML, Method.ML])
def test_a_tau_squared_where_there_is_none_is_found(unit, method):
    studies = [0.1 * unit, 0.2 * unit, 0.15 * unit], [unit**2, 2 * unit**2, unit**2]
    right = pool(*studies, method=method, interval=Interval.Z)

    assert right.tau2 == 0
    assert wrong_with(right, *studies) == []
    wrong = dataclasses.replace(right, tau2=0.05 * unit**2)
    assert any(str(method) in sentence for sentence in wrong_with(wrong, *studies))


def test_a_fixed_effect_has_no_tau_squared():
    right = pool(*STUDIES, method=Method.FE)

    assert any("FE" in sentence for sentence in wrong_with(dataclasses.replace(right, tau2=1e-9), *STUDIES))


@pytest.mark.parametrize("interval", list(Interval))
def test_the_standard_error_of_one_interval_is_not_that_of_another(interval):
    for studies in (STUDIES, ([0.1, 0.2, 0.15], [1.0, 2.0, 1.0])):  # more and fewer differences than chance
        right = pool(*studies, interval=interval)
        for other in set(Interval) - {interval}:
            theirs = pool(*studies, interval=other)
            if theirs.standard_error != pytest.approx(right.standard_error, rel=1e-6):
                wrong = dataclasses.replace(theirs, interval=interval)
                assert any("standard error" in sentence for sentence in wrong_with(wrong, *studies))


def test_a_tau_squared_beside_the_peak_is_found():
    studies = [0.0, 0.02, 3.0, 3.3], [1e-4, 1e-4, 1e-4, 1e-4]
    right = pool(*studies, method=Method.REML)

    for share in (0.5, 0.95, 1.05, 2):
        wrong = dataclasses.replace(right, tau2=right.tau2 * share)
        assert any("REML" in sentence for sentence in wrong_with(wrong, *studies))


def test_an_interval_that_leans_is_found_on_either_side():
    right = pool(*STUDIES)

    for change in ({"low": right.low - 1e-6}, {"low": right.low + 1e-6}, {"high": right.high - 1e-6}):
        assert wrong_with(dataclasses.replace(right, **change), *STUDIES) == [
            "The interval does not lie evenly round the effect."
        ]


@pytest.mark.parametrize("unit", [1e-6, 1.0, 1e6])
def test_a_peak_far_from_nought_is_seen_from_nought(unit):
    # The likelihood falls from 0 on, and is higher still far out; the effects lie evenly round 0.
    studies = [y * unit for y in (-2.31, 2.71, -2.71)], [v * unit**2 for v in (0.0014, 3.0414, 0.2388)]
    at_nought = pool(*studies, method=Method.FE)

    wrong = dataclasses.replace(at_nought, method=Method.REML)

    assert any("REML" in sentence for sentence in wrong_with(wrong, *studies))
    assert wrong_with(pool(*studies), *studies) == []


@pytest.mark.parametrize("unit", UNITS)
def test_a_paule_mandel_estimate_of_nought_needs_a_q_of_no_more_than_chance(unit):
    # Q is exactly its degrees of freedom, and then half as much again.
    for effect, holds in ((1.0, True), (1.5**0.5, False)):
        studies = [effect * unit, -effect * unit], [2.0 * unit**2] * 2
        at_nought = dataclasses.replace(
            pool(*studies, method=Method.FE, interval=Interval.Z), method=Method.PM
        )
        assert (wrong_with(at_nought, *studies) == []) == holds


@pytest.mark.parametrize("unit", UNITS)
def test_nothing_is_compared_by_the_scale_of_the_studies(unit):
    agreeing = [0.25 * unit] * 3, [0.04 * unit**2] * 3
    exact = pool(*agreeing, interval=Interval.HARTUNG_KNAPP)
    on_the_edge = [unit, -unit], [2.0 * unit**2] * 2  # where DerSimonian and Laird's moment is exactly 0
    edge = pool(*on_the_edge, method=Method.DL, interval=Interval.Z)

    assert exact.standard_error == edge.tau2 == 0
    for share, holds in ((1e-11, True), (1e-7, False)):
        for name in ("standard_error", "low"):
            off = dataclasses.replace(exact, **{name: getattr(exact, name) + share * unit})
            assert (wrong_with(off, *agreeing) == []) == holds
        off = dataclasses.replace(edge, tau2=share * unit**2)
        assert any("DL" in sentence for sentence in wrong_with(off, *on_the_edge)) != holds
