"""Days in words: what guests are called, and what came out. No name before two are matched."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from sideways.people.models import Person
from sideways.villages import day_queries
from sideways.villages.models import Day, Guest, Talk


def called(guest: Guest) -> str:
    """Return what a guest is called there: a project by its name, a mentor by a number and what they did."""
    if guest.project is not None:
        return guest.project.name
    told = {"number": guest.number, "done": guest.mentor.done if guest.mentor else ""}
    return gettext("Mentor %(number)s: %(done)s") % told


def short(guest: Guest) -> str:
    """Return what a guest is called in a plan."""
    return guest.project.name if guest.project else gettext("Mentor %(number)s") % {"number": guest.number}


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestRow:
    """One of the reader's own guests: what they can do, or what came out."""

    id: int
    title: str
    has_ranked: bool
    outcome: str
    matched: list[str]
    talks: list[str]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkRow:
    """One talk of the plan, as the broker reads it."""

    slot: int
    project: str
    mentor: str


def guest_row(day: Day, guest: Guest, guests: Iterable[Guest], talks: Iterable[Talk]) -> GuestRow:
    """Return what somebody sees of their own part in a day."""
    partners = [each for each in guests if each.matched_id == guest.pk]
    if guest.matched is not None:
        partners.append(guest.matched)
    own = [each for each in talks if guest.pk in {each.project_id, each.mentor_id}]
    return GuestRow(
        id=guest.pk,
        title=guest.project.name
        if guest.project
        else gettext("You as mentor %(number)s") % {"number": guest.number},
        has_ranked=bool(guest.wishes.all()),
        outcome=str(Guest.Outcome(guest.outcome).label) if guest.outcome else "",
        matched=[matched_words(guest, each) for each in partners],
        talks=[_talk_words(guest, each) for each in own],
        url=reverse("villages:wishes", args=[day.pk, guest.pk]),
    )


def matched_words(guest: Guest, partner: Guest) -> str:
    """Say with whom somebody is matched and why."""
    ranks = {wish.about_id: wish.rank for wish in guest.wishes.all()}
    places = {
        1: gettext("%(name)s: your first choice, and you are among theirs."),
        2: gettext("%(name)s: your second choice, and you are among theirs."),
        3: gettext("%(name)s: your third choice, and you are among theirs."),
    }
    name = day_queries.owner(partner).name
    if partner.project is not None:
        name = f"{name}, {partner.project.name}"
    return places[ranks.get(partner.pk) or 1] % {"name": name}


def _talk_words(guest: Guest, talk: Talk) -> str:
    other = talk.mentor if talk.project_id == guest.pk else talk.project
    return gettext("Talk %(slot)s: %(other)s") % {"slot": talk.slot, "other": short(other)}


def talk_rows(talks: Iterable[Talk]) -> list[TalkRow]:
    """Return the whole plan, for the broker who runs the day."""
    return [
        TalkRow(
            slot=talk.slot,
            project=short(talk.project),
            mentor=_with_name(talk.mentor, day_queries.owner(talk.mentor)),
        )
        for talk in talks
    ]


def _with_name(guest: Guest, person: Person) -> str:
    return f"{short(guest)}, {person.name}"


def how_many_ranked(guests: Iterable[Guest]) -> str:
    """Say how many have ranked somebody so far."""
    guests = list(guests)
    ranked = sum(bool(guest.wishes.all()) for guest in guests)
    return gettext("%(ranked)s of %(all)s have ranked somebody.") % {"ranked": ranked, "all": len(guests)}
