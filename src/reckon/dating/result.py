"""Who is matched, who talks to whom and when, and why."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Unmatched(StrEnum):
    """Why somebody is not matched. Whoever was excluded is told what they would be told if not ranked."""

    RANKED_NOBODY = "ranked nobody"
    NOT_RANKED_BACK = "nobody they ranked ranked them"
    NO_ROOM_LEFT = "those who ranked them too have no room left"
    OTHERS_RANKED_HIGHER = "projects that ranked them too have mentors they ranked higher"
    NO_ROOM = "has no room for a project"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Match:
    """One project and its mentor.

    Attributes
    ----------
    project, mentor : str
        Their ids.
    """

    project: str
    mentor: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Talk:
    """One short conversation.

    Attributes
    ----------
    slot : int
        When: slots count from 1.
    project, mentor : str
        The ids of those who talk.
    """

    slot: int
    project: str
    mentor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DatingResult:
    """The day as it comes out. The same whatever the order of the input.

    Attributes
    ----------
    matches : tuple of Match
        Sorted by project. No project could have a mentor it ranked higher in any stable result.
    talks : tuple of Talk
        Everybody who ranked each other, in the fewest slots; sorted.
    unmatched : mapping of str to Unmatched
        Every project and mentor without a match, by id, and why.
    reasons : mapping of str to str
        One sentence for each project and mentor, by id.
    """

    matches: tuple[Match, ...]
    talks: tuple[Talk, ...]
    unmatched: Mapping[str, Unmatched]
    reasons: Mapping[str, str]

    @property
    def n_slots(self) -> int:
        """How many slots the talks take."""
        return max((talk.slot for talk in self.talks), default=0)

    @property
    def fewest_slots(self) -> int:
        """No plan takes fewer: the most talks that one of them has, who has one in each slot."""
        return busiest((talk.project, talk.mentor) for talk in self.talks)


def busiest(pairs: Iterable[tuple[str, str]]) -> int:
    """Return how many pairs the one who is in most of them is in.

    Examples
    --------
    >>> busiest([("a", "x"), ("a", "y")])
    2
    """
    projects: Counter[str] = Counter()
    mentors: Counter[str] = Counter()
    for project, mentor in pairs:
        projects[project] += 1
        mentors[mentor] += 1
    return max([*projects.values(), *mentors.values()], default=0)
