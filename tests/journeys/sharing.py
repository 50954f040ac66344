"""How somebody shares a lesson, and what it says."""

from sideways.lessons.models import Lesson
from tests.journeys.visitor import Visitor

TRYING = "Get fit notes read at the Jobcentre before a meeting"
WENT_WRONG = (
    "Fit notes came back unread for three weeks. Two people lost a week's money because nobody "
    "opened the list on a Friday."
)
ADVICE = "Ring before you book"
TITLE = "Fit notes came back unread for three weeks"


def fills_in_the_form(visitor: Visitor) -> None:
    """Answer every question of the form, most of them with a tap."""
    visitor.types("What were you trying to do?", TRYING)
    visitor.types("What went wrong, or is going wrong?", WENT_WRONG)
    visitor.taps("Data and systems", of="Why, as far as you know?")
    visitor.taps("The design of it", of="Why, as far as you know?")
    visitor.types("What would you tell someone starting tomorrow?", ADVICE)
    visitor.taps("Happening now", of="When is this?")
    visitor.taps("People at my level", of="Who may see it?")
    visitor.taps("Role only", of="How are you shown?")
    visitor.taps("Yes, by video", of="Would you talk about it")


def only_lesson() -> Lesson:
    """Return the lesson there is now. There is one."""
    return Lesson.objects.get()
