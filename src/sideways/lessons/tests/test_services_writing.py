import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from sideways.lessons import services
from sideways.lessons.errors import (
    FormalRouteFirstError,
    LessonAlreadySharedError,
    LessonChangedMeanwhileError,
    LessonNotCompleteError,
    LessonNotSharedError,
    MayNotShareError,
    NotYourLessonError,
)
from sideways.lessons.models import Lesson, LessonUpdate, LessonVersion
from sideways.lessons.queries import lessons_matching
from sideways.lessons.tests.factories import make_lesson
from sideways.people.models import Person
from sideways.people.tests.factories import make_person
from sideways.people.trust import State, written_by

pytestmark = pytest.mark.django_db

NOW = timezone.now()
COMPLETE = {"trying": "Join up", "went_wrong": "It fell apart", "stage": "now", "talk": "no"}


def change(**fields):
    topics = fields.pop("topics", None)
    routes_seen = fields.pop("routes_seen", frozenset())
    return services.Change(fields=fields, topics=topics, routes_seen=routes_seen)


def start(by, **fields):
    return services.lesson_start(lesson_id=uuid.uuid4(), change=change(**fields), by=by, at=NOW)


def correct(lesson, by, seen_version=None, **fields):
    return services.lesson_correct(
        lesson=lesson,
        change=change(**fields),
        seen_version=lesson.version if seen_version is None else seen_version,
        by=by,
        at=NOW,
    )


def test_lesson_start_keeps_a_draft_that_says_nothing_of_its_author():
    author = make_person()

    lesson = start(author, trying="Join up", topics=["fit-notes"])

    lesson.refresh_from_db()
    assert (lesson.state, lesson.level, lesson.profession, lesson.region) == (State.DRAFT, None, None, "")
    assert written_by("lessons.lesson", author) == [lesson.pk]
    assert [topic.pk for topic in lesson.topics.all()] == ["fit-notes"]


def test_lesson_start_twice_saves_one_draft():
    author, lesson_id = make_person(), uuid.uuid4()

    for text in ("first", "second"):
        services.lesson_start(lesson_id=lesson_id, change=change(trying=text), by=author, at=NOW)

    assert Lesson.objects.get().trying == "second"
    assert written_by("lessons.lesson", author) == [lesson_id]


@pytest.mark.parametrize("kind", ["official", "funder", "regulator", "guardian", "operator"])
def test_lesson_start_is_refused_to_others_than_practitioners_and_brokers(kind):
    with pytest.raises(MayNotShareError):
        start(make_person(kind=kind))

    assert not Lesson.objects.exists()


def test_lesson_start_is_refused_while_an_account_is_held():
    with pytest.raises(MayNotShareError):
        start(make_person(standing=Person.Standing.HELD))


@pytest.mark.parametrize(
    "text", ["He threatened to kill himself", "She was being abused by her son", "They stole her card"]
)
def test_nothing_is_stored_before_the_formal_routes_were_shown(text):
    author = make_person()

    with pytest.raises(FormalRouteFirstError):
        start(author, went_wrong=text)

    assert not Lesson.objects.exists()
    assert written_by("lessons.lesson", author) == []


def test_words_of_harm_are_stored_once_the_author_goes_on_and_not_asked_about_again():
    author = make_person()
    lesson = start(author, went_wrong="They stole her card", routes_seen=frozenset({"crime"}))

    again = services.lesson_save_draft(
        lesson=lesson, change=change(went_wrong="They stole her card twice"), by=author, at=NOW
    )

    assert again.went_wrong == "They stole her card twice"
    with pytest.raises(FormalRouteFirstError) as caught:
        services.lesson_save_draft(
            lesson=lesson, change=change(advice="She was in danger"), by=author, at=NOW
        )
    assert caught.value.signs == {"danger"}


def test_change_refuses_fields_a_lesson_does_not_have():
    with pytest.raises(ValueError, match="named_author"):
        change(named_author=1)


def test_lesson_save_draft_by_somebody_else_changes_nothing():
    lesson = start(make_person(), trying="mine")

    with pytest.raises(NotYourLessonError):
        services.lesson_save_draft(lesson=lesson, change=change(trying="theirs"), by=make_person(), at=NOW)

    lesson.refresh_from_db()
    assert lesson.trying == "mine"


