"""Letters and requests for tests, written through the services."""

from uuid import uuid4

from django.utils import timezone

from sideways.guardians import services
from sideways.guardians.services import Grounds
from sideways.lessons.tests.factories import make_guardian, make_lesson

GROUNDS = Grounds(reason="harm", words="A child may be hurt")


def write(lesson, guardian=None, *, text="Thank you", at=None, **more):
    return services.guardian_write(
        message_id=more.pop("message_id", None) or uuid4(),
        lesson=lesson,
        text=text,
        by=guardian or make_guardian(),
        at=at or timezone.now(),
        **more,
    )


def answer(message, author, *, text="You are welcome", message_id=None):
    return services.author_answer(
        message_id=message_id or uuid4(), to=message, text=text, by=author, at=timezone.now()
    )


def ask(lesson=None, guardian=None, *, grounds=GROUNDS, at=None):
    return services.unmasking_ask(
        request_id=uuid4(),
        lesson=lesson or make_lesson(),
        grounds=grounds,
        by=guardian or make_guardian(),
        at=at or timezone.now(),
    )


def agree(request, guardian=None, *, at=None):
    return services.unmasking_agree(
        request=request,
        words="There is no other way",
        by=guardian or make_guardian(),
        at=at or timezone.now(),
    )
