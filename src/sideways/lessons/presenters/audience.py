"""Who may read, in sentences that hold."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy, ngettext

from sideways.lessons.groups import group_of_person, group_safe
from sideways.lessons.models import Lesson
from sideways.lessons.presenters.author import group_words
from sideways.people.cells import SMALLEST_GROUP, Cells, Group, wider
from sideways.people.models import Person, Topic
from sideways.people.trust import Audience, State

_MAY_READ = {
    Audience.LEVEL: gettext_lazy("practitioners and brokers at your level"),
    Audience.PEERS: gettext_lazy("all practitioners and brokers"),
    Audience.PUBLIC: gettext_lazy("anyone"),
}
_MAY_READ_OF_ANOTHER = _MAY_READ | {
    Audience.LEVEL: gettext_lazy("practitioners and brokers at the author’s level")
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Who can read and who cannot, as it stands beside what is being written (P7)."""

    can: str
    cannot: str
    audience: str
    attribution: str


def audience_sentences(person: Person, cells: Cells) -> list[Sentence]:
    """Return one sentence for each choice of audience and attribution this author has."""
    return [
        Sentence(
            can=gettext("%(readers)s, shown as “%(author)s”.")
            % {"readers": _MAY_READ[audience], "author": shown},
            cannot=shut_out(person, audience),
            audience=audience.value,
            attribution=attribution,
        )
        for audience in (Audience.LEVEL, Audience.PEERS)
        for attribution, shown in shown_as(person, cells).items()
    ]


def shown_as(person: Person, cells: Cells) -> dict[str, str]:
    """Return how readers would know this author, by attribution. Without a name there is only the role."""
    if person.level is None:
        return {}
    group = group_of_person(person, person.level)
    shown = {Lesson.Attribution.ROLE.value: group_words(group_safe(group, cells), person.profession)}
    if person.name:
        words = group_words(wider(group)[0], person.profession)
        shown[Lesson.Attribution.NAMED.value] = f"{person.name}, {words}"
    return shown


def audience_hints(person: Person) -> dict[str, str]:
    """Return the sentence under each choice of audience, for pages where nothing moves."""
    return {
        audience.value: gettext("Can read it: %(can)s. Cannot: %(cannot)s")
        % {"can": _MAY_READ[audience], "cannot": shut_out(person, audience)}
        for audience in (Audience.LEVEL, Audience.PEERS)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What the form offers this author to choose from."""

    shown_as: Mapping[str, str]
    audience_hints: Mapping[str, str]
    topics: Collection[Topic]


def may_read(audience: Audience) -> str:
    """Write who may read what is shared with an audience, for its author."""
    return str(_MAY_READ[audience])


def readers_of(lesson: Lesson) -> str:
    """Write who may read a shared lesson, for its author."""
    return may_read(Audience(lesson.audience))


def few_at_level(person: Person, cells: Cells) -> bool:
    """Say whether so few people stand at this level that readers may guess the author."""
    return person.level is not None and cells.size(Group(level=person.level)) < SMALLEST_GROUP


def shut_out(person: Person, audience: Audience) -> str:
    """Write who cannot read what this author shares."""
    if person.organisation_id is not None:
        return gettext("your managers, your employer’s leaders, government, regulators, funders.")
    if audience == Audience.LEVEL:
        return gettext("people at other levels, government, regulators, funders.")
    return gettext(
        "government, regulators, funders. You have not named an organisation, "
        "so we cannot shut out the managers of one."
    )


def who_can_read(lesson: Lesson, *, is_mine: bool, readers: int = 0) -> dict[str, str]:
    """Return the two sentences on who can read a lesson that is there already."""
    if lesson.state != State.SHARED:
        return {"can": gettext("only you."), "cannot": ""}
    if lesson.audience == Audience.PUBLIC:
        return {"can": gettext("anyone, signed in or not."), "cannot": ""}
    audience = Audience(lesson.audience)
    if is_mine:
        can = f"{_MAY_READ[audience]}."
        if readers:
            can = ngettext(
                "%(readers)s, and %(named)s more you named.",
                "%(readers)s, and %(named)s more you named.",
                readers,
            ) % {"readers": _MAY_READ[audience], "named": readers}
        return {
            "can": can,
            "cannot": gettext("your managers, your employer’s leaders, government, regulators, funders."),
        }
    return {
        "can": f"{_MAY_READ_OF_ANOTHER[audience]}.",
        "cannot": gettext("the author’s managers, government, regulators, funders."),
    }
