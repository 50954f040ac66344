import json
import uuid
from datetime import timedelta

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from sideways.common.models import AuditRow
from sideways.lessons import holding, services, tasks
from sideways.lessons.keeping import DRAFTS_KEPT, WITHDRAWN_KEPT
from sideways.lessons.models import Lesson, LessonEcho, LessonRelease, LessonUpdate, LessonVersion
from sideways.lessons.tests.factories import make_lesson, make_release
from sideways.people import holdings, moves
from sideways.people.models import Person
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import State, reader_keyword, visible_to, written_by
from sideways.ui.dates import day
from sideways.vault.models import BlindToken, SealedIdentity
from sideways.vault.queries import opened, subjects_under

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def test_export_holds_all_the_person_wrote_and_nothing_else():
    author = make_person()
    shared = make_lesson(author=author, went_wrong="First broke", topics=("fit-notes",))
    change = services.Change(fields={"went_wrong": "Second broke"})
    services.lesson_correct(lesson=shared, change=change, seen_version=1, by=author, at=NOW)
    update = LessonUpdate(pk=uuid.uuid4(), text="They answered")
    services.lesson_update_add(lesson=shared, update=update, routes_seen=frozenset(), by=author, at=NOW)
    make_lesson(author=author, state=State.DRAFT, went_wrong="Draft broke")
    make_lesson(author=author, state=State.WITHDRAWN, went_wrong="Withdrawn broke")
    other = make_lesson(went_wrong="Theirs broke")
    services.lesson_echo(lesson=other, by=author, at=NOW)

    reader = make_person(name="Reader Named")
    services.lesson_open_to(lesson=shared, reader=reader, by=author, at=NOW)
    make_release(
        shared, state=LessonRelease.State.DECLINED, reason="Too rare", read_by=make_person(name="Guardian")
    )

    text = json.dumps(holdings.export_of(author), cls=DjangoJSONEncoder)

    assert "Guardian" not in text
    for said in (
        "Reader Named",
        "Too rare",
        "First",
        "Second",
        "Draft",
        "Withdrawn",
        "They answered",
        "fit-notes",
        str(other.pk),
    ):
        assert said in text
    assert "Theirs" not in text


def close(person, choice):
    holdings.erase(person=person, choices={"lessons": choice}, at=NOW)


def test_erasure_that_leaves_lessons_leaves_no_link():
    author = make_person()
    kept = make_lesson(author=author, attribution="named", audience="peers")
    make_release(kept)
    make_lesson(author=author, state=State.DRAFT)
    make_lesson(author=author, state=State.WITHDRAWN)
    services.lesson_echo(lesson=make_lesson(), by=author, at=NOW)
    other = make_lesson()
    n_log_rows = AuditRow.objects.count()

    for _ in range(2):
        close(author, holding.LEAVE)

    kept.refresh_from_db()
    assert (kept.state, kept.named_author, kept.attribution) == (State.SHARED, None, "role")
    assert (kept.profession, kept.region) == (None, "")
    assert set(Lesson.objects.all()) == {kept, other, LessonEcho.objects.get().lesson}
    assert not LessonVersion.objects.filter(lesson=kept).exists()
    assert not hasattr(Lesson.objects.get(pk=kept.pk), "release")
    assert not SealedIdentity.objects.filter(pk__in=[kept.pk, LessonEcho.objects.get().pk]).exists()
    assert not BlindToken.objects.filter(subject=kept.pk).exists()
    assert written_by("lessons.lesson", author) == []
    assert AuditRow.objects.count() == n_log_rows


@pytest.mark.parametrize("choice", [holding.WITHDRAW, "", "nonsense"])
def test_erasure_that_withdraws_leaves_nothing(choice):
    author, friend = make_person(), make_person()
    services.lesson_echo(lesson=make_lesson(author=author, audience="public"), by=friend, at=NOW)
    other = make_lesson()

    close(author, choice)

    assert list(Lesson.objects.all()) == [other]
    assert list(SealedIdentity.objects.values_list("pk", flat=True)) == [other.pk]
    assert written_by("lessons.lessonecho", friend) == []
    assert written_by("lessons.lesson", author) == []


def test_public_lesson_left_behind_stays_public():
    author = make_person()
    lesson = make_lesson(author=author, audience="public")

    close(author, holding.LEAVE)

    assert list(visible_to(Lesson.objects.all(), make_person(kind="official"))) == [lesson]


