"""Withdrawn, a lesson is gone from the very next request: lists, search, similar, feeds, letters."""

import numpy as np
import pytest
from django.urls import reverse
from django.utils import timezone

from sideways.lessons import rules
from sideways.lessons.queries import lessons_like
from sideways.lessons.services import lesson_withdraw
from sideways.people.trust import State, written_by
from sideways.search.embedding_services import embeddings_make
from sideways.search.models import Document, Embedding
from sideways.search.tests.senses import search_with
from tests.promise.answers import get
from tests.promise.finding import Search, everything_of, fetched

# What withdrawing changes, tests of its service, of the search and of the promise ask on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
READERS = ("practitioner", "nobody")


class AllAlike:
    """A model to whom every text says the same, so that the search by meaning finds whatever there is."""

    name = "all alike"

    def embed(self, texts):
        return np.ones((len(texts), 1), dtype=np.float32)


def told(world, reader, planted, pages):
    """Return where a reader meets a word of any of these lessons that is not their own."""
    person = world.readers[reader]
    mine = set(written_by(rules.LESSON, person)) if person else set()
    words = {text.encode() for each in planted if each.lesson.pk not in mine for text in each.texts.values()}
    return {name.split("?")[0] for name, body in pages.items() if any(word in body for word in words)}


def tells_of_lessons(world, reader):
    """Return those of a reader's pages that tell of every lesson the reader may open."""
    names = (
        ["lessons:list", "api:lessons"] if reader in world.tokens else ["lessons:list", "lessons:feed_atom"]
    )
    pages = {name: get(world, reader, reverse(name)) for name in names}
    return pages | {name: body for name, body in fetched(world, reader).items() if name == "feeds:atom"}


def found_by_search(world, reader, planted):
    search = Search(world, reader)
    return [each for each in planted if search.finds(each, next(iter(each.texts.values())))]


def test_what_is_withdrawn_is_gone_from_everything_at_once(world, matrix, monkeypatch):
    search_with(AllAlike(), monkeypatch)
    embeddings_make(most=10_000)
    planted = [each for each in world.planted() if each.lesson.state == State.SHARED]
    person = world.readers["practitioner"]
    text = " ".join(planted[0].texts.values())
    for reader in READERS:
        pages = tells_of_lessons(world, reader)
        assert told(world, reader, planted, pages) == pages.keys()
    assert found_by_search(world, "practitioner", planted[:1])
    assert lessons_like(text, person)
    assert Embedding.objects.exists()

    for each in planted:
        each.lesson.refresh_from_db()
        lesson_withdraw(lesson=each.lesson, by=each.author, at=timezone.now())

    for reader in READERS:
        assert told(world, reader, planted, everything_of(world, matrix, reader)) == set()
    assert found_by_search(world, "practitioner", planted) == []
    assert lessons_like(text, person) == []
    gone = [each.lesson.pk for each in planted]
    assert not Document.objects.filter(subject__in=gone).exists()
    assert not Embedding.objects.filter(document__subject__in=gone).exists()
