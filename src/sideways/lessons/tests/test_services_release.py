import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from sideways.lessons import services
from sideways.lessons.errors import (
    LessonChangedMeanwhileError,
    LessonNotSharedError,
    NotYourLessonError,
    NotYourQueueError,
    ReleaseNotOpenError,
)
from sideways.lessons.models import Lesson, LessonRelease, LessonUpdate
from sideways.lessons.queries import lessons_matching, releases_waiting_for
from sideways.lessons.services.release import texts_to_release
from sideways.lessons.tests.factories import make_guardian, make_lesson, make_release
from sideways.people.models import Person
from sideways.people.tests.factories import make_person
from sideways.people.trust import State

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def author():
    return make_person()


@pytest.fixture
def lesson(author):
    lesson = make_lesson(author=author, went_wrong="Dr Ahmed of Oldham lost it", advice="Ring first")
    services.lesson_update_add(
        lesson=lesson,
        update=LessonUpdate(pk=uuid.uuid4(), text="Dr Ahmed left"),
        routes_seen=frozenset(),
        by=author,
        at=NOW,
    )
    return lesson


def ask(lesson, by, at=NOW):
    return services.lesson_release_ask(lesson=lesson, by=by, at=at)


def propose(release, by=None, seen_version=None, **wording):
    release.lesson.refresh_from_db()
    texts = {name: f"Public: {text}" for name, text in texts_to_release(release.lesson).items()}
    return services.lesson_release_propose(
        release=release,
        wording=texts | wording,
        seen_version=seen_version or release.lesson.version,
        by=by or make_guardian(),
        at=NOW,
    )


def test_release_from_asking_to_the_public(lesson, author):
    release = propose(ask(lesson, author))

    for _ in range(2):
        public = services.lesson_release_agree(release=release, by=author, at=NOW)

    public.refresh_from_db()
    assert (public.audience, public.went_wrong) == ("public", "Public: Dr Ahmed of Oldham lost it")
    assert [update.text for update in public.updates.all()] == ["Public: Dr Ahmed left"]
    assert public.versions.get(number=1).content["went_wrong"] == "Dr Ahmed of Oldham lost it"
    assert public.versions.count() == 2
    assert lessons_matching(Lesson.objects.all(), "ahmed left").things.get() == public


def test_release_ask_twice_keeps_the_first_time_and_is_for_the_author(lesson, author):
    ask(lesson, author)
    ask(lesson, author, at=NOW + timedelta(days=1))
    with pytest.raises(NotYourLessonError):
        ask(lesson, make_person())
    with pytest.raises(LessonNotSharedError):
        ask(make_lesson(author=author, state=State.WITHDRAWN), author)

    assert LessonRelease.objects.get().asked_at == NOW


@pytest.mark.parametrize("kind", ["practitioner", "broker", "official", "funder", "regulator", "operator"])
def test_release_propose_and_decline_are_for_guardians(lesson, author, kind):
    release, other = ask(lesson, author), make_person(kind=kind)

    with pytest.raises(NotYourQueueError):
        propose(release, by=other)
    with pytest.raises(NotYourQueueError):
        services.lesson_release_decline(release=release, reason="no", by=other, at=NOW)


def test_release_propose_is_refused_to_a_guardian_who_wrote_it(lesson, author):
    release = ask(lesson, author)
    author.kind = Person.Kind.GUARDIAN
    author.save()

    with pytest.raises(NotYourQueueError):
        propose(release, by=author)


@pytest.mark.parametrize(
    "wrong", [{"went_wrong": ""}, {"advice": "  "}, {"went_wrong": "x" * 281}, {"advice": "a\x00"}]
)
def test_release_propose_needs_a_wording_for_every_text(lesson, author, wrong):
    release = ask(lesson, author)

    with pytest.raises(ValidationError):
        propose(release, **wrong)

    release.refresh_from_db()
    assert release.state == LessonRelease.State.ASKED


def test_release_propose_twice_is_one_proposal_and_another_wording_is_refused(lesson, author):
    release, guardian = ask(lesson, author), make_guardian()
    propose(release, by=guardian)
    propose(release, by=guardian)

    with pytest.raises(ReleaseNotOpenError):
        propose(release, by=make_guardian(), advice="other")
    with pytest.raises(ReleaseNotOpenError):
        services.lesson_release_decline(release=release, reason="no", by=guardian, at=NOW)


