"""A day as `reckon.dating` takes it, and what comes out. The only file here that talks to reckon."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reckon.dating import DatingProblem, Unmatched, match_projects
from reckon.dating import Mentor as DatingMentor
from reckon.dating import Project as DatingProject
from sideways.villages.models import Guest

OUTCOMES = {
    Unmatched.RANKED_NOBODY: Guest.Outcome.RANKED_NOBODY,
    Unmatched.NOT_RANKED_BACK: Guest.Outcome.NOT_RANKED_BACK,
    Unmatched.NO_ROOM_LEFT: Guest.Outcome.NO_ROOM_LEFT,
    Unmatched.OTHERS_RANKED_HIGHER: Guest.Outcome.OTHERS_RANKED_HIGHER,
    Unmatched.NO_ROOM: Guest.Outcome.NO_ROOM,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A guest who takes part: whom they rank, in order, and how many projects a mentor has room for."""

    guest: Guest
    picks: tuple[int, ...]
    excluded: tuple[int, ...]
    room: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The mentor of each matched project, why others have none, and slot, project and mentor of each talk."""

    mentor_of: Mapping[int, int]
    unmatched: Mapping[int, Guest.Outcome]
    talks: list[tuple[int, int, int]]


def result_of(standings: Iterable[Standing]) -> Result:
    """Match the guests of a day by their ids: the same result whatever the order."""
    everybody = list(standings)
    projects = [each for each in everybody if each.guest.project_id is not None]
    mentors = [each for each in everybody if each.guest.project_id is None]
    result = match_projects(
        DatingProblem(
            projects=[DatingProject(id=_id(each.guest.pk), **_wishes(each)) for each in projects],
            mentors=[
                DatingMentor(id=_id(each.guest.pk), limit=each.room, **_wishes(each)) for each in mentors
            ],
        )
    )
    return Result(
        mentor_of={int(match.project): int(match.mentor) for match in result.matches},
        unmatched={int(guest): OUTCOMES[why] for guest, why in result.unmatched.items()},
        talks=[(talk.slot, int(talk.project), int(talk.mentor)) for talk in result.talks],
    )


def _id(guest: int) -> str:
    return str(guest)


def _wishes(standing: Standing) -> dict[str, list[str]]:
    return {
        "picks": [_id(each) for each in standing.picks],
        "excluded": [_id(each) for each in standing.excluded],
    }
