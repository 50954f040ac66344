"""A small network in which every relation of a reader to a lesson exists, and every word is marked.

All readers hold one post: level 3 in one organisation. All were practitioners when they wrote their
own lessons and when others named them as readers; only then did they become what they are called.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.urls import reverse
from django.utils import timezone

from sideways.api.tests.callers import make_token
from sideways.files.tests import factories as files
from sideways.lessons import services
from sideways.lessons.models import TEXTS, Lesson, LessonUpdate
from sideways.lessons.services.release import texts_to_release
from sideways.people import uploads
from sideways.people.models import (
    Organisation,
    Person,
    TopicFollow,
)
from sideways.people.services import person_kind_grant, person_move
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import Audience, State
from tests.promise import introducing, meeting, projects, saying, weeks
from tests.promise.matrix import NOBODY
from tests.promise.objects import JUNIOR, TOPIC, followed, objects_of

PASSWORD = "three words remembered"
ALL_SIGNS = frozenset({"danger", "safeguarding", "crime", "safety", "wrongdoing"})
LEVEL = 3


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
    file: str  # what is said of the picture beside it, which is for fewer people once the lesson is public

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
    _tie_together(world)
    for name in people:
        saying.say_as(world, name)
        projects.put_up_as(world, name)
        meeting.meet_as(world, name)
        introducing.introduce(world, name)
    weeks.offer_everything(world)
    for name, person in people.items():
        world.readers[name] = _become(name, person)
        world.cookies[name] = _signed_in(world.readers[name])
        world.tokens[name] = make_token(world.readers[name])
    world.objects = objects_of(world, house)
    for name in people:
        world.addresses[name] = {
            what: followed(world.readers[name], what)[1] for what in ("lessons", "calendar")
        }
    for planted in world.planted():
        planted.lesson.refresh_from_db()  # others have ended, narrowed or released it since it was written
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
    files.add(lesson, author, description=f"A drawing of {marked(tag, 'file')}")
    if state != State.DRAFT:
        lesson = services.lesson_share(lesson=lesson, by=author, at=at)
        texts["update"] = marked(tag, "update")
        update = LessonUpdate(id=uuid4(), text=f"Then {texts['update']}")
        services.lesson_update_add(lesson=lesson, update=update, routes_seen=ALL_SIGNS, by=author, at=at)
    if state == State.WITHDRAWN:
        lesson = services.lesson_withdraw(lesson=lesson, by=author, at=at)
    place = author.organisation
    return Planted(
        lesson=lesson,
        author=author,
        texts=texts,
        organisations=(place.name,) if place else (),
        file=marked(tag, "file"),
    )


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


def _tie_together(world: World) -> None:
    """Say of each lesson that it grew from the one before, so that hidden ones stand beside shown ones."""
    planted = [each.lesson for each in world.planted() if each.lesson.state != State.DRAFT]
    for before, after in pairwise(planted):
        Lesson.objects.filter(pk=after.pk).update(adapted_from=before)


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
