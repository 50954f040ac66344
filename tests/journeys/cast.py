"""People who judge services, for journeys in which they must not find what is candid."""

from sideways.people.models import Person
from sideways.people.tests.factories import make_person


def make_overseer(kind: str) -> Person:
    """Return an official, a funder or a regulator: nobody's peer."""
    return make_person(kind=kind, profession=None, organisation=None, level=None)
