"""Texts in themes: joined to those most like them, then grouped where they are joined more than by chance."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from reckon.patterns.problem import ThemesProblem

IntArray = np.ndarray[Any, np.dtype[np.int64]]
FloatArray = np.ndarray[Any, np.dtype[np.float64]]

COMMONEST = 0.5  # of the texts: a word that stands in more tells nothing of what one is about
MOST_WORDS = 32  # of a text: the rarest tell what it is about, and bound the cost of a long one


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word that tells a theme from the rest.

    Attributes
    ----------
    word : str
    n_texts : int
        How many texts of the theme hold it.
    score : float
        How much it tells, in nats summed over the theme's texts; above 0.
    """

    word: str
    n_texts: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Themes:
    """Which text is in which theme.

    Attributes
    ----------
    labels : array of int, shape (n_texts,)
        The theme of each text; -1 for those in none. The largest theme is 0; of equals, that of the
        earliest text comes first.
    words : list of list of Word
        For each theme the words that tell it from the rest, most telling first.
    """

    labels: IntArray
    words: list[list[Word]]


def find_themes(problem: ThemesProblem) -> Themes:
    r"""Sort texts into themes. Heuristic: good groups, not proved best; always the same for the same texts.

    Texts are weighted words (TF-IDF, cosine). Each is joined to the ``n_neighbours`` most like it, found
    exactly; Louvain's method then groups texts that are joined more than chance would join them, so that
    nobody has to say how many themes there are.

    Parameters
    ----------
    problem : ThemesProblem

    Returns
    -------
    Themes

    Notes
    -----
    A word in :math:`d` of :math:`n` texts, :math:`t` times in this one, weighs
    :math:`(1 + \ln t) \ln(n / d)`; words in one text, or in more than half of 20 or more, are left
    out, and of the rest a text keeps its 32 heaviest. A theme of :math:`m` texts, :math:`a` of which hold a
    word, is told by it with :math:`a \ln\frac{a / m}{d / n}`: its share of the Kullback-Leibler divergence.

    Cost: O(sum over words of d²) for the neighbours, O(n_texts · n_neighbours) a sweep for the groups;
    100,000 texts of 50 words take about a minute. Memory is linear.

    References
    ----------
    Blondel VD et al. (2008). Fast unfolding of communities in large networks. J Stat Mech P10008.
    doi:10.1088/1742-5468/2008/10/P10008.

    Examples
    --------
    >>> letters, boilers = {"letter": 1, "late": 2}, {"boiler": 1, "cold": 1}
    >>> themes = find_themes(ThemesProblem(bags=[letters, boilers] * 5))
    >>> themes.labels.tolist()
    [0, 1, 0, 1, 0, 1, 0, 1, 0, 1]
    >>> [[word.word for word in words] for words in themes.words]
    [['late', 'letter'], ['boiler', 'cold']]
    """
    labels = _numbered(_groups_of_texts(problem), problem.smallest)
    return Themes(labels=labels, words=_telling(problem.bags, labels))


def weighted(bags: Sequence[Mapping[str, int]]) -> tuple[IntArray, IntArray, FloatArray, int]:
    """Return the texts as rows of length 1: starts, words, weights, and how many words there are."""
    n = len(bags)
    held = Counter(word for bag in bags for word in bag)
    most = COMMONEST * n if n >= 20 else n - 1
    numbers = {word: i for i, word in enumerate(sorted(word for word, d in held.items() if 1 < d <= most))}
    starts, words, weights = [0], list[int](), list[float]()
    for bag in bags:
        row = sorted(
            (-(1 + math.log(count)) * math.log(n / held[word]), numbers[word])
            for word, count in bag.items()
            if word in numbers
        )[:MOST_WORDS]
        length = math.sqrt(sum(weight * weight for weight, _ in row))
        words += [number for _, number in row]
        weights += [-weight / length for weight, _ in row]
        starts.append(len(words))
    return np.array(starts), np.array(words, np.int64), np.array(weights), len(numbers)


def _groups_of_texts(problem: ThemesProblem) -> IntArray:
    from reckon.patterns._neighbours_kernel import nearest

    n = len(problem.bags)
    if n == 0:
        return np.empty(0, np.int64)
    found, cosines = nearest(*weighted(problem.bags), min(problem.n_neighbours, n))
    left, right, weight = np.repeat(np.arange(n), found.shape[1]), found.ravel(), cosines.ravel()
    is_joined = right >= 0
    return communities(left[is_joined], right[is_joined], weight[is_joined], n, problem.resolution)


def communities(left: IntArray, right: IntArray, weight: FloatArray, n: int, resolution: float) -> IntArray:
    """Return the group of each of ``n`` vertices, by any number. Groups become vertices until none moves."""
    from reckon.patterns._communities_kernel import move_each

    left, right, weight = np.r_[left, right], np.r_[right, left], np.r_[weight, weight]
    group: IntArray = np.arange(n)
    loops: FloatArray = np.zeros(n)
    while True:
        starts, ends, weight = _rows(left, right, weight, loops.size)
        kept, moved = np.unique(move_each(starts, ends, weight, loops, resolution), return_inverse=True)
        if kept.size == loops.size:
            return group
        group = moved[group]
        left, right = moved[np.repeat(np.arange(loops.size), np.diff(starts))], moved[ends]
        inside = left == right
        inner = np.bincount(moved, loops, kept.size) + np.bincount(left[inside], weight[inside], kept.size)
        loops = inner.astype(float)
        left, right, weight = left[~inside], right[~inside], weight[~inside]


def _rows(
    left: IntArray, right: IntArray, weight: FloatArray, n: int
) -> tuple[IntArray, IntArray, FloatArray]:
    """Return the edges by row, those between the same two made one."""
    pairs, where = np.unique(left * n + right, return_inverse=True)
    summed = np.bincount(where, weight, pairs.size).astype(float)
    starts: IntArray = np.searchsorted(pairs, np.arange(n + 1) * n).astype(np.int64)
    ends: IntArray = pairs % n
    return starts, ends, summed


def _numbered(group: IntArray, smallest: int) -> IntArray:
    """Return the groups that are large enough from 0 on, the largest first, and -1 for the rest."""
    numbers, first, inverse, sizes = np.unique(
        group, return_index=True, return_inverse=True, return_counts=True
    )
    in_order = sorted(range(numbers.size), key=lambda i: (-sizes[i], first[i]))
    label = np.full(numbers.size, -1)
    for place, i in enumerate(i for i in in_order if sizes[i] >= smallest):
        label[i] = place
    return label[inverse] if numbers.size else group


def _telling(bags: Sequence[Mapping[str, int]], labels: IntArray) -> list[list[Word]]:
    held = Counter(word for bag in bags for word in bag)
    within: list[Counter[str]] = [Counter() for _ in range(int(labels.max(initial=-1)) + 1)]
    for bag, label in zip(bags, labels.tolist(), strict=True):
        if label >= 0:
            within[label].update(bag.keys())
    sizes = np.bincount(labels[labels >= 0], minlength=len(within)).tolist()
    return [_ranked(counts, size / len(bags), held) for counts, size in zip(within, sizes, strict=True)]


def _ranked(counts: Counter[str], share: float, held: Counter[str]) -> list[Word]:
    scored = [
        Word(word=word, n_texts=a, score=a * math.log(a / (share * held[word])))
        for word, a in counts.items()
        if a > share * held[word]
    ]
    return sorted(scored, key=lambda word: (-word.score, word.word))
