from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from sideways.common.keeping import AUDIT_KEPT
from sideways.common.models import AuditRow
from sideways.guardians import queries, services, tasks
from sideways.guardians.errors import (
    GuardianGoneError,
    NobodyCanFindOutError,
    NotForYouError,
    NotToBeSeenError,
    RequestNotOpenError,
)
from sideways.guardians.models import GuardianMessage, Unmasking
from sideways.guardians.services import Grounds
from sideways.guardians.tests.factories import GROUNDS, agree, answer, ask, write
from sideways.lessons.errors import NotYourLessonError
from sideways.lessons.tests.factories import make_guardian, make_lesson
from sideways.people.models import Person
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import State
from sideways.vault.services import identity_destroy

pytestmark = pytest.mark.django_db

SOON, LATER = timedelta(days=1), timedelta(days=15)


@pytest.fixture
def author():
    return make_person(name="Zebedee Quill")


@pytest.fixture
def lesson(author):
    return make_lesson(author=author)


def decline(request, guardian=None, *, at=None):
    return services.unmasking_decline(
        request=request, words="Write to them first", by=guardian or make_guardian(), at=at or timezone.now()
    )


def look(request, guardian, *, at=None):
    return services.unmasking_look(request=request, by=guardian, at=at or timezone.now())


# Letters


def test_a_guardian_writes_and_the_author_answers_and_no_row_says_who_the_author_is(lesson, author):
    guardian = make_guardian()
    message = write(lesson, guardian, text="Did the letters change?")
    answer(message, author, text="They did")

    assert [one.text for one in queries.messages_with(guardian, lesson)] == [
        "Did the letters change?",
        "They did",
    ]
    for row in GuardianMessage.objects.values():
        assert author.pk not in (row["guardian_id"],)
    assert not AuditRow.objects.filter(by=author).exists()


def test_the_same_letter_sent_twice_is_one(lesson, author):
    guardian, sent, answered = make_guardian(), uuid4(), uuid4()
    for _ in range(2):
        message = write(lesson, guardian, message_id=sent)
        answer(message, author, message_id=answered)

    assert GuardianMessage.objects.count() == 2


def test_the_id_of_another_letter_is_refused(lesson, author):
    guardian = make_guardian()
    message = write(lesson, guardian)
    other = make_lesson()
    answered = answer(message, author)

    for refused in (
        lambda: write(lesson, make_guardian(), message_id=message.pk),
        lambda: write(other, guardian, message_id=message.pk),
        lambda: write(lesson, guardian, message_id=answered.pk),
        lambda: answer(message, author, message_id=message.pk),
    ):
        with pytest.raises(NotForYouError):
            refused()
    assert GuardianMessage.objects.count() == 2


@pytest.mark.parametrize("kind", [kind for kind in Person.Kind.values if kind != "guardian"])
def test_nobody_but_guardians_writes_or_asks(lesson, kind):
    with pytest.raises(NotForYouError):
        write(lesson, make_person(kind=kind))
    with pytest.raises(NotForYouError):
        ask(lesson, make_person(kind=kind))
    assert not GuardianMessage.objects.exists()


def test_a_guardian_is_none_for_what_they_wrote_themselves_nor_for_drafts(author):
    mine, draft = make_lesson(author=author), make_lesson(state=State.DRAFT)
    Person.objects.filter(pk=author.pk).update(kind="guardian")
    guardian = Person.objects.get(pk=author.pk)

    for lesson in (mine, draft):
        with pytest.raises(NotForYouError):
            write(lesson, guardian)
        with pytest.raises(NotForYouError):
            ask(lesson, guardian)


def test_nothing_is_sent_when_nobody_can_be_told(lesson, author):
    message = write(lesson, guardian := make_guardian())
    identity_destroy(subject=lesson.pk)

    with pytest.raises(NobodyCanFindOutError):
        write(lesson, guardian)
    with pytest.raises(NobodyCanFindOutError):
        ask(lesson, guardian)
    with pytest.raises(NotYourLessonError):
        answer(message, author)


def test_an_empty_letter_is_refused(lesson, author):
    with pytest.raises(ValidationError):
        write(lesson, text="  ")
    with pytest.raises(ValidationError):
        answer(write(lesson), author, text=" ")


def test_only_the_author_answers(lesson):
    with pytest.raises(NotYourLessonError):
        answer(write(lesson), make_person())


