"""What people hear of comments, take away, and leave behind."""

from datetime import UTC, datetime, timedelta

import pytest

from sideways.comments import holding, notice_kinds, rules, services, tasks
from sideways.comments.models import Comment, Expert, Removal
from sideways.comments.tests.factories import (
    advise,
    answer,
    appeal,
    ask,
    decide,
    make_expert,
    remove,
    report,
    say,
)
from sideways.lessons import services as lessons
from sideways.lessons.following import Following
from sideways.lessons.keeping import WITHDRAWN_KEPT
from sideways.lessons.tests.factories import make_guardian, make_lesson
from sideways.people.models import Person, Topic
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import written_by
from sideways.vault.models import SealedIdentity

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TITLE = "Fit notes came back unread"


def texts(items):
    return [item.text for item in items]


def test_an_author_hears_on_the_day_after_how_much_was_said():
    author = make_person()
    lesson = make_lesson(author=author, went_wrong=TITLE)
    say(lesson, make_person(), at=NOW)
    for _each in range(2):
        ask(lesson, make_person(), at=NOW)

    assert notice_kinds.on_own_lessons(author, NOW - DAY, NOW + timedelta(hours=1)) == []
    (told,) = notice_kinds.on_own_lessons(author, NOW - DAY, NOW + DAY)
    assert told.text == f"2 questions and 1 comment: {TITLE}"
    assert told.url == f"/lessons/{lesson.pk}/#comments"
    lessons.lesson_follow(lesson=lesson, how=Following.MUTED, by=author)
    assert notice_kinds.on_own_lessons(author, NOW - DAY, NOW + DAY) == []


def test_an_author_hears_nothing_of_those_they_are_the_senior_of_and_no_one_who_wrote_nothing():
    house = make_organisation()
    author = make_person(organisation=house, level=4)
    lesson = make_lesson(author=author, audience="peers")
    say(lesson, make_person(organisation=house, level=2), at=NOW)

    assert notice_kinds.on_own_lessons(author, NOW - DAY, NOW + DAY) == []
    assert notice_kinds.on_own_lessons(make_person(), NOW - DAY, NOW + DAY) == []


def test_whoever_asked_hears_of_the_answer_while_they_may_read_it():
    author, asks = make_person(), make_person()
    lesson = make_lesson(author=author, went_wrong=TITLE)
    answer(ask(lesson, asks), author, at=NOW)

    assert texts(notice_kinds.answers(asks, NOW - DAY, NOW)) == [f"The author answered you: {TITLE}"]
    assert notice_kinds.answers(author, NOW - DAY, NOW) == []
    assert notice_kinds.answers(make_person(), NOW - DAY, NOW) == []
    lessons.lesson_withdraw(lesson=lesson, by=author, at=NOW)
    assert notice_kinds.answers(asks, NOW - DAY, NOW) == []


@pytest.mark.parametrize(("restores", "told"), [(True, "put back"), (False, "stay down")])
def test_whoever_said_it_hears_that_it_was_taken_down_and_of_the_appeal(restores, told):
    person, guardian, second = make_person(), make_guardian(), make_guardian()
    comment = say(make_lesson(), person)
    report(comment, make_person(), at=NOW)

    assert texts(notice_kinds.queue(guardian, NOW - DAY, NOW)) == ["A comment was reported"]
    assert notice_kinds.queue(guardian, NOW, NOW + DAY) == []
    remove(comment, guardian, at=NOW)
    assert len(notice_kinds.decisions(person, NOW - DAY, NOW)) == 1
    appeal(comment, person, at=NOW + DAY)
    assert notice_kinds.queue(guardian, NOW, NOW + DAY) == []
    assert texts(notice_kinds.queue(second, NOW, NOW + DAY)) == ["An appeal waits for you"]
    decide(comment, second, restores=restores, at=NOW + 2 * DAY)

    (item,) = notice_kinds.decisions(person, NOW + DAY, NOW + 2 * DAY)
    assert told in item.text
    assert item.url == f"/comments/{comment.pk}/"
    assert notice_kinds.decisions(person, NOW + 2 * DAY, NOW + 3 * DAY) == []


def test_whoever_reports_hears_in_numbers_what_came_of_it():
    reporter, guardian, second = make_person(), make_guardian(), make_guardian()
    author, lesson = make_person(), make_lesson()
    down, also, stands = (say(lesson, author, text) for text in ("Fool", "Clown", "Ours rings first"))
    waits = say(lesson, author, "Ring them")
    for each in (down, also, stands, waits):
        report(each, reporter, at=NOW - HOUR)
    remove(down, guardian, at=NOW)
    remove(also, guardian, at=NOW)
    services.comment_leave(comment=stands, by=guardian, at=NOW)

    (item,) = notice_kinds.outcomes(reporter, NOW - DAY, NOW)
    assert item.text == "You reported something. Guardians took down 2 comments and let 1 comment stand."
    assert item.url == "/about/moderation/"
    assert notice_kinds.outcomes(author, NOW - DAY, NOW) == []
    assert notice_kinds.outcomes(reporter, NOW, NOW + 3 * DAY) == []

    appeal(down, author, at=NOW + DAY)
    decide(down, second, restores=True, at=NOW + 2 * DAY)
    (item,) = notice_kinds.outcomes(reporter, NOW, NOW + 3 * DAY)
    assert item.text == "You reported something. Guardians put back 1 comment after an appeal."


