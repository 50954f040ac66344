"""Public lessons as feeds: what anybody may read, under the filters of the list."""

from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse
from django.utils import timezone

from sideways.lessons import filtering, services
from sideways.lessons.models import Lesson, LessonUpdate
from sideways.lessons.tests.factories import ALL_SIGNS, make_lesson
from sideways.lessons.tests.telling import LIST
from sideways.people.tests.factories import make_person

# A feed is the list of lessons in another form, and the list is asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

ATOM, JSON = reverse("lessons:feed_atom"), reverse("lessons:feed_json")
OTHER = "The last bus leaves before the clinic ends"


def titles(response):
    return [item["title"] for item in response.json()["items"]]


def test_the_feed_holds_public_lessons_only_whoever_asks(client):
    make_lesson(audience="public", went_wrong="Everybody may know")
    make_lesson(audience="peers", went_wrong=OTHER)
    client.force_login(make_person())
    assert titles(client.get(JSON)) == ["Everybody may know"]
    assert OTHER.encode() not in client.get(ATOM).content


def test_newest_first_with_all_that_its_page_says(client):
    author = make_person(profession="work_coach")
    make_lesson(audience="public", went_wrong="Older", at=timezone.now().replace(year=2025))
    lesson = make_lesson(
        author=author, audience="public", went_wrong=OTHER, topics=("fit-notes",), attribution="named"
    )
    update = LessonUpdate(text="A later bus runs on Tuesdays")
    services.lesson_update_add(
        lesson=lesson, update=update, routes_seen=ALL_SIGNS, by=author, at=timezone.now()
    )

    Lesson.objects.filter(pk=lesson.pk).update(audience="public")  # as a guardian releases it again

    first, _older = client.get(JSON).json()["items"]

    assert first["title"] == OTHER
    assert "A later bus runs on Tuesdays" in first["content_html"]
    assert first["tags"] == ["Happening now", "Fit notes"]
    assert author.name in first["authors"][0]["name"]
    assert "<updated>" in client.get(ATOM).text


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?stage=looking_back", "looking back"),
        ("?q=bus", "“bus”"),
        ("?stage=never&topic=none", ""),
        ("?topic=fit-notes&stage=now", "Fit notes, happening now"),
        ("?service=nhs", "NHS"),
        ("?profession=nurse", "Nurse"),
        ("?level=2", "practitioners"),
    ],
)
def test_it_is_narrowed_like_the_list(client, query, told):
    [make_person() for _ in range(5)]
    make_lesson(audience="public", topics=("fit-notes",))
    make_lesson(audience="public", went_wrong=OTHER, stage="looking_back")

    feed = client.get(JSON + query)

    listed = [row.title for row in client.get(LIST + query).context["rows"]]
    assert sorted(titles(feed)) == sorted(listed)
    assert feed.json()["title"] == f"Public lessons{': ' if told else ''}{told} – Sideways"


def test_the_list_names_its_feeds_under_the_same_filters(client):
    page = client.get(f"{LIST}?stage=now&q=fit%20notes&page=2&level=none").text
    for address in (ATOM, JSON):
        assert f'href="{address}?q=fit+notes&amp;stage=now"' in page
    client.force_login(make_person())
    own = reverse("feeds:make", args=["lessons"])
    assert f'href="{own}?q=fit+notes&amp;stage=now"' in client.get(f"{LIST}?stage=now&q=fit%20notes").text


def test_a_reader_may_keep_it_and_has_to_ask_each_time(client):
    make_lesson(audience="public")
    first = client.get(ATOM)
    assert first.headers["Cache-Control"] == "no-cache"
    assert client.get(ATOM, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    Lesson.objects.all().delete()
    assert client.get(ATOM, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
    ET.fromstring(client.get(ATOM).content)


@pytest.mark.parametrize("n_lessons", [1, 12])
def test_it_takes_a_fixed_number_of_queries(client, django_assert_num_queries, n_lessons):
    for _ in range(n_lessons):
        make_lesson(audience="public", topics=("fit-notes",))
    with django_assert_num_queries(8):
        client.get(f"{ATOM}?stage=now&topic=fit-notes")


def test_a_topic_that_is_gone_is_told_as_that():
    assert filtering.filter_words({"topic": "gone"}) == ["something that is gone"]