def test_a_guardian_who_has_left_gets_no_answer(lesson, author):
    guardian = make_guardian()
    message = write(lesson, guardian)
    services.guardian_forget(person=guardian)
    message.refresh_from_db()

    with pytest.raises(GuardianGoneError):
        answer(message, author)


def test_letters_of_an_author_are_deleted_when_they_leave_and_others_stay(lesson, author):
    write(lesson)
    other = write(make_lesson())

    for _ in range(2):
        services.messages_forget_author(person=author)

    assert list(GuardianMessage.objects.all()) == [other]


def test_letters_end_with_the_lesson(lesson):
    write(lesson)
    lesson.delete()

    assert not GuardianMessage.objects.exists()


# Finding out


def test_two_guardians_see_who_it_is_and_each_look_is_in_the_log(lesson, author):
    first, second = make_guardian(), make_guardian()
    request = ask(lesson, first)
    agree(request, second)

    assert look(request, first) == look(request, second) == author
    looks = AuditRow.objects.filter(action="guardian.unmask_looked")
    assert {row.by for row in looks} == {first, second}
    assert not any(str(lesson.pk) in row.subject for row in looks)


def test_nobody_sees_before_a_second_guardian_agrees(lesson):
    first = make_guardian()
    request = ask(lesson, first)

    with pytest.raises(NotToBeSeenError):
        look(request, first)
    decline(request)
    with pytest.raises(NotToBeSeenError):
        look(request, first)


def test_nobody_else_sees_and_nobody_after_seven_days(lesson):
    first = make_guardian()
    request = ask(lesson, first)
    agree(request)

    with pytest.raises(NotToBeSeenError):
        look(request, make_guardian())
    with pytest.raises(NotToBeSeenError):
        look(request, first, at=timezone.now() + timedelta(days=7))
    Person.objects.filter(pk=first.pk).update(kind="operator")
    with pytest.raises(NotToBeSeenError):
        look(request, Person.objects.get(pk=first.pk))


def test_nobody_answers_their_own_request(lesson):
    first = make_guardian()
    request = ask(lesson, first)

    for answered in (agree, decline):
        with pytest.raises(NotForYouError):
            answered(request, first)
    assert Unmasking.objects.get().state == "asked"


def test_asking_twice_changes_nothing_and_asking_after_it_lapsed_asks_anew(lesson):
    first = make_guardian()
    request = ask(lesson, first)

    assert ask(lesson, first, at=timezone.now() + SOON) == request
    assert ask(lesson, first, at=timezone.now() + LATER) != request
    assert Unmasking.objects.count() == 2


def test_two_guardians_may_ask_about_the_same_lesson(lesson):
    assert ask(lesson) != ask(lesson)


def test_answering_twice_changes_nothing_and_another_answer_is_refused(lesson):
    request, second = ask(lesson), make_guardian()
    at = timezone.now()
    assert agree(request, second, at=at).answered_at == at

    assert agree(request, second, at=at + SOON).answered_at == at
    for refused in (lambda: agree(request), lambda: decline(request), lambda: decline(request, second)):
        with pytest.raises(RequestNotOpenError):
            refused()
    assert AuditRow.objects.filter(action="guardian.unmask_agreed").count() == 1


def test_a_request_lapses_after_fourteen_days(lesson):
    request, second = ask(lesson), make_guardian()

    with pytest.raises(NotForYouError):
        agree(request, second, at=timezone.now() + LATER)
    assert queries.unmaskings_waiting_for(second, timezone.now()) == [request]
    assert queries.unmaskings_waiting_for(second, timezone.now() + LATER) == []


@pytest.fixture
def line():
    """Return an author at level 2 and a guardian at level 5 of the same organisation."""
    house = make_organisation()
    author = make_person(organisation=house, level=2)
    return make_lesson(author=author), make_guardian(organisation=house, level=5)


def test_a_guardian_above_the_author_is_not_shown_the_request_and_cannot_answer(line):
    lesson, senior = line
    request = ask(lesson)

    assert queries.unmaskings_waiting_for(senior, timezone.now()) == []
    assert queries.unmasking_for(senior, request.pk, timezone.now()) is None
    with pytest.raises(NotForYouError):
        agree(request, senior)


def test_what_a_guardian_above_the_author_asks_looks_like_any_request_and_lapses(line):
    lesson, senior = line
    elsewhere = make_guardian()
    request, other = ask(lesson, senior), ask(None, senior)

    shown = {
        field: getattr(request, field) == getattr(other, field) for field in ("state", "reason", "words")
    }
    assert all(shown.values())
    assert queries.unmaskings_waiting_for(elsewhere, timezone.now()) == [other]
    with pytest.raises(NotForYouError):
        agree(request, elsewhere)


