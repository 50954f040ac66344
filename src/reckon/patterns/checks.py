"""Verify themes from the raw texts, apart from the code that made them."""

import math

from reckon.patterns.problem import ThemesProblem
from reckon.patterns.themes import Themes


def wrong_with(themes: Themes, problem: ThemesProblem) -> list[str]:
    """Say what is wrong with some themes; nothing if all holds.

    Parameters
    ----------
    themes : Themes
        What `find_themes` gave back.
    problem : ThemesProblem
        The raw texts.

    Returns
    -------
    list of str
        One sentence per rule that is broken. That no other grouping is better is not shown.

    Notes
    -----
    Cost: O(words of all texts, times themes).

    Examples
    --------
    >>> from reckon.patterns import find_themes
    >>> problem = ThemesProblem(bags=[{"letter": 1, "late": 1}, {"boiler": 1, "cold": 1}] * 5)
    >>> wrong_with(find_themes(problem), problem)
    []
    """
    labels = themes.labels.tolist()
    if len(labels) != len(problem.bags):
        return [f"{len(labels)} labels for {len(problem.bags)} texts."]
    found = []
    members = [[i for i, label in enumerate(labels) if label == t] for t in range(len(themes.words))]
    if any(not -1 <= label < len(members) for label in labels):
        found.append("A text is in a theme that is not there.")
    found += [
        f"Theme {t} has {len(texts)} texts."
        for t, texts in enumerate(members)
        if len(texts) < problem.smallest
    ]
    order = [(-len(texts), texts[:1]) for texts in members]
    if order != sorted(order):
        found.append("Themes are not in their order.")
    for t, texts in enumerate(members):
        words = themes.words[t]
        if [-word.score for word in words] != sorted(-word.score for word in words):
            found.append(f"The words of theme {t} are not in their order.")
        for word in words:
            inside = sum(word.word in problem.bags[i] for i in texts)
            everywhere = sum(word.word in bag for bag in problem.bags)
            score = inside * math.log(inside * len(labels) / (len(texts) * everywhere)) if inside else -1.0
            if word.n_texts != inside or score <= 0 or abs(score - word.score) > 1e-9 * (1 + score):
                found.append(f"“{word.word}” does not tell theme {t} as it says.")
    return found
