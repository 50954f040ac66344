"""Texts as bags of words, and how alike texts of one theme must be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reckon.errors import InvalidInputError


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemesProblem:
    """What is to be sorted into themes.

    Parameters
    ----------
    bags : sequence of mapping of str to int
        For each text, how often each word stands in it, above 0. A text may be empty. New texts stand
        behind older ones: then most of the older keep their theme.
    n_neighbours : int
        How many of the texts most like it each text is joined to, above 0. More make fewer, wider themes.
    smallest : int
        The fewest texts of a theme, above 0. Texts of smaller groups are in no theme.
    resolution : float
        How much more alike than chance texts of a theme must be, above 0. More makes more, smaller themes.

    Raises
    ------
    InvalidInputError
        ``count``: a word stands fewer than once; ``n_neighbours``; ``smallest``; ``resolution``.
    """

    bags: Sequence[Mapping[str, int]]
    n_neighbours: int = 20
    smallest: int = 5
    resolution: float = 1.0

    def __post_init__(self) -> None:
        for i, bag in enumerate(self.bags):
            for word, count in bag.items():
                if count < 1:
                    raise InvalidInputError(
                        "count",
                        f"Text {i} holds “{word}” {count} times. Leave out words that do not stand in it.",
                        text=i,
                        word=word,
                    )
        for name in ("n_neighbours", "smallest"):
            if getattr(self, name) < 1:
                raise InvalidInputError(name, f"{name} is {getattr(self, name)}. It must be 1 or more.")
        if not 0 < self.resolution < float("inf"):
            raise InvalidInputError(
                "resolution", f"resolution is {self.resolution:g}. It must be above 0 and finite."
            )
