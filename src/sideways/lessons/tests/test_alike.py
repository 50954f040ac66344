"""While somebody writes, they see who met the same: what they may read, and nothing of their own."""

import uuid

import pytest
from django.urls import reverse

from sideways.lessons import queries
from sideways.lessons.met_before import rows_met_before
from sideways.lessons.tests.factories import make_lesson
from sideways.lessons.tests.telling import HTMX, told
from sideways.people.tests.factories import make_person
from sideways.people.trust import State

pytestmark = pytest.mark.django_db
SAME = {
    "trying": "Get discharge letters to the district nurses",
    "went_wrong": "The discharge letters went to a fax that nobody empties",
}
MINE = "Our district nurses never got the discharge letters: they sit in a fax machine nobody empties"


@pytest.fixture
def writer(client):
    person = make_person()
    client.force_login(person)
    return person


def test_lessons_that_share_the_telling_words_are_shown_the_most_alike_first(writer):
    near = make_lesson(
        went_wrong="Discharge letters and district nurses: none came", trying="Get people home"
    )
    same = make_lesson(**SAME)
    make_lesson(went_wrong="The letters of the bank were late", trying="Pay people")

    assert queries.lessons_like(MINE, writer) == [same, near]
    assert queries.lessons_like("", writer) == []
    assert queries.lessons_like("The letters", writer) == []


@pytest.mark.parametrize("hidden", ["withdrawn", "draft", "own", "other level"])
def test_what_the_writer_may_not_read_or_wrote_is_not_shown(writer, hidden):
    authors = {"own": writer, "other level": make_person(level=5)}
    states = {"withdrawn": State.WITHDRAWN, "draft": State.DRAFT}
    make_lesson(author=authors.get(hidden), state=states.get(hidden, State.SHARED), **SAME)

    assert queries.lessons_like(MINE, writer) == []
    readable = make_lesson(**SAME)
    assert queries.lessons_like(MINE, writer) == [readable]


def test_they_appear_as_somebody_types_and_only_when_they_change(client, writer):
    same = make_lesson(**SAME)
    typed = told("autosave", lesson_id=str(uuid.uuid4()), went_wrong=MINE)

    first = client.post(reverse("lessons:new"), typed, **HTMX).text
    again = client.post(reverse("lessons:new"), {**typed, "alike_seen": str(same.pk)}, **HTMX).text

    assert reverse("lessons:lesson", args=[same.pk]) in first
    assert "Somebody wrote about this" in first
    assert 'id="alike"' not in again


def test_the_page_of_a_draft_shows_them_and_that_of_a_shared_lesson_does_not(client, writer):
    same = reverse("lessons:lesson", args=[make_lesson(**SAME).pk])
    mine = {"author": writer, "trying": SAME["trying"], "went_wrong": MINE}
    draft, shared = make_lesson(state=State.DRAFT, **mine), make_lesson(**mine)

    assert same in client.get(reverse("lessons:edit", args=[draft.pk])).text
    assert same not in client.get(reverse("lessons:edit", args=[shared.pk])).text


def test_before_anything_is_written_lessons_on_what_the_writer_follows_are_offered(client, writer):
    writer.topics.add("fit-notes")
    coaches = [make_person(profession="work_coach") for _ in range(5)]
    same_profession = make_lesson(topics=("fit-notes",), went_wrong="A nurse waited")
    other = make_lesson(author=coaches[0], topics=("fit-notes",), went_wrong="A coach waited")
    make_lesson(topics=("hospital-discharge",))

    page = client.get(reverse("lessons:new"))

    assert [row.lesson for row in page.context["alike"]] == [other, same_profession]
    assert page.context["alike"][0].reason == "you follow fit notes; other profession, same level"
    assert "Before you begin: 2 lessons on what you follow" in page.text


@pytest.mark.parametrize("hidden", ["withdrawn", "draft", "own", "other level"])
def test_nothing_the_writer_may_not_read_is_offered_before(writer, hidden):
    writer.topics.add("fit-notes")
    authors = {"own": writer, "other level": make_person(level=5)}
    states = {"withdrawn": State.WITHDRAWN, "draft": State.DRAFT}
    make_lesson(author=authors.get(hidden), state=states.get(hidden, State.SHARED), topics=("fit-notes",))

    assert queries.lessons_before(writer) == []
    readable = make_lesson(topics=("fit-notes",))
    assert queries.lessons_before(writer) == [readable]


def test_somebody_who_follows_nothing_is_offered_nothing(client, writer):
    make_lesson(topics=("fit-notes",))

    assert "Before you begin" not in client.get(reverse("lessons:new")).text


def test_what_others_met_is_nearest_by_words_then_newest_on_the_topics_with_the_reason(
    writer, django_assert_max_num_queries
):
    older, newer = (make_lesson(topics=("fit-notes",), went_wrong=f"A coach waited {n}") for n in (1, 2))
    same = make_lesson(**SAME)
    make_lesson(topics=("hospital-discharge",))
    make_lesson(author=writer, topics=("fit-notes",))

    rows = rows_met_before(MINE, {"fit-notes"}, writer)

    assert [row.lesson for row in rows] == [same, newer, older]
    assert [row.reason.partition(";")[0] for row in rows] == [
        "says much the same", "also about fit notes", "also about fit notes",
    ]  # fmt: skip
    assert rows_met_before("", set(), writer) == []
    with django_assert_max_num_queries(18):
        rows_met_before(MINE, {"fit-notes"}, writer)


@pytest.mark.parametrize("hidden", ["withdrawn", "draft", "other level"])
def test_nothing_one_may_not_read_is_told_as_met_before(writer, hidden):
    states = {"withdrawn": State.WITHDRAWN, "draft": State.DRAFT}
    author = make_person(level=5) if hidden == "other level" else None
    make_lesson(author=author, state=states.get(hidden, State.SHARED), topics=("fit-notes",), **SAME)

    assert rows_met_before(MINE, {"fit-notes"}, writer) == []
