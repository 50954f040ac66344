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
