"""What becomes of what was said in confidence when somebody leaves: closed their account, or moved."""

import pytest
from django.utils import timezone

from sideways.common.models import AuditRow
from sideways.lessons import queries, services
from sideways.lessons.models import Lesson, LessonRelease
from sideways.lessons.tests.factories import make_guardian, make_lesson
from sideways.people.models import Person
from sideways.people.services import person_close, person_move
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import State, reader_keyword, visible_to
from sideways.vault.queries import opened, subjects_under

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def moves(person):
    return person_move(person=person, organisation=make_organisation(), level=person.level, by=person, at=NOW)


def closes(person):
    return person_close(person=person, choices={"lessons": "leave"}, by=person, at=NOW)


def may_read(reader):
    return list(visible_to(Lesson.objects.all(), Person.objects.get(pk=reader.pk)))


@pytest.fixture
def office():
    return make_organisation()


@pytest.fixture
def author(office):
    return make_person(organisation=office)


@pytest.fixture
def manager(office):
    return make_person(level=4, organisation=office)


@pytest.fixture
def opened_lesson(author, manager):
    lesson = make_lesson(author=author)
    services.lesson_open_to(lesson=lesson, reader=manager, by=author, at=NOW)
    assert may_read(manager) == [lesson]
    return lesson


@pytest.mark.parametrize("leave", [moves, closes])
def test_what_was_opened_to_a_leaver_by_name_closes(leave, author, manager, opened_lesson):
    rows_about_it = AuditRow.objects.filter(subject=f"lessons.lesson:{opened_lesson.pk}").count()

    for _twice in range(2):
        leave(manager)

    assert may_read(manager) == []
    assert opened(opened_lesson.pk) == {"person": author.pk, "readers": []}
    keyword = reader_keyword("lessons.lesson", manager)
    assert subjects_under([keyword])[keyword] == []
    assert not queries.named_readers(opened_lesson).exists()
    assert AuditRow.objects.filter(subject=f"lessons.lesson:{opened_lesson.pk}").count() == rows_about_it


def test_what_was_opened_to_a_leaver_stays_open_to_the_others(author, manager, opened_lesson):
    friend = make_person(level=5)
    services.lesson_open_to(lesson=opened_lesson, reader=friend, by=author, at=NOW)

    moves(manager)

    assert list(queries.named_readers(opened_lesson)) == [friend]
    assert may_read(friend) == [opened_lesson]


def test_it_closes_also_when_its_author_has_gone_before(author, manager, opened_lesson):
    closes(author)

    moves(manager)

    assert may_read(manager) == []


def test_a_new_level_in_the_same_post_closes_nothing(manager, opened_lesson):
    person_move(person=manager, organisation=manager.organisation, level=5, by=manager, at=NOW)

    assert may_read(manager) == [opened_lesson]


def test_who_moves_keeps_all_they_wrote_and_what_they_opened(author, manager, opened_lesson):
    draft = make_lesson(author=author, state=State.DRAFT)
    withdrawn = make_lesson(author=author, state=State.WITHDRAWN)
    asked = make_lesson(author=author)
    services.lesson_release_ask(lesson=asked, by=author, at=NOW)
    echoed = make_lesson(author=make_person())
    services.lesson_echo(lesson=echoed, by=author, at=NOW)

    moved = moves(author)

    mine = {draft, withdrawn, asked, opened_lesson}
    assert set(queries.lessons_written_by(moved)) == mine
    assert list(queries.releases_waiting_for(make_guardian())) == [asked.release]
    assert queries.has_echoed(echoed, moved)
    assert may_read(manager) == [opened_lesson]  # the author decided so, and can take it back


def test_who_closes_the_account_leaves_no_draft_and_no_request(author, opened_lesson):
    make_lesson(author=author, state=State.DRAFT)
    services.lesson_release_ask(lesson=opened_lesson, by=author, at=NOW)

    closes(author)

    assert list(Lesson.objects.all()) == [opened_lesson]
    assert not LessonRelease.objects.exists()
    assert opened(opened_lesson.pk) is None


def test_a_guardian_who_closes_the_account_leaves_the_proposed_wording(author, opened_lesson):
    guardian = make_guardian()
    release = services.lesson_release_ask(lesson=opened_lesson, by=author, at=NOW)
    words = {"trying": "a", "went_wrong": "b"}
    services.lesson_release_propose(release=release, wording=words, seen_version=1, by=guardian, at=NOW)

    closes(guardian)

    assert services.lesson_release_agree(release=release, by=author, at=NOW).audience == "public"


def test_vouches_of_a_leaver_stand_and_name_nobody(client):
    broker, operator = make_person(kind="broker", name="Bea Brook"), make_person(kind="operator")
    person = make_person(standing="waiting", organisation=broker.organisation)
    from sideways.people.services import person_vouch

    person_vouch(person=person, by=broker, at=NOW)
    closes(broker)
    client.force_login(operator)

    page = client.get(f"/people/{person.pk}/").content.decode()
    assert "By somebody who has left" in page
    assert "closed.invalid" not in page
    person.refresh_from_db()
    assert person.standing == "active"