def test_a_guardian_who_is_the_author_cannot_answer(lesson, author):
    request = ask(lesson)
    Person.objects.filter(pk=author.pk).update(kind="guardian")

    with pytest.raises(NotForYouError):
        agree(request, Person.objects.get(pk=author.pk))


def test_a_guardian_who_comes_to_stand_above_the_author_sees_no_longer(lesson, author):
    first = make_guardian()
    request = ask(lesson, first)
    agree(request)
    above = {"organisation": author.organisation, "level": author.level + 1}
    Person.objects.filter(pk=first.pk).update(**above)

    with pytest.raises(NotToBeSeenError):
        look(request, Person.objects.get(pk=first.pk))


def test_when_the_link_is_destroyed_nobody_can_find_out_any_more(lesson):
    first, late = make_guardian(), ask(lesson)
    request = ask(lesson, first)
    agree(request)
    identity_destroy(subject=lesson.pk)

    with pytest.raises(NobodyCanFindOutError):
        look(request, first)
    with pytest.raises(NobodyCanFindOutError):
        agree(late)
    assert Unmasking.objects.get(pk=late.pk).state == "asked"


def test_the_author_is_told_at_once(lesson, author):
    assert queries.unmaskings_told_to(author, timezone.now()) == []
    request = ask(lesson)
    assert queries.unmaskings_told_to(author, timezone.now()) == []

    agree(request)

    assert queries.unmaskings_told_to(author, timezone.now()) == [request]
    assert queries.unmaskings_told_to(make_person(), timezone.now()) == []


def test_where_the_law_forbids_it_the_author_is_told_on_the_day_set(lesson, author):
    today = timezone.localdate()
    grounds = Grounds(
        reason="court", words="An order", tell_on=today + timedelta(days=30), not_told_because="The order"
    )
    agree(request := ask(lesson, grounds=grounds))

    assert queries.unmaskings_told_to(author, timezone.now() + timedelta(days=29)) == []
    assert queries.unmaskings_told_to(author, timezone.now() + timedelta(days=31)) == [request]


@pytest.mark.parametrize("days", [0, 366])
def test_the_day_set_is_within_twelve_months(lesson, days):
    day = timezone.localdate() + timedelta(days=days)
    with pytest.raises(ValidationError):
        ask(lesson, grounds=Grounds(reason="court", words="An order", tell_on=day, not_told_because="It"))
    assert not Unmasking.objects.exists()


def test_a_reason_is_from_the_list_and_has_words(lesson):
    for grounds in (Grounds(reason="curious", words="I wonder"), Grounds(reason="harm", words=" ")):
        with pytest.raises(ValidationError):
            ask(lesson, grounds=grounds)


def test_an_answer_has_words(lesson):
    with pytest.raises(ValidationError):
        services.unmasking_agree(request=ask(lesson), words=" ", by=make_guardian(), at=timezone.now())


def test_after_two_years_requests_are_only_counted(lesson):
    agree(ask(lesson))
    ask()
    services.unmaskings_forget(at=timezone.now() + AUDIT_KEPT - SOON)
    assert not Unmasking.objects.filter(lesson_id=None).exists()

    assert services.unmaskings_forget(at=timezone.now() + AUDIT_KEPT + SOON) == 2

    told = Unmasking.objects.values_list("lesson_id", "words", "answer", "asked_by", "answered_by")
    assert set(told) == {(None, "", "", None, None)}
    assert queries.years_of_unmasking() == [(timezone.now().year, 2, 1, 0)]
    assert queries.unmaskings_waiting_for(make_guardian(), timezone.now()) == []


def test_the_task_forgets_nothing_new(lesson):
    ask(lesson)
    tasks.unmaskings_forget.func()
    assert Unmasking.objects.get().lesson_id == lesson.pk


def test_what_is_asked_keeps_its_words(lesson):
    request = ask(lesson)
    assert (request.reason, request.words) == (GROUNDS.reason, GROUNDS.words)
    assert str(request).endswith("asked")


def test_where_nobody_was_found_out_the_vault_is_not_asked(django_assert_num_queries):
    author = make_person()
    make_lesson(author=author)

    with django_assert_num_queries(1):
        assert queries.unmaskings_told_to(author, timezone.now()) == []