def test_what_one_guardian_let_stand_for_me_is_not_told_again_when_another_report_takes_it_down():
    reporter, guardian, comment = make_person(), make_guardian(), say(make_lesson(), make_person())
    report(comment, reporter, at=NOW - HOUR)
    services.comment_leave(comment=comment, by=guardian, at=NOW)
    report(comment, make_person(), at=NOW + HOUR)
    remove(comment, guardian, at=NOW + 2 * HOUR)

    told = notice_kinds.outcomes(reporter, NOW - DAY, NOW + DAY)
    assert texts(told) == ["You reported something. Guardians let 1 comment stand."]


def test_an_expert_hears_that_they_were_appointed():
    person, topic = make_person(name="Edda Expert"), Topic.objects.get(pk="fit-notes")
    operator = make_person(kind="operator")
    services.expert_appoint(person=person, topic=topic, by=operator, at=NOW)
    services.expert_appoint(person=person, topic=None, by=operator, at=NOW + DAY)

    told = notice_kinds.appointments(person, NOW - DAY, NOW + DAY)
    assert texts(told) == ["You are an expert here on: any topic", "You are an expert here on: Fit notes"]
    assert [item.url for item in told] == ["/lessons/", "/lessons/?topic=fit-notes"]
    assert notice_kinds.appointments(make_person(), NOW - DAY, NOW + DAY) == []


def test_oversight_hears_nothing():
    official = make_person(kind="official")

    assert not any(kind.concerns(official) for kind in notice_kinds.KINDS)


def test_a_copy_holds_all_that_was_said_reported_and_decided():
    person, guardian, second = make_person(name="Nia"), make_guardian(), make_guardian()
    lesson = make_lesson()
    comment = say(lesson, person, "Mine")
    report(comment, reporter := make_person(), words="Unkind")
    remove(comment, guardian)
    appeal(comment, person)
    decide(comment, second, restores=False)
    make_expert(person, Topic.objects.get(pk="fit-notes"))
    make_expert(person)
    advise(lesson, person, "Form 12")

    mine = holding.export(person)
    assert [each["text"] for each in mine["said"]] == ["Mine", "Form 12"]
    assert (mine["said"][0]["appeal"], mine["said"][0]["answer"]) == ("It mocks nobody", "Read again")
    assert [each["topic"] for each in mine["expert_on"]] == ["Fit notes", ""]
    (reported,) = holding.export(reporter)["reported"]
    assert reported["text"] == "Unkind"
    assert reported["answered_at"] is not None
    assert len(holding.export(guardian)["as_a_guardian"]["taken_down"]) == 1
    assert len(holding.export(second)["as_a_guardian"]["appeals"]) == 1


def test_leaving_deletes_what_was_said_and_unlinks_what_was_done():
    author = make_person()
    person, guardian = make_person(), make_guardian()
    other = say(make_lesson(), make_person())
    question = ask(make_lesson(author=author), person)
    answer(question, author)
    reported = report(other, person)
    remove(other, guardian)
    Expert.objects.create(person=make_person(), appointed_at=NOW, appointed_by=guardian)
    for each in (person, guardian):
        for _twice in range(2):
            holding.erase(person=each, choice="", at=NOW)

    assert list(Comment.objects.all()) == [other]
    assert not SealedIdentity.objects.filter(pk__in=[question.pk, reported.pk]).exists()
    assert Removal.objects.get().removed_by is None
    assert Expert.objects.get().appointed_by is None


def test_comments_go_for_good_with_their_lesson_and_leave_no_seal():
    author = make_person()
    lesson = make_lesson(author=author)
    question = ask(lesson, make_person())
    answer(question, author)
    report(question, make_person())
    lessons.lesson_withdraw(lesson=lesson, by=author, at=NOW)
    lessons.withdrawn_forget(at=NOW + WITHDRAWN_KEPT)

    assert not Comment.objects.exists()
    assert not SealedIdentity.objects.exists()


def test_a_group_that_has_become_small_widens():
    for _number in range(5):
        make_person(profession="gp", level=5, organisation=None, region="North West", nation="England")
    person = Person.objects.filter(profession="gp").first()
    comment = say(make_lesson(author=make_person(level=5), audience="peers"), person)
    before = Comment.objects.get().profession_id
    Person.objects.filter(profession="gp").exclude(pk=person.pk).update(level=4)
    tasks.groups_widen.func()

    comment.refresh_from_db()
    assert (before, comment.profession_id) == ("gp", None)
    assert services.groups_widen() == 0


def test_the_regular_job_is_scheduled(settings):
    assert "sideways.comments.tasks.groups_widen" in settings.SCHEDULE
    assert written_by(rules.COMMENT, make_person()) == []
