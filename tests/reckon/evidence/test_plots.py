"""The pictures say in words what they show, hold no markup of others, and draw what they are given."""

import math
import xml.etree.ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reckon.errors import InvalidInputError
from reckon.evidence import Axis, Measure, Method, effects_from_counts, forest_plot, funnel_plot, pool
from reckon.evidence.drawing import ticks
from tests.reckon.evidence.studies import BCG, any_studies

SVG = "{http://www.w3.org/2000/svg}"
DAYS = Axis(name="Days")
RATIO = Axis(name="Risk ratio", ratio=True)


def forest(effects, variances, *, labels=None, axis=DAYS, method=Method.REML):
    labels = labels or [f"Study {i}" for i in range(len(effects))]
    pooled = pool(effects, variances, method=method)
    return ET.fromstring(forest_plot(labels, effects, variances, pooled, title="All", axis=axis))


def words_of(svg):
    return [element.text for element in svg.iter(f"{SVG}text")]


def test_forest_plot_of_the_bcg_trials_shows_each_study_and_the_pooled_ratio():
    effects, variances = effects_from_counts(**BCG, measure=Measure.RISK_RATIO)

    svg = forest(effects, variances, axis=RATIO)

    assert len(svg.findall(f"{SVG}rect")) == 13
    assert {"Study 0", "0.41 [0.13, 1.26]", "Pooled (REML)", "0.49 [0.33, 0.73]"} <= set(words_of(svg))
    assert "[0.14, 1.76]" in words_of(svg)


def test_a_picture_has_a_name_and_a_description_that_its_root_points_to():
    for svg in (forest([1, 2, 9], [1, 1, 2]), ET.fromstring(funnel([1, 2, 9], [1, 1, 2]))):
        title, desc = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
        assert svg.get("role") == "img"
        assert svg.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
        assert title.text == "All"
        assert "3 studies" in desc.text


def funnel(effects, variances):
    return funnel_plot(effects, variances, pool(effects, variances), title="All", axis=DAYS)


def test_a_fixed_effect_draws_no_prediction():
    random, fixed = (forest([1, 2, 9], [1, 1, 2], method=method) for method in (Method.DL, Method.FE))

    assert "One more such study" in words_of(random)
    assert "One more such study" not in words_of(fixed)


def test_a_label_is_shown_as_words_and_cut_when_long():
    svg = forest([1, 2], [1, 1], labels=["<script>&\x00\n", "x" * 40])

    assert "<script>&  " in words_of(svg)
    assert "x" * 25 + "…" in words_of(svg)


def test_an_interval_that_runs_off_ends_in_an_arrow():
    calm, wild = (len(forest([0, 1, 2], [1, 1, last]).findall(f"{SVG}polygon")) for last in (1, 400))

    assert wild > calm


def test_nothing_is_fetched_and_nothing_is_styled_inline():
    svg = funnel([1, 2, 9], [1, 1, 2])

    assert "style" not in svg
    assert svg.count("http") == 1  # the name of the format


@given(any_studies(), st.booleans())
def test_every_mark_stays_inside_the_picture(studies, ratio):
    svg = forest(*studies, axis=Axis(name="E", ratio=ratio))
    _, _, width, height = map(float, svg.get("viewBox").split())

    for mark in svg.iter(f"{SVG}line"):
        assert all(0 <= float(mark.get(x)) <= width for x in ("x1", "x2"))
        assert all(0 <= float(mark.get(y)) <= height for y in ("y1", "y2"))


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.booleans())
@example(2.475817166406574e-12, 0.001953125, True)  # its lower end cannot be told from a ratio of one
def test_ticks_are_few_and_inside(low, width, ratio):
    if ratio:
        low, width = low / 1e5, width / 1e5
    values = ticks(low, low + width, RATIO if ratio else DAYS)

    assert len(values) <= 9
    slack = 1e-9 * (abs(low) + width)
    assert all(low - slack <= value <= low + width + slack for value in values)


def test_ratio_ticks_are_round_ratios():
    assert [round(math.exp(value), 6) for value in ticks(math.log(0.09), math.log(3), RATIO)] == [
        0.1, 0.2, 0.5, 1, 2,
    ]  # fmt: skip


def test_forest_plot_refuses_labels_that_do_not_fit():
    with pytest.raises(InvalidInputError) as caught:
        forest_plot(["one"], [1, 2], [1, 1], pool([1, 2], [1, 1]), title="T", axis=DAYS)

    assert caught.value.code == "shape"
