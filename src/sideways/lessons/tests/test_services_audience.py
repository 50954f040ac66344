from datetime import timedelta

import pytest
from django.utils import timezone

from sideways.lessons import queries, services
from sideways.lessons.errors import (
    LessonNotSharedError,
    NotAReaderError,
    NotNarrowerError,
    NotYourLessonError,
)
from sideways.lessons.models import LessonEcho
from sideways.lessons.tests.factories import make_lesson, make_release
from sideways.people.models import Person
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import Audience, State, visible_to
from sideways.vault.models import SealedIdentity

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def narrow(lesson, by, audience):
    return services.lesson_narrow_audience(lesson=lesson, audience=Audience(audience), by=by, at=NOW)


def reads(reader, lesson):
    return visible_to(type(lesson).objects.filter(pk=lesson.pk), reader).exists()


def test_lesson_narrow_audience_shuts_others_out_at_once():
    author, other_level = make_person(), make_person(level=3)
    lesson = make_lesson(author=author, audience="peers")
    assert reads(other_level, lesson)

    for _ in range(2):
        narrow(lesson, author, "level")

    lesson.refresh_from_db()
    assert not reads(other_level, lesson)
    assert [version.action for version in lesson.versions.all()] == ["narrowed", "shared"]


@pytest.mark.parametrize(("now", "wider"), [("level", "peers"), ("peers", "public"), ("level", "public")])
def test_lesson_narrow_audience_never_widens(now, wider):
    author = make_person()
    lesson = make_lesson(author=author, audience=now)

    with pytest.raises(NotNarrowerError):
        narrow(lesson, author, wider)


def test_lesson_narrow_audience_takes_a_public_lesson_off_the_public_pages():
    author = make_person()
    lesson = make_lesson(author=author, audience="public")
    official = make_person(kind="official")
    assert reads(official, lesson)

    narrowed = narrow(lesson, author, "peers")

    assert not reads(official, lesson)
    assert (narrowed.audience, narrowed.version) == ("peers", 2)
    assert not hasattr(type(narrowed).objects.get(), "release")


def test_lesson_narrow_audience_of_a_draft_keeps_no_version():
    author = make_person()
    draft = make_lesson(author=author, state=State.DRAFT, audience="peers")

    narrow(draft, author, "level")

    draft.refresh_from_db()
    assert (draft.audience, draft.versions.count()) == ("level", 0)


def test_lesson_withdraw_and_put_back():
    author, peer = make_person(), make_person()
    lesson = make_lesson(author=author, attribution="named")

    for minutes in (0, 5):
        services.lesson_withdraw(lesson=lesson, by=author, at=NOW + timedelta(minutes=minutes))
    lesson.refresh_from_db()
    assert (lesson.state, lesson.withdrawn_at, reads(peer, lesson)) == (State.WITHDRAWN, NOW, False)
    assert reads(author, lesson)

    for _ in range(2):
        services.lesson_put_back(lesson=lesson, by=author, at=NOW)
    lesson.refresh_from_db()
    assert (lesson.state, lesson.named_author, reads(peer, lesson)) == (State.SHARED, author, True)
    assert lesson.version == 3


def test_lesson_withdraw_is_for_its_author_and_not_for_drafts():
    author = make_person()
    with pytest.raises(NotYourLessonError):
        services.lesson_withdraw(lesson=make_lesson(author=author), by=make_person(), at=NOW)
    draft = make_lesson(author=author, state=State.DRAFT)
    with pytest.raises(LessonNotSharedError):
        services.lesson_withdraw(lesson=draft, by=author, at=NOW)
    with pytest.raises(LessonNotSharedError):
        services.lesson_put_back(lesson=draft, by=author, at=NOW)


def test_lesson_put_back_is_refused_once_the_account_may_not_share():
    author = make_person()
    lesson = make_lesson(author=author, state=State.WITHDRAWN)
    author.standing = Person.Standing.HELD

    with pytest.raises(NotYourLessonError):
        services.lesson_put_back(lesson=lesson, by=author, at=NOW)


def test_lesson_open_to_lets_one_person_read_and_twice_is_once():
    organisation = make_organisation()
    author = make_person(organisation=organisation)
    named, other = (make_person(organisation=organisation, level=4) for _ in range(2))
    lesson = make_lesson(author=author)

    for _ in range(2):
        services.lesson_open_to(lesson=lesson, reader=named, by=author, at=NOW)

    assert (reads(named, lesson), reads(other, lesson)) == (True, False)
    assert list(queries.named_readers(lesson)) == [named]


@pytest.mark.parametrize("kind", ["official", "funder", "regulator", "guardian", "operator"])
def test_lesson_open_to_is_refused_for_others_than_peers(kind):
    author = make_person()
    lesson = make_lesson(author=author)

    with pytest.raises(NotAReaderError):
        services.lesson_open_to(lesson=lesson, reader=make_person(kind=kind), by=author, at=NOW)


def echo(lesson, by):
    services.lesson_echo(lesson=lesson, by=by, at=NOW)


def test_lesson_echo_twice_counts_once_and_shows_the_service_only():
    lesson, coach = make_lesson(), make_person(profession="work_coach")

    for _ in range(2):
        echo(lesson, coach)
    echo(lesson, make_person())

    assert queries.echoes_by_service(lesson) == {"jobcentre": 1, "nhs": 1}
    assert queries.has_echoed(lesson, coach)
    assert not queries.has_echoed(make_lesson(), coach)


def test_lesson_echo_take_back_leaves_no_seal():
    lesson, coach = make_lesson(), make_person(profession="work_coach")
    echo(lesson, coach)
    before = SealedIdentity.objects.count()

    for _ in range(2):
        services.lesson_echo_take_back(lesson=lesson, by=coach, at=NOW)

    assert not LessonEcho.objects.exists()
    assert SealedIdentity.objects.count() == before - 1


def test_lesson_echo_is_refused_to_its_author_and_to_whoever_may_not_read():
    author = make_person()
    lesson = make_lesson(author=author)

    for person in (author, make_person(level=3), make_person(kind="guardian")):
        with pytest.raises(NotAReaderError):
            echo(lesson, person)
    with pytest.raises(LessonNotSharedError):
        echo(make_lesson(author=author, state=State.WITHDRAWN), make_person())

    assert not LessonEcho.objects.exists()


def test_lesson_echo_of_a_public_lesson_is_refused_to_oversight():
    lesson = make_lesson(audience="public")

    with pytest.raises(NotAReaderError):
        echo(lesson, make_person(kind="official"))


def test_lesson_put_back_leaves_a_release_that_waits():
    author = make_person()
    release = make_release(make_lesson(author=author))
    services.lesson_withdraw(lesson=release.lesson, by=author, at=NOW)
    assert not queries.releases_waiting_for(make_person(kind="guardian")).exists()

    services.lesson_put_back(lesson=release.lesson, by=author, at=NOW)

    assert list(queries.releases_waiting_for(make_person(kind="guardian"))) == [release]
