"""Small cells (P4): over random networks, nobody is shown in a group of fewer than five."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sideways.people.cells import SMALLEST_GROUP, Cells, Group, widened, wider
from sideways.people.levels import PLACE_HIDDEN_FROM, Level
from sideways.people.models import Person
from sideways.people.queries import cells_of
from sideways.people.tests.factories import make_person

PROFESSIONS = {"nurse": "nhs", "gp": "nhs", "social-worker": "council", "work-coach": "jobcentre"}
PLACES = [
    ("North West", "England"),
    ("North East", "England"),
    ("Wales", "Wales"),
    ("", "England"),
    ("", ""),
]

people = st.builds(
    lambda level, profession, place: Group(
        level=level, profession=profession, service=PROFESSIONS[profession], region=place[0], nation=place[1]
    ),
    st.sampled_from([Level.PRACTITIONER, Level.TEAM_MANAGER, Level.DIRECTOR, Level.ELECTED]),
    st.sampled_from(sorted(PROFESSIONS)),
    st.sampled_from(PLACES),
)
networks = st.lists(people, min_size=1, max_size=60)


def cells(network):
    return Cells((person, 1) for person in network)


def matching(group, network):
    """Count, one by one, the people whom a description fits: what it leaves empty fits anybody."""
    return sum(
        all(told in ("", of_person) for told, of_person in zip(group, person, strict=True))
        for person in network
    )


@given(networks)
def test_everybody_is_shown_among_five_or_only_by_level(network):
    counted = cells(network)
    for person in network:
        shown = widened(person, counted)

        assert matching(shown, network) >= SMALLEST_GROUP or shown == Group(level=person.level)


@given(networks)
def test_a_description_is_true_of_the_person_it_is_shown_for(network):
    counted = cells(network)
    for person in network:
        assert matching(widened(person, counted), [person]) == 1


@given(networks)
def test_no_place_is_shown_where_it_would_name_somebody(network):
    counted = cells(network)
    for person in network:
        shown = widened(person, counted)

        if person.level >= PLACE_HIDDEN_FROM:
            assert (shown.region, shown.nation) == ("", "")


@given(networks, people)
def test_each_step_outwards_fits_everybody_that_the_step_before_fitted(network, person):
    steps = list(wider(person))

    assert steps[-1] == Group(level=person.level)
    for narrow, wide in pairwise(steps):
        assert all(matching(wide, [each]) for each in network if matching(narrow, [each]))
        assert narrow != wide


@given(networks)
def test_the_narrowest_group_that_is_large_enough_is_shown(network):
    counted = cells(network)
    for person in network:
        steps = list(wider(person))
        shown = widened(person, counted)

        assert all(counted.size(step) < SMALLEST_GROUP for step in steps[: steps.index(shown)])


@given(networks)
def test_a_group_is_never_counted_larger_than_it_is(network):
    counted = cells(network)
    for person in network:
        for group in wider(person):
            assert 1 <= counted.size(group) <= matching(group, network)


@given(networks, people)
def test_one_more_person_never_makes_a_description_wider(network, newcomer):
    before, after = cells(network), cells([*network, newcomer])
    for person in network:
        steps = list(wider(person))

        assert steps.index(widened(person, after)) <= steps.index(widened(person, before))


@given(st.lists(st.tuples(people, st.integers(1, 9)), max_size=20))
def test_counts_and_single_people_give_the_same_groups(counted):
    one_by_one = [person for person, size in counted for _ in range(size)]

    assert all(
        Cells(counted).size(group) == cells(one_by_one).size(group)
        for person, _ in counted
        for group in wider(person)
    )


@pytest.mark.django_db
def test_only_people_who_could_be_the_author_are_counted(django_assert_num_queries):
    nurse = Group(level=2, profession="nurse", service="nhs", region="North West", nation="England")
    for _ in range(4):
        make_person()
    make_person(kind=Person.Kind.BROKER)
    for kind in (Person.Kind.OFFICIAL, Person.Kind.FUNDER, Person.Kind.REGULATOR, Person.Kind.GUARDIAN):
        make_person(kind=kind)
    for standing in (Person.Standing.CLOSED, Person.Standing.HELD, Person.Standing.WAITING):
        make_person(standing=standing)
    make_person(level=3)

    with django_assert_num_queries(1):
        counted = cells_of([2])

    assert counted.size(nurse) == 5
    assert cells_of().size(Group(level=3)) == 1
    assert cells_of([2]).size(Group(level=3)) == 0
