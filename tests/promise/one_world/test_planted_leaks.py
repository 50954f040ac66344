"""The matrix is worth something only if it sees a leak: here are some, and it sees each of them."""

import dataclasses
import sys
from types import ModuleType

import pytest
from django.db.models import Q
from django.http import HttpResponseNotFound
from django.urls import reverse

from sideways.lessons import feeds, queries
from sideways.lessons.models import Lesson
from sideways.lessons.presenters import author_words
from sideways.lessons.queries import with_what_rows_show
from sideways.people import trust
from sideways.people.models import Person
from sideways.web import errors
from tests.promise.answers import get
from tests.promise.checks import READ, leaks, wrong_cells
from tests.promise.finding import Search, fetched
from tests.promise.matrix import Call

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,  # nor on the database
]


@pytest.fixture
def replace(monkeypatch):
    """Replace a function wherever the site has imported it."""

    def put(kept, planted):
        for module in list(sys.modules.values()):
            if isinstance(module, ModuleType) and module.__name__.startswith("sideways."):
                for name in [name for name, value in vars(module).items() if value is kept]:
                    monkeypatch.setattr(module, name, planted)

    return put


@pytest.fixture
def opened(world, matrix):
    """Return a function that says whether a reader opens a lesson that the table closes to them."""

    def opens(relation, reader, call=READ):
        assert matrix.read(relation)[reader] == "404"
        return asked(world, matrix, relation, reader, call) == [f"{reader}: yes instead of 404"]

    return opens


def asked(world, matrix, relation, reader, call=READ):
    """Return what is wrong with one cell of the table."""
    row = next(row for row in matrix.lessons if (row.call, row.about) == (call, relation))
    only = dataclasses.replace(row, cells={reader: row.cells[reader]})
    return [sentence.removeprefix(f"{row} · ") for sentence in wrong_cells(world, only)]


def leaks_at(world, matrix, reader, *pages):
    """Return what leaks from some pages of the reader, and where."""
    return leaks(world, matrix, reader, {page: get(world, reader, reverse(page)) for page in pages})


def leaks_from_feeds(world, matrix, reader):
    return leaks(world, matrix, reader, fetched(world, reader))


def finds(world, relation, reader):
    planted = world.lesson(relation, reader)
    return Search(world, reader).finds(planted, planted.texts["went_wrong"])


def test_everything_visible_is_seen(matrix, world, opened, replace):
    assert not opened("same level", "nobody")
    assert not leaks_at(world, matrix, "official", "lessons:list", "api:lessons")
    replace(trust.visible_with_own, lambda candid, _reader: trust.Visible(candid, []))  # visible_to as well
    assert opened("same level", "nobody")
    assert opened("other level, for peers", "regulator")
    assert opened("senior in the same organisation", "practitioner")
    assert leaks_at(world, matrix, "official", "lessons:list")
    assert leaks_at(world, matrix, "official", "api:lessons")
    assert finds(world, "same level", "nobody")


def test_seniors_forgotten_are_seen(matrix, world, opened, monkeypatch):
    assert not leaks_at(world, matrix, "practitioner", "lessons:list")
    monkeypatch.setattr(trust, "_posts_below", lambda _content, _reader: [])
    for relation in (
        "senior in the same organisation",
        "senior where the author was before",
        "senior where the author is now",
    ):
        assert opened(relation, "practitioner")
        assert opened(relation, "broker")
    assert leaks_at(world, matrix, "practitioner", "lessons:list")


def test_one_former_post_forgotten_is_seen(opened, monkeypatch):
    monkeypatch.setattr(trust, "post_keyword", lambda content, place, _level: f"{content}:none:{place}")
    assert opened("senior where the author was before", "practitioner")


def test_the_state_forgotten_is_seen(matrix, world, opened, monkeypatch):
    monkeypatch.setattr(trust, "Q", lambda **sought: Q(**{k: v for k, v in sought.items() if k != "state"}))
    assert opened("withdrawn", "practitioner")
    assert opened("public, then withdrawn", "nobody")
    assert asked(world, matrix, "draft of another", "practitioner") == ["practitioner: edit instead of 404"]


def test_oversight_forgotten_is_seen(matrix, world, opened, replace):
    assert not leaks_at(world, matrix, "funder", "lessons:list", "lessons:mine")
    replace(trust.is_oversight, lambda _reader: False)
    assert opened("own", "official")
    assert opened("own, withdrawn", "regulator")
    assert leaks_at(world, matrix, "funder", "lessons:list")
    assert leaks_at(world, matrix, "funder", "lessons:mine")


def test_every_account_taken_for_a_peer_is_seen(opened, replace):
    replace(trust.is_peer, lambda reader: isinstance(reader, Person))
    assert opened("same level", "guardian")
    assert opened("other level, for peers", "operator")
    assert opened("senior named by the author", "waiting")


def test_a_list_that_asks_nobody_is_seen(matrix, world, opened, replace):
    shared = Lesson.objects.filter(state="shared")
    replace(queries.lessons_readable_with_own, lambda _reader: trust.Visible(shared, []))
    assert not opened("same level", "regulator")  # the page itself is still closed
    assert leaks_at(world, matrix, "regulator", "lessons:list")
    assert finds(world, "same level", "regulator")


def test_a_feed_that_tells_a_reader_what_they_may_read_is_seen(matrix, world, replace):
    assert leaks_from_feeds(world, matrix, "practitioner") == []
    candid = feeds._candid
    replace(candid, lambda lesson: dataclasses.replace(candid(lesson), title=lesson.went_wrong))
    assert any("at feeds:atom" in leak for leak in leaks_from_feeds(world, matrix, "practitioner"))
    assert leaks_from_feeds(world, matrix, "official") == []


def test_an_operation_of_the_api_that_asks_nobody_is_seen(opened, monkeypatch):
    everything = with_what_rows_show(Lesson.objects.all())
    monkeypatch.setattr("sideways.api.v1.lessons.readable_or_404", lambda _request, pk: everything.get(pk=pk))
    for relation, reader in (("same level", "official"), ("senior in the same organisation", "practitioner")):
        assert not opened(relation, reader)  # the page itself is still closed
        assert opened(relation, reader, Call("GET", "api:lesson"))


def test_a_page_that_tells_the_author_is_seen(matrix, world, replace):
    assert not leaks_at(world, matrix, "nobody", "lessons:list")
    authors = {planted.lesson.pk: planted.author for planted in world.planted()}
    replace(author_words, lambda lesson, _cells: str(authors[lesson.pk]))
    assert any("the author of" in leak for leak in leaks_at(world, matrix, "nobody", "lessons:list"))


def test_a_text_in_the_page_of_not_found_is_seen(matrix, world, monkeypatch):
    def refuse_with_the_text(request, *_args, **_status):
        return HttpResponseNotFound(Lesson.objects.get(**request.resolver_match.kwargs).went_wrong)

    monkeypatch.setattr(errors, "render", refuse_with_the_text)
    assert asked(world, matrix, "same level", "nobody") == ["nobody: 404 holds ['went_wrong']"]


def test_a_change_they_may_not_make_is_seen(opened, replace):
    replace(trust.is_oversight, lambda _reader: False)
    assert opened("own", "funder", Call("POST", "lessons:withdraw"))
