import re

import pytest
from django.urls import reverse

from sideways.lessons import services
from sideways.lessons.tests.factories import make_lesson
from sideways.lessons.tests.telling import HTMX, LIST, page
from sideways.people.models import Person
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import State

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


WHO_MAY_READ = [
    # who                      level  peers  public
    ("author",                 True,  True,  True),
    ("same level",             True,  True,  True),
    ("same level, same place", True,  True,  True),
    ("other level",            False, True,  True),
    ("broker, other level",    False, True,  True),
    ("senior, same place",     False, False, True),
    ("official",               False, False, True),
    ("funder",                 False, False, True),
    ("regulator",              False, False, True),
    ("guardian",               False, False, True),
    ("operator",               False, False, True),
    ("held",                   False, False, True),
    ("waiting",                False, False, True),
    ("signed out",             False, False, True),
]  # fmt: skip


def reader_called(who, author):
    here = {"organisation": author.organisation}
    fields = {
        "same level": {},
        "same level, same place": here,
        "other level": {"level": 3},
        "broker, other level": {"level": 3, "kind": "broker"},
        "senior, same place": {"level": 4, **here},
        "held": {"standing": "held"},
        "waiting": {"standing": "waiting"},
    }
    return make_person(**fields.get(who, {"kind": who}))


@pytest.mark.parametrize(("who", "level", "peers", "public"), WHO_MAY_READ)
def test_who_may_read_the_page_and_the_list_and_the_search(client, who, level, peers, public):
    author = make_person(organisation=make_organisation())
    if who == "author":
        client.force_login(author)
    elif who != "signed out":
        client.force_login(reader_called(who, author))

    readable = {"level": level, "peers": peers, "public": public}
    for audience, may in readable.items():
        lesson = make_lesson(author=author, audience=audience, went_wrong=f"Lost elephants {audience}")
        assert client.get(page(lesson)).status_code == (200 if may else 404)
    for address in (LIST, LIST + "?q=elephants", "/search/?q=elephants"):
        text = re.sub("</?mark>", "", client.get(address, follow=True).text)
        assert {audience: f"Lost elephants {audience}" in text for audience in readable} == readable


@pytest.mark.parametrize("state", [State.DRAFT, State.WITHDRAWN])
def test_drafts_and_withdrawn_lessons_are_for_their_author(client, reader, state):
    lesson = make_lesson(state=state)
    own = make_lesson(author=reader, state=state)

    assert client.get(page(lesson)).status_code == 404
    assert client.get(page(own), follow=True).status_code == 200


def test_page_shows_filled_parts_only(client, reader):
    lesson = make_lesson(advice="", trying="Join up", went_wrong="They came apart")

    text = client.get(page(lesson)).text

    assert "What they were trying to do" in text
    assert "Tell somebody starting tomorrow" not in text
    assert "Topics</h2>" not in text


def test_page_of_a_long_lesson_has_a_headline_and_the_whole_text(client, reader):
    long = "The form reaches us after we have left. " * 6
    text = client.get(page(make_lesson(went_wrong=long.strip()))).text

    assert '<h1 dir="auto">The form reaches us after we have left</h1>' in text
    assert long.strip() in text


def test_page_takes_a_fixed_number_of_queries(client, reader, django_assert_num_queries):
    author = make_person()
    lesson = make_lesson(author=author, topics=("fit-notes",))
    for more in (1, 9, 90):
        for _ in range(more):
            lesson.updates.create(text="Next", at=lesson.shared_at)
            services.lesson_echo(lesson=lesson, by=make_person(), at=lesson.shared_at)

        with django_assert_num_queries(27):
            client.get(page(lesson))


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_happened_to_us_too_and_taking_it_back(client, reader, headers):
    lesson = make_lesson()

    first = client.post(page(lesson, "echo/"), headers=headers)
    client.post(page(lesson, "echo/"), headers=headers)
    assert "It happened to 1 more" in client.get(page(lesson)).text
    client.post(page(lesson, "echo/take-back/"), headers=headers)

    assert first.status_code == (200 if headers else 302)
    assert "Did it happen to you too?" in client.get(page(lesson)).text


def test_happened_to_us_too_is_not_for_the_author_nor_for_who_may_not_read(client, reader):
    assert client.post(page(make_lesson(author=reader), "echo/")).status_code == 404
    assert client.post(page(make_lesson(author=make_person(level=3)), "echo/")).status_code == 404


def test_title_of_a_text_without_sentences_is_cut_at_a_word(client, reader):
    text = client.get(page(make_lesson(went_wrong="letters " * 30))).text

    assert "letters letters…</h1>" in text


def test_author_of_a_closed_group_is_never_shown_with_a_place_above_director(client):
    directors = [make_person(level=6) for _ in range(6)]
    lesson = make_lesson(author=directors[0], audience="public")

    assert "By a nurse at director level." in client.get(page(lesson)).text
    assert (lesson.region, lesson.nation) == ("", "")


def test_author_nobody_can_be_confused_with_is_told_as_somebody(client):
    lesson = make_lesson(author=make_person(level=7), audience="public")

    assert "By somebody in a local public service." in client.get(page(lesson)).text


def test_group_is_widened_again_on_display_as_people_leave(client, reader):
    mates = [make_person() for _ in range(4)]
    lesson = make_lesson(author=reader)
    assert "By a nurse, North West" in client.get(page(lesson)).text

    Person.objects.filter(pk=mates[0].pk).update(region="London")

    assert "By a nurse, England" in client.get(page(lesson)).text


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ("watching", "You watch it: you hear when something changes."),
        ("muted", "You have muted it: you hear nothing about it."),
        ("normal", "You do not watch it."),
    ],
)
def test_reader_watches_or_mutes_a_lesson_on_its_page(client, how, sentence):
    lesson = make_lesson()
    client.force_login(make_person())
    for _double_click in range(2):
        response = client.post(reverse("lessons:follow", args=[lesson.pk]), {"how": how}, follow=True)

    assert sentence in response.content.decode()


def test_nobody_follows_in_a_way_there_is_not_or_what_they_cannot_read(client):
    lesson, hidden = make_lesson(), make_lesson(author=make_person(level=6))
    client.force_login(make_person())

    assert client.post(reverse("lessons:follow", args=[lesson.pk]), {"how": "loudly"}).status_code == 404
    assert client.post(reverse("lessons:follow", args=[hidden.pk]), {"how": "muted"}).status_code == 404
