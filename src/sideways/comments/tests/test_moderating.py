"""Reports, what guardians do with them, appeals, experts, and the public count."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from sideways.comments import presenters, queries, rules, services
from sideways.comments.errors import DecidedAlreadyError, NotYoursError
from sideways.comments.models import Comment, Expert, Moderated, Removal
from sideways.comments.tests.factories import (
    answer,
    appeal,
    ask,
    decide,
    make_expert,
    remove,
    report,
    say,
)
from sideways.common.models import AuditRow
from sideways.lessons.services import lesson_withdraw
from sideways.lessons.tests.factories import make_guardian, make_lesson
from sideways.people.models import Topic
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import written_by
from sideways.vault.queries import opened

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def person():
    return make_person()


@pytest.fixture
def comment(person):
    return say(make_lesson(), person)


@pytest.fixture
def guardian():
    return make_guardian()


def test_a_report_waits_for_guardians_and_says_not_who_reports(comment, guardian):
    by = make_person()
    first = report(comment, by, words="She is my colleague")

    assert report(comment, by) == first
    assert queries.waiting_for(guardian) == [comment]
    assert opened(first.pk) == {"person": by.pk}
    assert AuditRow.objects.get(action="comment.reported").by is None


def test_nobody_reports_their_own_or_what_they_cannot_see(comment, person):
    for by in (person, make_person(level=5), make_person(kind="official"), make_guardian()):
        with pytest.raises(NotYoursError):
            report(comment, by)
    with pytest.raises(ValidationError):
        report(comment, make_person(), reason="because")


def test_what_a_guardian_lets_stand_waits_again_when_another_reports_it(comment, guardian):
    report(comment, make_person())
    for _twice in range(2):
        services.comment_leave(comment=comment, by=guardian, at=NOW)

    assert queries.waiting_for(guardian) == []
    assert AuditRow.objects.filter(action="comment.left").count() == 1
    report(comment, make_person())
    assert queries.waiting_for(guardian) == [comment]


def test_taken_down_only_its_author_sees_it_and_reads_why(comment, person, guardian):
    report(comment, make_person())
    removal = remove(comment, guardian)

    assert remove(comment, guardian) == removal
    assert list(queries.comments_of(comment.lesson, make_person())) == []
    assert list(queries.comments_of(comment.lesson, person)) == [comment]
    assert queries.comment_own(comment.pk, person).removal.words == "It mocks a colleague"
    assert queries.waiting_for(guardian) == []
    with pytest.raises(DecidedAlreadyError):
        services.comment_leave(comment=comment, by=guardian, at=NOW)
    with pytest.raises(DecidedAlreadyError):
        remove(comment, make_guardian())


def test_nothing_is_taken_down_unreported_unsaid_or_by_whoever_is_no_guardian(comment, guardian):
    with pytest.raises(NotYoursError):
        remove(comment, guardian)
    report(comment, make_person())
    with pytest.raises(ValidationError):
        remove(comment, guardian, words=" ")
    for by in (make_person(), make_person(kind="operator"), make_person(kind="regulator")):
        with pytest.raises(NotYoursError):
            remove(comment, by)


def test_nobody_judges_their_own_theirs_or_what_people_below_them_wrote():
    house = make_organisation()
    author, person = make_person(organisation=house, level=2), make_person(level=2)
    question = ask(make_lesson(author=author), person)
    report(question, make_person(level=2))
    above = make_guardian(organisation=house, level=5)
    for each in (author, person):
        each.kind = "guardian"
        each.save()

    assert [queries.waiting_for(each) for each in (above, author, person)] == [[], [], []]
    assert queries.case_for(above, question.pk) is None
    assert queries.waiting_for(make_guardian()) == [question]


def test_a_withdrawn_lesson_leaves_nothing_to_judge(guardian):
    author = make_person()
    comment = say(make_lesson(author=author), make_person())
    report(comment, make_person())
    lesson_withdraw(lesson=comment.lesson, by=author, at=NOW)

    assert queries.waiting_for(guardian) == []
    assert queries.case_for(guardian, comment.pk) is None


@pytest.mark.parametrize("restores", [True, False])
def test_another_guardian_decides_an_appeal_and_that_is_the_end(comment, person, guardian, restores):
    report(comment, make_person())
    remove(comment, guardian)
    asked = appeal(comment, person)
    second = make_guardian()

    assert appeal(comment, person, "Again") == asked
    assert (queries.waiting_for(guardian), queries.waiting_for(second)) == ([], [comment])
    with pytest.raises(NotYoursError):
        decide(comment, guardian, restores=restores)
    decided = decide(comment, second, restores=restores)
    assert decide(comment, second, restores=restores) == decided
    assert (Comment.objects.get().state == "shared") is restores
    with pytest.raises(DecidedAlreadyError):
        appeal(comment, person)
    with pytest.raises(DecidedAlreadyError):
        decide(comment, make_guardian(), restores=not restores)
    if restores:
        with pytest.raises(DecidedAlreadyError):
            report(comment, make_person())


def test_only_whoever_said_it_appeals_with_words(comment, person, guardian):
    with pytest.raises(NotYoursError):
        appeal(comment, person)
    report(comment, make_person())
    with pytest.raises(NotYoursError):
        decide(comment, guardian, restores=True)
    remove(comment, guardian)
    with pytest.raises(ValidationError):
        appeal(comment, person, " ")
    with pytest.raises(NotYoursError):
        appeal(comment, make_person())


def test_an_author_who_is_only_a_role_appeals_for_an_answer(guardian):
    author = make_person()
    answered = answer(ask(make_lesson(author=author), make_person()), author)
    report(answered, make_person())
    remove(answered, guardian)

    assert appeal(answered, author).state == Removal.State.APPEALED
    assert queries.threads_of(answered.lesson, make_person())[0].answers == []


def test_the_count_says_month_and_reason_and_stays_when_the_comment_goes(comment, person, guardian):
    report(comment, make_person(), at=NOW)
    remove(comment, guardian, at=NOW)
    appeal(comment, person, at=NOW)
    decide(comment, make_guardian(), restores=True, at=NOW)
    services.comment_withdraw(comment=comment, by=person, at=NOW)

    march = date(2026, 3, 1)
    assert queries.months_moderated(date(2026, 3, 31)) == []
    (month,) = queries.months_moderated(date(2026, 4, 1))
    assert (month.month, month.counts) == (
        march,
        {"attacks": {"reported": 1, "taken_down": 1, "appealed": 1, "restored": 1}},
    )


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0"), (1, "fewer than 5"), (4, "fewer than 5"), (5, "5"), (12, "12")]
)
def test_small_counts_are_not_told(count, words):
    for _each in range(count):
        Moderated.objects.create(what="reported", reason="wrong", month=date(2026, 3, 1))
    Moderated.objects.create(what="appealed", reason="attacks", month=date(2026, 2, 1))
    tables = presenters.month_tables(queries.months_moderated(date(2026, 5, 9)))

    told = [row.counts[0] for table in tables for row in table.rows if "dangerous" in row.reason]
    assert told == ([words] if count else [])
    assert presenters.count_words(count) == words


def test_an_operator_appoints_a_peer_with_a_name_once_and_ends_it():
    operator, person = make_person(kind="operator"), make_person(name="Edda Expert")
    topic = Topic.objects.get(pk="fit-notes")
    for on in (topic, None):
        for _twice in range(2):
            expert = services.expert_appoint(person=person, topic=on, by=operator, at=NOW)
    assert Expert.objects.count() == 2
    assert len(queries.experts()) == 2

    with pytest.raises(NotYoursError):
        services.expert_end(expert=expert, by=make_person(kind="guardian"), at=NOW)
    for _twice in range(2):
        services.expert_end(expert=expert, by=operator, at=NOW)
    assert Expert.objects.get().topic == topic
    assert AuditRow.objects.filter(action__startswith="expert.").count() == 3


@pytest.mark.parametrize("kind", ["regulator", "official", "funder", "guardian"])
def test_nobody_but_a_peer_is_appointed_and_by_operators_alone(kind):
    operator = make_person(kind="operator")
    for person, by in (
        (make_person(kind=kind, name="R"), operator),
        (make_person(name=""), operator),
        (make_person(name="P"), make_person(kind=kind)),
    ):
        with pytest.raises(NotYoursError):
            services.expert_appoint(person=person, topic=None, by=by, at=NOW)
    assert not Expert.objects.exists()


def test_an_appointment_opens_no_lesson():
    chief = make_expert(make_person(name="Chief", level=7))
    lesson = make_lesson(author=make_person(level=2))

    assert not rules.standing_of(lesson, chief).may_read
    assert rules.kinds_for(lesson, chief) == []
    assert queries.comment_seen(uuid4(), chief) is None
    assert written_by(rules.COMMENT, chief) == []
