"""The matrix is worth something only if it sees a leak: here are some, and it sees each of them."""

import dataclasses
import sys
from types import ModuleType

import pytest
from django.db.models import Q
from django.http import HttpResponseNotFound

from sideways.lessons import feeds, queries
from sideways.lessons.models import Lesson
from sideways.lessons.presenters import author_words
from sideways.lessons.queries import with_what_rows_show
from sideways.people import trust
from sideways.people.models import Person
from sideways.web import errors
from tests.promise.checks import READ, leaks, search_leaks, wrong_cells
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


def opened_wrongly(world, matrix):
    """Return who wrongly opens a lesson, by relation."""
    return [wrong for row in matrix.lessons if row.call == READ for wrong in wrong_cells(world, row)]


def told(wrong, relation, reader):
    return any(f"· {relation} · {reader}: yes instead of 404" in sentence for sentence in wrong)


def test_nothing_is_wrong_before_a_leak_is_planted(matrix, world):
    assert opened_wrongly(world, matrix) == []


def test_everything_visible_is_seen(matrix, world, replace):
    replace(trust.visible_to, lambda candid, _reader: candid)
    wrong = opened_wrongly(world, matrix)
    assert told(wrong, "same level", "nobody")
    assert told(wrong, "other level, for peers", "regulator")
    assert told(wrong, "senior in the same organisation", "practitioner")
    assert leaks(world, matrix, "official")
    assert search_leaks(world, matrix, "nobody")


def test_seniors_forgotten_are_seen(matrix, world, monkeypatch):
    monkeypatch.setattr(trust, "_posts_below", lambda _content, _reader: [])
    wrong = opened_wrongly(world, matrix)
    for relation in (
        "senior in the same organisation",
        "senior where the author was before",
        "senior where the author is now",
    ):
        assert told(wrong, relation, "practitioner")
        assert told(wrong, relation, "broker")
    assert leaks(world, matrix, "practitioner")


def test_one_former_post_forgotten_is_seen(matrix, world, monkeypatch):
    monkeypatch.setattr(trust, "post_keyword", lambda content, place, _level: f"{content}:none:{place}")
    assert told(opened_wrongly(world, matrix), "senior where the author was before", "practitioner")


def test_the_state_forgotten_is_seen(matrix, world, monkeypatch):
    monkeypatch.setattr(trust, "Q", lambda **sought: Q(**{k: v for k, v in sought.items() if k != "state"}))
    wrong = opened_wrongly(world, matrix)
    assert told(wrong, "withdrawn", "practitioner")
    assert told(wrong, "public, then withdrawn", "nobody")
    assert any("· draft of another · practitioner: edit instead of 404" in sentence for sentence in wrong)


def test_oversight_forgotten_is_seen(matrix, world, replace):
    replace(trust.is_oversight, lambda _reader: False)
    wrong = opened_wrongly(world, matrix)
    assert told(wrong, "own", "official")
    assert told(wrong, "own, withdrawn", "regulator")
    assert leaks(world, matrix, "funder")


def test_every_account_taken_for_a_peer_is_seen(matrix, world, replace):
    replace(trust.is_peer, lambda reader: isinstance(reader, Person))
    wrong = opened_wrongly(world, matrix)
    assert told(wrong, "same level", "guardian")
    assert told(wrong, "other level, for peers", "operator")
    assert told(wrong, "senior named by the author", "waiting")


def test_a_list_that_asks_nobody_is_seen(matrix, world, replace):
    replace(queries.lessons_readable, lambda _reader: Lesson.objects.filter(state="shared"))
    assert opened_wrongly(world, matrix) == []  # the page itself is still closed
    assert leaks(world, matrix, "regulator")
    assert search_leaks(world, matrix, "regulator")


def test_a_feed_that_tells_a_reader_what_they_may_read_is_seen(matrix, world, replace):
    assert leaks(world, matrix, "practitioner") == []
    candid = feeds._candid
    replace(candid, lambda lesson: dataclasses.replace(candid(lesson), title=lesson.went_wrong))
    assert any("at feeds:atom" in leak for leak in leaks(world, matrix, "practitioner"))
    assert not any("at feeds:atom" in leak for leak in leaks(world, matrix, "official"))


def test_an_operation_of_the_api_that_asks_nobody_is_seen(matrix, world, monkeypatch):
    everything = with_what_rows_show(Lesson.objects.all())
    monkeypatch.setattr("sideways.api.v1.lessons.readable_or_404", lambda _request, pk: everything.get(pk=pk))
    assert opened_wrongly(world, matrix) == []  # the page itself is still closed
    read = [row for row in matrix.lessons if row.call == Call("GET", "api:lesson")]
    wrong = [sentence for row in read for sentence in wrong_cells(world, row)]
    assert told(wrong, "same level", "official")
    assert told(wrong, "senior in the same organisation", "practitioner")


def test_a_page_that_tells_the_author_is_seen(matrix, world, replace):
    authors = {planted.lesson.pk: planted.author for planted in world.planted()}
    replace(author_words, lambda lesson, _cells: str(authors[lesson.pk]))
    assert any("the author of" in leak for leak in leaks(world, matrix, "nobody"))


def test_a_text_in_the_page_of_not_found_is_seen(matrix, world, monkeypatch):
    def refuse_with_the_text(request, *_args, **_status):
        return HttpResponseNotFound(Lesson.objects.get(**request.resolver_match.kwargs).went_wrong)

    monkeypatch.setattr(errors, "render", refuse_with_the_text)
    wrong = opened_wrongly(world, matrix)
    assert any("404 holds ['went_wrong']" in sentence for sentence in wrong)


def test_a_change_they_may_not_make_is_seen(matrix, world, replace):
    replace(trust.is_oversight, lambda _reader: False)
    rows = [
        row for row in matrix.lessons if row.call == Call("POST", "lessons:withdraw") and row.about == "own"
    ]
    assert any("· funder: yes instead of 404" in sentence for sentence in wrong_cells(world, rows[0]))
