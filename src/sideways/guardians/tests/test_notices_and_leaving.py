from datetime import timedelta

import pytest
from django.utils import timezone

from sideways.guardians import holding, notice_kinds
from sideways.guardians.models import GuardianMessage, Unmasking
from sideways.guardians.services import Grounds
from sideways.guardians.tests.factories import agree, answer, ask, write
from sideways.lessons.tests.factories import make_guardian, make_lesson
from sideways.notices.models import NoticePlan, OutgoingEmail, Rhythm
from sideways.notices.services import digests_send
from sideways.people.exporting import everything_about
from sideways.people.tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def span():
    now = timezone.now()
    return now - timedelta(days=1), now + timedelta(days=1)


def test_letters_and_answers_are_told_to_whom_they_are_for(span):
    author, guardian = make_person(), make_guardian()
    lesson = make_lesson(author=author)
    answer(write(lesson, guardian, is_thanks=True), author)
    write(lesson, guardian)

    assert [item.text for item in notice_kinds.messages(author, *span)] == [
        "A guardian wrote to you about a lesson",
        "A guardian thanks you for a lesson",
    ]
    assert [item.text for item in notice_kinds.answers(guardian, *span)] == ["An author answered you"]
    assert notice_kinds.messages(make_person(), *span) == []
    assert notice_kinds.answers(make_guardian(), *span) == []


def test_a_request_is_told_to_other_guardians_and_the_agreement_to_the_author(span):
    author, guardian = make_person(), make_guardian()
    request = ask(make_lesson(author=author), guardian)

    other = make_guardian()
    assert [str(request.pk) in item.url for item in notice_kinds.requests(other, *span)] == [True]
    assert notice_kinds.requests(guardian, *span) == []
    agree(request, other)
    assert len(notice_kinds.unmasked(author, *span)) == 1
    assert notice_kinds.unmasked(author, span[1], span[1] + timedelta(days=1)) == []


def test_what_the_law_forbids_to_tell_is_told_on_the_day_set(span):
    author = make_person()
    day = timezone.localdate() + timedelta(days=30)
    grounds = Grounds(reason="court", words="Order 7", tell_on=day, not_told_because="The order")
    agree(ask(make_lesson(author=author), grounds=grounds))

    assert notice_kinds.unmasked(author, *span) == []
    later = timedelta(days=30)
    assert len(notice_kinds.unmasked(author, span[0] + later, span[1] + later)) == 1


def test_only_that_somebody_was_found_out_or_asks_is_told_at_once():
    rhythms = {kind.name: kind.rhythms for kind in notice_kinds.KINDS}

    assert {name for name, offered in rhythms.items() if Rhythm.AT_ONCE in offered} == {
        "guardians.unmasked",
        "guardians.requests",
    }
    assert not notice_kinds.KINDS[0].concerns(make_person(kind="funder"))


def test_a_copy_of_ones_data_holds_letters_and_that_one_was_found_out():
    author, guardian = make_person(), make_guardian()
    lesson = make_lesson(author=author)
    answer(write(lesson, guardian, text="Did it change?"), author, text="It did")
    agree(ask(lesson, guardian), second := make_guardian())

    mine = everything_about(author)["guardians"]
    assert [one["text"] for one in mine["messages"]] == ["Did it change?", "It did"]
    assert [one["lesson"] for one in mine["told_who_you_are"]] == [str(lesson.pk)]
    assert "A child" not in str(mine)
    duty = holding.export(guardian)["as_a_guardian"]
    assert [one["text"] for one in duty["messages"]] == ["Did it change?", "It did"]
    assert duty["requests"][0]["words"] == "A child may be hurt"
    assert holding.export(second)["as_a_guardian"]["requests"][0]["words"] == "There is no other way"


def test_whoever_leaves_is_in_no_letter_and_no_request():
    author, guardian, second = make_person(), make_guardian(), make_guardian()
    lesson = make_lesson(author=author)
    write(lesson, guardian)
    kept = write(make_lesson(), guardian)
    agree(ask(lesson, guardian), second)

    for person in (author, guardian, second):
        holding.erase(person=person, choice="", at=timezone.now())

    assert list(GuardianMessage.objects.values_list("pk", "guardian")) == [(kept.pk, None)]
    assert list(Unmasking.objects.values_list("asked_by", "answered_by")) == [(None, None)]


def test_an_email_says_only_the_kind():
    author = make_person(name="Tola Ajayi")
    agree(ask(make_lesson(author=author, went_wrong="The letters came late")))

    now = timezone.now()
    NoticePlan.objects.create(person=author, begun_at=now - timedelta(days=1), due_at=now)
    digests_send(at=now + timedelta(days=2))

    letter = OutgoingEmail.objects.get(to=author.email)
    assert "Somebody found out who you are" in letter.text
    assert "letters came late" not in letter.text + letter.subject
