"""A small network in which every relation of a reader to a lesson exists, and every word is marked.

All readers hold one post: level 3 in one organisation. All were practitioners when they wrote their
own lessons and when others named them as readers; only then did they become what they are called.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.urls import reverse
from django.utils import timezone
from django.utils.http import int_to_base36

from sideways.api.models import Token
from sideways.api.tests.callers import make_token
from sideways.feeds.models import PersonalAddress
from sideways.feeds.services import address_revoke
from sideways.feeds.tests.factories import make_address
from sideways.guardians.tests import factories as guardians
from sideways.lessons import services
from sideways.lessons.models import TEXTS, Lesson, LessonUpdate
from sideways.lessons.services.release import texts_to_release
from sideways.notices.letters import unsubscribe_url
from sideways.notices.services import Choices, notices_choose
from sideways.notices.tests.factories import make_email
from sideways.patterns.tests.factories import make_pattern
from sideways.people import uploads
from sideways.people.invitation_links import token_of
from sideways.people.models import (
    HeldDomain,
    Invitation,
    Organisation,
    OrganisationDomain,
    Person,
    TopicFollow,
)
from sideways.people.services import person_kind_grant, person_move
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import Audience, State
from sideways.webhooks import services as webhooks
from sideways.webhooks.models import Delivery
from tests.promise import introducing, matching, saying
from tests.promise.matrix import NOBODY

PASSWORD = "three words remembered"
ALL_SIGNS = frozenset({"danger", "safeguarding", "crime", "safety", "wrongdoing"})
TOPIC = "fit-notes"
LEVEL, JUNIOR = 3, 2


def marked(tag: str, name: str) -> str:
    """Return a word that stands nowhere else and is not part of another."""
    return f"zq{tag}{name.replace('_', '')}qz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A lesson all of whose words, and all that is known of its author, can be looked for."""

    lesson: Lesson
    author: Person
    texts: dict[str, str]
    organisations: tuple[str, ...]

    @property
    def name_shows(self) -> bool:
        """Whether the author chose to be named."""
        return self.lesson.attribution == Lesson.Attribution.NAMED


class Browser(RequestFactory):
    """Sends requests through the whole site, without noting each template as Django's test client does."""

    def __init__(self) -> None:
        super().__init__()
        self._handler = ClientHandler(enforce_csrf_checks=False)

    def request(self, **request: Any) -> Any:
        return self._handler(self._base_environ(**request))


@dataclass(slots=True)
class World:
    """The readers by name, how each is signed in, and what they meet."""

    readers: dict[str, Person | None] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    shared_by_all: dict[str, Planted] = field(default_factory=dict)
    own: dict[tuple[str, str], Planted] = field(default_factory=dict)
    objects: dict[str, dict[str, Any]] = field(default_factory=dict)
    addresses: dict[str, dict[str, str]] = field(default_factory=dict)
    said: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    browser: Browser = field(default_factory=Browser)
    friend: Person = field(init=False)
    guardian: Person = field(init=False)

    def lesson(self, relation: str, reader: str) -> Planted | None:
        """Return the lesson that stands in this relation to the reader, if there can be one."""
        return self.own.get((relation, reader)) or self.shared_by_all.get(relation)

    def planted(self) -> list[Planted]:
        """Return every lesson there is."""
        return [*self.shared_by_all.values(), *self.own.values()]

    def keywords(self, heading: str, reader: str = "operator") -> dict[str, Any]:
        """Return what an address about an object is filled with; a file is the reader’s own."""
        if heading in FILES:
            by = self.readers[reader] or self.readers["operator"]
            return {"token": uploads.upload_keep(SimpleUploadedFile("some.csv", FILES[heading].encode()), by)}
        return self.said.get((heading, reader)) or self.objects.get(heading, {})


SEVEN_DAILY = Choices(rhythms={}, hour=7, weekday=0, quiet_from=None, quiet_until=None)
CSV = "code,name,service\nOWN:1,Hollin Vale Carers,voluntary\n"
PEOPLE = "email,name\nnew@example.org,New Person\n"
FILES = {"A file that waits to be imported": CSV, "A file of people that waits": PEOPLE}


@contextmanager
def a_world(readers: tuple[str, ...]) -> Iterator[World]:
    """Build a world for the readers of the table and take it down again."""
    with transaction.atomic():
        yield _built(readers)
        transaction.set_rollback(True)


