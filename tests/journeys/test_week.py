"""Somebody reads the few lessons of their week."""

from datetime import timedelta

from django.utils import timezone

from sideways.lessons import services as lessons
from sideways.lessons.tests.factories import make_lesson
from sideways.people.models import TopicFollow
from sideways.people.tests.factories import make_person
from sideways.week.services import week_choose
from sideways.week.tests.factories import make_crowd
from tests.journeys.conftest import with_javascript, without_javascript

WEEK = timedelta(weeks=1)


def told(words, author, days, *topics):
    at = timezone.now() - timedelta(days=days)
    return make_lesson(author=author, topics=topics or ("fit-notes",), at=at, went_wrong=words)


@without_javascript
def test_a_nurse_reads_her_week_and_looks_back_at_the_last(new_visitor):
    # Given work coaches who told of fit notes, and of something the nurse does not follow
    coach = make_crowd()[0]
    nurse = make_person(profession="nurse", confirmed=True)
    TopicFollow.objects.create(person=nurse, topic_id="fit-notes")
    told("Notes came back unread", coach, 9)
    week_choose(person=nurse, at=timezone.now() - WEEK)
    kept = told("Notes went to the wrong desk", coach, 0)
    surprise = told("The van came late with the tablets", coach, 0, "medicines")
    lessons.lesson_echo(lesson=surprise, by=make_person(), at=timezone.now())

    # When she opens her week from home
    visitor = new_visitor().signs_in_as(nurse)
    visitor.opens("/")
    visitor.follows("Your week", exact=True)

    # Then each lesson says why it is there
    visitor.sees(
        "Only you see this list.",
        "Notes went to the wrong desk",
        "A work coach at your level shared it this month; you follow fit notes.",
        "you do not follow medicines, but it happened to 1 more.",
    )
    visitor.does_not_see("Notes came back unread")

    # And she can read one, and go back to what she was offered before
    visitor.follows("Notes went to the wrong desk")
    visitor.sees("I used this")
    visitor.opens("/week/")
    visitor.page.locator("a[href^='/week/2']").first.click()
    visitor.sees("What you were offered then and can still read.", "Notes came back unread")
    visitor.follows("This week")

    # And what its author takes back is gone when she looks again
    lessons.lesson_withdraw(lesson=kept, by=coach, at=timezone.now())
    visitor.opens("/week/")
    visitor.sees("The van came late with the tablets")
    visitor.does_not_see("Notes went to the wrong desk")


@with_javascript
def test_a_newcomer_follows_a_topic_and_has_a_list_at_once(new_visitor):
    coach = make_crowd()[0]
    told("Notes went to the wrong desk", coach, 0)
    visitor = new_visitor().signs_in_as(make_person(profession="nurse"))

    visitor.opens("/week/")
    visitor.sees("Tell us what you want to hear about")
    visitor.follows("Choose topics")
    visitor.taps("Fit notes")
    visitor.presses("Save")
    visitor.opens("/week/")

    visitor.sees("Notes went to the wrong desk")
