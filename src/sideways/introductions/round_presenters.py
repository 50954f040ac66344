"""Words of rounds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext

from sideways.introductions.desk_presenters import rounds_waited_words
from sideways.introductions.models import Forbidden, LeftOver, Plan, PlanGroup, Progress, Round
from sideways.people.cells import SMALLEST_GROUP
from sideways.people.distance import km_between
from sideways.people.levels import Level, Service
from sideways.people.models import Person
from sideways.people.presenters import apart_words

MOST_ABOUT = 140
PARTS = ("service", "level", "region")


def shared_topics(people: Sequence[Person], topics: Mapping[int, Collection[str]]) -> list[str]:
    """Return the topics that all of these people follow, in order."""
    return sorted(set.intersection(*(set(topics.get(person.pk, ())) for person in people)))


def about_of(names: Sequence[str]) -> str:
    """Return what people share in a few words: as many topics as there is room for."""
    text = ""
    for name in names:
        longer = f"{text}, {name}" if text else name
        if len(longer) > MOST_ABOUT:
            break
        text = longer
    return text


def reason_of(people: Sequence[Person], about: str, waited: int) -> str:
    """Return why these people fit, for brokers."""
    levels = {person.level for person in people}
    names = [person.profession.name for person in people if person.profession]
    said = [
        gettext("Same level.") if len(levels) == 1 else gettext("One level apart, as they all wish."),
        gettext("Professions: %(names)s.") % {"names": get_text_list(names, gettext("and"))}
        if len(set(names)) == len(names)
        else gettext("Same profession (%(names)s), as they wish.") % {"names": ", ".join(sorted(set(names)))},
        gettext("They follow: %(topics)s.") % {"topics": about}
        if about
        else gettext("They follow no topic in common."),
        _distance(people),
    ]
    if len({person.region for person in people}) > 1:
        said.append(gettext("Other region, as they wish."))
    if waited:
        said.append(
            ngettext("One has waited %(n)s round.", "One has waited %(n)s rounds.", waited) % {"n": waited}
        )
    return " ".join(said)[:400]


def _distance(people: Sequence[Person]) -> str:
    km = max(km_between(one, other) or 0.0 for one, other in combinations(people, 2))
    return apart_words(km)


def scope_words(round: Round) -> str:  # noqa: A002 (the word of the design)
    """Return over whom a round is."""
    if round.topic is not None:
        return gettext("People who follow: %(topic)s") % {"topic": round.topic.name}
    if round.place is not None:
        return gettext("People in %(place)s") % {"place": round.place.name}
    if round.region:
        return gettext("People in %(place)s") % {"place": round.region}
    return gettext("Everybody")


def doing_words(progress: Progress) -> str:
    """Return what is being done."""
    return str(Progress.Doing(progress.doing).label)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """A group as a broker sees it."""

    pk: int
    people: list[str]
    names: str
    reason: str
    is_locked: bool
    is_new: bool
    is_forbidden: bool


def group_rows(
    groups: Sequence[PlanGroup], members: Mapping[int, Sequence[Person]], forbidden: Sequence[Forbidden]
) -> list[GroupRow]:
    """Return the rows of a page of a plan."""
    kept_apart = {(pair.one_id, pair.other_id) for pair in forbidden}
    rows = []
    for group in groups:
        people = list(members.get(group.pk, ()))
        ids = sorted(person.pk for person in people)
        rows.append(
            GroupRow(
                pk=group.pk,
                people=[person_words(person) for person in people],
                names=get_text_list([person.name for person in people], gettext("and")),
                reason=group.reason,
                is_locked=group.is_locked,
                is_new=group.is_new,
                is_forbidden=any(pair in kept_apart for pair in combinations(ids, 2)),
            )
        )
    return rows


def person_words(person: Person) -> str:
    """Return a name with what they are and where."""
    parts = [person.name, person.profession.name if person.profession else "", person.region]
    if person.organisation is not None:
        parts.insert(2, person.organisation.name)
    return ", ".join(part for part in parts if part)


def waited_words(person: Person, why: LeftOver.Reason | None) -> str:
    """Return how long somebody has waited, and why they are left over in the plan that is ready."""
    told = rounds_waited_words(person.wish.waited)
    return f"{told} {why.label}." if why else told


def share_words(plan: Plan) -> str:
    """Return how good a plan is against what no plan can exceed."""
    if plan.is_best:
        return gettext("Proved: no plan is better.")
    share = int(1e4 * plan.weight / plan.bound) / 100 if plan.bound else 100
    return gettext("At least %(share)s %% of the best possible.") % {"share": share}


def figures(plan: Plan) -> list[dict[str, Any]]:
    """Return the figures at the head of a round."""
    return [
        {"label": gettext("People who can be matched"), "number": plan.people},
        {"label": gettext("In a group"), "number": plan.matched},
        {"label": gettext("Left over"), "number": plan.people - plan.matched},
        {"label": gettext("Groups"), "number": plan.groups_count},
    ]


def left_over_rows(plan: Plan) -> list[dict[str, Any]]:
    """Return how many are left over for each reason, most first."""
    counted = sorted(plan.left_over.items(), key=lambda row: (-row[1], row[0]))
    return [{"key": LeftOver.Reason(reason).label, "value": count} for reason, count in counted]


def compared(one: Plan, other: Plan) -> list[dict[str, Any]]:
    """Return the numbers of two plans side by side."""

    def row(label: str, name: str) -> dict[str, Any]:
        return {"label": label, "one": getattr(one, name), "other": getattr(other, name)}

    rows = [
        row(gettext("People who can be matched"), "people"),
        row(gettext("In a group"), "matched"),
        row(gettext("Groups"), "groups_count"),
        row(gettext("Groups of three"), "threes"),
        row(gettext("Locked groups"), "locked"),
        row(gettext("Groups that share no topic"), "sharing_nothing"),
    ]
    for reason in LeftOver.Reason:
        if reason in one.left_over or reason in other.left_over:
            label = gettext("Left over: %(reason)s") % {"reason": reason.label}
            counts = {"one": one.left_over.get(reason, 0), "other": other.left_over.get(reason, 0)}
            rows.append({"label": label, **counts})
    total, best = gettext("Total weight"), gettext("No plan can exceed")
    rows.append({"label": total, "one": f"{one.weight:.2f}", "other": f"{other.weight:.2f}"})
    rows.append({"label": best, "one": f"{one.bound:.2f}", "other": f"{other.bound:.2f}"})
    return rows


def poor_of(
    people: Sequence[Person], left_over: Collection[int], sharing_nothing: Collection[int]
) -> dict[str, list[dict[str, Any]]]:
    """Return where people are left over or share nothing, by service, level and region.

    Parts with fewer than five people are left out, and so is every count of one to four (P4).
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for part in PARTS:
        inside: dict[str, list[int]] = {}
        for person in people:
            inside.setdefault(_part_of(person, part), []).append(person.pk)
        found[part] = [
            {
                "part": name,
                "people": len(ids),
                "left_over": _told(sum(pk in left_over for pk in ids)),
                "nothing": _told(sum(pk in sharing_nothing for pk in ids)),
            }
            for name, ids in sorted(inside.items())
            if len(ids) >= SMALLEST_GROUP and name
        ]
    return found


def _told(count: int) -> int | None:
    return count if count == 0 or count >= SMALLEST_GROUP else None


def _part_of(person: Person, part: str) -> str:
    if part == "service":
        return str(person.profession.service) if person.profession else ""
    return str(person.level) if part == "level" else person.region


def poor_tables(plan: Plan) -> list[dict[str, Any]]:
    """Return the tables of who gets poor matches."""
    titles = {"service": gettext("Service"), "level": gettext("Level"), "region": gettext("Region")}
    fewer = gettext("fewer than 5")
    tables = []
    for part, title in titles.items():
        rows = [
            {
                "label": _part_words(part, row["part"]),
                "people": row["people"],
                "left_over": fewer if row["left_over"] is None else row["left_over"],
                "nothing": fewer if row["nothing"] is None else row["nothing"],
            }
            for row in plan.poor.get(part, [])
        ]
        tables.append({"title": title, "rows": rows})
    return tables


def _part_words(part: str, name: str) -> str:
    if part == "service":
        return str(Service(name).label)
    return str(Level(int(name)).label) if part == "level" else name
