"""How somebody stands to a lesson, for what features put beside it in confidence."""

from dataclasses import dataclass

from sideways.lessons.models import Lesson
from sideways.lessons.queries import audience_among_peers
from sideways.lessons.rules import LESSON
from sideways.people.models import Person
from sideways.people.trust import author_keyword, may_open
from sideways.vault.queries import keywords_of


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether somebody wrote a lesson, and whether what stands beside it in confidence is for them."""

    is_author: bool = False
    may_read: bool = False


def standing_before_release(lesson: Lesson, person: Person) -> Standing:
    """Return how somebody stands to a lesson were it not public. One query, and one more where it is.

    What was said or shown in confidence stays so when the lesson goes out.
    """
    filed = keywords_of([lesson.pk])[lesson.pk]
    piece = (lesson.state, audience_among_peers(lesson), lesson.level or 0)
    return Standing(
        is_author=author_keyword(LESSON, person) in filed, may_read=may_open(LESSON, piece, filed, person)
    )
