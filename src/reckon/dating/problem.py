"""Projects and mentors of one day, whom each ranked and whom each left out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from reckon.errors import InvalidInputError

MOST_PICKS = 3
LOAD_LIMIT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One project, which wants one mentor.

    Attributes
    ----------
    id : str
    picks : sequence of str
        Ids of mentors, the first choice first.
    excluded : collection of str
        Ids of mentors it is never to be with.
    """

    id: str
    picks: Sequence[str] = ()
    excluded: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentor:
    """One mentor, who takes up to ``limit`` projects.

    Attributes
    ----------
    id : str
    picks : sequence of str
        Ids of projects, the first choice first.
    excluded : collection of str
        Ids of projects the mentor is never to be with.
    limit : int
        How many projects the mentor can take, 0 or more.
    """

    id: str
    picks: Sequence[str] = ()
    excluded: Collection[str] = ()
    limit: int = LOAD_LIMIT


@dataclass(frozen=True, slots=True, kw_only=True)
class DatingProblem:
    """What is to be decided.

    Parameters
    ----------
    projects : sequence of Project
    mentors : sequence of Mentor
        Ids differ over both sides. The order of neither changes the result.
    most_picks : int
        How many of the other side each may rank.

    Raises
    ------
    InvalidInputError
        ``duplicate_id``; ``limit``: below 0; ``too_many_picks``; ``picked_twice``; ``unknown_id``: not one
        of the other side; ``picked_and_excluded``.
    """

    projects: Sequence[Project]
    mentors: Sequence[Mentor]
    most_picks: int = MOST_PICKS

    def __post_init__(self) -> None:
        ids: set[str] = set()
        everybody: list[Project | Mentor] = [*self.projects, *self.mentors]
        for each in everybody:
            if each.id in ids:
                raise InvalidInputError("duplicate_id", f"The id “{each.id}” stands twice. Keep one.")
            ids.add(each.id)
        for mentor in self.mentors:
            if mentor.limit < 0:
                raise InvalidInputError(
                    "limit", f"“{mentor.id}” has the limit {mentor.limit}. It must be 0 or more."
                )
        mentors = {mentor.id for mentor in self.mentors}
        for each in everybody:
            self._check_wishes(each, ids - mentors if each.id in mentors else mentors)

    def _check_wishes(self, one: Project | Mentor, others: Collection[str]) -> None:
        if len(one.picks) > self.most_picks:
            raise InvalidInputError(
                "too_many_picks", f"“{one.id}” ranks {len(one.picks)}. Rank {self.most_picks} at most."
            )
        for each in (*one.picks, *one.excluded):
            if each not in others:
                raise InvalidInputError(
                    "unknown_id", f"“{one.id}” names “{each}”, who is not on the other side. Name one who is."
                )
        for each in one.picks:
            if list(one.picks).count(each) > 1:
                raise InvalidInputError(
                    "picked_twice", f"“{one.id}” ranks “{each}” twice. Rank each one once."
                )
            if each in one.excluded:
                raise InvalidInputError(
                    "picked_and_excluded", f"“{one.id}” both ranks and excludes “{each}”. Do one of them."
                )
