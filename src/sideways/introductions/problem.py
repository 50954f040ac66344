"""People who want to meet as the sum wants them: the only file here that talks to reckon."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from reckon.pairing import (
    PairingProblem,
    PairingResult,
    Unmatched,
    best_partners,
    pair_people,
    pair_weights,
    why_unmatched,
)
from sideways.introductions.models import LeftOver, Wish
from sideways.introductions.rules import FIRST_FROM
from sideways.people.levels import Level
from sideways.people.models import Person

# Between the ladder and the side tracks nobody is one level away, so each is a sum of its own.
SIDE_TRACKS = (Level.LIVED_EXPERIENCE, Level.ELECTED)

Reason = LeftOver.Reason
REASONS = {
    Unmatched.ALONE_AT_LEVEL: Reason.ALONE_AT_LEVEL,
    Unmatched.NOBODY_NEAR: Reason.NOBODY_NEAR,
    Unmatched.SAME_BACKGROUND: Reason.SAME_BACKGROUND,
    Unmatched.ALL_MET: Reason.NOBODY_LEFT,
    Unmatched.MET_OR_APART: Reason.NOBODY_LEFT,
    Unmatched.OTHERS_PAIRED: Reason.OTHERS_PAIRED,
}

Pair = tuple[int, int]
Tell = Callable[[float, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """Who takes part in a round, and what is known of them. People are named by their ids.

    ``met`` holds pairs that have met or were suggested lately, ``apart`` those who must not meet,
    ``locked`` groups that stand already.
    """

    people: Sequence[Person]
    topics: Mapping[int, Collection[str]]
    met: Collection[Pair] = ()
    apart: Collection[Pair] = ()
    locked: Sequence[tuple[int, ...]] = ()


@dataclass(slots=True)
class Solved:
    """Groups with their weights, everybody left over and why, the total and what none can exceed."""

    groups: list[tuple[int, ...]] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    left_over: dict[int, LeftOver.Reason] = field(default_factory=dict)
    weight: float = 0.0
    bound: float = 0.0
    is_best: bool = True


@dataclass(frozen=True, slots=True)
class _Telling:
    """Progress of one part, told as progress of the whole."""

    tell: Tell
    begin: float
    end: float

    def update(self, done: float, doing: str) -> None:
        self.tell(self.begin + done * (self.end - self.begin), doing)


def solved(taking: Taking, *, seed: int = 0, tell: Tell = lambda done, doing: None) -> Solved:
    """Return the best round of these people around what is locked. ``tell`` hears how far it is."""
    found = Solved()
    done = 0.0
    for people in _tracks(taking.people):
        share = done + len(people) / len(taking.people)
        _solve_track(found, people, taking, seed, _Telling(tell, done, share))
        done = share
    return found


def best_for_the_first(
    people: Sequence[Person], topics: Sequence[Collection[str]], waited: Sequence[int], most: int
) -> list[Person]:
    """Return whom the first of these people could best meet, the best first.

    That the first may meet each of them has been asked: here every rule that can be widened is wide.
    """
    wide = np.ones(len(people), dtype=np.bool_)
    problem = PairingProblem(
        **_columns(people),
        topics=topics,
        waited=np.array(waited, dtype=np.float64),
        widen_level=wide,
        widen_profession=wide,
    )
    return [people[row] for row, _weight in best_partners(problem, 0, most)]


def _tracks(people: Sequence[Person]) -> list[list[Person]]:
    tracks: dict[int, list[Person]] = {}
    for person in people:
        track = person.level if person.level in SIDE_TRACKS else Level.SUPPORT
        tracks.setdefault(int(track or 0), []).append(person)
    return [tracks[track] for track in sorted(tracks)]


def _solve_track(found: Solved, people: list[Person], taking: Taking, seed: int, telling: _Telling) -> None:
    here = {person.pk for person in people}
    locked = [group for group in taking.locked if set(group) <= here]
    fixed = {pk for group in locked for pk in group}
    free = [person for person in people if person.pk not in fixed]
    whole = _problem(people, taking) if fixed or not free else None
    if free:
        problem = _problem(free, taking)
        result = pair_people(problem, seed=seed, progress=telling)
        _add(found, free, problem, result)
    if whole is not None:
        _add_locked(found, people, whole, locked)


def _add(found: Solved, free: list[Person], problem: PairingProblem, result: PairingResult) -> None:
    found.groups += [tuple(free[row].pk for row in group) for group in result.groups()]
    found.weights += pair_weights(problem, result.pairs).tolist()
    found.left_over |= {free[row].pk: REASONS[why] for row, why in result.unmatched.items()}
    found.weight += result.total_weight
    found.bound += max(result.total_weight, result.upper_bound)
    found.is_best = found.is_best and result.optimal


def _add_locked(
    found: Solved, people: list[Person], whole: PairingProblem, locked: list[tuple[int, ...]]
) -> None:
    """Add the groups that stood before; who is left over may have been able to meet one of them."""
    row = {person.pk: number for number, person in enumerate(people)}
    weights = pair_weights(whole, [[row[group[0]], row[group[1]]] for group in locked]).tolist()
    found.groups += locked
    found.weights += weights
    found.weight += sum(weights)
    found.bound += sum(weights)
    alone = [row[pk] for pk in found.left_over if pk in row]
    reasons = why_unmatched(whole, alone) if alone else {}
    found.left_over |= {people[number].pk: REASONS[why] for number, why in reasons.items()}


def _problem(people: Sequence[Person], taking: Taking) -> PairingProblem:
    row = {person.pk: number for number, person in enumerate(people)}
    wishes = [_wish_of(person) for person in people]
    return PairingProblem(
        **_columns(people),
        topics=[taking.topics.get(person.pk, ()) for person in people],
        waited=np.array([wish.waited for wish in wishes], dtype=np.float64),
        met=_rows(taking.met, row),
        apart=_rows(taking.apart, row),
        region=[person.region for person in people],
        widen_level=np.array([wish.widen_level for wish in wishes]),
        widen_profession=np.array([wish.widen_profession for wish in wishes]),
        widen_region=np.array([wish.widen_region for wish in wishes]),
        first_from=FIRST_FROM,
    )


def _columns(people: Sequence[Person]) -> dict[str, Any]:
    """Return what an account says of each of them, in the columns of a problem."""
    return {
        "level": np.array([_level(person) for person in people]),
        "profession": [str(person.profession_id) for person in people],
        # Who works for nobody shares an organisation with nobody.
        "organisation": [str(person.organisation_id or f"of person {person.pk}") for person in people],
        "service": [person.profession.service if person.profession else "" for person in people],
        "latitude": np.array([person.lat for person in people], dtype=np.float64),
        "longitude": np.array([person.lon for person in people], dtype=np.float64),
        "max_km": np.array([person.travel_km for person in people], dtype=np.float64),
    }


def _level(person: Person) -> int:
    return Level.SUPPORT if person.level in SIDE_TRACKS else int(person.level or 0)


def _wish_of(person: Person) -> Wish:
    return getattr(person, "wish", None) or Wish(person=person)


def _rows(pairs: Collection[Pair], row: Mapping[int, int]) -> npt.NDArray[np.int64]:
    found = [(row[one], row[other]) for one, other in pairs if one in row and other in row]
    return np.array(found, dtype=np.int64).reshape(-1, 2)
