"""What people hear of about lessons. Every question goes through the rules of trust when it is asked.

What is about somebody's own lessons is never told at once, and an echo only when its day is over: the
time of an e-mail must not say whose lesson it was that was answered.
"""

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import cast
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from sideways.lessons.following import what_concerns
from sideways.lessons.models import (
    Lesson,
    LessonEcho,
    LessonRelease,
    LessonReuse,
    LessonUpdate,
    LessonVersion,
)
from sideways.lessons.new_lessons import NEW, SEARCHES
from sideways.lessons.presenters import echo_words, title_of
from sideways.lessons.presenters.trail import USED, ended_sentence, trail_sentence
from sideways.lessons.queries import releases_waiting_for
from sideways.lessons.reuse_queries import ASKED_AFTER, reuses_to_ask
from sideways.lessons.rules import may_release
from sideways.notices.kinds import MOST_ITEMS, NOT_AT_ONCE, Item, NoticeKind, newest
from sideways.people.models import Person
from sideways.people.trust import State, is_oversight, is_peer, visible_to

CHANGES = {
    "corrected": gettext_lazy("Changed: %(title)s"),
    "released": gettext_lazy("Public now: %(title)s"),
}
ANSWERS = {
    LessonRelease.State.PROPOSED: gettext_lazy("A guardian proposes a wording: %(title)s"),
    LessonRelease.State.DECLINED: gettext_lazy("A guardian does not release it, and says why: %(title)s"),
}


