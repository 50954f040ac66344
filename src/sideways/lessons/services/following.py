"""How much somebody wants to hear of one lesson."""

from django.db import transaction

from sideways.lessons.errors import NotAReaderError
from sideways.lessons.following import Following, keyword_of, what_concerns
from sideways.lessons.models import Lesson
from sideways.people.models import Person
from sideways.people.trust import State, is_oversight, visible_to
from sideways.vault.services import subject_file, subject_unfile

KEPT = (Following.WATCHING, Following.MUTED)


@transaction.atomic
def lesson_follow(*, lesson: Lesson, how: Following, by: Person) -> None:
    """Watch a lesson, mute it, or neither. Only the vault knows; no log, for it would. Twice is once.

    Raises NotAReaderError for anybody who may not read it or while it is not shared, and for accounts
    of oversight.
    """
    locked = Lesson.objects.select_for_update().filter(pk=lesson.pk, state=State.SHARED)
    if is_oversight(by) or not visible_to(locked, by).exists():
        raise NotAReaderError
    concerned = what_concerns(by)
    filed = {Following.WATCHING: concerned.watched, Following.MUTED: concerned.muted}
    for each in KEPT:
        if each == how and lesson.pk not in filed[each]:
            subject_file(subject=lesson.pk, keyword=keyword_of(each, by))
        elif each != how and lesson.pk in filed[each]:
            subject_unfile(subject=lesson.pk, keyword=keyword_of(each, by))


@transaction.atomic
def follows_forget(*, person: Person) -> None:
    """Forget what somebody watched or muted. Forgetting twice changes nothing."""
    concerned = what_concerns(person)
    for how, lessons in ((Following.WATCHING, concerned.watched), (Following.MUTED, concerned.muted)):
        for lesson in lessons:
            subject_unfile(subject=lesson, keyword=keyword_of(how, person))
