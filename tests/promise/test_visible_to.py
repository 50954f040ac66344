"""Who may open which lesson, over random networks: the program against the words of the promise.

``may_open`` below is written from P1 to P3 alone, one reader and one lesson at a time, and knows
what no table says in the open: who wrote what, and every post the author has held since.
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import cache, partial
from random import Random

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from sideways.lessons import services as lessons
from sideways.lessons.models import Lesson
from sideways.lessons.tests.factories import make_lesson
from sideways.people import services as people
from sideways.people.models import Person
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import Audience, State, is_oversight, readership, visible_to, visible_with_own

pytestmark = pytest.mark.django_db

Kind, Standing = Person.Kind, Person.Standing
SEEDS = range(16)
LEVELS = [0, 2, 2, 3, 4, 8]


@dataclass
class Written:
    """A lesson and what only its author knows."""

    lesson: Lesson
    author: Person
    level: int
    posts: set[tuple[int, int]]
    named: set[int] = field(default_factory=set)


def may_open(reader, written):
    """Say whether the promise lets this reader open this lesson."""
    shared = written.lesson.state == State.SHARED
    if shared and written.lesson.audience == Audience.PUBLIC:
        return True  # P3: anyone
    if reader is None or reader.kind in {Kind.OFFICIAL, Kind.FUNDER, Kind.REGULATOR}:
        return False  # P1
    if reader.pk == written.author.pk:
        return True
    if (
        not shared
        or reader.kind not in {Kind.PRACTITIONER, Kind.BROKER}
        or reader.standing != Standing.ACTIVE
    ):
        return False
    if reader.pk in written.named:
        return True  # P2: unless the author names them
    if any(reader.organisation_id == there and reader.level > level for there, level in written.posts):
        return False  # P2
    return written.lesson.audience == Audience.PEERS or reader.level == written.level  # P3


class Network:
    """People at few organisations, what they wrote, and what changed afterwards."""

    def __init__(self, seed):
        self.dice = Random(seed)
        self.at = timezone.now()
        self.organisations = [make_organisation() for _ in range(3)]
        self.people = [self.person() for _ in range(10)]
        self.written = [self.lesson() for _ in range(14)]
        for _ in range(4):
            self.move()
        for person in self.dice.sample(self.people, 4):
            self.change(person)
        for written in self.written:
            written.lesson.refresh_from_db()
        for person in self.people:
            person.refresh_from_db()

    def person(self):
        kind = self.dice.choice([Kind.PRACTITIONER, Kind.PRACTITIONER, Kind.PRACTITIONER, Kind.BROKER])
        return make_person(
            kind=kind, level=self.dice.choice(LEVELS), organisation=self.dice.choice(self.organisations)
        )

    def lesson(self):
        author = self.dice.choice(self.people)
        state = self.dice.choice([State.SHARED, State.SHARED, State.SHARED, State.DRAFT, State.WITHDRAWN])
        audience = self.dice.choice(
            list(Audience) if state == State.SHARED else [Audience.LEVEL, Audience.PEERS]
        )
        lesson = make_lesson(author=author, state=state, audience=audience)
        written = Written(lesson, author, author.level, {(author.organisation_id, author.level)})
        for reader in self.dice.sample(self.people, self.dice.choice([0, 0, 1, 2])):
            if reader.pk != author.pk:
                lessons.lesson_open_to(lesson=lesson, reader=reader, by=author, at=self.at)
                written.named.add(reader.pk)
        return written

    def move(self):
        person = self.dice.choice(self.people)
        moved = people.person_move(
            person=person,
            organisation=self.dice.choice(self.organisations),
            level=self.dice.choice(LEVELS),
            by=person,
            at=self.at,
        )
        for written in self.written:
            if written.author.pk == person.pk:
                written.posts.add((moved.organisation_id, moved.level))

    def change(self, person):
        """Make somebody another kind of account, or one that is not active, after all was written."""
        person.refresh_from_db()
        person.kind = self.dice.choice(list(Kind))
        person.standing = self.dice.choice(
            [Standing.ACTIVE, Standing.ACTIVE, Standing.WAITING, Standing.HELD]
        )
        person.save()

    def expected(self, reader, rule=may_open):
        return {written.lesson.pk for written in self.written if rule(reader, written)}


@cache
def remembered():
    """Return networks to ask the oracle about; they are gone from the database after the first test."""
    return [Network(seed) for seed in range(100, 110)]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_reader_finds_what_the_promise_lets_them_open_and_nothing_else(seed):
    network = Network(seed)

    for reader in [None, *network.people]:
        found = visible_to(Lesson.objects.all(), reader or AnonymousUser())

        assert set(found.values_list("pk", flat=True)) == network.expected(reader), reader and (
            reader.kind,
            reader.standing,
            reader.level,
        )

        if reader is not None and not is_oversight(reader):
            own = visible_with_own(Lesson.objects.none(), reader).own
            assert set(own) == {each.lesson.pk for each in network.written if each.author.pk == reader.pk}

    # And the rule asked the other way round says the same of everybody at once
    asked = {written.lesson.pk: network.people for written in network.written}
    found = readership(Lesson.objects.all(), asked)
    for written in network.written:
        readers = {reader.pk for reader in network.people if may_open(reader, written)}
        assert found[written.lesson.pk] == (readers, {written.author.pk})


@pytest.mark.once  # asks no database
def test_the_networks_have_something_to_leak_to_every_kind_of_reader():
    hidden, shown = Counter(), Counter()
    for network in remembered():
        for reader in network.people:
            opened = len(network.expected(reader))
            shown[reader.kind] += opened
            hidden[reader.kind] += len(network.written) - opened

    assert set(hidden) == set(shown) == set(Kind)
    assert min(hidden.values()) > 0
    assert min(shown.values()) > 0


@pytest.mark.once  # asks no database
def test_a_rule_that_forgets_one_thing_is_found_out():
    for forgotten in ("seniors", "old posts", "names", "kinds", "standing", "state", "level"):
        careless = partial(may_open_but, forgotten)
        assert any(
            network.expected(reader) != network.expected(reader, careless)
            for network in remembered()
            for reader in network.people
        ), forgotten


def may_open_but(forgotten, reader, written):
    return may_open(*forget(forgotten, reader, written))


def forget(what, reader, written):
    """Return the reader and the lesson as a rule would see them that forgets one thing."""
    seen = Written(written.lesson, written.author, written.level, set(written.posts), set(written.named))
    as_read = Person(pk=reader.pk, kind=reader.kind, standing=reader.standing, level=reader.level)
    as_read.organisation_id = reader.organisation_id
    if what == "seniors":
        seen.posts = set()
    elif what == "old posts":
        seen.posts = {(written.author.organisation_id, written.author.level)}
    elif what == "names":
        seen.named = set()
    elif what == "kinds":
        as_read.kind = Kind.PRACTITIONER
    elif what == "standing":
        as_read.standing = Standing.ACTIVE
    elif what == "state":
        seen.lesson = Lesson(pk=written.lesson.pk, state=State.SHARED, audience=written.lesson.audience)
    elif what == "level":
        seen.level = reader.level
    else:
        raise AssertionError(what)
    return as_read, seen
