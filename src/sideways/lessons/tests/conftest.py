import pytest

from sideways.people.tests.factories import make_person


@pytest.fixture
def person(client):
    """Somebody who is signed in."""
    person = make_person()
    client.force_login(person)
    return person


@pytest.fixture
def reader(person):
    return person
