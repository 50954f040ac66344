"""Maximum-weight matching: the optimum, and duals that prove it."""

import time
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reckon.errors import InvalidInputError
from reckon.pairing import Matching, maximum_weight_matching
from tests.reckon.pairing.people import heaviest

PETERSEN = [(k, (k + 1) % 5) for k in range(5)] + [(k, k + 5) for k in range(5)]
PETERSEN += [(5 + k, 5 + (k + 2) % 5) for k in range(5)]


@st.composite
def graphs(draw, most_vertices=9):
    n_vertices = draw(st.integers(2, most_vertices))
    edges = [edge for edge in combinations(range(n_vertices), 2) if draw(st.booleans())]
    most = draw(st.sampled_from([1, 3, 20, 2**40]))
    return n_vertices, {edge: draw(st.integers(1, most)) for edge in edges}


def matched(n_vertices: int, weights: dict, **how) -> Matching:
    return maximum_weight_matching(n_vertices, list(weights), list(weights.values()), **how)


def weight_of(matching: Matching, weights: dict) -> int:
    return sum(weights[one, other] for one, other in matching.pairs.tolist())


def assert_proved(matching: Matching, weights: dict) -> None:
    """The duals cover every edge, and add up to the weight of the matching."""
    assert matching.vertex_dual.min(initial=0) >= 0
    assert matching.blossom_dual.min(initial=0) >= 0
    n_vertices = matching.mate.size
    above = [set() for _ in range(n_vertices)]
    for vertex in range(n_vertices):
        node = matching.parent[vertex]
        while node >= 0:
            above[vertex].add(int(node))
            node = matching.parent[node]
    members = {blossom: sum(blossom in some for some in above) for some in above for blossom in some}
    assert all(size % 2 == 1 for size in members.values())
    dual = dict(enumerate(matching.blossom_dual.tolist(), n_vertices))
    for (one, other), weight in weights.items():
        common = sum(dual[blossom] for blossom in above[one] & above[other])
        assert matching.vertex_dual[one] + matching.vertex_dual[other] + common >= 2 * weight
    value = matching.vertex_dual.sum() + sum(dual[b] * (size - 1) // 2 for b, size in members.items())
    assert value == 2 * weight_of(matching, weights) == 2 * matching.bound


@given(graphs())
@settings(max_examples=300)
def test_matching_weighs_as_much_as_the_best_of_all(graph):
    n_vertices, weights = graph

    matching = matched(n_vertices, weights)

    assert weight_of(matching, weights) == heaviest(n_vertices, weights)
    assert matching.complete


@pytest.mark.parametrize("most_weight", [1, 2, 7, 10**6])
def test_matching_is_proved_by_its_duals_on_thousands_of_graphs(most_weight):
    rng = np.random.default_rng(most_weight)
    for _ in range(700):
        n_vertices = int(rng.integers(2, 30))
        chance = rng.random()
        edges = [edge for edge in combinations(range(n_vertices), 2) if rng.random() < chance]
        weights = dict(zip(edges, rng.integers(1, most_weight, len(edges), endpoint=True), strict=True))

        assert_proved(matched(n_vertices, weights), weights)


def test_matching_of_a_large_sparse_graph_is_proved_by_its_duals():
    rng = np.random.default_rng(0)
    ends = np.sort(rng.integers(0, 4000, (20_000, 2)), axis=1)
    edges = np.unique(ends[ends[:, 0] < ends[:, 1]], axis=0)
    weights = dict(zip(map(tuple, edges.tolist()), rng.integers(1, 50, len(edges)).tolist(), strict=True))

    assert_proved(matched(4000, weights), weights)


def test_petersen_graph_has_a_perfect_matching():
    # Petersen J (1891). Die Theorie der regulären graphs. doi:10.1007/BF02392606.
    matching = matched(10, dict.fromkeys([tuple(sorted(edge)) for edge in PETERSEN], 1))

    assert len(matching.pairs) == 5


def test_odd_clique_leaves_one_exposed_and_needs_a_blossom():
    weights = dict.fromkeys(combinations(range(7), 2), 10)

    matching = matched(7, weights)

    assert len(matching.pairs) == 3
    assert matching.fractional_bound == 35
    assert matching.bound == 30


def test_matching_prefers_weight_to_number_of_pairs():
    assert matched(4, {(0, 1): 5, (1, 2): 11, (2, 3): 5}).pairs.tolist() == [[1, 2]]


@pytest.mark.parametrize("n_vertices", [0, 1, 5])
def test_graph_without_edges_has_an_empty_matching(n_vertices):
    matching = matched(n_vertices, {})

    assert (len(matching.pairs), matching.bound, matching.complete) == (0, 0, True)


@given(graphs(), st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_numbering_the_vertices_otherwise_changes_no_weight(graph, random):
    n_vertices, weights = graph
    number = list(range(n_vertices))
    random.shuffle(number)
    renumbered = {tuple(sorted((number[a], number[b]))): weight for (a, b), weight in weights.items()}

    assert weight_of(matched(n_vertices, renumbered), renumbered) == weight_of(
        matched(n_vertices, weights), weights
    )


@given(graphs(), graphs())
@settings(max_examples=200)
def test_starting_from_another_graph_gives_the_same_weight(graph, other):
    n_vertices, weights = graph
    first = {edge: weight for edge, weight in other[1].items() if max(edge) < n_vertices}

    again = matched(n_vertices, weights, start=matched(n_vertices, first))

    assert_proved(again, weights)


def test_stopped_search_still_gives_a_matching_and_a_true_bound():
    rng = np.random.default_rng(1)
    weights = {edge: int(rng.integers(1, 100)) for edge in combinations(range(31), 2)}
    best = weight_of(matched(31, weights), weights)

    stopped = matched(31, weights, deadline=time.monotonic() - 1)

    assert not stopped.complete
    assert 0 < weight_of(stopped, weights) <= best <= stopped.bound


def test_matching_does_not_change_what_it_is_given():
    edges, weights = np.array([[0, 1], [1, 2]]), np.array([3, 4])

    maximum_weight_matching(3, edges, weights)

    assert edges.tolist() == [[0, 1], [1, 2]]
    assert weights.tolist() == [3, 4]


@pytest.mark.parametrize(
    ("edges", "weights", "code"),
    [
        ([(0, 1)], [1, 2], "shape"),
        ([(0, 3)], [1], "unknown_vertex"),
        ([(-1, 1)], [1], "unknown_vertex"),
        ([(1, 1)], [1], "unknown_vertex"),
        ([(0, 1)], [0], "weight"),
        ([(0, 1)], [1.5], "weight"),
        ([(0, 1)], [2**40 + 1], "weight"),
    ],
)
def test_matching_refuses(edges, weights, code):
    with pytest.raises(InvalidInputError) as caught:
        maximum_weight_matching(3, edges, weights)

    assert caught.value.code == code
