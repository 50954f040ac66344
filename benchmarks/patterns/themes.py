"""Themes beside k-means told how many there are: real texts with labels, and 100,000 made of real ones.

Housing: what tenants complained of, with the ombudsman's own categories. SAFENET: reports of wildland
fire crews, with the first cause their authors ticked.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from tests.reckon.patterns.texts import IntArray, adjusted_rand
from tests.shared import DATA

from benchmarks.line import Line, timed
from reckon.patterns import ThemesProblem, find_themes
from reckon.patterns.themes import weighted
from sideways.search.words import SMALL, words_in

SOURCES = {
    "housing": ("housing_ombudsman_demo.csv", "complaint", "category"),
    "SAFENET": ("safenet_open_1500.csv", "what_happened", "contributing_factors"),
}
SEEDS = 5
LEAST_OF_PEER = 1.0
SECONDS = {10_000: 10.0, 100_000: 180.0}
WORDS_A_TEXT = 60


def lines() -> Iterator[Line]:
    """Yield the lines of themes."""
    for name, source in SOURCES.items():
        bags, labels = read(*source)
        # How many are joined was chosen on these two, so the ratio flatters us a little.
        yield agreeing(name, bags, labels)
        yield steady(name, bags)
    bags, _ = read(*SOURCES["SAFENET"])
    for n, most in SECONDS.items():
        made = mixed(bags, n)
        themes, seconds = timed(lambda made=made: find_themes(ThemesProblem(bags=made)), times=1)
        yield Line(
            name=f"themes of {n:,} texts of {WORDS_A_TEXT} words, made of pairs of SAFENET reports",
            ours=f"{seconds:.1f} s, {len(themes.words)} themes",
            peer="–",
            ratio="–",
            reach=f"≤ {most:g} s: it is done once a month",
            holds=seconds <= most,
        )


def read(file: str, text: str, label: str) -> tuple[list[Counter[str]], list[str]]:
    """Return the words of each text, and its label: the first, where there are several."""
    csv.field_size_limit(10**8)
    with (DATA / "lessons" / file).open(encoding="utf-8", newline="") as rows:
        told = [(bag(row[text]), row[label].split(";")[0]) for row in csv.DictReader(rows)]
    return [words for words, _ in told], [label for _, label in told]


def bag(text: str) -> Counter[str]:
    return Counter(word.stem for word in words_in(text) if word.plain not in SMALL and word.plain.isalpha())


def agreeing(name: str, bags: list[Counter[str]], labels: Sequence[str]) -> Line:
    themes = find_themes(ThemesProblem(bags=bags))
    sorted_in = themes.labels >= 0
    truth = np.unique(labels, return_inverse=True)[1][sorted_in]
    ours = adjusted_rand(truth, themes.labels[sorted_in])
    theirs = [
        adjusted_rand(truth, spherical_k_means(bags, len(themes.words), seed)[sorted_in])
        for seed in range(SEEDS)
    ]
    mean = float(np.mean(theirs))
    return Line(
        name=f"{name}: agreement (adjusted Rand) of {len(themes.words)} themes with its authors' labels",
        ours=f"{ours:.3f}, {sorted_in.mean():.0%} of {len(bags)} texts",
        peer=f"spherical k-means told how many: mean of {SEEDS} seeds {mean:.3f}, best {max(theirs):.3f}",
        ratio=f"{ours / mean:.2f}",
        reach=f"≥ {LEAST_OF_PEER:g} of the peer’s mean",
        holds=ours >= LEAST_OF_PEER * mean,
    )


def steady(name: str, bags: list[Counter[str]]) -> Line:
    """Measure whether the older texts stay together when a twentieth more come."""
    older = len(bags) * 20 // 21
    before, after = (find_themes(ThemesProblem(bags=some)).labels for some in (bags[:older], bags))
    ours = adjusted_rand(before, after[:older])
    means = [spherical_k_means(some, int(before.max()) + 1, 0) for some in (bags[:older], bags)]
    theirs = adjusted_rand(means[0], means[1][:older])
    return Line(
        name=f"{name}: steadiness (adjusted Rand) when a twentieth more texts come",
        ours=f"{ours:.3f}",
        peer=f"spherical k-means, same seed: {theirs:.3f}",
        ratio=f"{ours / theirs:.2f}",
        reach=f"≥ {LEAST_OF_PEER:g} of the peer’s",
        holds=ours >= LEAST_OF_PEER * theirs,
    )


def spherical_k_means(bags: list[Counter[str]], k: int, seed: int, rounds: int = 50) -> IntArray:
    """Return textbook k-means on the sphere, begun from texts far apart (k-means++), by the same weights."""
    starts, words, weights, n_words = weighted(bags)
    rows = np.zeros((len(bags), n_words))
    rows[np.repeat(np.arange(len(bags)), np.diff(starts)), words] = weights
    rng = np.random.default_rng(seed)
    centres = rows[[rng.integers(len(rows))]]
    for _ in range(k - 1):
        far = np.clip(1 - (rows @ centres.T).max(axis=1), 0, None)
        centres = np.r_[centres, rows[[rng.choice(len(rows), p=far / far.sum())]]]
    label = np.full(len(rows), -1)
    for _ in range(rounds):
        nearest = (rows @ centres.T).argmax(axis=1)
        if (nearest == label).all():
            break
        label = nearest
        for group in range(k):
            if (summed := rows[label == group].sum(axis=0)).any():
                centres[group] = summed / np.linalg.norm(summed)
    return label


def mixed(bags: list[Counter[str]], n: int) -> list[Counter[str]]:
    """Return texts whose words are drawn from those of two real ones."""
    rng = np.random.default_rng(0)
    words = [sorted(bag.elements()) for bag in bags if bag]
    pairs = rng.integers(len(words), size=(n, 2))
    made = []
    for a, b in pairs:
        both = words[a] + words[b]
        made.append(Counter(both[i] for i in rng.integers(len(both), size=WORDS_A_TEXT)))
    return made
