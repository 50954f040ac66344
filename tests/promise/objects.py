"""What the addresses of the table may be about: made once, by the heading it stands under."""

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.utils import timezone
from django.utils.http import int_to_base36

from sideways.api.models import Token
from sideways.api.tests.callers import make_token
from sideways.feeds.models import PersonalAddress
from sideways.feeds.services import address_revoke
from sideways.feeds.tests.factories import make_address
from sideways.guardians.tests import factories as guardians
from sideways.lessons.tests.factories import make_search
from sideways.notices.letters import unsubscribe_url
from sideways.notices.services import Choices, notices_choose
from sideways.notices.tests.factories import make_email
from sideways.patterns.tests.factories import make_pattern
from sideways.people.invitation_links import token_of
from sideways.people.models import (
    HeldDomain,
    Invitation,
    Organisation,
    OrganisationDomain,
    Person,
)
from sideways.people.tests.factories import make_organisation, make_person
from sideways.webhooks import services as webhooks
from sideways.webhooks.models import Delivery
from tests.promise import introducing, matching, meeting, projects, saying, weeks

if TYPE_CHECKING:
    from tests.promise.world import World


TOPIC = "fit-notes"
JUNIOR = 2  # the level of those who work below the readers
SEVEN_DAILY = Choices(rhythms={}, hour=7, weekday=0, quiet_from=None, quiet_until=None)


def followed(person: Person | None, what: str) -> tuple[PersonalAddress, str]:
    """Return an address of a person and its secret. It was fetched today, so that a fetch changes nothing."""
    assert person is not None
    return make_address(person, what, fetched_on=timezone.localdate())


def objects_of(world: "World", house: Organisation) -> dict[str, dict[str, Any]]:
    """Make what addresses may be about, by its heading in the table."""
    waiting = Person.Standing.WAITING
    near = make_person(organisation=house, standing=waiting, level=JUNIOR)
    far = make_person(standing=waiting, level=JUNIOR)
    held = make_person(standing=Person.Standing.HELD)
    proposed = make_organisation(standing=Organisation.Standing.PROPOSED)
    make_person(organisation=proposed)
    OrganisationDomain.objects.create(organisation=house, domain="house.example.org", added_at=timezone.now())
    HeldDomain.objects.create(domain="ministry.example.org", reason="A ministry", added_at=timezone.now())
    make_person(email="nurse@demo.example.org", is_demo=True)
    key = Authenticator.objects.create(user=far, type=Authenticator.Type.WEBAUTHN, data={"name": "Phone"})
    author = world.shared_by_all["same level"].author
    theirs, secret = followed(author, "lessons")
    revoked, spent = followed(author, "lessons")
    address_revoke(address=revoked, by=author, at=timezone.now())
    stop = unsubscribe_url(world.friend.pk, ["lessons.new"]).rstrip("/").rpartition("/")[2]
    notices_choose(person=world.friend, choices=SEVEN_DAILY, at=timezone.now())
    make_token(author)
    return {
        "Somebody who waits, in the broker's organisation": {"pk": near.pk},
        "Somebody who waits, elsewhere": {"pk": far.pk},
        "Somebody who is held": {"pk": held.pk},
        "Somebody else's account": {"pk": author.pk},
        "An organisation": {"pk": house.pk},
        "A proposed organisation": {"pk": proposed.pk},
        **_invitations(house),
        **_webhooks(house),
        **_requests(world),
        **_of_features(world),
        "The e-mail domains of an organisation": {"pk": house.pk},
        "An e-mail domain of an organisation": {"pk": house.pk, "domain": "house.example.org"},
        "A held domain": {"domain": "ministry.example.org"},
        "Somebody of the demo cast": {"name": "nurse"},
        "Somebody else's passkey": {"pk": key.pk},
        "A list to follow": {"what": "lessons"},
        "Somebody else's saved search": {"pk": make_search(author, topic=TOPIC).pk},
        "A pattern": {"pattern_id": make_pattern().pk},
        "Somebody else's feed": {"secret": secret},
        "Somebody else's calendar": {"secret": followed(author, "calendar")[1]},
        "A feed that was revoked": {"secret": spent},
        "Somebody else's address of a feed, on its owner's pages": {"pk": theirs.pk},
        "Somebody else's token": {"token_id": Token.objects.get(person=author).pk},
        "A key that nobody was sent": {"uidb36": int_to_base36(author.pk), "key": "zz-zz"},
        "A link at the foot of an e-mail": {"token": stop},
        "An e-mail that could not be sent": {"pk": make_email(failed_at=timezone.now()).pk},
        "A sign-in service that is not set up": {"provider_id": "nobody"},
        "An address of the API where nothing is": {"path": "v1/nothing"},
    }


def _of_features(world: "World") -> dict[str, dict[str, Any]]:
    below = world.shared_by_all["senior in the same organisation"].author
    return (
        saying.objects(world)
        | projects.objects(world, below)
        | meeting.objects(world)
        | weeks.objects()
        | introducing.objects(world)
        | matching.objects(world)
    )


def _requests(world: "World") -> dict[str, dict[str, Any]]:
    """Ask to find out who wrote three lessons: of one it is agreed, of one the reader may not know."""
    elsewhere, peers = world.shared_by_all["same level"], world.shared_by_all["other level, for peers"]
    below = world.shared_by_all["senior in the same organisation"]
    reader = world.readers["guardian"]
    waits, hidden = (guardians.ask(each.lesson, world.guardian) for each in (elsewhere, below))
    agreed = guardians.agree(guardians.ask(peers.lesson, reader), world.guardian)
    return {
        "A request to find out who wrote a lesson": {"request_id": waits.pk},
        "A request that a second guardian has agreed to": {"request_id": agreed.pk},
        "A request about somebody who works below the guardian": {"request_id": hidden.pk},
    }


def _invitations(house: Organisation) -> dict[str, dict[str, Any]]:
    at = timezone.now()
    near = Invitation.objects.create(email="near@example.org", organisation=house, invited_at=at)
    far = Invitation.objects.create(email="invited@example.org", invited_at=at)
    return {
        "An open invitation to the broker's organisation": {"pk": near.pk},
        "An open invitation elsewhere": {"pk": far.pk},
        "An invitation": {"token": token_of(far)},
        "An invitation that nobody was sent": {"token": "zz"},
    }


def _webhooks(house: Organisation) -> dict[str, dict[str, Any]]:
    """Register an address here and one elsewhere, as somebody who has left since."""
    at, operator = timezone.now(), make_person(kind=Person.Kind.OPERATOR)
    elsewhere = make_organisation()
    here, there = (
        webhooks.webhook_create(
            webhook_id=uuid4(), organisation=each, url="https://hook.example.org/", by=operator, at=at
        ).webhook
        for each in (house, elsewhere)
    )
    failed = Delivery.objects.create(
        webhook=here, kind=Delivery.Kind.TEST, happened_at=at, due_at=at, failed_at=at
    )
    webhooks.webhook_pause(webhook=there, by=operator, at=at)
    return {
        "The webhooks of an organisation": {"pk": house.pk},
        "The webhooks of another organisation": {"pk": elsewhere.pk},
        "A webhook of the broker's organisation": {"webhook_id": here.pk},
        "A webhook of another organisation, paused": {"webhook_id": there.pk},
        "A message that a webhook has not taken": {"webhook_id": here.pk, "pk": failed.pk},
    }