def test_moving_shuts_out_the_seniors_of_both_posts():
    old, new = make_organisation(), make_organisation()
    author = make_person(organisation=old)
    lesson = make_lesson(author=author, audience="peers")
    seniors = [make_person(organisation=place, level=4) for place in (old, new)]
    assert visible_to(Lesson.objects.all(), seniors[1]).exists()

    author.organisation = new
    author.save()
    for _ in range(2):
        moves.tell_features(person=author, at=NOW)

    assert not any(visible_to(Lesson.objects.all(), senior).exists() for senior in seniors)
    assert BlindToken.objects.filter(subject=lesson.pk).count() == 3


def test_moving_out_of_every_organisation_changes_nothing():
    author = make_person()
    make_lesson(author=author)
    author.organisation = None
    n_tokens = BlindToken.objects.count()

    services.lessons_file_under_post(person=author)

    assert BlindToken.objects.count() == n_tokens


def test_drafts_forget_deletes_drafts_nobody_touched_with_their_seals():
    author, long_ago = make_person(), NOW - DRAFTS_KEPT - timedelta(days=1)
    make_lesson(author=author, state=State.DRAFT, at=long_ago)
    touched = make_lesson(author=author, state=State.DRAFT, at=long_ago)
    services.lesson_save_draft(lesson=touched, change=services.Change(fields={}), by=author, at=NOW)
    shared = make_lesson(author=author, at=long_ago)

    tasks.drafts_forget.enqueue()

    assert set(Lesson.objects.all()) == {touched, shared}
    assert written_by("lessons.lesson", author) == [touched.pk, shared.pk]


def test_withdrawn_lessons_are_deleted_after_90_days_with_every_link_to_them():
    author, friend, long_ago = make_person(), make_person(), NOW - WITHDRAWN_KEPT - timedelta(days=1)
    gone = make_lesson(author=author, at=long_ago)
    services.lesson_echo(lesson=gone, by=friend, at=long_ago)
    services.lesson_withdraw(lesson=gone, by=author, at=long_ago)
    kept = [make_lesson(author=author, state=State.WITHDRAWN), make_lesson(author=author, at=long_ago)]

    tasks.withdrawn_forget.enqueue()

    assert set(Lesson.objects.all()) == set(kept)
    assert not LessonEcho.objects.exists()
    assert not LessonVersion.objects.filter(lesson=gone.pk).exists()
    assert set(SealedIdentity.objects.values_list("pk", flat=True)) == {lesson.pk for lesson in kept}
    assert (written_by("lessons.lesson", author), written_by("lessons.lessonecho", friend)) == (
        [lesson.pk for lesson in kept],
        [],
    )


def test_the_author_is_told_when_drafts_and_withdrawn_lessons_go():
    author = make_person()
    make_lesson(author=author)
    make_lesson(author=author, state=State.DRAFT, at=NOW - timedelta(days=80), went_wrong="A draft")
    make_lesson(author=author, state=State.WITHDRAWN, at=NOW, went_wrong="B withdrawn")
    make_lesson(state=State.WITHDRAWN, went_wrong="Theirs")

    told = [(deletion.what, deletion.on - NOW) for deletion in holding.dates(author)]

    assert sorted(told) == [
        (f"The lesson you began on {day(NOW)} and withdrew", timedelta(days=90)),
        (f"Your draft of {day(NOW - timedelta(days=80))}, unless you change it", timedelta(days=10)),
    ]


def test_whoever_leaves_is_no_reader_of_anybody_any_more():
    author, reader, other = make_person(), make_person(), make_person()
    lesson = make_lesson(author=author)
    for named in (reader, other):
        services.lesson_open_to(lesson=lesson, reader=named, by=author, at=NOW)

    close(reader, holding.LEAVE)

    assert opened(lesson.pk)["readers"] == [other.pk]
    keyword = reader_keyword("lessons.lesson", reader)
    assert subjects_under([keyword]) == {keyword: []}
    assert written_by("lessons.lesson", author) == [lesson.pk]


def test_groups_widen_stores_wider_groups_as_people_leave_and_never_narrows():
    mates = [make_person() for _ in range(5)]
    lesson = make_lesson(author=mates[0])
    named = make_lesson(author=mates[0], attribution="named")
    Person.objects.filter(pk=mates[1].pk).update(region="London")

    tasks.groups_widen.enqueue()
    lesson.refresh_from_db()
    named.refresh_from_db()
    assert (lesson.region, lesson.nation, named.region) == ("", "England", "North West")

    Person.objects.filter(pk=mates[1].pk).update(region="North West")
    tasks.groups_widen.enqueue()
    lesson.refresh_from_db()
    assert (lesson.region, lesson.version) == ("", 1)


def test_every_regular_job_of_lessons_is_scheduled(settings):
    scheduled = {name for name in settings.SCHEDULE if ".lessons." in name}

    jobs = ("drafts_forget", "groups_widen", "withdrawn_forget")
    assert scheduled == {f"sideways.lessons.tasks.{job}" for job in jobs}
