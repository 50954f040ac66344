"""Themes: planted ones are found, the neighbours are exact, and the same texts always give the same."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reckon.errors import InvalidInputError
from reckon.patterns import ThemesProblem, Word, find_themes, wrong_with
from reckon.patterns._neighbours_kernel import nearest
from reckon.patterns.themes import Themes, communities, weighted
from tests.reckon.patterns.texts import adjusted_rand, planted_texts

ANY_BAG = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 4), max_size=6)
ANY_BAGS = st.lists(ANY_BAG, max_size=40)

# Zachary's karate club (1977), the edges as printed there, members from 0.
KARATE = """0-1 0-2 0-3 0-4 0-5 0-6 0-7 0-8 0-10 0-11 0-12 0-13 0-17 0-19 0-21 0-31 1-2 1-3 1-7 1-13 1-17 1-19
1-21 1-30 2-3 2-7 2-8 2-9 2-13 2-27 2-28 2-32 3-7 3-12 3-13 4-6 4-10 5-6 5-10 5-16 6-16 8-30 8-32 8-33 9-33
13-33 14-32 14-33 15-32 15-33 18-32 18-33 19-33 20-32 20-33 22-32 22-33 23-25 23-27 23-29 23-32 23-33 24-25
24-27 24-31 25-31 26-29 26-33 27-33 28-31 28-33 29-32 29-33 30-32 30-33 31-32 31-33 32-33"""


@pytest.mark.parametrize("seed", range(3))
def test_planted_themes_are_found(seed):
    bags, truth = planted_texts(n_themes=6, n_each=30, seed=seed)
    problem = ThemesProblem(bags=bags)

    themes = find_themes(problem)

    assert adjusted_rand(truth, themes.labels) > 0.95
    assert wrong_with(themes, problem) == []
    for t, words in enumerate(themes.words):
        planted = np.bincount(truth[themes.labels == t]).argmax()
        assert all(word.word.startswith(f"t{planted}w") for word in words[:5])


@settings(max_examples=60)
@given(ANY_BAGS, st.integers(1, 6), st.integers(1, 6))
def test_any_texts_are_sorted_as_the_rules_say_and_always_the_same(bags, n_neighbours, smallest):
    problem = ThemesProblem(bags=bags, n_neighbours=n_neighbours, smallest=smallest)

    themes = find_themes(problem)

    assert wrong_with(themes, problem) == []
    again = find_themes(problem)
    assert (again.labels.tolist(), again.words) == (themes.labels.tolist(), themes.words)


@settings(max_examples=60)
@given(ANY_BAGS, st.integers(1, 5))
def test_the_nearest_are_those_of_every_pair_compared(bags, n_nearest):
    starts, words, weights, n_words = weighted(bags)
    rows = np.zeros((len(bags), n_words))
    rows[np.repeat(np.arange(len(bags)), np.diff(starts)), words] = weights
    cosines = rows @ rows.T

    found, told = nearest(starts, words, weights, n_words, n_nearest)

    for i in range(len(bags)):
        others = sorted((c for j, c in enumerate(cosines[i]) if j != i and c > 0), reverse=True)[:n_nearest]
        assert told[i][found[i] >= 0] == pytest.approx(others)
        assert [cosines[i, j] for j in found[i] if j >= 0] == pytest.approx(others)


def test_a_published_network_is_divided_as_well_as_published():
    edges = np.array([[int(v) for v in edge.split("-")] for edge in KARATE.split()])
    assert len(edges) == 78

    group = communities(edges[:, 0], edges[:, 1], np.ones(78), 34, 1.0)

    # Blondel et al. (2008) print 0.42; 0.4198 is the best that is possible (Brandes et al. 2008).
    inside = sum(group[a] == group[b] for a, b in edges) / 78
    degree = np.bincount(edges.ravel())
    modularity = inside - sum((degree[group == g].sum() / 156) ** 2 for g in set(group))
    assert 0.415 <= modularity <= 0.4198


def test_texts_weigh_words_as_the_formula_says():
    starts, words, weights, n_words = weighted([{"a": 2, "b": 1}, {"a": 1, "c": 1}, {"b": 1}, {"d": 9}])

    heavy, light = (1 + math.log(2)) * math.log(2), math.log(2)
    length = math.hypot(heavy, light)
    assert n_words == 2
    assert starts.tolist() == [0, 2, 3, 4, 4]
    assert words.tolist() == [0, 1, 0, 1]
    assert weights == pytest.approx([heavy / length, light / length, 1, 1])


def test_no_text_and_texts_without_a_word_make_no_theme():
    assert find_themes(ThemesProblem(bags=[])).words == []
    assert find_themes(ThemesProblem(bags=[{}] * 8)).labels.tolist() == [-1] * 8


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("count", {"bags": [{"a": 0}]}),
        ("n_neighbours", {"bags": [], "n_neighbours": 0}),
        ("smallest", {"bags": [], "smallest": 0}),
        ("resolution", {"bags": [], "resolution": 0}),
        ("resolution", {"bags": [], "resolution": math.inf}),
    ],
)
def test_what_cannot_be_used_is_refused(code, wrong):
    with pytest.raises(InvalidInputError) as refused:
        ThemesProblem(**wrong)

    assert refused.value.code == code


def test_what_is_wrong_with_themes_is_said():
    problem = ThemesProblem(bags=[{"letter": 1, "late": 1}, {"boiler": 1, "cold": 1}] * 5)
    themes = find_themes(problem)
    right = themes.words
    late, cold = right
    wrong = [
        ([0], right),
        ([2] * 10, right),
        ([0] * 10, right),
        ([1, 0] * 5, right),
        ([1, 0] * 5, [cold, late]),
        ([0, 1] * 5, [late[:1], [Word(word="cold", n_texts=4, score=cold[1].score)]]),
        ([0, 1] * 5, [late[:1], [Word(word="boiler", n_texts=5, score=1.0)]]),
        ([0, 1] * 5, [late[:1], [Word(word="late", n_texts=0, score=1.0)]]),
        ([0, 1] * 5, [late[:1], [Word(word="cold", n_texts=5, score=1.0), cold[0]]]),
    ]

    passed = [
        (labels, words)
        for labels, words in wrong
        if wrong_with(Themes(labels=np.array(labels), words=words), problem) == []
    ]

    assert wrong_with(themes, problem) == []
    assert passed == []
