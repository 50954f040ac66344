"""Open a day, rank whom one would like to work with, and close it: who is matched, and who talks when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sideways.common.audit import audit
from sideways.meetings.services import meeting_begin
from sideways.people.models import Encounter, Person
from sideways.people.rules import is_broker
from sideways.people.trust import is_peer
from sideways.villages import day_queries, problem, queries, rules
from sideways.villages.errors import NotNowError, NotYoursError
from sideways.villages.models import Day, Guest, Mentor, Project, Proposal, Talk, Wish
from sideways.villages.models.days import MOST_PICKS
from sideways.villages.services.proposing import opening_questions

Outcome = Guest.Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitations:
    """When and where a day is, and who is invited."""

    on: date
    place: str
    projects: Collection[Project]
    mentors: Collection[Mentor]


@transaction.atomic
def day_open(*, day_id: UUID, invitations: Invitations, by: Person, at: datetime) -> Day:
    """Open a day. The same id twice is one. Raises NotYoursError unless a broker does, ValidationError."""
    if not is_broker(by) or not rules.may_take_part(by):
        raise NotYoursError
    before = Day.objects.filter(pk=day_id).first()
    if before is not None:
        return before
    if not invitations.projects or not invitations.mentors:
        raise ValidationError({"projects": _("Invite at least one project and one mentor")})
    day = Day(pk=day_id, on=invitations.on, place=invitations.place, opened_by=by, opened_at=at)
    day.clean_fields(exclude=["opened_by"])
    day.save(force_insert=True)
    projects = sorted(set(invitations.projects), key=lambda each: (each.made_at, str(each.pk)))
    mentors = sorted(set(invitations.mentors), key=lambda each: (each.since, str(each.pk)))
    Guest.objects.bulk_create(
        [Guest(day=day, project=each, number=n) for n, each in enumerate(projects, 1)]
        + [Guest(day=day, mentor=each, number=n) for n, each in enumerate(mentors, 1)]
    )
    audit(action="day.opened", subject=day, by=by, at=at)
    return day


@transaction.atomic
def wishes_say(*, guest: Guest, picks: Sequence[int], excluded: Collection[int], by: Person) -> None:
    """Say whom a guest ranks and whom they exclude, in place of what was said before. Twice is once.

    Raises NotYoursError unless it is theirs, NotNowError once the day is closed, ValidationError.
    """
    day = Day.objects.select_for_update().get(pk=guest.day_id)
    own = {each.pk: each for each in day_queries.own_guests(day, by)}.get(guest.pk)
    if own is None or not rules.may_take_part(by):
        raise NotYoursError
    if day.closed_at is not None:
        raise NotNowError
    offered = {each.pk for each in day_queries.others_for(own, day_queries.guests_of(day))}
    if len(picks) > MOST_PICKS or len(set(picks)) < len(picks) or not offered.issuperset({*picks, *excluded}):
        raise ValidationError({"picks": _("Choose up to three from the list, each once")})
    if set(picks) & set(excluded):
        raise ValidationError({"excluded": _("You rank somebody you also leave out. Do one of them.")})
    own.wishes.all().delete()
    Wish.objects.bulk_create(
        [Wish(guest=own, about_id=pk, rank=rank) for rank, pk in enumerate(picks, 1)]
        + [Wish(guest=own, about_id=pk, rank=None) for pk in sorted(set(excluded))]
    )


@transaction.atomic
def day_close(*, day: Day, by: Person, at: datetime) -> Day:
    """Close a day: match, plan the talks, and let each match meet. Closing it twice does nothing.

    Raises NotYoursError unless a broker does.
    """
    if not is_broker(by) or not rules.may_take_part(by):
        raise NotYoursError
    locked = Day.objects.select_for_update().filter(pk=day.pk).first()
    if locked is None:
        raise NotYoursError
    if locked.closed_at is not None:
        return locked
    locked.closed_at = at
    locked.save(update_fields=["closed_at"])
    guests = {guest.pk: guest for guest in day_queries.guests_of(locked)}
    result = problem.result_of(_standings(guests))
    for guest in guests.values():
        guest.outcome = result.unmatched.get(guest.pk, Outcome.NOT_LOOKING)
    for project_pk, mentor_pk in result.mentor_of.items():
        project, mentor = guests[project_pk], guests[mentor_pk]
        project.outcome = mentor.outcome = Outcome.MATCHED
        project.matched = mentor
        _meet(project, mentor, at)
    Guest.objects.bulk_update(guests.values(), ["outcome", "matched"])
    Talk.objects.bulk_create(
        Talk(day=locked, slot=slot, project_id=project, mentor_id=mentor)
        for slot, project, mentor in result.talks
    )
    audit(action="day.closed", subject=locked, by=by, at=at)
    return locked


def _standings(guests: dict[int, Guest]) -> list[problem.Standing]:
    """Return the guests who are still looking, with those they still may meet."""
    projects = [each.project for each in guests.values() if each.project is not None]
    filled = queries.roles_filled(projects)
    mentors = [each.mentor_id for each in guests.values() if each.mentor_id is not None]
    Mentor.objects.select_for_update().filter(pk__in=mentors).count()
    loads = {each.pk: each.load for each in queries.mentors_with_load().filter(pk__in=mentors)}
    looking = {
        guest.pk: guest
        for guest in guests.values()
        if is_peer(day_queries.owner(guest)) and _is_looking(guest, filled)
    }
    standings = []
    for guest in looking.values():
        ranked = sorted((each for each in guest.wishes.all() if each.rank is not None), key=_rank)
        picks = [
            each.about_id
            for each in ranked
            if each.about_id in looking and day_queries.may_meet(guest, looking[each.about_id])
        ]
        excluded = [
            each.about_id for each in guest.wishes.all() if each.rank is None and each.about_id in looking
        ]
        room = guest.mentor.limit - loads[guest.mentor.pk] if guest.mentor else 0
        standings.append(
            problem.Standing(
                guest=guest, picks=tuple(picks), excluded=tuple(sorted(excluded)), room=max(0, room)
            )
        )
    return standings


def _rank(wish: Wish) -> int:
    return wish.rank or 0


def _is_looking(guest: Guest, filled: dict[UUID | None, dict[str, Proposal]]) -> bool:
    if guest.project is not None:
        is_open = guest.project.state == Project.State.OPEN
        return is_open and Proposal.Role.MENTOR not in filled[guest.project.pk]
    return guest.mentor is not None and guest.mentor.trained_at is not None


def _meet(project: Guest, mentor: Guest, at: datetime) -> None:
    """Give a project its mentor: both have said yes by ranking each other."""
    maker, helper = day_queries.owner(project), day_queries.owner(mentor)
    assert project.project is not None  # noqa: S101 (it is the project's side)
    meeting = meeting_begin(
        people=[maker, helper],
        how=Encounter.How.INTRODUCTION,
        about=project.project.name,
        questions=opening_questions(Proposal.Role.MENTOR),
        at=at,
    )
    Proposal.objects.create(
        project=project.project,
        role=Proposal.Role.MENTOR,
        other=helper,
        project_says=Proposal.Answer.YES,
        other_says=Proposal.Answer.YES,
        state=Proposal.State.ACCEPTED,
        proposed_at=at,
        ends_at=at,
        accepted_at=at,
        meeting=meeting,
    )
