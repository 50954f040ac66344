"""Who may see the files beside a lesson, and who may add one."""

from dataclasses import dataclass

from sideways.files.cleaning.kinds import MOST_BYTES
from sideways.lessons.models import Lesson
from sideways.lessons.queries import audience_among_peers
from sideways.lessons.rules import LESSON, may_share
from sideways.people.models import Person
from sideways.people.trust import Reader, State, author_keyword, is_oversight, may_open
from sideways.vault.queries import keywords_of

MOST_FILES = 3
MOST_A_DAY = 20
MOST_MB = MOST_BYTES // 1_000_000


@dataclass(frozen=True, slots=True)
class Standing:
    """How a reader stands to the files of a lesson."""

    is_author: bool = False
    may_see: bool = False


def standing_of(lesson: Lesson, reader: Reader) -> Standing:
    """Return how a reader stands to the files of a lesson. One query, and one more where it is public.

    Files never go out with the lesson: once it is public they are for those who could read it before.
    """
    if not isinstance(reader, Person) or is_oversight(reader):
        return Standing()
    filed = keywords_of([lesson.pk])[lesson.pk]
    piece = (lesson.state, audience_among_peers(lesson), lesson.level or 0)
    return Standing(
        is_author=author_keyword(LESSON, reader) in filed, may_see=may_open(LESSON, piece, filed, reader)
    )


def may_add(lesson: Lesson, by: Person) -> bool:
    """Say whether an author may put a file beside their lesson. Whose it is, is asked elsewhere."""
    return may_share(by) and lesson.state != State.WITHDRAWN
