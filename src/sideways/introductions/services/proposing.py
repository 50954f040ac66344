"""Proposing that people meet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from django.db import transaction

from sideways.common.audit import audit
from sideways.introductions.errors import MayNotMeetError, NamesSomebodyError
from sideways.introductions.models import Introduction, Party, Round
from sideways.introductions.queries import known_of
from sideways.introductions.rules import ANSWER_DAYS, CHANNEL, broken
from sideways.lessons.groups import group_columns, group_of_person
from sideways.lessons.services.change import formal_route_first
from sideways.live.models import News
from sideways.live.services import news_add
from sideways.people.cells import Cells, widened
from sideways.people.distance import distance_band, km_between
from sideways.people.models import Person
from sideways.people.queries import cells_of

SHORTEST_NAME = 3  # letters; a shorter part of a name stands in other words too


class More(TypedDict, total=False):
    """What need not be said of a proposal: which broker or round makes it, how long people can take.

    ``routes_seen`` as for lessons.
    """

    by: Person | None
    round: Round | None
    days: int
    routes_seen: frozenset[str]


@transaction.atomic
def introduction_propose(
    *,
    people: Sequence[Person],
    source: Introduction.Source | str,
    about: str,
    reason: str,
    at: datetime,
    **more: Unpack[More],
) -> Introduction:
    """Propose that these two or three people meet. They have ``days`` to answer.

    ``about`` is what all of them read, ``reason`` what brokers read. Raises MayNotMeetError with every
    rule that stands in the way, NamesSomebodyError when ``about`` would tell who one of them is, and
    FormalRouteFirstError for the words of a broker; those of a card were looked at when it was pinned.
    """
    together = _locked(people)
    if wrong := broken(together, known_of(together), at):
        raise MayNotMeetError(wrong)
    if named_in(about, together):
        raise NamesSomebodyError
    if source == Introduction.Source.BROKER:
        formal_route_first([about], [], more.get("routes_seen", frozenset()))
    proposal = Proposal(
        people=together,
        source=str(source),
        about=about,
        reason=reason,
        round=more.get("round"),
        ends_at=at + timedelta(more.get("days", ANSWER_DAYS)),
    )
    return introduction_store(proposal=proposal, at=at, by=more.get("by"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Who is to meet, why, and until when they answer. The rules have been asked."""

    people: Sequence[Person]
    source: str
    about: str
    reason: str
    ends_at: datetime
    round: Round | None = None


def introduction_store(*, proposal: Proposal, at: datetime, by: Person | None) -> Introduction:
    """Write an introduction down, with what each may know of the others as it is now."""
    people = proposal.people
    introduction = Introduction(
        source=proposal.source,
        about=proposal.about,
        reason=proposal.reason,
        proposed_at=at,
        proposed_by=by,
        ends_at=proposal.ends_at,
        round=proposal.round,
        other_level=len({person.level for person in people}) > 1,
        same_profession=len({person.profession_id for person in people}) < len(people),
        other_region=len({person.region for person in people}) > 1,
    )
    introduction.clean_fields(exclude=["proposed_by"])
    introduction.save(force_insert=True)
    cells = cells_of({person.level for person in people if person.level is not None})
    Party.objects.bulk_create(_party(introduction, person, people, cells) for person in people)
    news_add(channel=CHANNEL, what=News.What.SHARED, subject=introduction.pk)
    # Nothing of whom: a row of the log must not say who is to meet whom.
    audit(action="introduction.proposed", subject=introduction, by=by, at=at, source=proposal.source)
    return introduction


def _party(introduction: Introduction, person: Person, people: Sequence[Person], cells: Cells) -> Party:
    shown = widened(group_of_person(person, person.level or 0), cells)
    band = distance_band([km_between(person, other) for other in people if other != person])
    return Party(introduction=introduction, person=person, within_km=band, **group_columns(shown))


def named_in(text: str, people: Sequence[Person]) -> bool:
    """Say whether a text names one of these people, their address or where they work (P10)."""
    words = set(re.findall(r"[^\W_]+", text.casefold()))
    for person in people:
        parts = {
            part for part in re.findall(r"[^\W_]+", person.name.casefold()) if len(part) >= SHORTEST_NAME
        }
        whole = [person.email, person.organisation.name if person.organisation else ""]
        if parts & words or any(name and name.casefold() in text.casefold() for name in whole):
            return True
    return False


def _locked(people: Sequence[Person]) -> list[Person]:
    """Return the people as they are now, in the order given, held until the transaction ends.

    Two proposals at once for one person wait for each other, so that neither goes over what they want.
    """
    ids = [person.pk for person in people]
    rows = Person.objects.select_for_update(of=("self",)).select_related("organisation", "profession")
    held = {person.pk: person for person in rows.filter(pk__in=ids).order_by("pk")}
    return [held[pk] for pk in ids]
