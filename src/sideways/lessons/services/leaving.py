"""What becomes of somebody's lessons when they change job or leave."""

from django.db import transaction
from django.db.models import Q

from sideways.lessons import going_for_good, rules
from sideways.lessons.groups import group_columns, group_stored
from sideways.lessons.models import Lesson, LessonEcho, LessonRelease, LessonReuse
from sideways.people.cells import Cells, widened
from sideways.people.models import Person
from sideways.people.queries import cells_of
from sideways.people.trust import State, post_keyword, reader_keyword, written_by
from sideways.search.services import documents_remove
from sideways.vault.queries import opened, subjects_under
from sideways.vault.services import identity_destroy, identity_seal, subject_file, subject_unfile


@transaction.atomic
def lessons_file_under_post(*, person: Person) -> None:
    """Shut out the seniors of the person's present post from all they wrote. Filing twice changes nothing.

    Old posts stay shut out too.
    """
    for content in (rules.LESSON, rules.REUSE):
        file_under_post(content, person)


def file_under_post(content: str, person: Person) -> None:
    """File all of one kind that a person has written under their present post."""
    if person.organisation_id is None or person.level is None:
        return
    keyword = post_keyword(content, person.organisation_id, person.level)
    filed = set(subjects_under([keyword])[keyword])
    for subject in written_by(content, person):
        if subject not in filed:
            subject_file(subject=subject, keyword=keyword)


@transaction.atomic
def lessons_close_to_leaver(*, person: Person) -> None:
    """Close all that authors opened to somebody by name: it was meant for who they were there. Twice is once.

    No audit row and no date: what closes when somebody leaves would say whom an author trusted.
    """
    keyword = reader_keyword(rules.LESSON, person)
    for lesson_id in subjects_under([keyword])[keyword]:
        subject_unfile(subject=lesson_id, keyword=keyword)
        sealed = opened(lesson_id)
        if sealed is not None:
            sealed["readers"] = [pk for pk in sealed.get("readers", []) if pk != person.pk]
            identity_seal(subject=lesson_id, content=sealed, keywords=[])


@transaction.atomic
def lessons_erase(*, person: Person, withdraw: bool) -> None:
    """Cut every link between a person and what they wrote. Drafts, old wordings and what is withdrawn go.

    So does what they said of lessons they used. Shared lessons go too when ``withdraw`` is asked; else
    they stay, under a role and no name. What others opened to them closes. Erasing twice changes
    nothing. No audit row and no date: the moment an account closes would link both.
    """
    lessons_close_to_leaver(person=person)
    mine = Lesson.objects.filter(pk__in=written_by(rules.LESSON, person))
    going = mine if withdraw else mine.exclude(state=State.SHARED)
    ids = set(mine.values_list("pk", flat=True))
    used = LessonReuse.objects.filter(Q(pk__in=written_by(rules.REUSE, person)) | Q(lesson__in=going))
    echoed = LessonEcho.objects.filter(Q(pk__in=written_by(rules.ECHO, person)) | Q(lesson__in=going))
    sealed = [*ids, *used.values_list("pk", flat=True), *echoed.values_list("pk", flat=True)]
    used.delete()
    going_for_good.tell_features(going.values_list("pk", flat=True))
    documents_remove(kind=rules.LESSON, subjects=set(going.values_list("pk", flat=True)))
    going.delete()
    cells = cells_of()
    for lesson in Lesson.objects.select_for_update().filter(pk__in=ids):
        _unlink(lesson, cells)
    for subject in sealed:
        identity_destroy(subject=subject)


def _unlink(lesson: Lesson, cells: Cells) -> None:
    lesson.attribution = Lesson.Attribution.ROLE
    lesson.named_author = None
    for column, value in group_columns(widened(group_stored(lesson), cells)).items():
        setattr(lesson, column, value)
    lesson.save()
    lesson.versions.all().delete()
    # Nobody is left to agree to a wording.
    LessonRelease.objects.filter(lesson=lesson).exclude(state=LessonRelease.State.RELEASED).delete()