def _built(readers: tuple[str, ...]) -> World:
    world = World()
    house = make_organisation(name=marked("house", "place"))
    for number in range(5):  # so many that a role with its region shows
        make_person(level=LEVEL, name=f"Colleague {number}")
        make_person(level=JUNIOR, name=f"Younger colleague {number}")
    world.friend = make_person(level=LEVEL, email="friend@example.org")
    world.guardian = make_person(kind=Person.Kind.GUARDIAN)
    world.readers = {
        name: None if name == NOBODY else _person(name, level=LEVEL, organisation=house) for name in readers
    }
    people = {name: person for name, person in world.readers.items() if person is not None}
    for name, person in people.items():
        # Their notices hold every lesson they can read, and must hold no other.
        TopicFollow.objects.create(person=person, topic_id=TOPIC, how=TopicFollow.How.WATCHING)
        _write_own(world, name, person)
    _write_by_others(world, house, list(people.values()))
    for name in people:
        saying.say_as(world, name)
        introducing.introduce(world, name)
    for name, person in people.items():
        world.readers[name] = _become(name, person)
        world.cookies[name] = _signed_in(world.readers[name])
        world.tokens[name] = make_token(world.readers[name])
    _add_objects(world, house)
    for name in people:
        world.addresses[name] = {
            what: _followed(world.readers[name], what)[1] for what in ("lessons", "calendar")
        }
    return world


def _person(tag: str, **fields: Any) -> Person:
    fields.setdefault("level", LEVEL)
    if "organisation" not in fields:
        fields["organisation"] = make_organisation(name=marked(tag, "place"))
    email = f"{marked(tag, 'mail')}@example.org"
    person = make_person(name=marked(tag, "name"), email=email, password=PASSWORD, **fields)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def _write(tag: str, author: Person, *, state: State = State.SHARED, **fields: Any) -> Planted:
    """Write a lesson in marked words, with an update, shared as the fields say."""
    at = timezone.now()
    texts = {name: marked(tag, name) for name in TEXTS}
    told = {
        **{name: f"It was {word} again" for name, word in texts.items()},
        "causes": ["data"],
        "stage": Lesson.Stage.NOW,
        "talk": Lesson.Talk.VIDEO,
        "audience": Audience.PEERS,
        **fields,
    }
    change = services.Change(fields=told, topics=(TOPIC,), routes_seen=ALL_SIGNS)
    lesson = services.lesson_start(lesson_id=uuid4(), change=change, by=author, at=at)
    if state != State.DRAFT:
        lesson = services.lesson_share(lesson=lesson, by=author, at=at)
        texts["update"] = marked(tag, "update")
        update = LessonUpdate(id=uuid4(), text=f"Then {texts['update']}")
        services.lesson_update_add(lesson=lesson, update=update, routes_seen=ALL_SIGNS, by=author, at=at)
    if state == State.WITHDRAWN:
        lesson = services.lesson_withdraw(lesson=lesson, by=author, at=at)
    place = author.organisation
    return Planted(lesson=lesson, author=author, texts=texts, organisations=(place.name,) if place else ())


def _write_own(world: World, name: str, person: Person) -> None:
    tag = f"own{name}"
    for relation, state in (
        ("own", State.SHARED),
        ("own draft", State.DRAFT),
        ("own, withdrawn", State.WITHDRAWN),
    ):
        planted = _write(f"{tag}{state}", person, state=state)
        if state != State.DRAFT:
            services.lesson_open_to(lesson=planted.lesson, reader=world.friend, by=person, at=timezone.now())
        world.own[relation, name] = planted


def _write_by_others(world: World, house: Organisation, readers: list[Person]) -> None:
    at, found = timezone.now(), world.shared_by_all

    def elsewhere(tag: str, level: int = JUNIOR, **fields: Any) -> Planted:
        return _write(tag, _person(tag, level=level), **fields)

    def below(tag: str, **fields: Any) -> Planted:
        return _write(tag, _person(tag, level=JUNIOR, organisation=house), **fields)

    found["same level"] = elsewhere("same", LEVEL, audience=Audience.LEVEL)
    found["same level, with a name"] = elsewhere(
        "named", LEVEL, audience=Audience.LEVEL, attribution=Lesson.Attribution.NAMED
    )
    found["other level, for their level"] = elsewhere("other", audience=Audience.LEVEL)
    found["other level, for peers"] = elsewhere("peers")
    found["senior in the same organisation"] = below("below")
    found["senior where the author was before"] = left = below("left")
    _move(left.author, make_organisation())
    found["senior where the author is now"] = came = elsewhere("came")
    _move(came.author, house)
    found["senior named by the author"] = opened = below("opened")
    for reader in readers:
        services.lesson_open_to(lesson=opened.lesson, reader=reader, by=opened.author, at=at)
    found["draft of another"] = elsewhere("draft", LEVEL, state=State.DRAFT)
    found["withdrawn"] = elsewhere("gone", LEVEL, state=State.WITHDRAWN)
    found["waits for a guardian"] = asked = elsewhere("asked")
    _ask(asked)
    found["waits for a guardian, withdrawn"] = taken = elsewhere("taken")
    _ask(taken)
    services.lesson_withdraw(lesson=taken.lesson, by=taken.author, at=at)
    found["waits for its author"] = proposed = elsewhere("proposed")
    propose(proposed, world.guardian)
    found["public"] = _released(elsewhere("public"), world.guardian)
    found["public and senior"] = _released(below("publicbelow"), world.guardian)
    found["public, then withdrawn"] = was = _released(elsewhere("waspublic"), world.guardian)
    services.lesson_withdraw(lesson=was.lesson, by=was.author, at=at)


