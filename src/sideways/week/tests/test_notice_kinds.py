"""The list of the week by e-mail and among the notices, and in a person's own copy."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sideways.lessons import services as lessons
from sideways.lessons.new_lessons import NEW, SEARCHES
from sideways.lessons.tests.factories import make_lesson, make_search
from sideways.notices.letters import unsubscribe_url
from sideways.notices.models import NoticePlan, OutgoingEmail, Rhythm
from sideways.notices.queries import news_for, notices_of
from sideways.notices.services import digests_send, notices_unsubscribe
from sideways.people.tests.factories import make_person
from sideways.week.holding import erase, export
from sideways.week.notice_kinds import KIND, this_week
from sideways.week.tests.factories import (
    DAY,
    FIT,
    MEDICINES,
    MONDAY,
    WEDNESDAY,
    WEEK,
    ids_offered,
    lists_of,
    make_crowd,
    make_follower,
    tell,
)

# The list is chosen and read back on both databases, beside its services.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
MIDNIGHT = MONDAY.replace(hour=0)
BEFORE = MIDNIGHT - DAY


def titles(person, since=BEFORE, until=WEDNESDAY):
    return [item.text for item in this_week(person, since, until)]


def plan_of(person, **choices):
    return NoticePlan.objects.create(
        person=person, begun_at=BEFORE, due_at=MIDNIGHT, choices={KIND.name: Rhythm.WEEKLY} | choices
    )


def letters_to(person):
    return list(OutgoingEmail.objects.filter(to=person.email))


def test_it_tells_of_the_list_once_as_of_monday():
    person = make_follower()
    tell(went_wrong="Nobody read the notes")

    items = this_week(person, BEFORE, WEDNESDAY)

    assert [(item.text, item.at) for item in items] == [("Nobody read the notes", MIDNIGHT)]
    assert titles(person, since=MIDNIGHT) == []


def test_it_is_the_same_list_as_on_the_page_whoever_asks_first():
    person, lesson = make_follower(), tell()

    assert [reverse("lessons:lesson", args=[lesson.pk])] == [
        item.url for item in this_week(person, BEFORE, WEDNESDAY)
    ]
    tell(days=1)
    assert ids_offered(person) == [lesson.pk]
    assert lists_of(person) == 1


def test_of_several_weeks_the_newest_is_told():
    person = make_follower()
    tell(went_wrong="The first", days=9)
    ids_offered(person, WEDNESDAY - WEEK)
    tell(went_wrong="The second")

    assert titles(person, since=BEFORE - 3 * WEEK) == ["The second"]


def test_what_is_withdrawn_is_told_no_more():
    person, author = make_follower(), make_crowd()[0]
    lesson = tell(author, FIT)
    assert len(titles(person)) == 1

    lessons.lesson_withdraw(lesson=lesson, by=author, at=WEDNESDAY)

    assert titles(person) == []


def test_where_there_is_nothing_nothing_is_told():
    assert titles(make_follower()) == []


@pytest.mark.parametrize("kind", ["official", "guardian"])
def test_it_concerns_peers_alone(kind):
    assert not KIND.concerns(make_person(kind=kind))
    assert KIND.concerns(make_person(kind="broker"))


def test_the_digest_of_monday_holds_the_list_as_a_number_and_no_word_of_it():
    person = make_follower()
    tell(went_wrong="Nobody read the notes")
    tell(went_wrong="The van came late", days=4)
    plan_of(person, **{"lessons.new": Rhythm.OFF})

    digests_send(at=MIDNIGHT + timedelta(hours=8))

    (letter,) = letters_to(person)
    assert "Your week" in letter.text
    assert "2 new" in letter.text
    assert "Nobody read" not in letter.text + letter.html
    assert "/lessons/" not in letter.text + letter.html
    digests_send(at=MIDNIGHT + timedelta(days=1, hours=8))
    assert len(letters_to(person)) == 1


def test_what_topics_or_a_search_tell_sooner_the_week_does_not_tell_again():
    person = make_follower()
    plan = NoticePlan.objects.create(person=person, begun_at=WEDNESDAY - 3 * WEEK, due_at=MIDNIGHT)
    first = tell(went_wrong="The van came late")
    make_lesson(author=person, topics=(MEDICINES,))  # what one writes about counts too, and tells nothing
    tell(None, MEDICINES, went_wrong="Nobody read the notes")
    assert first.pk in ids_offered(person)

    assert titles(person) == ["Nobody read the notes"]
    make_search(person, at=WEDNESDAY - 3 * WEEK, q="notes")
    (item,) = this_week(person, BEFORE, WEDNESDAY)
    assert (item.text, item.url) == ("2 lessons you have heard of", "/week/")
    plan.choices = {NEW.name: Rhythm.WEEKLY, SEARCHES.name: Rhythm.OFF}
    plan.save()
    assert len(titles(person)) == 2, "whatever comes later than the week, or never, tells nothing before it"


def test_among_the_notices_each_lesson_stands_once_in_what_came_first():
    person = make_follower()
    tell(went_wrong="The van came late")
    ids_offered(person)

    (notice,) = notices_of(person, at=WEDNESDAY)
    assert notice.kind == NEW
    plan_of(person, **{NEW.name: Rhythm.WEEKLY})
    (news,) = news_for(NoticePlan.objects.get(person=person), [KIND, NEW], at=WEDNESDAY)
    assert len(news.items) == 1


def test_one_click_ends_it_and_the_page_stays():
    person = make_follower()
    tell()
    plan_of(person, **{"lessons.new": Rhythm.OFF})
    assert unsubscribe_url(person.pk, [KIND.name])

    notices_unsubscribe(person_id=person.pk, kinds=[KIND.name], at=BEFORE)
    digests_send(at=MIDNIGHT + timedelta(hours=8))

    assert letters_to(person) == []
    assert len(ids_offered(person)) == 1


def test_it_is_never_told_at_once():
    assert Rhythm.AT_ONCE not in KIND.rhythms
    assert KIND.default == Rhythm.WEEKLY


def test_it_takes_few_queries_once_the_list_is_there(django_assert_max_num_queries):
    person = make_follower()
    for days in range(1, 6):
        tell(days=days)
    ids_offered(person)

    with django_assert_max_num_queries(9):
        titles(person)


# One's own copy


def test_the_copy_holds_every_week_with_the_titles_one_may_still_read():
    person, author = make_follower(), make_crowd()[0]
    gone, there = tell(author, FIT, days=9), tell(went_wrong="The van came late", days=8)
    ids_offered(person)

    lessons.lesson_withdraw(lesson=gone, by=author, at=WEDNESDAY)

    (week,) = export(person)["offered"]
    assert week["week"] == "2026-W11"
    assert {each["id"]: each["title"] for each in week["lessons"]} == {
        str(gone.pk): "",
        str(there.pk): "The van came late",
    }


@pytest.mark.parametrize("become", [{"kind": "official"}, {"standing": "joining"}])
@pytest.mark.parametrize("audience", ["peers", "public"])
def test_the_copy_of_somebody_who_is_no_peer_any_more_holds_no_title(become, audience):
    person = make_follower()
    tell(went_wrong="The van came late", audience=audience)
    ids_offered(person)
    for name, value in become.items():
        setattr(person, name, value)
    person.save()

    assert export(person)["offered"][0]["lessons"][0]["title"] == ""


def test_erasing_twice_changes_nothing():
    person = make_follower()
    tell()
    ids_offered(person)

    for _ in range(2):
        erase(person=person, choice="", at=WEDNESDAY)

    assert export(person) == {"offered": []}
