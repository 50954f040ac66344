"""All that a reader gets hold of without being told an address: pages, filters, search, files, e-mails."""

from datetime import timedelta
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from sideways.lessons.views.listing import MOST_FRESH
from sideways.notices.models import NoticePlan, OutgoingEmail
from sideways.notices.services import digests_send
from tests.promise.answers import ask, get
from tests.promise.matrix import NOBODY, Call, Matrix
from tests.promise.weeks import LISTED
from tests.promise.world import Planted, World

PAGES_LOOKED_AT = 4
PAGED = ("lessons:list", "lessons:mine", "people:people", "people:vouches", "people:organisations")
IN_STRETCHES = ("api:lessons", "api:my_lessons", "api:releases", "api:people", "api:vouches", "api:proposed")
FILTERED = ("stage", "service", "profession", "level", "region")
ABOUT_ACCOUNTS = ("people:person", "people:kind", "api:person")
ABOUT_ORGANISATIONS = ("people:organisation", "api:organisation", "api:parts")
LISTS = ("lessons:list", "api:lessons")


def everything_of(world: World, matrix: Matrix, reader: str) -> dict[str, bytes]:
    """Return every byte the reader gets, by where it stood."""
    opens = {
        row.call.name: row.about
        for row in matrix.pages
        if row.call.method == "GET" and row.cells[reader] == "yes"
    }
    plain = {name: reverse(name) for name, about in opens.items() if not world.keywords(about)}
    found = {name: get(world, reader, address) for name, address in plain.items()}
    for name in PAGED:
        if name in plain:
            found |= _further_pages(world, reader, name)
    for name in IN_STRETCHES:
        if name in plain:
            found[f"{name}?limit=100"] = get(world, reader, f"{reverse(name)}?limit=100")
    for name in LISTS:
        if name in plain:
            found |= _filtered(world, reader, name)
    if "lessons:fresh" in plain:
        found |= _fresh(world, reader)
    if "people:person" in opens:
        found |= _about_authors(world, reader)
    if "people:organisation" in opens:
        found |= _about_organisations(world, reader)
    found |= _about(world, reader, opens, "A pattern", ("patterns:pattern", "api:pattern"))
    found |= _about(world, reader, opens, LISTED, ("week:earlier", "api:week_earlier"))
    found["people:download"] = ask(world, reader, Call("POST", "people:download"), "You").body
    found["e-mails"] = _emails_to(world, reader)
    found |= fetched(world, reader)
    return found


def _further_pages(world: World, reader: str, name: str) -> dict[str, bytes]:
    numbers = range(2, PAGES_LOOKED_AT + 1)
    return {f"{name}?page={n}": get(world, reader, f"{reverse(name)}?page={n}") for n in numbers}


def _filtered(world: World, reader: str, listed: str) -> dict[str, bytes]:
    """Return a list by every filter, with every value that some lesson has."""
    values = {("topic", topic.pk) for planted in world.planted() for topic in planted.lesson.topics.all()}
    for planted in world.planted():
        values |= {(name, getattr(planted.lesson, _column(name))) for name in FILTERED}
    queries = [urlencode({name: value}) for name, value in values if value not in {None, ""}]
    return {f"{listed}?{query}": get(world, reader, f"{reverse(listed)}?{query}") for query in queries}


def _fresh(world: World, reader: str) -> dict[str, bytes]:
    """Ask by its id for each lesson there is, as an open page does that has been told of it."""
    ids = [planted.lesson.pk for planted in world.planted()]
    queries = [urlencode({"id": ids[i : i + MOST_FRESH]}, doseq=True) for i in range(0, len(ids), MOST_FRESH)]
    address = reverse("lessons:fresh")
    return {f"lessons:fresh?{query}": get(world, reader, f"{address}?{query}") for query in queries}


def _column(name: str) -> str:
    return "profession_id" if name == "profession" else name


def _about_authors(world: World, reader: str) -> dict[str, bytes]:
    authors = {planted.author.pk for planted in world.planted() if planted.author != world.readers[reader]}
    return {
        f"{name} {pk}": get(world, reader, reverse(name, args=[pk]))
        for pk in authors
        for name in ABOUT_ACCOUNTS
    }


def _about_organisations(world: World, reader: str) -> dict[str, bytes]:
    places = {planted.author.organisation_id for planted in world.planted()}
    return {
        f"{name} {pk}": get(world, reader, reverse(name, args=[pk]))
        for pk in places
        for name in ABOUT_ORGANISATIONS
    }


def _about(
    world: World, reader: str, opens: dict[str, str], heading: str, names: tuple[str, ...]
) -> dict[str, bytes]:
    """Return the pages about one object that the reader may open."""
    keywords = world.keywords(heading)
    return {name: get(world, reader, reverse(name, kwargs=keywords)) for name in names if name in opens}


def fetched(world: World, reader: str) -> dict[str, bytes]:
    """Return what the reader's own feed reader and calendar get, without any session."""
    followed = {"feeds:atom": "lessons", "feeds:json": "lessons", "feeds:calendar": "calendar"}
    return {
        name: get(world, NOBODY, reverse(name, args=[secrets[what]]))
        for secrets in filter(None, [world.addresses.get(reader)])
        for name, what in followed.items()
    }


def _emails_to(world: World, reader: str) -> bytes:
    """Return every e-mail to the reader, with a digest of all that happened."""
    person = world.readers[reader]
    if person is None:
        return b""
    with transaction.atomic():
        now = timezone.now()
        NoticePlan.objects.create(person=person, begun_at=now - timedelta(days=1), due_at=now)
        digests_send(at=now + timedelta(days=2))
        letters = list(OutgoingEmail.objects.filter(to=person.email))
        transaction.set_rollback(True)
    said = [f"{letter.subject}\n{letter.text}\n{letter.html}" for letter in letters]
    return "\n".join(said).encode().lower()


class Search:
    """One reader's search box."""

    def __init__(self, world: World, reader: str) -> None:
        self._world, self._reader = world, reader

    def finds(self, planted: Planted, word: str) -> bool:
        """Say whether the search leads to the lesson, or shows any word of it but the one sought.

        Raises AssertionError when the pages and the API do not find the same.
        """
        tells = [str(planted.lesson.pk), *(text for text in planted.texts.values() if text != word)]
        lists = LISTS if self._reader in self._world.tokens else LISTS[:1]
        addresses = [f"{reverse(name)}?{urlencode({'q': word})}" for name in lists]
        bodies = [get(self._world, self._reader, address) for address in addresses]
        found = {any(tell.encode() in body for tell in tells) for body in bodies}
        assert len(found) == 1, f"{self._reader} finds {word} in one list only"
        return found.pop()
