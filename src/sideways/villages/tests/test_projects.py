"""Cards of projects: who reads them, and what they say."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.urls import reverse

from sideways.lessons.tests.factories import make_lesson
from sideways.people.models import Person
from sideways.people.tests.factories import make_organisation, make_person
from sideways.villages import queries, rules, services
from sideways.villages.errors import NotYoursError
from sideways.villages.models import Project
from sideways.villages.tests.factories import make_mentor, make_project, mentored

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
CARD = {"name": "A shop", "wants": "To open it", "outcode": "OL9", "topics": ["village-shops"]}


def seen(reader):
    return list(rules.readable(Project.objects.all(), reader))


def test_peers_read_a_card_and_nobody_else_does():
    project = make_project()

    assert seen(make_person()) == seen(make_person(kind="broker")) == [project]
    for kind in ("official", "funder", "regulator", "guardian", "operator"):
        assert seen(make_person(kind=kind)) == []
    assert seen(make_person(standing="waiting")) == []
    assert seen(AnonymousUser()) == []


def test_a_senior_in_the_same_organisation_does_not_read_it():
    house = make_organisation()
    maker = make_person(organisation=house, level=2)
    project = make_project(maker)

    assert seen(make_person(organisation=house, level=4)) == []
    assert seen(make_person(organisation=house, level=2)) == [project]
    assert seen(make_person(level=4)) == [project]
    assert seen(maker) == [project]


def test_it_says_where_it_is_from_a_postcode_and_the_same_id_twice_is_one():
    maker, pk = make_person(), uuid4()
    added = [
        services.project_add(project_id=pk, card=services.Card(**CARD), by=maker, at=NOW)
        for _twice in range(2)
    ]

    assert added[0] == added[1] == Project.objects.get()
    assert added[0].region == "North West"
    assert 53 < added[0].lat < 54
    with pytest.raises(NotYoursError):
        services.project_add(project_id=pk, card=services.Card(**CARD), by=make_person(), at=NOW)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"outcode": "ZZ99"}, "outcode"),
        ({"topics": ["no-such"]}, "topics"),
        ({"topics": []}, "topics"),
        ({"name": "x" * 81}, "name"),
        ({"wants": "\x00"}, "wants"),
    ],
)
def test_what_cannot_be_on_a_card_is_refused(wrong, field):
    with pytest.raises(ValidationError) as refused:
        services.project_add(project_id=uuid4(), card=services.Card(**CARD | wrong), by=make_person(), at=NOW)

    assert field in refused.value.message_dict
    assert not Project.objects.exists()


def test_only_peers_put_up_projects():
    for person in (make_person(kind="funder"), make_person(standing="waiting")):
        with pytest.raises(NotYoursError):
            make_project(person)


def test_only_whoever_made_it_changes_and_closes_it():
    project, other = make_project(), make_person(kind="broker")
    card = services.Card(**CARD | {"name": "Another shop", "topics": ["volunteers"]})

    for refused in (
        lambda: services.project_change(project=project, card=card, by=other),
        lambda: services.project_close(project=project, by=other, at=NOW),
    ):
        with pytest.raises(NotYoursError):
            refused()
    changed = services.project_change(project=project, card=card, by=project.made_by)
    assert changed.name == "Another shop"
    assert [topic.pk for topic in changed.topics.all()] == ["volunteers"]
    for _twice in range(2):
        closed = services.project_close(project=project, by=project.made_by, at=NOW)
    assert (closed.state, closed.closed_at) == ("closed", NOW)
    assert seen(other) == []
    assert seen(project.made_by) == [closed]
    with pytest.raises(NotYoursError):
        services.project_change(project=project, card=card, by=project.made_by)
    project.delete()
    with pytest.raises(NotYoursError):
        services.project_close(project=closed, by=closed.made_by, at=NOW)


def test_the_project_of_somebody_who_became_an_official_is_not_read():
    project = make_project()
    Person.objects.filter(pk=project.made_by_id).update(kind="official")

    assert seen(make_person()) == []
    assert seen(Person.objects.get(pk=project.made_by_id)) == []


@pytest.mark.once  # so many queries, whoever answers them
def test_a_list_takes_as_many_queries_for_ten_projects_as_for_two(django_assert_num_queries):
    reader = make_person()
    for wanted in (2, 10):
        while Project.objects.count() < wanted:
            mentored(make_project(), make_mentor())
        with django_assert_num_queries(3):
            found = list(queries.projects_open(reader))
            filled = queries.roles_filled(found)
            assert all("mentor" in filled[each.pk] for each in found)
            assert [topic.pk for each in found for topic in each.topics.all()] == ["village-shops"] * wanted


def test_whoever_put_up_a_project_reads_what_others_met_and_nobody_else_is_told(client):
    project = make_project()
    lesson = make_lesson(topics=("village-shops",), audience="peers", went_wrong="The shop lost its lease")
    address = reverse("villages:project", args=[project.pk])
    told = reverse("lessons:lesson", args=[lesson.pk])

    client.force_login(project.made_by)
    own = client.get(address).text
    assert told in own
    assert "also about village shops" in own
    client.force_login(make_person())
    assert told not in client.get(address).text
