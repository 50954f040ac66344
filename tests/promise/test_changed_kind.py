"""Who becomes an official, a funder or a regulator is shut out at once, in the session that is open (P1)."""

import io
import json
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from sideways.lessons.services import lesson_open_to
from sideways.lessons.tests.factories import make_lesson
from sideways.people.models import Person
from sideways.people.services import person_kind_grant
from sideways.people.tests.factories import make_person

pytestmark = pytest.mark.django_db

OVERSIGHT = ["official", "funder", "regulator"]


@pytest.fixture
def person(client):
    person = make_person()
    client.force_login(person)
    return person


def becomes(person, kind):
    operator = make_person(kind=Person.Kind.OPERATOR)
    person_kind_grant(person=person, kind=kind, by=operator, reason="A new job", at=timezone.now())


def page_of(lesson):
    return reverse("lessons:lesson", args=[lesson.pk])


@pytest.mark.parametrize("kind", OVERSIGHT)
def test_a_lesson_of_somebody_else_is_closed_in_the_open_session(kind, client, person):
    lesson = make_lesson(audience="peers", went_wrong="The letters went to the old address")
    assert client.get(page_of(lesson)).status_code == 200
    becomes(person, kind)
    assert client.get(page_of(lesson)).status_code == 404
    assert b"old address" not in client.get(reverse("lessons:list")).content
    assert b"old address" not in client.get(reverse("web:home")).content
    assert client.post(reverse("lessons:echo", args=[lesson.pk])).status_code == 404


@pytest.mark.parametrize("kind", OVERSIGHT)
def test_a_lesson_opened_to_them_by_name_is_closed_too(kind, client, person):
    author = make_person(level=4)
    lesson = make_lesson(author=author)
    lesson_open_to(lesson=lesson, reader=person, by=author, at=timezone.now())
    assert client.get(page_of(lesson)).status_code == 200
    becomes(person, kind)
    assert client.get(page_of(lesson)).status_code == 404


@pytest.mark.parametrize("kind", OVERSIGHT)
def test_their_own_lessons_are_closed_and_still_theirs_to_take_away(kind, client, person):
    lesson = make_lesson(author=person, went_wrong="The letters went to the old address")
    becomes(person, kind)
    assert client.get(page_of(lesson)).status_code == 404
    assert client.get(reverse("lessons:mine")).status_code == 404
    assert client.post(reverse("lessons:withdraw", args=[lesson.pk])).status_code == 404
    packed = zipfile.ZipFile(io.BytesIO(client.post(reverse("people:download")).content))
    taken = json.loads(packed.read("data.json"))
    assert [told["went_wrong"] for told in taken["lessons"]["written"]] == [
        "The letters went to the old address"
    ]


def test_a_practitioner_again_reads_again_only_after_declaring_anew(client, person):
    lesson = make_lesson(audience="peers")
    becomes(person, "official")
    becomes(person, "practitioner")
    person.refresh_from_db()
    assert person.standing == Person.Standing.JOINING
    assert client.get(page_of(lesson)).url == reverse("people:join")
