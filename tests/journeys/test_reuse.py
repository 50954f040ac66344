"""Somebody uses a lesson, says later that it did not hold, and its author hears of it."""

from datetime import timedelta

from django.utils import timezone

from sideways.lessons.models import LessonReuse
from sideways.lessons.tests.factories import make_lesson
from sideways.people.tests.factories import make_person
from sideways.vault.models import SealedIdentity
from tests.journeys.conftest import with_javascript, without_javascript

CHANGED = "We rang the ward before the letter went out"
WHY = "The ward moved to another site and nobody told us"


@with_javascript
def test_somebody_uses_a_lesson_and_the_author_hears_what_came_of_it(new_visitor):
    # Given a lesson that a nurse at the same level reads
    author = make_person(profession="work_coach")
    lesson = make_lesson(author=author, went_wrong="Letters reached people after the meeting")
    nurse = new_visitor().signs_in_as(make_person(profession="nurse"))
    nurse.opens(f"/lessons/{lesson.pk}/")
    nurse.sees("Nobody has said that they used it yet.")

    # When she used it, in two taps and a sentence
    nurse.follows("I used this")
    nurse.types("What did you change?", CHANGED)
    nurse.presses("Save")
    nurse.sees("Used once.", CHANGED, "After 30 and 90 days we ask you")

    # And a month later is asked whether it held
    LessonReuse.objects.update(used_on=timezone.localdate() - timedelta(days=30))
    nurse.opens("/notices/")
    nurse.follows("Letters reached people after the meeting")
    nurse.types("Why?", WHY)
    nurse.presses("It failed")

    # Then everybody who may read the lesson sees that it failed there, and why
    nurse.sees("Used once. Failed in 1.", "In the NHS: It failed", WHY)

    # And its author sees it among their own, and never who it was
    writer = new_visitor().signs_in_as(author)
    writer.opens("/lessons/mine/")
    writer.sees("Used once. Failed in 1.")
    writer.follows("Letters reached people after the meeting")
    writer.sees(WHY)

    # And what she takes back is gone, with the link to her
    nurse.presses("Take back that you used it")
    nurse.sees("Nobody has said that they used it yet.")
    assert SealedIdentity.objects.count() == 1


@without_javascript
def test_somebody_writes_what_they_learned_and_one_leads_to_the_other(new_visitor):
    # Given a nurse who used a lesson of a work coach
    author = make_person(profession="work_coach")
    lesson = make_lesson(author=author, went_wrong="Letters reached people after the meeting")
    nurse = new_visitor().signs_in_as(make_person(profession="nurse"))
    nurse.opens(f"/lessons/{lesson.pk}/reuse/")
    nurse.presses("Save")

    # When she writes down what she learned from it
    nurse.follows("Write down what you learned from it")
    nurse.sees("It grew from “Letters reached people after the meeting”")
    nurse.types("What were you trying to do?", "Tell people of their meeting in time")
    nurse.types("What went wrong, or is going wrong?", "Texts reached the wrong phones")
    nurse.taps("Happening now", of="When is this?")
    nurse.taps("People at my level", of="Who may see it?")
    nurse.taps("Role only", of="How are you shown?")
    nurse.taps("No", of="Would you talk about it")
    nurse.presses("Share it")

    # Then each page leads to the other
    nurse.sees("This lesson grew from:")
    nurse.follows("Letters reached people after the meeting")
    nurse.sees("What grew from this lesson:", "Texts reached the wrong phones")

    # And once the first is withdrawn, nothing leads to it
    writer = new_visitor().signs_in_as(author)
    writer.opens(f"/lessons/{lesson.pk}/withdraw/")
    writer.presses("Withdraw it")
    nurse.follows("Texts reached the wrong phones")
    nurse.does_not_see("This lesson grew from:", "Letters reached people after the meeting")
