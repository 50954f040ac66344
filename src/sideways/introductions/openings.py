"""Three questions to begin a meeting with, drawn from what the people chose to put their name to.

Never from a lesson shown by role: that somebody who meets is asked about it would tell who wrote it (P5). And
topics only, no words of a lesson: a meeting keeps its questions, and a lesson can be withdrawn.
"""

from collections.abc import Sequence

from django.utils.text import get_text_list
from django.utils.translation import gettext

from sideways.lessons.models import Lesson
from sideways.meetings.models import MOST_QUESTIONS
from sideways.people.models import Person
from sideways.people.trust import State, visible_to


def opening_questions(people: Sequence[Person], about: str) -> list[str]:
    """Return three questions: on what each put their name to and the others can read, and on what they share.

    Two queries a person, and those of the vault.
    """
    told = [_of_lesson(person, [each for each in people if each != person]) for person in people]
    shared = (
        gettext("Where does it jam between us: %(about)s?") % {"about": about}
        if about
        else gettext("What jams between your service and mine?")
    )
    found = [question for question in told if question]
    found += [
        shared,
        gettext("What does a normal week look like for you?"),
        gettext("What would you tell me to do differently tomorrow?"),
    ]
    return found[:MOST_QUESTIONS]


def _of_lesson(author: Person, others: Sequence[Person]) -> str:
    named = Lesson.objects.filter(named_author=author, state=State.SHARED)
    for other in others:
        named = named.filter(pk__in=visible_to(named, other).values("pk"))
    lesson = named.order_by("-shared_at").first()
    topics = [topic.name for topic in lesson.topics.all()] if lesson else []
    if not topics:
        return ""
    words = {"topics": get_text_list(topics, gettext("and"))}
    return gettext("%(topics)s: what has happened since one of you wrote about it?") % words
