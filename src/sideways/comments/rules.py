"""Who may read what was said beside a lesson, say something, and judge what was reported."""

from collections.abc import Collection

from django.db.models import Q

from sideways.comments.models import Comment, Expert, Removal, Report
from sideways.lessons.models import Lesson
from sideways.lessons.queries import audience_among_peers
from sideways.lessons.rules import LESSON, may_release
from sideways.lessons.standing import Standing, standing_before_release
from sideways.people.models import Person
from sideways.people.trust import (
    Audience,
    Reader,
    State,
    author_keyword,
    is_above_author,
    is_peer,
    written_by,
)

COMMENT = Comment._meta.label_lower
REPORT = Report._meta.label_lower


def standing_of(lesson: Lesson, reader: Reader) -> Standing:
    """Return how a reader stands to a lesson. One query, and one more where it is public.

    What peers say is for peers alone, and only for those who could open the lesson were it not public.
    """
    if not isinstance(reader, Person) or not is_peer(reader) or lesson.state != State.SHARED:
        return Standing()
    return standing_before_release(lesson, reader)


def kinds_for(lesson: Lesson, reader: Reader, standing: Standing | None = None) -> list[Comment.Kind]:
    """Return what this reader may say beside a lesson of another.

    Not a reader of another level to whom its author opened it: their role would tell that. An expert
    advises where they are a reader anyway, and on what is public.
    """
    standing = standing or standing_of(lesson, reader)
    if not isinstance(reader, Person) or not is_peer(reader):
        return []
    if lesson.state != State.SHARED or standing.is_author:
        return []
    kinds = [Comment.Kind.COMMENT, Comment.Kind.QUESTION] if is_meant(lesson, reader, standing) else []
    if (kinds or lesson.audience == Audience.PUBLIC) and is_expert(lesson, reader):
        kinds.append(Comment.Kind.ADVICE)
    return kinds


def is_meant(lesson: Lesson, person: Person, standing: Standing) -> bool:
    """Say whether somebody else shared a lesson with people like this peer, not with them alone."""
    if standing.is_author or not standing.may_read:
        return False
    return lesson.level == person.level or audience_among_peers(lesson) == Audience.PEERS


def is_expert(lesson: Lesson, person: Person) -> bool:
    """Say whether the network has appointed somebody to advise on a lesson."""
    on = Q(topic=None) | Q(topic__in=lesson.topics.all())
    return Expert.objects.filter(on, person=person).exists()


def is_own(comment: Comment, person: Reader) -> bool:
    """Say whether somebody said it. Asks the vault: one query."""
    return comment.pk in written_by(COMMENT, person)


def may_take_down(comment: Comment) -> bool:
    """Say whether a report waits, of what no guardian has taken down. Asks the database nothing more."""
    reported = any(report.answered_at is None for report in comment.reports.all())
    return reported and not hasattr(comment, "removal")


def may_decide(guardian: Person, comment: Comment) -> bool:
    """Say whether an appeal waits, and not against this guardian."""
    removal = getattr(comment, "removal", None)
    if removal is None or removal.state != Removal.State.APPEALED:
        return False
    return bool(removal.removed_by_id != guardian.pk)


def may_judge(
    guardian: Person, comment: Comment, of_comment: Collection[str], of_lesson: Collection[str]
) -> bool:
    """Say whether a guardian may read what was reported, by what the comment and its lesson are filed under.

    Nobody judges what they said themselves or what was said of theirs, and nobody reads here what people
    below them have written (P2).
    """
    if not may_release(guardian) or comment.lesson.state != State.SHARED:
        return False
    filed = ((COMMENT, of_comment), (LESSON, of_lesson))
    return not any(
        author_keyword(content, guardian) in keywords or is_above_author(content, keywords, guardian)
        for content, keywords in filed
    )