def _move(person: Person, organisation: Organisation) -> None:
    person_move(person=person, organisation=organisation, level=person.level, by=person, at=timezone.now())


def _ask(planted: Planted) -> None:
    services.lesson_release_ask(lesson=planted.lesson, by=planted.author, at=timezone.now())


def propose(planted: Planted, guardian: Person) -> Any:
    """Let a guardian propose a wording: the same marked words, so that they can be looked for."""
    lesson = Lesson.objects.get(pk=planted.lesson.pk)
    release = services.lesson_release_ask(lesson=lesson, by=planted.author, at=timezone.now())
    return services.lesson_release_propose(
        release=release,
        wording=texts_to_release(lesson),
        seen_version=lesson.version,
        by=guardian,
        at=timezone.now(),
    )


def _released(planted: Planted, guardian: Person) -> Planted:
    release = propose(planted, guardian)
    services.lesson_release_agree(release=release, by=planted.author, at=timezone.now())
    return planted


def _become(name: str, person: Person) -> Person:
    """Make a reader what the table calls them, the way the service does it."""
    if name in Person.Standing.values:
        Person.objects.filter(pk=person.pk).update(standing=name)
        return Person.objects.get(pk=person.pk)
    appointer = make_person(kind=Person.Kind.OPERATOR)
    return person_kind_grant(person=person, kind=name, by=appointer, reason="The matrix", at=timezone.now())


def _signed_in(person: Person | None) -> str:
    """Return the cookie of a session that gave its password a moment ago, as closing an account asks."""
    assert person is not None
    client = Client()
    client.force_login(person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _followed(person: Person | None, what: str) -> tuple[PersonalAddress, str]:
    """Return an address of a person and its secret. It was fetched today, so that a fetch changes nothing."""
    assert person is not None
    return make_address(person, what, fetched_on=timezone.localdate())


def _add_objects(world: World, house: Organisation) -> None:
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
    theirs, secret = _followed(author, "lessons")
    revoked, spent = _followed(author, "lessons")
    address_revoke(address=revoked, by=author, at=timezone.now())
    stop = unsubscribe_url(world.friend.pk, ["lessons.new"]).rstrip("/").rpartition("/")[2]
    notices_choose(person=world.friend, choices=SEVEN_DAILY, at=timezone.now())
    invitation = Invitation.objects.create(email="invited@example.org", invited_at=timezone.now())
    make_token(author)
    world.objects = {
        "Somebody who waits, in the broker's organisation": {"pk": near.pk},
        "Somebody who waits, elsewhere": {"pk": far.pk},
        "Somebody who is held": {"pk": held.pk},
        "Somebody else's account": {"pk": author.pk},
        "An organisation": {"pk": house.pk},
        "A proposed organisation": {"pk": proposed.pk},
        "An invitation": {"token": token_of(invitation)},
        "An invitation that nobody was sent": {"token": "zz"},
        **_webhooks(house),
        **_requests(world),
        **saying.objects(world),
        **matching.objects(world) | introducing.objects(world),
        "The e-mail domains of an organisation": {"pk": house.pk},
        "An e-mail domain of an organisation": {"pk": house.pk, "domain": "house.example.org"},
        "A held domain": {"domain": "ministry.example.org"},
        "Somebody of the demo cast": {"name": "nurse"},
        "Somebody else's passkey": {"pk": key.pk},
        "A list to follow": {"what": "lessons"},
        "A pattern": {"pattern_id": make_pattern().pk},
        "Somebody else's feed": {"secret": secret},
        "Somebody else's calendar": {"secret": _followed(author, "calendar")[1]},
        "A feed that was revoked": {"secret": spent},
        "Somebody else's address of a feed, on its owner's pages": {"pk": theirs.pk},
        "Somebody else's token": {"token_id": Token.objects.get(person=author).pk},
        "A key that nobody was sent": {"uidb36": int_to_base36(author.pk), "key": "zz-zz"},
        "A link at the foot of an e-mail": {"token": stop},
        "An e-mail that could not be sent": {"pk": make_email(failed_at=timezone.now()).pk},
        "A sign-in service that is not set up": {"provider_id": "nobody"},
        "An address of the API where nothing is": {"path": "v1/nothing"},
    }


def _requests(world: World) -> dict[str, dict[str, Any]]:
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