def test_lesson_save_draft_from_an_old_tab_after_sharing_changes_nothing():
    author = make_person()
    lesson = make_lesson(author=author)
    same = change(went_wrong=lesson.went_wrong)

    services.lesson_save_draft(lesson=lesson, change=same, by=author, at=NOW)
    with pytest.raises(LessonAlreadySharedError):
        services.lesson_save_draft(lesson=lesson, change=change(went_wrong="other"), by=author, at=NOW)

    assert LessonVersion.objects.count() == 1


def test_lesson_draft_delete_leaves_nothing_and_spares_what_is_shared():
    author = make_person()
    draft, shared = start(author, trying="x"), make_lesson(author=author)

    services.lesson_draft_delete(lesson=draft, by=author)
    with pytest.raises(LessonAlreadySharedError):
        services.lesson_draft_delete(lesson=shared, by=author)

    assert written_by("lessons.lesson", author) == [shared.pk]
    assert list(Lesson.objects.all()) == [shared]


def test_lesson_share_twice_keeps_the_first_time_and_one_version():
    author = make_person()
    lesson = start(author, **COMPLETE)

    for minutes in (0, 5):
        services.lesson_share(lesson=lesson, by=author, at=NOW + timedelta(minutes=minutes))

    lesson.refresh_from_db()
    assert (lesson.state, lesson.shared_at, lesson.level) == (State.SHARED, NOW, 2)
    assert [version.action for version in lesson.versions.all()] == ["shared"]


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ({"went_wrong": ""}, "went_wrong"),
        ({"went_wrong": "  \n "}, "went_wrong"),
        ({"went_wrong": "Nothing went wrong, it was a great success"}, "went_wrong"),
        ({"trying": ""}, "trying"),
        ({"stage": ""}, "stage"),
        ({"talk": ""}, "talk"),
    ],
)
def test_lesson_share_is_refused_while_something_is_missing(missing, field):
    author = make_person()
    lesson = start(author, **{**COMPLETE, **missing})

    with pytest.raises(LessonNotCompleteError) as caught:
        services.lesson_share(lesson=lesson, by=author, at=NOW)

    lesson.refresh_from_db()
    assert caught.value.field == field
    assert lesson.state == State.DRAFT


def test_lesson_share_is_refused_once_the_account_is_one_of_oversight():
    author = make_person()
    lesson = start(author, **COMPLETE)
    author.kind = Person.Kind.REGULATOR

    with pytest.raises(MayNotShareError):
        services.lesson_share(lesson=lesson, by=author, at=NOW)


def test_lesson_share_names_the_author_only_by_choice():
    named, role = make_person(), make_person()

    assert make_lesson(author=named, attribution="named").named_author == named
    assert make_lesson(author=role).named_author is None


def test_lesson_share_stores_the_group_already_widened():
    loner = make_person(profession="midwife", region="London")
    for _ in range(4):
        make_person(profession="nurse", region="London")

    lesson = make_lesson(author=loner)

    assert (lesson.profession, lesson.service, lesson.region, lesson.nation) == (None, "nhs", "", "England")


def test_lesson_correct_keeps_each_wording_as_a_version():
    author = make_person()
    lesson = make_lesson(author=author, went_wrong="first")

    correct(lesson, author, went_wrong="second", topics=["fit-notes"])

    versions = {version.number: version.content for version in lesson.versions.all()}
    assert (versions[1]["went_wrong"], versions[2]["went_wrong"]) == ("first", "second")
    assert versions[2]["topics"] == ["fit-notes"]


def test_lesson_correct_sent_twice_is_one_change():
    author = make_person()
    lesson = make_lesson(author=author)

    for _ in range(2):
        correct(lesson, author, seen_version=1, went_wrong="second")

    lesson.refresh_from_db()
    assert (lesson.version, lesson.versions.count()) == (2, 2)


def test_lesson_correct_from_an_old_tab_is_refused_and_overwrites_nothing():
    author = make_person()
    lesson = make_lesson(author=author)
    correct(lesson, author, went_wrong="from the new tab")

    with pytest.raises(LessonChangedMeanwhileError):
        correct(lesson, author, seen_version=1, went_wrong="from the old tab")

    lesson.refresh_from_db()
    assert lesson.went_wrong == "from the new tab"


def test_lesson_correct_is_for_its_author_and_for_shared_lessons():
    author = make_person()

    with pytest.raises(NotYourLessonError):
        correct(make_lesson(author=author), make_person(), went_wrong="theirs")
    with pytest.raises(LessonNotSharedError):
        correct(start(author), author, went_wrong="x")