def test_release_propose_for_words_the_author_has_changed_since_is_refused(lesson, author):
    release = ask(lesson, author)
    services.lesson_correct(
        lesson=lesson,
        change=services.Change(fields={"advice": "Write first"}),
        seen_version=1,
        by=author,
        at=NOW,
    )

    with pytest.raises(LessonChangedMeanwhileError):
        propose(release, seen_version=1)


def test_release_goes_back_to_the_guardian_when_the_author_adds_words(lesson, author):
    release = propose(ask(lesson, author))

    services.lesson_correct(
        lesson=lesson, change=services.Change(fields={"scale": "Nine"}), seen_version=1, by=author, at=NOW
    )

    release.refresh_from_db()
    assert (release.state, release.wording) == (LessonRelease.State.ASKED, {})
    with pytest.raises(ReleaseNotOpenError):
        services.lesson_release_agree(release=release, by=author, at=NOW)


@pytest.mark.parametrize("how", ["correct", "enlarge", "update"])
def test_new_words_take_a_public_lesson_off_the_public_pages(author, how):
    lesson = make_lesson(author=author, audience="public")
    change = services.Change(fields={"scale": "Nine"})
    if how == "correct":
        services.lesson_correct(lesson=lesson, change=change, seen_version=1, by=author, at=NOW)
    elif how == "enlarge":
        services.lesson_enlarge(lesson=lesson, change=change, seen_version=1, by=author, at=NOW)
    else:
        update = LessonUpdate(text="Dr Ahmed left")
        services.lesson_update_add(lesson=lesson, update=update, routes_seen=frozenset(), by=author, at=NOW)

    lesson.refresh_from_db()
    assert lesson.audience == "peers"  # where it was before
    assert not LessonRelease.objects.exists()


def test_release_decline_tells_why_and_the_author_may_ask_again(lesson, author):
    release = ask(lesson, author)
    with pytest.raises(ValidationError):
        services.lesson_release_decline(release=release, reason=" ", by=make_guardian(), at=NOW)

    services.lesson_release_decline(release=release, reason="Too local", by=make_guardian(), at=NOW)
    with pytest.raises(ReleaseNotOpenError):
        propose(release)
    again = ask(lesson, author)

    assert (again.state, again.reason) == (LessonRelease.State.ASKED, "")


def test_release_refuse_keeps_the_lesson_as_it_is(lesson, author):
    release = propose(ask(lesson, author))

    for _ in range(2):
        services.lesson_release_refuse(release=release, by=author, at=NOW)

    lesson.refresh_from_db()
    assert (lesson.audience, lesson.went_wrong) == ("level", "Dr Ahmed of Oldham lost it")
    left = LessonRelease.objects.get()
    assert (left.state, left.wording, left.answered_at) == ("refused", {}, NOW)


def test_release_refused_may_be_asked_for_again_and_is_in_no_queue(lesson, author):
    services.lesson_release_refuse(release=propose(ask(lesson, author)), by=author, at=NOW)
    assert not releases_waiting_for(make_guardian()).exists()

    assert ask(lesson, author).state == "asked"
    assert releases_waiting_for(make_guardian()).exists()


def test_release_no_longer_asked_for_leaves_nothing(lesson, author):
    for _ in range(2):
        services.lesson_release_refuse(release=LessonRelease(lesson=lesson), by=author, at=NOW)
        ask(lesson, author)
        services.lesson_release_refuse(release=LessonRelease(lesson=lesson), by=author, at=NOW)

    assert not LessonRelease.objects.exists()


def test_release_agree_is_for_the_author_and_not_while_withdrawn(lesson, author):
    release = propose(ask(lesson, author))
    with pytest.raises(NotYourLessonError):
        services.lesson_release_agree(release=release, by=make_person(), at=NOW)
    services.lesson_withdraw(lesson=lesson, by=author, at=NOW)
    with pytest.raises(ReleaseNotOpenError):
        services.lesson_release_agree(release=release, by=author, at=NOW)


def test_back_from_public_without_a_release_falls_to_the_narrowest(author):
    lesson = make_lesson(author=author, audience="public")
    make_release(lesson).delete()

    services.lesson_correct(
        lesson=lesson, change=services.Change(fields={"scale": "9"}), seen_version=1, by=author, at=NOW
    )

    lesson.refresh_from_db()
    assert lesson.audience == "level"
