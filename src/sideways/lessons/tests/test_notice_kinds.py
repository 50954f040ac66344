"""What each kind of notice about lessons tells whom, and to whom it keeps quiet."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from sideways.lessons import new_lessons, notice_kinds, services
from sideways.lessons.errors import NotAReaderError
from sideways.lessons.following import Following, what_concerns
from sideways.lessons.holding import erase, export
from sideways.lessons.models import LessonRelease, LessonUpdate
from sideways.lessons.services import Change, lesson_echo, lesson_follow
from sideways.lessons.services.release import texts_to_release
from sideways.lessons.tests.factories import ALL_SIGNS, make_guardian, make_lesson
from sideways.notices import kinds
from sideways.people.models import Person, Topic, TopicFollow
from sideways.people.services import person_kind_grant
from sideways.people.tests.factories import make_person
from sideways.people.trust import State
from sideways.vault.queries import opened

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FIT = "fit-notes"
MONEY = "Fit notes came back unread and people lost a week's money"


@pytest.fixture
def reader():
    person = make_person()
    follow(person, FIT)
    return person


def author_of(lesson):
    return Person.objects.get(pk=opened(lesson.pk)["person"])


def follow(person, topic, how="normal"):
    TopicFollow.objects.update_or_create(person=person, topic_id=topic, defaults={"how": how})


def tells(source, person, since=NOW - DAY, until=NOW + DAY):
    return [item.text for item in source(person, since, until)]


def new(person, **window):
    return tells(new_lessons.on_followed_topics, person, **window)


def topic_other_than_fit_notes():
    return Topic.objects.exclude(pk=FIT).first().pk


def test_new_lessons_at_my_level_on_my_topics_newest_first(reader):
    make_lesson(topics=(FIT,), at=NOW, went_wrong="First of them")
    make_lesson(topics=(FIT,), at=NOW + HOUR, went_wrong="Second of them")
    make_lesson(at=NOW, went_wrong="On no topic")

    assert new(reader) == ["Second of them", "First of them"]
    assert new(reader, since=NOW) == ["Second of them"], "not what was told before"
    assert new(reader, until=NOW) == ["First of them"], "and not what is too fresh"


def test_new_lessons_are_not_mine_nor_answered_nor_muted_nor_withdrawn(reader):
    make_lesson(author=reader, topics=(FIT,), at=NOW)
    answered, muted, gone = (make_lesson(topics=(FIT,), at=NOW) for _ in range(3))
    lesson_echo(lesson=answered, by=reader, at=NOW)
    lesson_follow(lesson=muted, how=Following.MUTED, by=reader)
    assert new(reader) == [MONEY]
    services.lesson_withdraw(lesson=gone, by=author_of(gone), at=NOW)

    assert new(reader) == []


def test_of_a_watched_topic_every_lesson_i_can_read_is_told_and_of_a_muted_one_none(reader):
    other = topic_other_than_fit_notes()
    make_lesson(
        author=make_person(level=5), audience="peers", topics=(FIT,), at=NOW, went_wrong="Other level"
    )
    make_lesson(author=make_person(level=5), topics=(FIT,), at=NOW, went_wrong="For their level alone")
    make_lesson(topics=(FIT, other), at=NOW, went_wrong="On two topics")
    assert new(reader) == ["On two topics"]

    follow(reader, other, "muted")
    assert new(reader) == []

    follow(reader, FIT, "watching")
    assert sorted(new(reader)) == ["On two topics", "Other level"]


def test_seniors_hear_nothing_of_what_their_juniors_wrote(reader):
    junior = make_person(level=1, organisation=reader.organisation)
    make_lesson(author=junior, audience="peers", topics=(FIT,), at=NOW)
    follow(reader, FIT, "watching")

    assert new(reader) == []


def test_who_follows_nothing_hears_of_nothing_new():
    make_lesson(topics=(FIT,), at=NOW)
    assert new(make_person()) == []


def update(lesson, at, text="It got better"):
    services.lesson_update_add(
        lesson=lesson,
        update=LessonUpdate(pk=uuid.uuid4(), text=text),
        routes_seen=ALL_SIGNS,
        by=author_of(lesson),
        at=at,
    )


def test_changes_are_told_of_what_i_watch_and_what_happened_to_me(reader):
    watched, echoed, neither = (make_lesson(at=NOW - 2 * DAY, went_wrong=f"Trouble {n}") for n in range(3))
    lesson_follow(lesson=watched, how=Following.WATCHING, by=reader)
    lesson_echo(lesson=echoed, by=reader, at=NOW)
    for lesson in (watched, echoed, neither):
        update(lesson, NOW)
    change = Change(fields={"advice": "Ring first"})
    services.lesson_correct(
        lesson=watched, change=change, seen_version=watched.version, by=author_of(watched), at=NOW + HOUR
    )

    told = tells(notice_kinds.changes, reader)
    assert told[0] == "Changed: Trouble 0"
    assert sorted(told[1:]) == ["What happened next: Trouble 0", "What happened next: Trouble 1"]

    lesson_follow(lesson=echoed, how=Following.MUTED, by=reader)
    lesson_follow(lesson=watched, how=Following.NORMAL, by=reader)
    assert tells(notice_kinds.changes, reader) == []


def test_changes_are_not_told_of_my_own_nor_of_what_i_may_no_longer_read(reader):
    mine, gone = make_lesson(author=reader, at=NOW - DAY), make_lesson(at=NOW - DAY)
    for lesson in (mine, gone):
        lesson_follow(lesson=lesson, how=Following.WATCHING, by=reader)
        update(lesson, NOW)
    services.lesson_withdraw(lesson=gone, by=author_of(gone), at=NOW)

    assert tells(notice_kinds.changes, reader) == []


def test_echoes_are_told_when_their_day_is_over_by_service_and_without_anybody(reader):
    mine = make_lesson(author=reader, at=NOW - 3 * DAY)
    for _two in range(2):
        lesson_echo(lesson=mine, by=make_person(name="Zora Quill"), at=NOW)
    lesson_echo(lesson=mine, by=make_person(profession="work_coach"), at=NOW)

    assert tells(notice_kinds.echoes, reader, until=NOW + HOUR) == [], "the day is not over"
    told = notice_kinds.echoes(reader, NOW, NOW + DAY)
    assert len(told) == 1
    assert told[0].at == datetime(2026, 3, 11, tzinfo=UTC)
    assert told[0].text.startswith("It happened to others too, 2 in the NHS, 1 ")
    assert "Zora" not in told[0].text
    assert tells(notice_kinds.echoes, reader, since=NOW + DAY) == [], "only once"
    assert tells(notice_kinds.echoes, make_person()) == []


def test_each_echo_is_told_in_exactly_one_of_the_windows_that_follow_each_other(reader):
    mine = make_lesson(author=reader, at=NOW - 3 * DAY)
    lesson_echo(lesson=mine, by=make_person(), at=NOW + 11 * HOUR)
    windows = [(NOW + n * HOUR, NOW + (n + 7) * HOUR) for n in range(-49, 49, 7)]

    assert sum(len(notice_kinds.echoes(reader, *window)) for window in windows) == 1


def test_a_muted_lesson_of_my_own_and_one_i_withdrew_are_quiet(reader):
    mine = make_lesson(author=reader, at=NOW - 3 * DAY)
    lesson_echo(lesson=mine, by=make_person(), at=NOW)
    lesson_follow(lesson=mine, how=Following.MUTED, by=reader)
    assert tells(notice_kinds.echoes, reader) == []

    lesson_follow(lesson=mine, how=Following.NORMAL, by=reader)
    assert len(tells(notice_kinds.echoes, reader)) == 1
    services.lesson_withdraw(lesson=mine, by=reader, at=NOW)
    assert tells(notice_kinds.echoes, reader) == []


def proposed(lesson, guardian):
    release = services.lesson_release_ask(lesson=lesson, by=author_of(lesson), at=NOW)
    lesson.refresh_from_db()
    return services.lesson_release_propose(
        release=release, wording=texts_to_release(lesson), seen_version=lesson.version, by=guardian, at=NOW
    )


def test_the_way_to_the_public_is_told_to_both_sides_while_it_waits_for_them(reader):
    lesson, guardian = make_lesson(author=reader, at=NOW - DAY), make_guardian()
    release = services.lesson_release_ask(lesson=lesson, by=reader, at=NOW)
    assert tells(notice_kinds.queue, guardian) == [MONEY]
    assert tells(notice_kinds.answers_of_guardians, reader) == []

    release = proposed(lesson, guardian)
    assert tells(notice_kinds.queue, guardian) == []
    assert tells(notice_kinds.answers_of_guardians, reader) == [f"A guardian proposes a wording: {MONEY}"]
    assert tells(notice_kinds.answers_of_guardians, make_person()) == []

    services.lesson_release_agree(release=release, by=reader, at=NOW)
    assert tells(notice_kinds.answers_of_guardians, reader) == []
    assert tells(notice_kinds.answers_of_authors, guardian) == [f"Public now: {MONEY}"]
    assert tells(notice_kinds.answers_of_authors, make_guardian()) == []


def test_a_refusal_and_a_decline_are_told_and_no_more_than_that(reader):
    lesson, guardian = make_lesson(author=reader, at=NOW - DAY), make_guardian()
    services.lesson_release_refuse(release=proposed(lesson, guardian), by=reader, at=NOW)
    told = notice_kinds.answers_of_authors(guardian, NOW - DAY, NOW)
    assert [(item.text, item.url) for item in told] == [("An author keeps a lesson as it was", "")]

    release = services.lesson_release_ask(lesson=lesson, by=reader, at=NOW)
    services.lesson_release_decline(release=release, reason="Too rare", by=guardian, at=NOW)
    assert tells(notice_kinds.answers_of_guardians, reader) == [
        f"A guardian does not release it, and says why: {MONEY}"
    ]


def test_a_guardian_hears_nothing_of_their_own_wish():
    author = make_person()
    lesson = make_lesson(author=author, at=NOW)
    services.lesson_release_ask(lesson=lesson, by=author, at=NOW)
    person_kind_grant(person=author, kind="guardian", by=make_person(kind="operator"), reason="New", at=NOW)

    assert tells(notice_kinds.queue, Person.objects.get(pk=author.pk)) == []


@pytest.mark.parametrize("kind", ["official", "funder", "regulator"])
def test_accounts_of_oversight_are_concerned_by_nothing_of_lessons(kind):
    concerned = kinds.kinds_for(make_person(kind=kind))
    assert [each.name for each in concerned] == ["people.account"]


def test_what_is_about_ones_own_lessons_is_never_told_at_once():
    own = {each.name: each for each in kinds.all_kinds()}
    for name in ("lessons.echoes", "lessons.guardians"):
        assert "at_once" not in own[name].rhythms


@pytest.mark.once  # so many queries, whoever answers them
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("source", "most"),
    [("on_followed_topics", 5), ("changes", 5), ("echoes", 2), ("answers_of_guardians", 2)],
)
def test_each_question_takes_a_fixed_number_of_queries(
    reader, count, source, most, django_assert_max_num_queries
):
    for _ in range(count):
        mine, other = make_lesson(author=reader, at=NOW - DAY), make_lesson(topics=(FIT,), at=NOW)
        lesson_echo(lesson=mine, by=make_person(), at=NOW)
        lesson_follow(lesson=other, how=Following.WATCHING, by=reader)
        update(other, NOW)
        proposed(mine, make_guardian())

    ask = getattr(notice_kinds, source, None) or getattr(new_lessons, source)
    with django_assert_max_num_queries(most):
        assert len(ask(reader, NOW - DAY, NOW + DAY)) == count


def test_following_twice_is_once_and_only_the_vault_knows(reader):
    lesson = make_lesson()
    for _twice in range(2):
        lesson_follow(lesson=lesson, how=Following.WATCHING, by=reader)
    assert what_concerns(reader).watched == {lesson.pk}
    lesson_follow(lesson=lesson, how=Following.MUTED, by=reader)

    assert (what_concerns(reader).watched, what_concerns(reader).muted) == (frozenset(), {lesson.pk})


@pytest.mark.parametrize("kind", ["official", "practitioner"])
def test_who_may_not_read_it_cannot_follow_it(kind):
    lesson = make_lesson(author=make_person(level=6))
    with pytest.raises(NotAReaderError):
        lesson_follow(lesson=lesson, how=Following.WATCHING, by=make_person(kind=kind))


def test_what_somebody_follows_is_taken_out_and_taken_along(reader):
    watched, muted = make_lesson(), make_lesson()
    lesson_follow(lesson=watched, how=Following.WATCHING, by=reader)
    lesson_follow(lesson=muted, how=Following.MUTED, by=reader)
    assert (export(reader)["watched"], export(reader)["muted"]) == ([str(watched.pk)], [str(muted.pk)])

    erase(person=reader, choice="leave", at=NOW)
    assert not what_concerns(reader).watched | what_concerns(reader).muted
    assert watched.state == muted.state == State.SHARED
    assert not LessonRelease.objects.exists()