def test_lesson_correct_may_not_take_away_what_went_wrong():
    author = make_person()
    lesson = make_lesson(author=author)

    with pytest.raises(LessonNotCompleteError):
        correct(lesson, author, went_wrong="")

    lesson.refresh_from_db()
    assert lesson.went_wrong


@pytest.mark.parametrize(
    "wrong",
    [
        {"audience": "public"},
        {"audience": "everyone"},
        {"stage": "tomorrow"},
        {"causes": ["rules", "data", "design", "demand"]},
        {"causes": ["rules", "rules"]},
        {"causes": ["bad luck"]},
        {"trying": "x" * 141},
        {"went_wrong": "a\x00b"},
        {"went_wrong": "a\ud800b"},
    ],
)
def test_lesson_correct_refuses_what_a_lesson_cannot_hold(wrong):
    author = make_person()
    lesson = make_lesson(author=author)

    with pytest.raises(ValidationError):
        correct(lesson, author, **wrong)


def test_lesson_correct_from_name_to_role_takes_the_name_away():
    author = make_person()
    lesson = make_lesson(author=author, attribution="named")

    corrected = correct(lesson, author, attribution="role")

    assert corrected.named_author is None
    assert (corrected.profession, corrected.region) == (None, "")


def test_lesson_enlarge_adds_the_later_fields_and_keeps_the_rest():
    author = make_person()
    lesson = make_lesson(author=author)

    services.lesson_enlarge(
        lesson=lesson, change=change(scale="30 people", helped="partly"), seen_version=1, by=author, at=NOW
    )

    lesson.refresh_from_db()
    assert (lesson.scale, lesson.helped, lesson.version) == ("30 people", "partly", 2)
    assert lesson.went_wrong


def add_update(lesson, by, text="Sorted", update_id=None, routes_seen=frozenset()):
    return services.lesson_update_add(
        lesson=lesson,
        update=LessonUpdate(pk=update_id or uuid.uuid4(), text=text),
        routes_seen=routes_seen,
        by=by,
        at=NOW,
    )


def test_lesson_update_add_sent_twice_adds_one():
    author, update_id = make_person(), uuid.uuid4()
    lesson = make_lesson(author=author)

    for _ in range(2):
        add_update(lesson, author, update_id=update_id)

    assert [update.text for update in lesson.updates.all()] == ["Sorted"]


def test_lesson_update_add_is_found_by_search():
    author = make_person()
    lesson = make_lesson(author=author)

    add_update(lesson, author, "The MINISTER replied")

    assert lessons_matching(Lesson.objects.all(), "ministers").things.get() == lesson


@pytest.mark.parametrize("text", ["", "  ", "a\x00", "x" * 281])
def test_lesson_update_add_refuses_what_it_cannot_hold(text):
    author = make_person()
    lesson = make_lesson(author=author)

    with pytest.raises(ValidationError):
        add_update(lesson, author, text)

    assert not lesson.updates.exists()


def test_lesson_update_add_shows_the_formal_routes_first():
    author = make_person()
    lesson = make_lesson(author=author)

    with pytest.raises(FormalRouteFirstError):
        add_update(lesson, author, "He died on Friday")

    assert not lesson.updates.exists()
    add_update(lesson, author, "He died on Friday", routes_seen=frozenset({"danger"}))
    assert lesson.updates.exists()


def test_lesson_update_is_for_its_author_while_it_is_shared():
    author = make_person()
    lesson = make_lesson(author=author)
    update = add_update(lesson, author)

    with pytest.raises(NotYourLessonError):
        add_update(lesson, make_person())
    with pytest.raises(NotYourLessonError):
        services.lesson_update_remove(update=update, by=make_person())
    with pytest.raises(LessonNotSharedError):
        add_update(make_lesson(author=author, state=State.WITHDRAWN), author)

    assert lesson.updates.count() == 1


def test_lesson_update_remove_twice_changes_nothing_more():
    author = make_person()
    lesson = make_lesson(author=author)
    update = add_update(lesson, author)

    for _ in range(2):
        services.lesson_update_remove(update=update, by=author)

    lesson.refresh_from_db()
    assert not lesson.updates.exists()
    assert not lessons_matching(Lesson.objects.all(), "sorted").things.exists()
