"""What guardians and authors wrote to each other: how to take it out, and what becomes of it (P13)."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sideways.guardians import queries, services
from sideways.guardians.models import GuardianMessage, Unmasking
from sideways.lessons.rules import LESSON
from sideways.people.holdings import Holding
from sideways.people.models import Person
from sideways.people.trust import written_by


def export(person: Person) -> dict[str, Any]:
    """Return letters to and by the person, that they were found out, and what they did as a guardian."""
    to_me = GuardianMessage.objects.filter(lesson__in=written_by(LESSON, person))
    duty = GuardianMessage.objects.filter(guardian=person)
    return {
        "messages": [_message(message) for message in to_me],
        "told_who_you_are": [_unmasking(row) for row in queries.unmaskings_told_to(person, timezone.now())],
        "as_a_guardian": {
            "messages": [_message(message) for message in duty],
            "requests": [
                {**_unmasking(row), "words": row.words if row.asked_by_id == person.pk else row.answer}
                for row in queries.unmaskings_of(person)
            ],
        },
    }


def _message(message: GuardianMessage) -> dict[str, Any]:
    return {
        "lesson": str(message.lesson_id),
        "from": "author" if message.by_author else "guardian",
        "thanks": message.is_thanks,
        "text": message.text,
        "at": message.at,
    }


def _unmasking(row: Unmasking) -> dict[str, Any]:
    return {
        "lesson": str(row.lesson_id),
        "reason": row.get_reason_display(),
        "state": row.get_state_display(),
        "answered_at": row.answered_at,
    }


def erase(*, person: Person, choice: str, at: datetime) -> None:
    """Delete what was written to the person as an author; forget them as a guardian. ``at`` is not kept."""
    services.messages_forget_author(person=person)
    services.guardian_forget(person=person)


HOLDING = Holding(
    name="guardians",
    export=export,
    erase=erase,
    goes=_("What guardians and you wrote to each other about your lessons is deleted."),
)
