"""Walking through lists: nothing twice, nothing left out, whatever comes in between."""

import base64
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from sideways.api.tests.callers import App
from sideways.lessons.models import Lesson
from sideways.lessons.services import lesson_withdraw
from sideways.lessons.tests.factories import make_guardian, make_lesson, make_release
from sideways.people.models import Organisation, Person
from sideways.people.tests.factories import make_organisation, make_person
from sideways.vault.queries import opened

pytestmark = pytest.mark.django_db

PEERS = {"audience": "peers"}


def author_of(pk):
    return Person.objects.get(pk=opened(UUID(pk))["person"])


def walk(app, path, limit=2, between=lambda: None):
    """Return the ids of a whole list, stretch by stretch."""
    found, cursor = [], ""
    while True:
        answer = app.get(f"{path}?limit={limit}&cursor={cursor}")
        assert answer.status_code == 200, answer.content
        told = answer.json()
        found += [each.get("id") or each["lesson_id"] for each in told["items"]]
        cursor = told["next"]
        if cursor is None:
            return found
        between()


def test_the_list_of_lessons_is_whole_and_in_its_order():
    at = timezone.now()
    for number in range(3):
        for stage in Lesson.Stage:
            make_lesson(stage=stage, at=at - timedelta(hours=number), **PEERS)
    make_lesson(at=at, **PEERS)  # the same moment as another
    app = App(make_person())

    found = walk(app, "/lessons")

    assert found == walk(app, "/lessons", limit=100)
    assert len(found) == len(set(found)) == 10


def test_what_a_search_found_is_walked_best_first_and_goes_on_behind_what_was_shown():
    lessons = [make_lesson(went_wrong=f"{'Bus ' * times}late", **PEERS) for times in range(1, 6)]
    app, path = App(make_person()), "/lessons?q=bus"
    whole = [item["id"] for item in app.get(path).json()["items"]]
    assert {str(lesson.pk) for lesson in lessons} == set(whole)

    first = app.get(f"{path}&limit=2").json()
    lesson_withdraw(lesson=Lesson.objects.get(pk=whole[0]), by=author_of(whole[0]), at=timezone.now())
    second = app.get(f"{path}&limit=2&cursor={first['next']}").json()
    lesson_withdraw(lesson=Lesson.objects.get(pk=whole[3]), by=author_of(whole[3]), at=timezone.now())
    third = app.get(f"{path}&limit=2&cursor={second['next']}").json()

    shown = [item["id"] for each in (first, second, third) for item in each["items"]]
    assert shown[:4] == whole[:4]
    assert third["next"] is None
    assert app.get(f"/lessons?cursor={first['next']}").status_code == 422


def test_new_lessons_do_not_push_old_ones_onto_the_next_stretch():
    before = {str(make_lesson(**PEERS).pk) for _ in range(5)}

    found = walk(App(make_person()), "/lessons", between=lambda: make_lesson(**PEERS))

    assert len(found) == len(set(found))
    assert set(found) == before


def test_withdrawing_one_leaves_out_no_other():
    lessons = [make_lesson(**PEERS) for _ in range(5)]
    first = lessons[-1]  # the newest comes first

    def gone():
        Lesson.objects.filter(pk=first.pk).update(state="withdrawn", withdrawn_at=timezone.now())

    found = walk(App(make_person()), "/lessons", between=gone)

    assert set(found) == {str(lesson.pk) for lesson in lessons}


def test_mine_come_drafts_first():
    person = make_person()
    states = ["shared", "draft", "withdrawn", "draft", "shared"]
    for state in states:
        make_lesson(author=person, state=state)
    app = App(person)

    found = walk(app, "/me/lessons")

    told = {each["id"]: each["state"] for each in app.get("/me/lessons").json()["items"]}
    assert [told[pk] for pk in found] == ["draft", "draft", "shared", "shared", "withdrawn"]


def test_the_other_lists_can_be_walked_too():
    operator, guardian = make_person(kind=Person.Kind.OPERATOR), make_guardian()
    for _ in range(3):
        make_release(make_lesson(**PEERS))
        make_person(standing=Person.Standing.WAITING)
        make_person(organisation=make_organisation(standing=Organisation.Standing.PROPOSED))
    whole = make_organisation()
    parts = [make_organisation(name="The same name", parent=whole) for _ in range(3)]

    assert len(set(walk(App(guardian), "/releases"))) == 3
    assert len(set(walk(App(operator), "/vouches"))) == 3
    assert len(set(walk(App(operator), "/organisations/proposed"))) == 3
    assert walk(App(operator), f"/organisations/{whole.pk}/parts") == [part.pk for part in parts]
    people = walk(App(operator), "/people")
    assert len(people) == len(set(people)) == Person.objects.count()


def test_a_cursor_of_another_list_or_of_none_is_refused():
    for _ in range(3):
        make_lesson(**PEERS)
    app = App(make_person())
    cursor = app.get("/lessons?limit=1").json()["next"]

    for path in (
        f"/me/lessons?cursor={cursor}",
        "/lessons?cursor=nonsense",
        f"/lessons?cursor={cursor[:-4]}AAA=",
    ):
        refused = app.get(path)
        assert (refused.status_code, refused.json()["type"].partition("#")[2]) == (422, "cursor-unknown")


def test_a_cursor_says_nothing_of_when_a_lesson_was_shared():
    lessons = [make_lesson(**PEERS) for _ in range(2)]
    cursor = App(make_person()).get("/lessons?limit=1").json()["next"]

    plain = base64.urlsafe_b64decode(cursor)

    assert str(lessons[0].shared_at.year).encode() not in plain
    assert str(lessons[1].pk).encode() not in plain


@pytest.mark.once  # so many queries, whoever answers them
@pytest.mark.parametrize("count", [2, 5])
def test_lists_and_lessons_take_a_fixed_number_of_queries(count, django_assert_num_queries):
    person = make_person()
    lessons = [make_lesson(topics=("fit-notes",), **PEERS) for _ in range(count)]
    mine = [make_lesson(author=person) for _ in range(count)]
    app = App(person)

    with django_assert_num_queries(8):
        assert len(app.get("/lessons").json()["items"]) == 2 * count
    with django_assert_num_queries(6):
        assert len(app.get("/me/lessons").json()["items"]) == count
    with django_assert_num_queries(10):
        assert app.get(f"/lessons/{lessons[0].pk}").status_code == 200
    with django_assert_num_queries(11):
        assert app.get(f"/lessons/{mine[0].pk}").json()["mine"]["version"] == 1