def changes(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return what changed in lessons somebody watches, or said happened to them too.

    Six queries at most for nearly everybody.
    """
    concerned = what_concerns(person)
    echoed = LessonEcho.objects.filter(pk__in=concerned.echoes).values_list("lesson", flat=True)
    followed = (concerned.watched | set(echoed)) - concerned.muted - concerned.written
    if not followed:  # as for nearly everybody: the rest need not be asked
        return []
    readable = visible_to(Lesson.objects.filter(pk__in=followed, state=State.SHARED), person)
    titles = {lesson.pk: title_of(lesson) for lesson in readable}
    within = {"lesson__in": titles, "at__gt": since, "at__lte": until}
    updates = LessonUpdate.objects.filter(**within).order_by("-at", "pk")[:MOST_ITEMS]
    versions = LessonVersion.objects.filter(action__in=CHANGES, **within).order_by("-at", "pk")[:MOST_ITEMS]
    found = [
        Item(
            at=one.at,
            text=gettext("What happened next: %(title)s") % {"title": titles[one.lesson_id]},
            url=_page(one.lesson_id, "updates"),
        )
        for one in updates
    ]
    found += [
        Item(
            at=one.at,
            text=CHANGES[one.action] % {"title": titles[one.lesson_id]},
            url=_page(one.lesson_id),
        )
        for one in versions
    ]
    return newest(found)


def echoes(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return to how many others it happened, by lesson and day, once the day is over. Two queries."""
    concerned = what_concerns(person)
    said = (
        LessonEcho.objects.filter(
            lesson__in=concerned.written - concerned.muted,
            lesson__state=State.SHARED,
            said_on__gte=timezone.localdate(since) - timedelta(days=1),
            said_on__lt=timezone.localdate(until),
        )
        .values("lesson", "lesson__went_wrong", "lesson__trying", "said_on", "service")
        .annotate(count=Count("pk"))
        .order_by("-count", "service")
    )
    by_day: dict[tuple[UUID, date], dict[str, int]] = {}
    titles: dict[UUID, str] = {}
    for row in said:
        lesson = Lesson(went_wrong=row["lesson__went_wrong"], trying=row["lesson__trying"])
        titles[row["lesson"]] = title_of(lesson)
        day = cast("date", row["said_on"])
        by_day.setdefault((row["lesson"], day), {})[row["service"]] = row["count"]
    found = [
        Item(
            at=at,
            text=gettext("It happened to others too, %(counted)s: %(title)s")
            % {"counted": echo_words(by_service), "title": titles[pk]},
            url=_page(pk, "happened"),
        )
        for (pk, day), by_service in by_day.items()
        if since < (at := _end_of(day)) <= until
    ]
    return newest(found)


def came_of_lessons(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return all that came of somebody’s own lessons: echoes, uses, and whether they held. Seven queries."""
    return newest(echoes(person, since, until) + uses(person, since, until))


def uses(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return how often others used a lesson and how it ended, by lesson and day, once the day is over.

    Never what somebody said whom the author is the senior of: not even that there was something.
    """
    concerned = what_concerns(person)
    if not concerned.written or not is_peer(person):
        return []
    days = (timezone.localdate(since) - timedelta(days=1), timezone.localdate(until) - timedelta(days=1))
    own = LessonReuse.objects.filter(
        Q(used_on__range=days) | Q(answered_on__range=days),
        lesson__in=concerned.written - concerned.muted,
        lesson__state=State.SHARED,
    )
    by_day: dict[tuple[UUID, date], Counter[str]] = {}
    titles: dict[UUID, str] = {}
    for reuse in visible_to(own, person).select_related("lesson"):
        titles[reuse.lesson_id] = title_of(reuse.lesson)
        by_day.setdefault((reuse.lesson_id, reuse.used_on), Counter())[USED] += 1
        if reuse.answered_on is not None:
            by_day.setdefault((reuse.lesson_id, reuse.answered_on), Counter())[reuse.outcome] += 1
    found = [
        Item(
            at=at,
            text=gettext("%(title)s. What came of it: %(came)s")
            % {"title": titles[pk].rstrip("."), "came": trail_sentence(counted) or ended_sentence(counted)},
            url=_page(pk, "used"),
        )
        for (pk, day), counted in by_day.items()
        if since < (at := _end_of(day)) <= until
    ]
    return newest(found)


def did_it_hold(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Ask whether what somebody used held, 30 and 90 days on, unless they have said. Four queries."""
    due: dict[UUID, datetime] = {}
    days = timezone.localdate(since), timezone.localdate(until)
    for reuse in reuses_to_ask(person, *days):
        for after in ASKED_AFTER:
            at = timezone.make_aware(datetime.combine(reuse.used_on + after, time()))
            if since < at <= until:
                due[reuse.lesson_id] = at
    if not due:
        return []
    readable = visible_to(Lesson.objects.filter(pk__in=due, state=State.SHARED), person)
    return newest(
        [
            Item(
                at=due[lesson.pk],
                text=gettext("You used this. Did it hold? %(title)s") % {"title": title_of(lesson)},
                url=reverse("lessons:reuse_outcome", args=[lesson.pk]),
            )
            for lesson in readable
        ]
    )


def answers_of_guardians(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return what guardians answered somebody who wants a lesson to be public. Two queries."""
    answered = LessonRelease.objects.filter(
        pk__in=what_concerns(person).written,
        lesson__state=State.SHARED,
        state__in=ANSWERS,
        read_at__gt=since,
        read_at__lte=until,
    )
    return [
        Item(
            at=release.read_at,
            text=ANSWERS[LessonRelease.State(release.state)] % {"title": title_of(release.lesson)},
            url=reverse("lessons:release", args=[release.pk]),
        )
        for release in answered.select_related("lesson").order_by("-read_at", "pk")[:MOST_ITEMS]
        if release.read_at
    ]


def queue(guardian: Person, since: datetime, until: datetime) -> list[Item]:
    """Return the lessons that wait for a guardian. Two queries."""
    waiting = releases_waiting_for(guardian).filter(asked_at__gt=since, asked_at__lte=until)
    return [
        Item(
            at=release.asked_at,
            text=title_of(release.lesson),
            url=reverse("lessons:release_propose", args=[release.pk]),
        )
        for release in waiting.order_by("-asked_at", "pk")[:MOST_ITEMS]
    ]


def answers_of_authors(guardian: Person, since: datetime, until: datetime) -> list[Item]:
    """Return what authors answered to wordings of this guardian: of one refused, only that. One query."""
    state = LessonRelease.State
    answered = LessonRelease.objects.filter(read_by=guardian, answered_at__gt=since, answered_at__lte=until)
    found = answered.filter(
        Q(state=state.RELEASED, lesson__state=State.SHARED) | Q(state=state.REFUSED)
    ).select_related("lesson")
    return [
        Item(at=release.answered_at, text=gettext("An author keeps a lesson as it was"), url="")
        if release.state == state.REFUSED
        else Item(
            at=release.answered_at,
            text=gettext("Public now: %(title)s") % {"title": title_of(release.lesson)},
            url=_page(release.pk),
        )
        for release in found.order_by("-answered_at", "pk")[:MOST_ITEMS]
        if release.answered_at
    ]


def _may_have_written(person: Person) -> bool:
    return not is_oversight(person)


def _page(lesson_id: UUID, part: str = "") -> str:
    return reverse("lessons:lesson", args=[lesson_id]) + (f"#{part}" if part else "")


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


KINDS = (
    NEW,
    SEARCHES,
    NoticeKind(
        name="lessons.changes",
        title=gettext_lazy("Lessons you watch"),
        about=gettext_lazy(
            "What happened next, and corrections. Also for what you said happened to you too."
        ),
        source=changes,
        concerns=is_peer,
    ),
    NoticeKind(
        name="lessons.echoes",
        title=gettext_lazy("What came of your lessons"),
        about=gettext_lazy(
            "It happened to others too, others used them, and whether that held. "
            "Told on the day after, so that nobody can tell from the time who it was."
        ),
        source=came_of_lessons,
        concerns=_may_have_written,
        rhythms=NOT_AT_ONCE,
    ),
    NoticeKind(
        name="lessons.held",
        title=gettext_lazy("Did it hold?"),
        about=gettext_lazy("30 and 90 days after you used a lesson, unless you have said."),
        source=did_it_hold,
        concerns=is_peer,
        rhythms=NOT_AT_ONCE,
    ),
    NoticeKind(
        name="lessons.guardians",
        title=gettext_lazy("Answers of guardians"),
        about=gettext_lazy("When you asked for a lesson to be public."),
        source=answers_of_guardians,
        concerns=_may_have_written,
        rhythms=NOT_AT_ONCE,
    ),
    NoticeKind(
        name="lessons.queue",
        title=gettext_lazy("Lessons that wait for a guardian"),
        about=gettext_lazy("An author wants a lesson to be public."),
        source=queue,
        concerns=may_release,
    ),
    NoticeKind(
        name="lessons.answers",
        title=gettext_lazy("Answers of authors"),
        about=gettext_lazy("To the wordings you proposed."),
        source=answers_of_authors,
        concerns=may_release,
    ),
)
