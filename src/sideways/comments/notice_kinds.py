"""What people hear of what was said beside lessons.

What is about somebody's own writing is never told at once: the time of an e-mail must not say whose
it is. What was said beside a lesson its author hears of when the day is over.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext, gettext_lazy, ngettext_lazy

from sideways.comments import rules
from sideways.comments.models import Comment, Expert, Removal
from sideways.comments.queries import Outcome, came_of_reports, waiting_for
from sideways.lessons.following import what_concerns
from sideways.lessons.models import Lesson
from sideways.lessons.presenters import title_of
from sideways.lessons.rules import may_release
from sideways.notices.kinds import MOST_ITEMS, NOT_AT_ONCE, Item, NoticeKind, newest
from sideways.people.models import Person
from sideways.people.trust import State, is_oversight, is_peer, visible_to, written_by

COUNTED = {
    Comment.Kind.QUESTION: ngettext_lazy("%(n)s question", "%(n)s questions", "n"),
    Comment.Kind.COMMENT: ngettext_lazy("%(n)s comment", "%(n)s comments", "n"),
    Comment.Kind.ADVICE: ngettext_lazy("%(n)s piece of advice", "%(n)s pieces of advice", "n"),
}
DECIDED = {
    Removal.State.RESTORED: gettext_lazy("A second guardian put back what you said"),
    Removal.State.KEPT: gettext_lazy("A second guardian let what you said stay down, and says why"),
}
CAME_OF = {
    Outcome.TAKEN_DOWN: ngettext_lazy("took down %(n)s comment", "took down %(n)s comments", "n"),
    Outcome.LEFT: ngettext_lazy("let %(n)s comment stand", "let %(n)s comments stand", "n"),
    Outcome.PUT_BACK: ngettext_lazy(
        "put back %(n)s comment after an appeal", "put back %(n)s comments after an appeal", "n"
    ),
}


def on_own_lessons(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return what was said beside somebody's lessons, by lesson and day, once the day is over. Six queries.

    Never what somebody said whom the author is the senior of: not even that there was something.
    """
    concerned = what_concerns(person)
    if not concerned.written or not is_peer(person):
        return []
    said = Comment.objects.filter(
        kind__in=COUNTED,
        state=Comment.State.SHARED,
        lesson__in=concerned.written - concerned.muted,
        lesson__state=State.SHARED,
        at__gte=_begin_of(timezone.localdate(since) - timedelta(days=1)),
        at__lt=_begin_of(timezone.localdate(until)),
    )
    by_day: dict[tuple[UUID, date], Counter[str]] = {}
    titles: dict[UUID, str] = {}
    for comment in visible_to(said, person).select_related("lesson"):
        titles[comment.lesson_id] = title_of(comment.lesson)
        by_day.setdefault((comment.lesson_id, timezone.localdate(comment.at)), Counter())[comment.kind] += 1
    found = [
        Item(
            at=at,
            text=gettext("%(counted)s: %(title)s")
            % {"counted": _listed(kinds_, COUNTED), "title": titles[pk]},
            url=reverse("lessons:lesson", args=[pk]) + "#comments",
        )
        for (pk, day), kinds_ in by_day.items()
        if since < (at := _begin_of(day + timedelta(days=1))) <= until
    ]
    return newest(found)


