"""What people hear of new lessons: on their topics, and by the searches they saved. Never twice.

A lesson that both would tell is told by that whose e-mail comes sooner, by topics where both come as often.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from sideways.lessons.filtering import search_words
from sideways.lessons.following import what_concerns
from sideways.lessons.models import Lesson, LessonEcho, SavedSearch
from sideways.lessons.presenters import title_of
from sideways.lessons.queries import on_topics
from sideways.lessons.saved_queries import FITS_NONE, first_search, searches_of
from sideways.notices.kinds import MOST_ITEMS, Item, NoticeKind
from sideways.notices.models import NoticePlan, Rhythm
from sideways.notices.queries import plan_of
from sideways.notices.rules import DAYS_SHOWN, rhythm_of
from sideways.people.models import Person, TopicFollow
from sideways.people.trust import State, is_peer, visible_to

SOONEST_FIRST = (Rhythm.AT_ONCE, Rhythm.DAILY, Rhythm.WEEKLY, Rhythm.OFF)


def on_followed_topics(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return the lessons shared at somebody's level on topics they follow; of a watched topic at any level.

    Five queries at most for nearly everybody, and nine more for who has saved searches.
    """
    topics = _told_by_topics(person)
    if topics is None:
        return []
    found = _new_to(person, since, until).filter(topics)
    searches = list(searches_of(person))
    if searches and _searches_come_sooner(person, until):
        found = found.alias(search_place=first_search(found, searches, person)).filter(search_place=FITS_NONE)
    newest = found.order_by("-shared_at", "pk")[:MOST_ITEMS]
    return [_item(lesson, title_of(lesson)) for lesson in newest]


def found_by_searches(person: Person, since: datetime, until: datetime) -> list[Item]:
    """Return the lessons that fit a search somebody saved before: each once, under the first that it fits.

    Fifteen queries at most for nearly everybody, however many searches there are.
    """
    searches = list(searches_of(person))
    if not searches:  # as for nearly everybody: the rest need not be asked
        return []
    earliest = min(search.saved_at for search in searches)
    fresh = _new_to(person, max(since, earliest), until)
    topics = _told_by_topics(person)
    if topics is not None and not _searches_come_sooner(person, until):
        fresh = fresh.exclude(topics)
    found = fresh.annotate(search_place=first_search(fresh, searches, person)).exclude(search_place=FITS_NONE)
    told = found.order_by("-shared_at", "pk")[:MOST_ITEMS]
    words = _words_of(searches) if told else []
    return [
        _item(
            lesson,
            gettext("%(title)s. Found by: %(search)s")
            % {"title": title_of(lesson).rstrip("."), "search": words[lesson.search_place]},
        )
        for lesson in told
    ]


def once_for(lesson: Lesson) -> str:
    """Return what marks all notices that there is this lesson: somebody is told the first of them."""
    return f"new lesson {lesson.pk}"


def told_sooner(person: Person, lessons: QuerySet[Lesson], rhythm: Rhythm, at: datetime) -> set[UUID]:
    """Return which lessons somebody is told of by topics or a search whose e-mails come before this rhythm.

    Only those that were shared since we tell this person anything, and that their notices still hold. Seven
    queries at most for nearly everybody.
    """
    plan = plan_of(person, at=at)
    recent = lessons.filter(shared_at__gt=max(plan.begun_at, at - timedelta(days=DAYS_SHOWN)))
    topics, searches = _told_by_topics(person), list(searches_of(person))
    told: set[UUID] = set()
    if topics is not None and _is_sooner(plan, NEW, rhythm):
        told |= set(recent.filter(topics).values_list("pk", flat=True))
    if searches and _is_sooner(plan, SEARCHES, rhythm):
        found = recent.alias(search_place=first_search(recent, searches, person))
        told |= set(found.exclude(search_place=FITS_NONE).values_list("pk", flat=True))
    return told


def _is_sooner(plan: NoticePlan, kind: NoticeKind, rhythm: Rhythm) -> bool:
    return SOONEST_FIRST.index(rhythm_of(plan, kind)) < SOONEST_FIRST.index(rhythm)


def _new_to(person: Person, since: datetime, until: datetime) -> QuerySet[Lesson]:
    """Return what others shared and somebody may open, unless they muted it or said it happened to them."""
    concerned = what_concerns(person)
    echoed = LessonEcho.objects.filter(pk__in=concerned.echoes).values("lesson")
    shared = Lesson.objects.filter(state=State.SHARED, shared_at__gt=since, shared_at__lte=until)
    others = visible_to(shared, person).exclude(pk__in=concerned.written | concerned.muted)
    return others.exclude(pk__in=echoed)


def _told_by_topics(person: Person) -> Q | None:
    """Return which lessons somebody's topics tell them of. None where they follow none."""
    topics = dict(TopicFollow.objects.filter(person=person).values_list("topic", "how"))
    if not topics:
        return None
    watched, followed, muted = (
        on_topics([topic for topic, how in topics.items() if how == wanted])
        for wanted in (TopicFollow.How.WATCHING, TopicFollow.How.NORMAL, TopicFollow.How.MUTED)
    )
    return Q(watched) | Q(followed, ~Q(muted), level=person.level)


def _searches_come_sooner(person: Person, at: datetime) -> bool:
    plan = plan_of(person, at=at)
    by_search, by_topic = (SOONEST_FIRST.index(rhythm_of(plan, kind)) for kind in (SEARCHES, NEW))
    return by_search < by_topic


def _item(lesson: Lesson, text: str) -> Item:
    assert lesson.shared_at is not None  # noqa: S101 (for the types: it was filtered by it)
    url = reverse("lessons:lesson", args=[lesson.pk])
    return Item(at=lesson.shared_at, text=text, url=url, once=once_for(lesson))


def _words_of(searches: Iterable[SavedSearch]) -> list[str]:
    return [", ".join(words) for words in search_words(searches)]


NEW = NoticeKind(
    name="lessons.new",
    title=gettext_lazy("New lessons on your topics"),
    about=gettext_lazy("Shared by others at your level."),
    source=on_followed_topics,
    concerns=is_peer,
)
SEARCHES = NoticeKind(
    name="lessons.searches",
    title=gettext_lazy("Your saved searches"),
    about=gettext_lazy(
        "New lessons by others that fit one. What your topics tell you too is not told twice."
    ),
    source=found_by_searches,
    concerns=is_peer,
)
