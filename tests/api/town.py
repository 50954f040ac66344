"""A small network for those who ask the API at random: something of every kind, and words to look for."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from sideways.api.tests.callers import make_token
from sideways.comments.tests.factories import say
from sideways.introductions.services import apart_add, conflict_add, talk_ask
from sideways.introductions.tests.factories import make_broker, make_nurse, make_work_coach, propose
from sideways.lessons.models import Lesson
from sideways.lessons.tests.factories import make_lesson, make_release
from sideways.notices.tests.factories import make_email
from sideways.patterns.queries import patterns_shown
from sideways.patterns.tests.factories import BOILERS, NOTES, make_theme, publish
from sideways.people.models import Organisation, Person
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import Audience, State
from sideways.webhooks.models import Delivery
from sideways.webhooks.tests.factories import make_webhook

# Words that stand in candid lessons and nowhere else, and who may never be sent them.
OWN, SHARED, GONE, ASKED = "zqownqz", "zqsharedqz", "zqgoneqz", "zqaskedqz"
HIDDEN = {
    "practitioner": {GONE},
    "guardian": {GONE, SHARED},
    "operator": {GONE, SHARED, ASKED},
    "official": {GONE, SHARED, ASKED, OWN},
}
KINDS = tuple(HIDDEN)


@dataclass(frozen=True, slots=True)
class Town:
    """Who asks, the ids of what there is to ask about, and the words that may not come back."""

    hidden: set[str]
    secret: str
    lessons: list[UUID]
    people: list[int]
    organisations: list[int]
    webhooks: list[UUID]
    messages: list[int]
    emails: list[int]
    comments: list[UUID]
    patterns: list[UUID]
    introductions: list[UUID]
    talks: list[UUID]
    apart: list[int]
    conflicts: list[int]

    def ids(self, parameter: str) -> list[object]:
        """Return what a part of an address may be filled with so that something is there."""
        found: dict[str, list[object]] = {
            "lesson_id": [str(pk) for pk in self.lessons],
            "person_id": list(self.people),
            "reader_id": list(self.people),
            "organisation_id": list(self.organisations),
            "domain": ["ministry.example.org"],
            "comment_id": [str(pk) for pk in self.comments],
            "webhook_id": [str(pk) for pk in self.webhooks],
            "message_id": list(self.messages),
            "email_id": list(self.emails),
            "pattern_id": [str(pk) for pk in self.patterns],
            "introduction_id": [str(pk) for pk in self.introductions],
            "talk_id": [str(pk) for pk in self.talks],
            "apart_id": list(self.apart),
            "conflict_id": list(self.conflicts),
        }
        return found.get(parameter, [])


def build(kind: str) -> Town:
    """Build the network as this kind of account meets it."""
    house = make_organisation(name="Hollin Vale Council")
    asks = make_person(organisation=house, level=3)
    other, waiting = make_person(level=3), make_person(organisation=house, standing=Person.Standing.WAITING)
    held = make_person(standing=Person.Standing.HELD)
    proposed = make_organisation(standing=Organisation.Standing.PROPOSED)
    make_person(organisation=proposed)
    states = [State.DRAFT, State.SHARED, State.WITHDRAWN]
    written = [(asks, state, OWN) for state in states]
    written += [(other, state, SHARED if state == State.SHARED else GONE) for state in states]
    lessons = [
        make_lesson(
            author=author, state=state, audience=Audience.PEERS, went_wrong=f"Late {word}", advice=word
        )
        for author, state, word in written
    ]
    asked = make_lesson(author=other, audience=Audience.PEERS, went_wrong=f"Late {ASKED}")
    make_release(asked)
    public = make_lesson(author=other, audience=Audience.PUBLIC, went_wrong="Everybody may read this")
    said = [say(each, by) for each, by in ((lessons[1], other), (lessons[4], asks), (asked, make_person()))]
    webhook = make_webhook(by=make_person(kind="broker", organisation=house))
    now = timezone.now()
    message = Delivery.objects.create(
        webhook=webhook, kind=Delivery.Kind.TEST, happened_at=now, due_at=now, failed_at=now
    )
    between = _introduced(asks, lessons[1])
    asks.kind = kind  # only now: everybody here was a practitioner while they wrote
    asks.save()
    return Town(
        hidden=HIDDEN[kind],
        secret=make_token(asks),
        lessons=[each.pk for each in [*lessons, asked, public]],
        people=[other.pk, waiting.pk, held.pk],
        organisations=[house.pk, proposed.pk],
        webhooks=[webhook.pk],
        messages=[message.pk],
        comments=[each.pk for each in said],
        emails=[make_email(failed_at=now, error="No such box", tries=7).pk],
        patterns=_patterns(),
        **between,
    )


def _introduced(asks: Person, own: Lesson) -> dict[str, list[Any]]:
    """Suggest somebody to who asks, let somebody ask about their lesson, and keep some apart."""
    now = timezone.now()
    Person.objects.filter(pk=asks.pk).update(lat=53.54, lon=-2.11)
    asks.refresh_from_db()
    coach, other = make_work_coach(level=3), make_work_coach(level=3)
    conflict = conflict_add(one=coach, other=other, by=make_broker(), at=now)
    return {
        "introductions": [propose(asks, coach).pk, propose(make_nurse(), make_work_coach()).pk],
        "talks": [talk_ask(lesson=own, by=other, at=now).pk],
        "apart": [apart_add(person=asks, words="somebody@example.org", at=now).pk],
        "conflicts": [conflict.pk],
    }


def _patterns() -> list[UUID]:
    make_theme(BOILERS)
    make_theme(NOTES)
    publish()
    return [shown.pk for shown in patterns_shown()]
