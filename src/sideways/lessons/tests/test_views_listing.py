import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from sideways.lessons.forms import LongSelect
from sideways.lessons.models import LessonRelease
from sideways.lessons.tests.factories import make_lesson, make_release
from sideways.lessons.tests.telling import LIST, page
from sideways.people.tests.factories import make_person
from sideways.people.trust import State
from sideways.search.embedding_services import embeddings_make
from sideways.search.tests.senses import Senses, search_with

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_list_shows_signed_out_visitors_the_public_ones_only(client):
    make_lesson(audience="public", went_wrong="Everybody may know")
    make_lesson(audience="peers", went_wrong="Only peers may know")

    response = client.get(LIST)

    assert [row.title for row in response.context["rows"]] == ["Everybody may know"]
    assert "Only peers may know" not in response.text
    assert "Sign in" in response.text


def test_list_tells_why_each_reader_sees_a_lesson(client, reader):
    reader.topics.add("fit-notes")
    coaches = [make_person(profession="work_coach") for _ in range(5)]
    make_lesson(author=coaches[0], topics=("fit-notes",))
    make_lesson(author=reader)

    reasons = [row.reason for row in client.get(LIST).context["rows"]]

    assert reasons == ["you wrote it", "you follow fit notes; other profession, same level"]


def test_list_takes_a_fixed_number_of_queries(client, reader, django_assert_num_queries):
    asked = {"": 13, "?q=fit&stage=now&topic=fit-notes": 18, "?profession=nurse&level=2": 15}
    authors = [make_person() for _ in range(5)]
    for rows, more in ((1, 1), (10, 9), (100, 90)):
        for number in range(more):
            make_lesson(author=authors[number % 5], topics=("fit-notes",))
        for query, n_queries in asked.items():
            with django_assert_num_queries(n_queries):
                response = client.get(LIST + query)

            assert len(response.context["rows"]) == min(rows, 20)


@pytest.mark.parametrize(
    "query",
    [
        "?topic=nothing",
        "?service=x&level=99&stage=zz",
        "?page=-4",
        "?page=x",
        "?q=%00",
        "?q=%25",
        "?level=%C2%B2",
    ],
)
def test_list_survives_filters_that_do_not_exist(client, reader, query):
    make_lesson()

    assert client.get(LIST + query).status_code == 200


def test_list_filters_and_says_what_would_help_when_nothing_fits(client, reader):
    make_lesson(stage="now")

    assert len(client.get(LIST + "?stage=now").context["rows"]) == 1
    empty = client.get(LIST + "?stage=looking_back")
    assert "No lesson fits all of this" in empty.text
    assert "Show all lessons" in empty.text


def test_list_without_any_lesson_says_how_it_starts(client, reader):
    assert reverse("lessons:new") in client.get(LIST).text.split("No lessons yet")[1]


def test_list_pages_keep_the_filters(client, reader):
    author = make_person()
    for _ in range(21):
        make_lesson(author=author)

    first = client.get(LIST + "?stage=now")

    assert len(first.context["rows"]) == 20
    assert "stage=now&amp;page=2" in first.text
    assert len(client.get(LIST + "?stage=now&page=2").context["rows"]) == 1


@pytest.mark.parametrize(("rows", "queries"), [(1, 12), (15, 12), (45, 15)])
def test_mine_takes_a_fixed_number_of_queries(client, reader, rows, queries, django_assert_num_queries):
    for number in range(rows):
        make_lesson(author=reader, state=State.WITHDRAWN if number % 3 else State.SHARED)

    with django_assert_num_queries(queries):
        client.get("/lessons/mine/")


def test_mine_lists_mine_only_and_the_wordings_that_wait(client, reader):
    lesson = make_lesson(author=reader, went_wrong="Mine broke")
    make_lesson(went_wrong="Theirs broke")
    make_release(lesson, state=LessonRelease.State.PROPOSED)

    text = client.get("/lessons/mine/").text

    assert "Mine broke" in text
    assert "Theirs broke" not in text
    assert page(lesson, "release/") in text


@pytest.mark.parametrize("kind", ["official", "funder", "regulator"])
def test_mine_is_not_there_for_oversight(client, kind):
    client.force_login(make_person(kind=kind))
    assert client.get("/lessons/mine/").status_code == 404


def test_fresh_shows_those_of_the_lessons_asked_for_that_may_be_read(client, reader):
    shown, other, hidden = make_lesson(), make_lesson(), make_lesson(author=make_person(level=3))
    withdrawn = make_lesson(state="withdrawn")

    sent = {"id": [shown.pk, hidden.pk, withdrawn.pk, "x", ""]}
    response = client.get("/lessons/fresh/", sent)

    assert [row.lesson for row in response.context["rows"]] == [shown]
    assert str(other.pk) not in response.text
    assert "New since you opened this page" in response.text


def test_fresh_says_so_when_there_is_nothing_left(client, reader):
    withdrawn = make_lesson(state="withdrawn")

    assert "withdrawn it since" in client.get("/lessons/fresh/", {"id": withdrawn.pk}).text


@pytest.mark.parametrize("rows", [1, 25])
def test_fresh_takes_a_fixed_number_of_queries_and_shows_twenty_at_most(
    client, reader, rows, django_assert_num_queries
):
    authors = [make_person() for _ in range(5)]
    ids = [make_lesson(author=authors[number % 5], topics=("fit-notes",)).pk for number in range(rows)]

    with django_assert_num_queries(7):
        response = client.get("/lessons/fresh/", {"id": ids})

    assert len(response.context["rows"]) == min(rows, 20)


def test_a_search_that_finds_very_much_says_that_it_shows_the_best(client, reader, monkeypatch):
    for _ in range(3):
        make_lesson()
    assert "<strong>3</strong> lessons with “fit”" in client.get(LIST + "?q=fit").text

    monkeypatch.setattr("sideways.search.queries.MOST_FOUND", 2)

    page = client.get(LIST + "?q=fit")
    assert "The best <strong>2</strong> lessons with “fit”" in page.text
    assert len(page.context["rows"]) == 2


def test_each_choice_says_how_many_lessons_it_leads_to(client, reader):
    make_lesson(topics=("fit-notes",))
    make_lesson(stage="looking_back")

    page = client.get(LIST).text
    assert ">Fit notes (1)<" in page
    assert ">Happening now (1)<" in page
    assert ">Just ended (0)<" in page
    chosen = client.get(LIST + "?stage=now").text
    assert ">Happening now<" in chosen
    assert ">Fit notes (1)<" in chosen


def test_list_says_what_was_found_in_other_words(client, reader, monkeypatch):
    search_with(Senses(), monkeypatch)
    make_lesson(went_wrong="The last bus leaves before the end")
    make_lesson(went_wrong="The coach never came")
    embeddings_make()

    both = client.get(LIST, {"q": "coach"})
    assert "with “coach”, 1 of them in other words" in " ".join(strip_tags(both.text).split())
    assert [row.reason.startswith("much the same in other words") for row in both.context["rows"]] == [0, 1]

    none = client.get(LIST, {"q": "clinic"})
    assert "No lesson has these words. 2 say much the same" in " ".join(strip_tags(none.text).split())


def test_the_choices_of_a_filter_are_escaped():
    written = LongSelect(choices=[("", "Any"), ('a"b', "<b> & 'c'")]).render(
        "topic", 'a"b', {"id": "id_topic"}
    )

    assert '<option value="a&quot;b" selected>&lt;b&gt; &amp; &#x27;c&#x27;</option>' in written
    assert '<option value="">Any</option>' in written
