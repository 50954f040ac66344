r"""Maximum-weight matching on a general graph, with duals that prove it.

The linear programme and its dual (Edmonds 1965). Choose a set of edges, at most one at each
vertex, of largest total weight. Give every vertex :math:`v` a dual :math:`u_v \ge 0` and every
blossom :math:`B` (an odd set of at least three vertices) a dual :math:`z_B \ge 0` so that

.. math:: u_i + u_j + \sum_{B \ni i, j} z_B \ge 2 w_{ij}

for every edge. Then no matching weighs more than
:math:`\tfrac12 (\sum_v u_v + \sum_B z_B (|B| - 1) / 2)`, and a matching that weighs as much is
optimal. Everything is done in whole numbers: doubled weights keep the halves whole.

Three steps, each starting from duals that cover all edges:

1. *Greedy*: duals of half the heaviest edge, lowered vertex by vertex, tight edges matched.
2. *Fractional*: the programme without blossoms has an optimum in which every edge counts 0, 1/2
   or 1 and the halves form odd cycles (Balinski 1965). Alternating trees find it; a tree stops at
   an exposed vertex, a vertex whose dual is zero, a half cycle (which opens), or an edge between two
   even vertices (which closes a half cycle). Its duals are nearly right everywhere, and its value
   bounds every matching.
3. *Blossoms*: each half cycle leaves one vertex exposed and pairs the rest. From each exposed
   vertex one tree grows, shrinking odd rings to blossoms and opening those whose dual returns to zero
   (Edmonds 1965; a fractional start as in Applegate and Cook 1993). Only the one tree changes its
   duals, by an amount that is kept aside until the search ends, so a search costs what its tree
   touches: levels, regions and components that are far apart never see each other.

A search takes O(m log n) time for the m edges it touches, so all of it O(n m log n) at worst; on the
sparse graphs of a round the trees are small. Memory is O(n + m).

References
----------
Edmonds J (1965). Maximum matching and a polyhedron with 0,1-vertices. Journal of Research of the
National Bureau of Standards 69B:125-130. doi:10.6028/jres.069B.013.
Balinski ML (1965). Integer programming: methods, uses, computation. Management Science
12(3):253-313. doi:10.1287/mnsc.12.3.253.
Applegate D, Cook W (1993). Solving large-scale matching problems. DIMACS Series 12:557-576.
doi:10.1090/dimacs/012/22.
Galil Z (1986). Efficient algorithms for finding maximum matching in graphs. ACM Computing Surveys
18(1):23-38. doi:10.1145/6462.6502.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reckon.errors import InvalidInputError
from reckon.progress import Progress, Silent

IntArray = npt.NDArray[np.int64]

# The doubled duals of four million vertices still add up within 64 bits.
LARGEST_WEIGHT = 2**40
# Searches between two looks at the clock: the first kind is short, the second can span a region.
FRACTIONAL_SEARCHES, BLOSSOM_SEARCHES = 8192, 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """A matching and its dual.

    Attributes
    ----------
    mate : ndarray of int, shape (n_vertices,)
        The partner of each vertex, -1 when it has none.
    vertex_dual : ndarray of int, shape (n_vertices,)
        Dual of each vertex, in halves of the weights' unit; at least 0.
    parent : ndarray of int, shape (n_vertices + n_blossoms,)
        The blossom in which each vertex, then each blossom, lies directly; -1 when in none. Blossoms
        are numbered from ``n_vertices`` on, each behind those it holds.
    blossom_dual : ndarray of int, shape (n_blossoms,)
        Dual of each blossom, in halves of the weights' unit; at least 0.
    fractional_bound : float
        Value of the best fractional matching: no matching of this graph weighs more. Infinite when
        the time ended before it was found.
    complete : bool
        Whether the search ended. If it did, the matching is optimal; if the time ended first, it is
        a good matching and :attr:`bound` says how good.
    """

    mate: IntArray
    vertex_dual: IntArray
    parent: IntArray
    blossom_dual: IntArray
    fractional_bound: float
    complete: bool

    @property
    def pairs(self) -> IntArray:
        """The matched pairs, shape (n_pairs, 2), the smaller vertex first."""
        first = np.flatnonzero(self.mate > np.arange(self.mate.size))
        return np.column_stack([first, self.mate[first]])

    @property
    def bound(self) -> float:
        """What no matching of this graph can exceed, from the duals."""
        return doubled_bound(self) / 2


def doubled_bound(matching: Matching) -> int:
    """Return twice the dual value, a whole number."""
    n_vertices = matching.mate.size
    size = np.concatenate([np.ones(n_vertices, dtype=np.int64), np.zeros_like(matching.blossom_dual)])
    _add_up_to_parents(size, matching.parent)
    return int(matching.vertex_dual.sum() + (matching.blossom_dual * ((size[n_vertices:] - 1) // 2)).sum())


def _add_up_to_parents(size: IntArray, parent: IntArray) -> None:
    # Blossoms stand behind what they hold, so one pass in order is enough.
    for blossom in np.flatnonzero(parent[: size.size] >= 0):
        size[parent[blossom]] += size[blossom]


def maximum_weight_matching(
    n_vertices: int,
    edges: npt.ArrayLike,
    weights: npt.ArrayLike,
    *,
    start: Matching | None = None,
    deadline: float = np.inf,
    progress: Progress | None = None,
) -> Matching:
    """Match vertices in pairs so that the total weight is as large as possible. Exact.

    Parameters
    ----------
    n_vertices : int
        Vertices are 0 to ``n_vertices - 1``.
    edges : array-like of int, shape (n_edges, 2)
        Who may be matched with whom. Each pair at most once.
    weights : array-like of int, shape (n_edges,)
        From 1 to 2**40.
    start : Matching, optional
        An earlier matching of a graph with the same vertices; saves time, changes nothing else but
        which of several equally good matchings is found.
    deadline : float
        Value of ``time.monotonic()`` at which to stop with what there is.
    progress : Progress, optional
        Is told the share of the searches done.

    Returns
    -------
    Matching
        Optimal when ``complete``. Among equally heavy matchings always the same one for the same
        input in the same order.

    Raises
    ------
    InvalidInputError
        ``shape``, ``unknown_vertex`` or ``weight`` (not a whole number from 1 to 2**40).

    Notes
    -----
    The method of Edmonds (1965, doi:10.6028/jres.069B.013) from a fractional start; the head of this file
    tells it. Time O(n_vertices n_edges log n_vertices) at worst, memory O(n_vertices + n_edges).

    Examples
    --------
    >>> matching = maximum_weight_matching(4, [(0, 1), (1, 2), (2, 3)], [5, 11, 5])
    >>> matching.pairs.tolist(), matching.bound, matching.fractional_bound
    ([[1, 2]], 11.0, 11.0)
    """
    from reckon.pairing import _blossom_kernel, _forest_kernel, _fractional_kernel, _graph_kernel

    ends, weight = _checked(n_vertices, edges, weights)
    clock = (deadline, progress or Silent())
    graph = _graph_kernel.adjacency(n_vertices, ends, weight)
    dual = np.zeros(n_vertices, dtype=np.int64)
    mate = np.full(n_vertices, -1, dtype=np.int64)
    if start is None:
        _fractional_kernel.start_duals(*graph, dual, mate)
    else:
        _graph_kernel.warm_start(graph, _spread(start), start.mate, dual, mate)
    ring = np.full(n_vertices, -1, dtype=np.int64)
    done = _in_portions(
        lambda roots: _fractional_kernel.fractional_matching(graph, dual, mate, ring, roots),
        np.flatnonzero(mate < 0),
        FRACTIONAL_SEARCHES,
        clock,
        (0.0, 0.3),
    )
    fractional_bound = int(dual.sum()) / 2 if done else np.inf
    _graph_kernel.pair_up_cycles(ring, mate)
    forest = _forest_kernel.new_forest(mate, dual)
    done = done and _in_portions(
        lambda roots: _blossom_kernel.search_from(graph, forest, roots),
        np.flatnonzero((mate < 0) & (dual > 0)),
        BLOSSOM_SEARCHES,
        clock,
        (0.3, 1.0),
    )
    if not done:
        _graph_kernel.match_greedily(graph, mate)
    parent, blossom_dual = _graph_kernel.numbered_blossoms(forest.parent, forest.burden, n_vertices)
    return Matching(
        mate=mate,
        vertex_dual=dual,
        parent=parent,
        blossom_dual=blossom_dual,
        fractional_bound=fractional_bound,
        complete=done,
    )


def _checked(n_vertices: int, edges: npt.ArrayLike, weights: npt.ArrayLike) -> tuple[IntArray, IntArray]:
    ends = np.asarray(edges, dtype=np.int64).reshape(-1, 2)
    given = np.asarray(weights)
    if given.shape != (len(ends),):
        raise InvalidInputError(
            "shape", f"There are {len(ends)} edges and {given.size} weights. Give one weight per edge."
        )
    if ends.size and (ends.min() < 0 or ends.max() >= n_vertices or (ends[:, 0] == ends[:, 1]).any()):
        raise InvalidInputError(
            "unknown_vertex", f"An edge must join two different vertices from 0 to {n_vertices - 1}."
        )
    weight = given.astype(np.int64)
    if given.size and ((weight != given).any() or weight.min() < 1 or weight.max() > LARGEST_WEIGHT):
        raise InvalidInputError("weight", f"A weight must be a whole number from 1 to {LARGEST_WEIGHT}.")
    return ends, weight


def _in_portions(
    search: Callable[[IntArray], None],
    roots: IntArray,
    at_once: int,
    clock: tuple[float, Progress],
    share: tuple[float, float],
) -> bool:
    """Search from the roots, some at a time; return whether all were done before the deadline."""
    (deadline, progress), (low, high) = clock, share
    for begin in range(0, roots.size, at_once):
        if time.monotonic() > deadline:
            return False
        progress.update(low + (high - low) * begin / roots.size, "matching")
        search(roots[begin : begin + at_once])
    return True


def _spread(matching: Matching) -> IntArray:
    """Return vertex duals that cover alone what vertex and blossom duals covered together."""
    above = np.concatenate([np.zeros(matching.mate.size, dtype=np.int64), matching.blossom_dual // 2])
    for blossom in np.flatnonzero(matching.parent >= 0)[::-1]:
        above[blossom] += above[matching.parent[blossom]]
    spread: IntArray = matching.vertex_dual + above[: matching.mate.size]
    return spread
