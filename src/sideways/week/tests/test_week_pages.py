"""The page of the week, and what it says of why each lesson is there."""

import pytest
from django.urls import reverse
from django.utils import timezone

from sideways.lessons import services as lessons
from sideways.lessons.presenters.author import author_words
from sideways.lessons.queries import cells_at
from sideways.lessons.tests.factories import make_lesson
from sideways.people.services import person_kind_grant
from sideways.people.tests.factories import make_organisation, make_person
from sideways.week.models import WeekList
from sideways.week.presenters import week_rows
from sideways.week.queries import week_shown
from sideways.week.rules import monday_of, week_name
from sideways.week.seals import sealed
from sideways.week.services import week_choose
from sideways.week.tests.factories import (
    DAY,
    DISCHARGE,
    FIT,
    MEDICINES,
    WEDNESDAY,
    WEEK,
    follow,
    make_crowd,
    make_follower,
    offered,
    tell,
)

# These pages show what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def person(client):
    person = make_follower()
    client.force_login(person)
    return person


def page(client, path="/week/"):
    return client.get(path).content.decode()


def told(words, author=None, *topics, days=3, **fields):
    return make_lesson(
        author=author or make_crowd()[0],
        topics=topics or (FIT,),
        at=timezone.now() - days * DAY,
        went_wrong=words,
        **fields,
    )


def sentences(person, at=WEDNESDAY):
    """Return the sentence of each lesson of the week of a moment."""
    shown = week_shown(person, monday_of(at), offered(person, at))
    return [row.reason for row in week_rows(shown, person, timezone.localdate(at))]


def last_week_of(person):
    at = timezone.now() - WEEK
    week_choose(person=person, at=at)
    return f"/week/{week_name(monday_of(at))}/"


def test_the_page_shows_the_lessons_and_why(client, person):
    told("Nobody read the notes")

    shown = page(client)

    assert "Nobody read the notes" in shown
    assert "you follow fit notes." in shown
    assert "What you read, we do not note." in shown


def test_what_is_withdrawn_is_gone_at_the_next_request_and_back_when_it_is_put_back(client, person):
    author = make_crowd()[0]
    lesson, change = told("Nobody read the notes", author), {"by": author, "at": timezone.now()}
    assert "Nobody read the notes" in page(client)

    lessons.lesson_withdraw(lesson=lesson, **change)
    assert "Nobody read the notes" not in page(client)

    lessons.lesson_put_back(lesson=lesson, **change)
    assert "Nobody read the notes" in page(client)


def test_what_is_narrowed_so_that_it_may_not_be_read_is_gone(client):
    person = make_follower(level=3)
    client.force_login(person)
    author = make_person(level=3, profession="gp")
    lesson = told("Nobody read the notes", author, audience="peers")
    week_choose(person=person, at=timezone.now())
    person.level = 4
    person.save()
    assert "Nobody read the notes" in page(client)

    lessons.lesson_narrow_audience(lesson=lesson, audience="level", by=author, at=timezone.now())

    assert "Nobody read the notes" not in page(client)
    assert "None of these lessons can be read any more" in page(client)


def test_a_list_of_which_nothing_is_left_says_so(client, person):
    author = make_crowd()[0]
    lesson = told("Nobody read the notes", author)
    page(client)

    lessons.lesson_withdraw(lesson=lesson, by=author, at=timezone.now())

    assert "None of these lessons can be read any more" in page(client)
    assert "New ones come on Monday." in page(client)


def test_who_follows_nothing_is_told_what_would_help(client):
    client.force_login(make_person())

    shown = page(client)

    assert "Follow a topic and your first list is here at once." in shown
    assert reverse("people:you_interests") in shown


def test_where_there_is_no_lesson_the_page_says_so(client, person):
    assert "There is nothing new for you yet" in page(client)


def test_earlier_weeks_are_there_to_open(client, person):
    told("Nobody read the notes", days=8)
    before = last_week_of(person)
    told("The van came late", days=0)

    assert f'href="{before}"' in page(client)
    assert "The van came late" in page(client)
    assert "Nobody read the notes" not in page(client).split("<h2>How we choose")[0]
    assert "Nobody read the notes" in page(client, before)
    assert "The van came late" not in page(client, before)


def test_many_earlier_weeks_are_folded(client, person):
    this = monday_of(timezone.now())
    for number in range(1, 11):
        WeekList.objects.create(person=person, monday=this - number * WEEK, sealed=sealed([]))

    newest, folded = page(client).split("All weeks before these")

    assert newest.count('href="/week/2') == 8
    assert folded.count('href="/week/2') == 2


@pytest.mark.parametrize("week", ["2026-W99", "2019-W05", "nonsense", "2026-W5", "9999-W53"])
def test_a_week_without_a_list_is_not_there(client, person, week):
    assert client.get(f"/week/{week}/").status_code == 404


def test_the_week_of_somebody_else_is_not_there(client, person):
    told("Nobody read the notes", days=8)
    theirs = last_week_of(make_follower())

    assert client.get(theirs).status_code == 404


