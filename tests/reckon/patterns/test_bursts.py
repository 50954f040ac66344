"""Bursts: exact against every way to draw, published corrections, and how often they cry wolf."""

import math
from itertools import combinations

import numpy as np
import pytest

from reckon.errors import InvalidInputError
from reckon.patterns import bursts
from reckon.patterns.bursts import _discovered
from tests.reckon.patterns.texts import Planted, planted


def test_the_probability_is_that_of_every_way_to_draw_counted():
    for n_total, n_recent, m in [(8, 3, 4), (7, 7, 3), (9, 2, 6), (6, 0, 3)]:
        draws = [sum(i < n_recent for i in drawn) for drawn in combinations(range(n_total), m)]
        for k in range(max(0, m - n_total + n_recent), min(m, n_recent) + 1):
            exact = sum(recent >= k for recent in draws) / len(draws)
            assert bursts([k], [m], n_recent=n_recent, n_total=n_total).p_values[0] == pytest.approx(exact)


def test_the_lady_tasting_tea():
    # Fisher (1935): all four cups told right has probability 1 in 70, three or more 17 in 70.
    assert bursts([4, 3], [4, 4], n_recent=4, n_total=8).p_values == pytest.approx([1 / 70, 17 / 70])


def test_discoveries_are_those_that_benjamini_and_hochberg_printed():
    # Their example of 1995, section 3.3: fifteen p-values, of which four are rejected at 0.05.
    printed = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
        0.6528, 0.7590, 1.0,
    ]  # fmt: skip

    assert sum(_discovered(printed, 0.05)) == 4
    assert _discovered(printed[::-1], 0.05)[-4:] == [True] * 4
    assert _discovered([], 0.05) == []


@pytest.mark.parametrize("growth", [1.0, 3.0])
def test_where_nothing_bursts_a_false_alarm_is_as_rare_as_promised(growth):
    years = [planted(Planted(times=1.0, n_bursting=0, growth=growth), seed) for seed in range(600)]

    alarms = np.mean([any(bursts(**year).is_rising) for year in years])

    assert alarms <= 0.05


def test_planted_bursts_are_told_and_few_others():
    year = Planted(times=5.0, n_bursting=3)
    found = [bursts(**planted(year, seed)).is_rising for seed in range(60)]

    power = np.mean([told[:3] for told in found])
    false = np.mean([sum(told[3:]) / max(1, sum(told)) for told in found])
    assert power > 0.9
    assert false <= 0.05


def test_a_network_that_grows_makes_no_theme_rise():
    assert bursts([30, 30], [40, 40], n_recent=60, n_total=80).is_rising == [False, False]


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("level", {"level": 0}),
        ("level", {"level": 1}),
        ("level", {"level": math.nan}),
        ("lengths", {"total": [3, 3]}),
        ("counts", {"recent": [4]}),
        ("counts", {"recent": [-1]}),
        ("counts", {"total": [11], "recent": [3]}),
        ("counts", {"n_recent": 1}),
        ("counts", {"n_recent": 20}),
        ("counts", {"n_recent": 10}),
    ],
)
def test_what_cannot_be_used_is_refused(code, wrong):
    given = {"recent": [2], "total": [3], "n_recent": 4, "n_total": 10} | wrong

    with pytest.raises(InvalidInputError) as refused:
        bursts(given.pop("recent"), given.pop("total"), **given)

    assert refused.value.code == code