def answers(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return where authors answered questions of this person. Four queries at most for nearly everybody."""
    asked = written_by(rules.COMMENT, person)
    if not asked:
        return []
    answered = Comment.objects.filter(
        question__in=asked, state=Comment.State.SHARED, at__gt=since, at__lte=until
    )
    readable = visible_to(Lesson.objects.filter(state=State.SHARED), person)
    found = visible_to(answered, person).filter(lesson__in=readable).select_related("lesson")
    return [
        Item(
            at=answer.at,
            text=gettext("The author answered you: %(title)s") % {"title": title_of(answer.lesson)},
            url=reverse("lessons:lesson", args=[answer.lesson_id]) + "#comments",
        )
        for answer in found.order_by("-at", "pk")[:MOST_ITEMS]
    ]


def decisions(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return where guardians took down what this person said, and what became of appeals. Two queries."""
    found = []
    for removal in Removal.objects.filter(comment__in=written_by(rules.COMMENT, person)):
        url = reverse("comments:own", args=[removal.pk])
        if since < removal.removed_at <= until:
            text = gettext("A guardian took down what you said, and says why")
            found.append(Item(at=removal.removed_at, text=text, url=url))
        if removal.answered_at is not None and since < removal.answered_at <= until:
            text = str(DECIDED[Removal.State(removal.state)])
            found.append(Item(at=removal.answered_at, text=text, url=url))
    return newest(found)


def outcomes(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return what came of all that this person reported: one for each day, in numbers. Two queries.

    It says nothing of a comment that they may not be able to read any more.
    """
    days: dict[date, Counter[Outcome]] = {}
    latest: dict[date, datetime] = {}
    for outcome, at in came_of_reports(person):
        if at is not None and since < at <= until:
            day = timezone.localdate(at)
            days.setdefault(day, Counter())[outcome] += 1
            latest[day] = max(at, latest.get(day, at))
    return newest(
        Item(
            at=latest[day],
            text=gettext("You reported something. Guardians %(did)s.") % {"did": _listed(counted, CAME_OF)},
            url=reverse("comments:log"),
        )
        for day, counted in days.items()
    )


def appointments(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return where an operator named this person an expert. One query."""
    named = Expert.objects.filter(person=person, appointed_at__gt=since, appointed_at__lte=until)
    return [
        Item(
            at=expert.appointed_at,
            text=gettext("You are an expert here on: %(topic)s")
            % {"topic": expert.topic.name if expert.topic else gettext("any topic")},
            url=reverse("lessons:list") + (f"?topic={expert.topic_id}" if expert.topic else ""),
        )
        for expert in named.select_related("topic").order_by("-appointed_at", "pk")[:MOST_ITEMS]
    ]


def queue(guardian: Person, since: datetime, until: datetime) -> list[Item]:
    """Return what was reported, and appeals, that wait for this guardian. Four queries."""
    found = []
    for comment in waiting_for(guardian):
        removal = getattr(comment, "removal", None)
        appealed_at = removal.appealed_at if removal is not None else None
        at = appealed_at or max(each.at for each in comment.reports.all())
        if since < at <= until:
            text = gettext("An appeal waits for you") if appealed_at else gettext("A comment was reported")
            found.append(Item(at=at, text=text, url=reverse("comments:case", args=[comment.pk])))
    return newest(found)


def _listed(counted: Counter[Any], words: Mapping[Any, Any]) -> str:
    told = [str(each % {"n": counted[what]}) for what, each in words.items() if counted[what]]
    return get_text_list(told, gettext("and"))


def _begin_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _may_have_said(person: Person) -> bool:
    return not is_oversight(person)


KINDS = (
    NoticeKind(
        name="comments.own",
        title=gettext_lazy("Comments and questions on your lessons"),
        about=gettext_lazy("Told on the day after, so that nobody can tell from the time who it was."),
        source=on_own_lessons,
        concerns=is_peer,
        rhythms=NOT_AT_ONCE,
    ),
    NoticeKind(
        name="comments.answers",
        title=gettext_lazy("Answers to your questions"),
        about=gettext_lazy("When the author of a lesson answers what you asked."),
        source=answers,
        concerns=is_peer,
        rhythms=NOT_AT_ONCE,
    ),
    NoticeKind(
        name="comments.decisions",
        title=gettext_lazy("Comments of yours that were taken down"),
        about=gettext_lazy("The reason, and what a second guardian says when you appeal."),
        source=decisions,
        concerns=_may_have_said,
        rhythms=NOT_AT_ONCE,
    ),
    NoticeKind(
        name="comments.reported",
        title=gettext_lazy("What came of comments you reported"),
        about=gettext_lazy("When a guardian has read them. Nobody learns that it was you."),
        source=outcomes,
        concerns=_may_have_said,
        rhythms=NOT_AT_ONCE,
    ),
    NoticeKind(
        name="comments.expert",
        title=gettext_lazy("That you are an expert"),
        about=gettext_lazy("An operator named you: you can advise beside lessons you can read."),
        source=appointments,
        concerns=is_peer,
    ),
    NoticeKind(
        name="comments.queue",
        title=gettext_lazy("Reported comments"),
        about=gettext_lazy("Somebody reported a comment, or appeals."),
        source=queue,
        concerns=may_release,
    ),
)