def test_a_kind_that_changes_later_closes_it_at_once(client, person):
    told("Nobody read the notes", days=8)
    before = last_week_of(person)
    assert client.get(before).status_code == 200

    person_kind_grant(
        person=person, kind="official", by=make_person(kind="operator"), reason="Moved", at=timezone.now()
    )

    assert client.get(before).status_code == 404
    assert client.get("/week/").status_code == 404


def test_the_page_takes_the_same_number_of_queries_for_one_lesson_and_for_five(
    client, person, django_assert_num_queries
):
    told("One", days=8)
    before = last_week_of(person)
    with django_assert_num_queries(12):
        client.get(before)
    for number, topics in enumerate(([FIT], [FIT, DISCHARGE], [FIT, MEDICINES], [FIT, DISCHARGE, MEDICINES])):
        told(f"More {number}", None, *topics, days=1)
    week_choose(person=person, at=timezone.now())

    with django_assert_num_queries(12):
        assert page(client).count("card__title") == 4


# The sentence


def test_it_says_who_when_and_which_topic():
    tell(make_crowd("housing_officer")[0], FIT, days=3)
    tell(make_crowd("gp")[0], FIT, MEDICINES, days=40)
    tell(make_crowd("social_worker")[0], FIT, DISCHARGE, days=100)

    assert sentences(make_follower()) == [
        "A housing officer at your level shared it this month; you follow fit notes.",
        "A GP at your level shared it in January; you follow fit notes.",
        "A social worker at your level shared it in December 2025; you follow fit notes.",
    ]


def test_it_says_that_one_wrote_about_it():
    person = make_person()
    tell(person, DISCHARGE)
    tell(make_crowd()[0], DISCHARGE)

    assert sentences(person)[0].endswith("; you wrote about hospital discharge.")


def test_it_says_that_it_is_much_like_what_one_wrote():
    words = "Bariatric mattresses arrived at the wrong ward and blocked discharges"
    person = make_person()
    make_lesson(author=person, went_wrong=words, at=WEDNESDAY - DAY)
    make_lesson(author=make_crowd()[0], went_wrong=f"{words} again", at=WEDNESDAY - DAY)

    assert sentences(person)[0].endswith("; it is much like something you wrote.")


def test_a_surprise_says_that_others_met_or_used_it_and_nothing_when_they_take_it_back():
    person, other = make_follower(), make_person()
    lesson = tell(None, MEDICINES)
    said = {"lesson": lesson, "by": other, "at": WEDNESDAY}
    lessons.lesson_echo(**said)
    assert sentences(person)[0].endswith("; you do not follow medicines, but it happened to 1 more.")

    lessons.lesson_reuse(**said, place="nhs", changed="", routes_seen=frozenset())
    assert sentences(person)[0].endswith("; you do not follow medicines, but it was used once.")

    lessons.lesson_reuse_take_back(**said)
    lessons.lesson_echo_take_back(**said)
    assert sentences(person)[0].endswith("; you do not follow medicines.")

    follow(person, MEDICINES)
    assert sentences(person)[0].endswith("; you follow medicines.")


def test_one_from_outside_says_so():
    person = make_follower()
    tell(None, MEDICINES)

    assert sentences(person)[0].endswith("; it is from outside your profession.")


@pytest.mark.parametrize("attribution", ["role", "named"])
@pytest.mark.parametrize(("profession", "count"), [("work_coach", 5), ("work_coach", 1), ("gp", 1)])
def test_it_says_nothing_of_an_author_that_the_card_does_not(attribution, profession, count):
    person = make_follower()
    lesson = tell(make_crowd(profession, count)[0], FIT, attribution=attribution)
    card = author_words(lesson, cells_at([2])).lower()

    who = sentences(person)[0].split(" at your level")[0].lower()

    assert who == "somebody" or who.removeprefix("somebody ") in card
    assert lesson.region.lower() not in who or not lesson.region


def test_where_so_few_stand_at_a_level_that_nothing_may_be_said_it_says_somebody():
    person = make_follower(level=7, organisation=make_organisation())
    make_lesson(author=make_person(level=7, profession="gp"), topics=(FIT,), at=WEDNESDAY - DAY)

    assert sentences(person)[0].startswith("Somebody at your level shared it")


def test_where_the_card_says_only_the_service_so_does_the_sentence():
    make_crowd("social_worker")
    tell(make_person(profession="planner"))

    assert sentences(make_follower())[0].startswith("Somebody in a council at your level shared it")


def test_at_another_level_by_now_it_does_not_say_at_your_level():
    person = make_follower()
    lesson = tell(None, FIT, audience="peers")
    assert offered(person)[0].pk == lesson.pk
    person.level = 3
    person.save()

    assert sentences(person)[0].startswith("A work coach shared it")


def test_home_leads_to_the_week(client, person):
    assert f'<a href="{reverse("week:week")}">Your week</a>' in page(client, "/")


def test_your_data_says_what_is_kept_as_long_as_the_account(client, person):
    assert "It says what you were offered, never what you read." in page(client, reverse("people:data"))
    assert "never what you read" in page(client, reverse("web:privacy"))
