"""Whom to invite: the pool, the quotas, the seats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reckon.errors import InvalidInputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How many of the chosen may have one value of one column: at least ``minimum``, at most ``maximum``."""

    column: str
    value: str
    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionProblem:
    """A pool of people to choose from.

    Parameters
    ----------
    seats : int
        How many are chosen, at least 1 and at most ``n_people``.
    columns : mapping of str to sequence of str of length n_people
        What is known of each person, for at least the columns that quotas name.
    quotas : sequence of Quota
        Each column and value at most once.
    organisations : sequence of str of length n_people, optional
        Where each person works; an empty name is nobody's colleague.
    per_organisation : int, optional
        How many may come from one organisation, at least 1.

    Raises
    ------
    InvalidInputError
        ``shape``: columns of different length; ``seats``; ``unknown_column``; ``duplicate_quota``;
        ``quota_min_above_max``; ``quota_negative``; ``per_organisation``.
    """

    seats: int
    columns: Mapping[str, Sequence[str]]
    quotas: Sequence[Quota] = ()
    organisations: Sequence[str] | None = None
    per_organisation: int | None = None
    n_people: int = field(init=False)

    def __post_init__(self) -> None:
        every = [*self.columns.values(), *([self.organisations] if self.organisations is not None else [])]
        lengths = {len(column) for column in every}
        if len(lengths) != 1:
            raise InvalidInputError("shape", "The columns differ in length. Give one value for each person.")
        object.__setattr__(self, "n_people", lengths.pop())
        if not 1 <= self.seats <= self.n_people:
            raise InvalidInputError(
                "seats",
                f"{self.seats} seats cannot be filled from {self.n_people} people. "
                f"Ask for 1 to {self.n_people}.",
                seats=self.seats,
                n_people=self.n_people,
            )
        if self.per_organisation is not None and (self.per_organisation < 1 or self.organisations is None):
            raise InvalidInputError(
                "per_organisation",
                f"At most {self.per_organisation} per organisation cannot be. "
                "Give a whole number of at least 1, and the organisation of each person.",
                per_organisation=self.per_organisation,
            )
        self._check_quotas()

    def _check_quotas(self) -> None:
        seen = set()
        for quota in self.quotas:
            name = f"{quota.column} “{quota.value}”"
            if quota.column not in self.columns:
                raise InvalidInputError(
                    "unknown_column",
                    f"The quota for {name} names a column that the pool lacks.",
                    column=quota.column,
                )
            if (quota.column, quota.value) in seen:
                raise InvalidInputError("duplicate_quota", f"The quota for {name} stands twice. Keep one.")
            if quota.minimum < 0:
                raise InvalidInputError("quota_negative", f"The quota for {name} has a minimum below 0.")
            if quota.minimum > quota.maximum:
                raise InvalidInputError(
                    "quota_min_above_max",
                    f"The quota for {name} has minimum {quota.minimum} above maximum {quota.maximum}.",
                    minimum=quota.minimum,
                    maximum=quota.maximum,
                )
            seen.add((quota.column, quota.value))
