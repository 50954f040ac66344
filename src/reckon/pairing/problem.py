"""Who takes part in a round of pairing, and who has met or must not meet."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from reckon.errors import InvalidInputError

DEFAULT_MAX_KM = 40.0
# Half way round the sphere: nobody is further away.
FARTHEST_KM = 20_016.0
LEVELS = (1, 7)

WIDENED = ("widen_level", "widen_profession", "widen_region")
# Waiting counts this many steps from ``first_from`` on; beyond, all come first alike.
FIRST_STEPS = 8

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]


def _no_pairs() -> IntArray:
    return np.zeros((0, 2), dtype=np.int64)


def _nobody() -> BoolArray:
    return np.zeros(0, dtype=np.bool_)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingProblem:
    """The people of one round. Person ``i`` is row ``i`` of every field.

    Parameters
    ----------
    level : array-like of int, shape (n_people,)
        Band of responsibility, from 1 to 7.
    profession, organisation, service : sequence of str, length n_people
        What somebody is, for whom they work, and the service it belongs to.
    latitude, longitude : array-like of float, shape (n_people,)
        In degrees: -90 to 90 and -180 to 180.
    topics : sequence of collections of str, length n_people
        What each wants to talk about. May be empty.
    max_km : array-like of float, shape (n_people,)
        How far each will go, in kilometres: 0 to 20,016.
    waited : array-like of float, shape (n_people,)
        How many rounds each has waited, 0 or more; above 4 counts as 4.
    met, apart : array-like of int, shape (n_pairs, 2)
        Pairs of rows that have met before, and that must not meet.
    region : sequence of str, length n_people, optional
        Where each is. Given, people of different regions may meet only if both widen it.
    widen_level, widen_profession, widen_region : array-like of bool, shape (n_people,), optional
        Who may also meet somebody one level away, of the same profession, or of another region: two
        people only if both are told so here. Nobody by default.
    first_from : float, optional
        Those who have waited so many rounds come first, whatever that costs in weight: the longest
        waiting before all others, up to ``first_from + 7`` rounds. Nobody by default.

    Raises
    ------
    InvalidInputError
        ``shape`` when lengths differ, ``not_finite`` or ``out_of_range`` when a number cannot be
        used, ``unknown_person`` when a pair names a row that is not there, ``same_person`` when it
        names one row twice.

    Examples
    --------
    >>> problem = PairingProblem(
    ...     level=[2, 2], profession=["nurse", "work coach"], organisation=["trust", "jobcentre"],
    ...     service=["NHS", "Jobcentre"], latitude=[53.54, 53.55], longitude=[-2.11, -2.12],
    ...     topics=[{"fit notes"}, {"fit notes"}], max_km=[40, 40], waited=[0, 0])
    >>> problem.n_people
    2
    """

    level: IntArray
    profession: Sequence[str]
    organisation: Sequence[str]
    service: Sequence[str]
    latitude: FloatArray
    longitude: FloatArray
    topics: Sequence[Collection[str]]
    max_km: FloatArray
    waited: FloatArray
    met: IntArray = field(default_factory=_no_pairs)
    apart: IntArray = field(default_factory=_no_pairs)
    region: Sequence[str] = ()
    widen_level: BoolArray = field(default_factory=_nobody)
    widen_profession: BoolArray = field(default_factory=_nobody)
    widen_region: BoolArray = field(default_factory=_nobody)
    first_from: float = np.inf

    def __post_init__(self) -> None:
        numbers = {
            "level": LEVELS,
            "latitude": (-90.0, 90.0),
            "longitude": (-180.0, 180.0),
            "max_km": (0.0, FARTHEST_KM),
            "waited": (0.0, np.inf),
        }
        n_people = len(self.profession)
        for name, (low, high) in numbers.items():
            object.__setattr__(self, name, _numbers(name, getattr(self, name), n_people, low, high))
        for name in WIDENED:
            object.__setattr__(self, name, _answers(name, getattr(self, name), n_people))
        if not len(self.region):
            object.__setattr__(self, "region", ("",) * n_people)
        for name in ("organisation", "service", "topics", "region"):
            if len(getattr(self, name)) != n_people:
                raise _wrong_shape(name, len(getattr(self, name)), n_people)
        if not self.first_from >= 1:
            raise InvalidInputError(
                "out_of_range",
                f"first_from is {self.first_from:g}. It must be 1 or more.",
                field="first_from",
            )
        for name in ("met", "apart"):
            object.__setattr__(self, name, _rows(name, getattr(self, name), n_people))

    @property
    def n_people(self) -> int:
        """How many people take part."""
        return len(self.profession)

    @property
    def first_step(self) -> IntArray:
        """How far in front of others each comes, 0 to 8: 0 for those who wait their turn like all."""
        if not np.isfinite(self.first_from):
            return np.zeros(self.n_people, dtype=np.int64)
        steps = np.floor(np.minimum(self.waited, self.first_from + FIRST_STEPS) - self.first_from) + 1
        return np.asarray(np.clip(steps, 0, FIRST_STEPS), dtype=np.int64)


def _numbers(name: str, values: Any, n_people: int, low: float, high: float) -> npt.NDArray[Any]:
    array = np.array(values, dtype=np.float64)
    if array.shape != (n_people,):
        raise _wrong_shape(name, len(array) if array.ndim else 1, n_people)
    if not np.isfinite(array).all():
        row = int(np.flatnonzero(~np.isfinite(array))[0])
        raise InvalidInputError(
            "not_finite",
            f"{name} of person {row} is {array[row]}. It must be a number.",
            field=name,
            row=row,
        )
    wrong = (array < low) | (array > high)
    if name == "level":
        wrong |= array != np.floor(array)
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        limits = f"from {low:g} to {high:g}" if np.isfinite(high) else f"of at least {low:g}"
        kind = "a whole number" if name == "level" else "a number"
        raise InvalidInputError(
            "out_of_range",
            f"{name} of person {row} is {array[row]:g}. It must be {kind} {limits}.",
            field=name,
            row=row,
            value=float(array[row]),
        )
    if name == "level":
        array = array.astype(np.int64)
    array.flags.writeable = False
    return array


def _answers(name: str, values: Any, n_people: int) -> BoolArray:
    array = np.array(values, dtype=np.bool_)
    if array.shape == (0,):
        array = np.zeros(n_people, dtype=np.bool_)
    if array.shape != (n_people,):
        raise _wrong_shape(name, len(array) if array.ndim else 1, n_people)
    array.flags.writeable = False
    return array


def _wrong_shape(name: str, length: int, n_people: int) -> InvalidInputError:
    return InvalidInputError(
        "shape",
        f"{name} has {length} rows, but there are {n_people} people. Give one row per person.",
        field=name,
        rows=length,
        n_people=n_people,
    )


def _rows(name: str, pairs: Any, n_people: int) -> IntArray:
    array = np.array(pairs, dtype=np.int64).reshape(-1, 2) if len(pairs) else _no_pairs()
    outside = ((array < 0) | (array >= n_people)).any(axis=1)
    if outside.any():
        pair = array[np.flatnonzero(outside)[0]].tolist()
        raise InvalidInputError(
            "unknown_person",
            f"{name} names the rows {pair[0]} and {pair[1]}, but rows run from 0 to {n_people - 1}.",
            field=name,
            pair=pair,
        )
    same = array[:, 0] == array[:, 1]
    if same.any():
        row = int(array[np.flatnonzero(same)[0], 0])
        raise InvalidInputError(
            "same_person", f"{name} pairs person {row} with themselves. Name two people.", field=name, row=row
        )
    array.flags.writeable = False
    return array
