"""Propose somebody for a role, take that back, answer, and end what was agreed.

What somebody answers is told to nobody: a proposal ends in a meeting once both have said yes, or at
``ends_at``, and until then it looks the same to the other side whatever was answered (P10). So there is
no row in the audit log for an answer either.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sideways.common.audit import audit
from sideways.meetings.models import Meeting
from sideways.meetings.services import meeting_begin
from sideways.people.models import Encounter, Organisation, Person
from sideways.villages import queries, rules
from sideways.villages.errors import NotNowError, NotYoursError
from sideways.villages.models import Mentor, Project, Proposal

TIME_TO_ANSWER = timedelta(days=10)
Answer, Role, State = Proposal.Answer, Proposal.Role, Proposal.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Who is proposed: one of the three."""

    mentor: Mentor | None = None
    peer: Project | None = None
    body: Organisation | None = None


@transaction.atomic
def proposal_make(
    *, proposal_id: UUID, project: Project, candidate: Candidate, by: Person, at: datetime
) -> Proposal:
    """Propose somebody for a role of a project. The same id twice is one.

    Whoever made the project has said yes by asking; a broker asks both sides. Raises NotYoursError where
    this person may not or the candidate is not to be suggested, NotNowError while the role is filled or
    somebody has been asked for it.
    """
    locked = Project.objects.select_for_update().filter(pk=project.pk).first()
    if locked is None or not rules.may_propose(locked, by):
        raise NotYoursError
    before = Proposal.objects.filter(pk=proposal_id).first()
    if before is not None:
        if before.project_id != locked.pk:
            raise NotYoursError
        return before
    proposal = _proposed(locked, candidate)
    if proposal.role in queries.roles_filled([locked])[locked.pk]:
        raise NotNowError
    if proposal.role in queries.asked_for(locked, at):
        raise NotNowError
    proposal.pk, proposal.proposed_at, proposal.ends_at = proposal_id, at, at + TIME_TO_ANSWER
    proposal.asked_by = by
    if rules.is_own(locked, by):
        proposal.project_says = Answer.YES
    proposal.save(force_insert=True)
    audit(action="proposal.made", subject=proposal, by=by, at=at)
    return proposal


def _proposed(project: Project, candidate: Candidate) -> Proposal:
    """Return a proposal of somebody who would be suggested now. Raises NotYoursError for anybody else."""
    if candidate.body is not None:
        if candidate.body.pk == project.made_by.organisation_id:
            raise NotYoursError
        return Proposal(project=project, role=Role.SUPPORT, body=candidate.body)
    if candidate.mentor is not None:
        met = queries.met_by_keeper(project)
        mentor = queries.mentors_to_ask(project, met).filter(pk=candidate.mentor.pk).first()
        if mentor is None:
            raise NotYoursError
        return Proposal(project=project, role=Role.MENTOR, other=mentor.person)
    peers = {each.pk: each.peer for each in queries.peers_suggested(project, most=queries.LOOKED_AT)}
    peer = peers.get(candidate.peer.pk) if candidate.peer else None
    if peer is None:
        raise NotYoursError
    return Proposal(project=project, role=Role.PEER, peer=peer, other=peer.made_by)


def _is_full(mentor: Any) -> bool:
    """Say whether a mentor, as ``mentors_with_load`` gives them, helps as many projects as they take."""
    return bool(mentor.load >= mentor.limit)


