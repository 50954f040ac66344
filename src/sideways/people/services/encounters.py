"""Remembering who met whom."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations

from sideways.people.models import Encounter, Person


def encounters_record(*, people: Sequence[Person], how: Encounter.How, on: date) -> None:
    """Remember that these people met, each with each. Recording it again changes nothing."""
    pairs = combinations(sorted({person.pk for person in people}), 2)
    Encounter.objects.bulk_create(
        [Encounter(one_id=one, other_id=other, how=how, on=on) for one, other in pairs],
        ignore_conflicts=True,
    )
