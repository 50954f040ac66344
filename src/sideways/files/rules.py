"""Who may see the files beside a lesson, and who may add one."""

from sideways.files.cleaning.kinds import MOST_BYTES
from sideways.lessons.models import Lesson
from sideways.lessons.rules import may_share
from sideways.lessons.standing import Standing, standing_before_release
from sideways.people.models import Person
from sideways.people.trust import Reader, State, is_oversight

MOST_FILES = 3
MOST_A_DAY = 20
MOST_MB = MOST_BYTES // 1_000_000


def standing_of(lesson: Lesson, reader: Reader) -> Standing:
    """Return how a reader stands to the files of a lesson. One query, and one more where it is public.

    Files never go out with the lesson: once it is public they are for those who could read it before.
    """
    if not isinstance(reader, Person) or is_oversight(reader):
        return Standing()
    return standing_before_release(lesson, reader)


def may_add(lesson: Lesson, by: Person) -> bool:
    """Say whether an author may put a file beside their lesson. Whose it is, is asked elsewhere."""
    return may_share(by) and lesson.state != State.WITHDRAWN
