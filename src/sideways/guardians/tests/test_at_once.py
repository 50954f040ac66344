"""Two guardians at the same moment, on the database that lets them."""

from uuid import uuid4

import pytest
from django.db import connection

from sideways.common.models import AuditRow
from sideways.guardians import services
from sideways.guardians.models import GuardianMessage, Unmasking
from sideways.guardians.tests.factories import GROUNDS, agree, answer, ask, write
from sideways.lessons.tests.factories import make_guardian, make_lesson
from sideways.lessons.tests.test_at_once import NOW, at_once
from sideways.people.tests.factories import make_person

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite lets one writer in at a time: nothing can cross"
    ),
]


def test_two_guardians_who_agree_at_once_are_one_second_guardian():
    request, guardians = ask(), [make_guardian(), make_guardian()]

    raised = at_once(*[lambda guardian=guardian: agree(request, guardian) for guardian in guardians])

    assert raised == ["RequestNotOpenError"]
    assert AuditRow.objects.filter(action="guardian.unmask_agreed").count() == 1


def test_asking_four_times_at_once_is_one_request():
    lesson, guardian, request_id = make_lesson(), make_guardian(), uuid4()

    def send():
        services.unmasking_ask(request_id=request_id, lesson=lesson, grounds=GROUNDS, by=guardian, at=NOW)

    assert at_once(*[send] * 4) == []
    assert Unmasking.objects.count() == 1


def test_a_letter_and_an_answer_sent_four_times_at_once_are_one_each():
    author, guardian = make_person(), make_guardian()
    lesson, sent, answered = make_lesson(author=author), uuid4(), uuid4()

    assert at_once(*[lambda: write(lesson, guardian, message_id=sent)] * 4) == []
    message = GuardianMessage.objects.get()
    assert at_once(*[lambda: answer(message, author, message_id=answered)] * 4) == []
    assert GuardianMessage.objects.count() == 2
