"""The first page in words. Nothing here asks the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

from sideways.common.retention import About, all_kinds
from sideways.lessons.models import Lesson, LessonRelease
from sideways.lessons.presenters import title_of
from sideways.people.models import Person
from sideways.people.trust import State
from sideways.ui.dates import day
from sideways.web.queries import Figures

MOST_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Something that waits for the reader: what it is, and what to do about it."""

    text: str
    title: str
    url: str
    action: str


def waiting_for(proposed: Iterable[LessonRelease], mine: Iterable[Lesson]) -> list[Waiting]:
    """Return what waits for somebody: a guardian's wording first, then what they began."""
    drafts = [lesson for lesson in mine if lesson.state == State.DRAFT]
    answers = [
        Waiting(
            text=gettext("A guardian proposes a wording for your lesson, so that anyone may read it."),
            title=title_of(release.lesson),
            url=reverse("lessons:release", args=[release.pk]),
            action=gettext("Read and answer"),
        )
        for release in proposed
    ]
    begun = [
        Waiting(
            text=gettext("You began this and have not shared it."),
            title=title_of(draft),
            url=reverse("lessons:edit", args=[draft.pk]),
            action=gettext("Finish it"),
        )
        for draft in drafts[:MOST_SHOWN]
    ]
    return answers + begun


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One row of what is kept: ``gone`` says up to which day the older has been deleted."""

    what: str
    why: str
    until: str
    erasure: str
    gone: str


def kinds_kept(last_run: Mapping[str, datetime]) -> list[tuple[str, list[Kept]]]:
    """Return every kind of data under its heading, with the day up to which it is gone, as jobs have run."""
    rows: dict[About, list[Kept]] = {about: [] for about in About}
    for kind in all_kinds():
        ran = last_run.get(kind.job)
        gone = _gone(ran - kind.after) if ran and kind.after else ""
        rows[kind.about].append(
            Kept(
                what=str(kind.what),
                why=_ended(str(kind.why)),
                until=_ended(_inside(str(kind.until))),
                erasure=_inside(str(kind.erasure)),
                gone=gone,
            )
        )
    return [(str(about.label), kept) for about, kept in rows.items()]


def _gone(up_to: datetime) -> str:
    return gettext("Deleted up to %(day)s.") % {"day": day(up_to)}


def _inside(sentence: str) -> str:
    # After a colon English goes on in small letters. How others do is as their translator wrote it.
    english = (get_language() or "en").startswith("en")
    return sentence[0].lower() + sentence[1:] if english else sentence


def _ended(sentence: str) -> str:
    return f"{sentence.rstrip('.')}."


def echoes_of(lesson: Lesson) -> int:
    """Return how many a lesson happened to as well, where the query counted them."""
    return getattr(lesson, "echo_count", 0)


def what_came_of(mine: Iterable[Lesson]) -> list[dict[str, object]]:
    """Return the lessons of somebody that most was heard of."""
    shared = [lesson for lesson in mine if lesson.state == State.SHARED]
    shared.sort(key=lambda lesson: (echoes_of(lesson), lesson.shared_at), reverse=True)
    return [
        {"lesson": lesson, "title": title_of(lesson), "echoes": echoes_of(lesson)}
        for lesson in shared[:MOST_SHOWN]
    ]


def figure_rows(figures: Figures) -> list[dict[str, object]]:
    """Return the figures with their words."""
    return [
        {"number": figures.people, "label": ngettext("person here", "people here", figures.people)},
        {"number": figures.services, "label": gettext("services they come from")},
        {"number": figures.lessons, "label": gettext("lessons shared in the last 30 days")},
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What somebody who is not one of the peers can do here."""

    title: str | Promise
    text: str | Promise
    url: str = ""
    action: str | Promise = ""


STANDINGS = {
    Person.Standing.WAITING: Desk(
        title=gettext_lazy("Waiting for somebody to vouch for you"),
        text=gettext_lazy(
            "A broker checks that you are who you say. Until then you can read what is public."
        ),
        url="people:join",
        action=gettext_lazy("See what happens next"),
    ),
    Person.Standing.HELD: Desk(
        title=gettext_lazy("An operator is looking at your account"),
        text=gettext_lazy(
            "Your address belongs to a department, an inspectorate or a regulator, so a person checks. "
            "Until then you can read what is public."
        ),
        url="people:join",
        action=gettext_lazy("See what happens next"),
    ),
}
DUTIES = {
    Person.Kind.GUARDIAN: Desk(
        title=gettext_lazy("You keep the promise"),
        text=gettext_lazy(
            "You take out of lessons what identifies somebody, before anyone may read them. "
            "You see the text and never who wrote it."
        ),
        url="lessons:releases",
        action=gettext_lazy("Lessons to release"),
    ),
    Person.Kind.OPERATOR: Desk(
        title=gettext_lazy("You run this service"),
        text=gettext_lazy(
            "You let people in, and give accounts their kind. Like officials and funders, "
            "you read only lessons that are public."
        ),
        url="people:people",
        action=gettext_lazy("People"),
    ),
}
OVERSIGHT = Desk(
    title=gettext_lazy("You see what is public"),
    text=gettext_lazy(
        "People share what went wrong here to learn from it, not to be judged. So accounts of government, "
        "funders and regulators see only the lessons whose authors have made them public."
    ),
)


def desk_of(person: Person) -> Desk:
    """Return what the first page says to somebody who is not one of the peers."""
    standing = STANDINGS.get(Person.Standing(person.standing))
    return standing or DUTIES.get(Person.Kind(person.kind), OVERSIGHT)