@transaction.atomic
def proposal_answer(*, proposal: Proposal, says_yes: bool, by: Person, at: datetime) -> Proposal:
    """Answer for one's own side; until the other side has, one may answer anew. Twice the same is once.

    When both have said yes, they meet. Raises NotYoursError where it is not theirs to answer, NotNowError
    when the time is over, the role is filled, or the mentor has as many projects as they take.
    """
    project = Project.objects.select_for_update().filter(pk=proposal.project_id).first()
    locked = Proposal.objects.select_for_update().filter(pk=proposal.pk).first()
    if project is None or locked is None or not rules.may_answer(locked, by):
        raise NotYoursError
    answer = Answer.YES if says_yes else Answer.NO
    if rules.own_answer(locked, by) == answer and locked.state != State.OVER:
        return locked
    if not queries.waiting(at).filter(pk=locked.pk).exists():
        raise NotNowError
    if project.made_by_id == by.pk:
        locked.project_says = answer
    elif locked.role == Role.SUPPORT:
        if not says_yes:
            raise NotYoursError  # nobody there speaks against all the others
        locked.other, locked.other_says = by, answer
    else:
        locked.other_says = answer
    if locked.project_says == locked.other_says == Answer.YES:
        _accept(locked, at)
    locked.save()
    return locked


def _accept(proposal: Proposal, at: datetime) -> None:
    """Fill the role and let both meet."""
    project, other = proposal.project, proposal.other
    assert other is not None  # noqa: S101 (the other side has just said yes)
    sides = [each for each in (project, proposal.peer) if each is not None]
    if any(proposal.role in filled for filled in queries.roles_filled(sides).values()):
        raise NotNowError
    if proposal.role == Role.MENTOR:
        Mentor.objects.select_for_update().filter(person=other).first()
        mentor = queries.mentors_with_load().filter(person=other).first()
        if mentor is None or _is_full(mentor):
            raise NotNowError
    proposal.state, proposal.accepted_at = State.ACCEPTED, at
    proposal.meeting = begin_meeting(proposal, at)
    audit(action="proposal.accepted", subject=proposal, at=at)


def begin_meeting(proposal: Proposal, at: datetime) -> Meeting:
    """Let the two sides of an accepted proposal arrange to meet."""
    people = [each for each in (proposal.project.made_by, proposal.other) if each is not None]
    return meeting_begin(
        people=people,
        how=Encounter.How.INTRODUCTION,
        about=proposal.project.name,
        questions=opening_questions(Role(proposal.role)),
        at=at,
    )


def opening_questions(role: Proposal.Role) -> list[str]:
    """Return what to open the first talk with."""
    return {
        Role.MENTOR: [
            _("What did you try first, and what would you leave out now?"),
            _("What should we do in the next four weeks?"),
            _("Who else has to agree before it can begin?"),
        ],
        Role.SUPPORT: [
            _("What can you help with, and what not?"),
            _("Which rules and forms do we need to know?"),
            _("Whom do we ring when we are stuck?"),
        ],
        Role.PEER: [
            _("What went wrong on your side so far?"),
            _("What can we share: people, forms, tools?"),
            _("When do we compare again?"),
        ],
    }[role]


@transaction.atomic
def proposal_take_back(*, proposal: Proposal, by: Person, at: datetime) -> None:
    """Take back what one asked. To the other side it is as if the time were over (P10). Twice is once.

    Raises NotYoursError for anybody but whoever asked, NotNowError once both have said yes.
    """
    locked = Proposal.objects.select_for_update().filter(pk=proposal.pk).first()
    if locked is None or not rules.may_take_back(locked, by):
        raise NotYoursError
    if locked.state == State.ACCEPTED:
        raise NotNowError
    if locked.state == State.WAITING:
        locked.state, locked.over_at = State.OVER, at
        locked.save(update_fields=["state", "over_at"])
        audit(action="proposal.taken_back", subject=locked, by=by, at=at)


@transaction.atomic
def proposal_end(*, proposal: Proposal, by: Person, at: datetime) -> None:
    """End what was agreed: the role is open again. No reason is asked and nobody is told who ended it.

    Twice changes nothing. Raises NotYoursError for anybody but the two.
    """
    locked = Proposal.objects.select_for_update().filter(pk=proposal.pk).first()
    if locked is None or by.pk not in {locked.project.made_by_id, locked.other_id}:
        raise NotYoursError
    if locked.state == State.ACCEPTED:
        locked.state, locked.over_at = State.OVER, at
        locked.save(update_fields=["state", "over_at"])
