"""Begin a meeting of people who have all said yes."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sideways.common.audit import audit
from sideways.meetings import rules
from sideways.meetings.errors import NotYoursError
from sideways.meetings.models import MOST_PEOPLE, MOST_QUESTIONS, Attendee, Meeting
from sideways.people.models import Encounter, Person


@transaction.atomic
def meeting_begin(
    *, people: Sequence[Person], how: Encounter.How, about: str, questions: Sequence[str], at: datetime
) -> Meeting:
    """Let two or three people who have all said yes arrange to meet. From now on they see each other's names.

    Whoever calls it keeps the meeting: calling it again begins another one. Raises NotYoursError unless
    all of them are active practitioners or brokers, each once.
    """
    if not 1 < len({person.pk for person in people}) == len(people) <= MOST_PEOPLE:
        raise NotYoursError
    if not all(rules.may_meet(person) for person in people):
        raise NotYoursError
    asked = [each.strip() for each in questions if each.strip()][:MOST_QUESTIONS]
    meeting = Meeting(how=how, about=about, questions=asked, begun_at=at, changed_at=at)
    meeting.clean_fields()
    meeting.save(force_insert=True)
    Attendee.objects.bulk_create(
        Attendee(meeting=meeting, person=person, profession=person.profession, level=person.level or 0)
        for person in people
    )
    audit(action="meeting.begun", subject=meeting, at=at)
    return meeting
