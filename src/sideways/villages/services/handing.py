"""A card that a broker keeps for somebody who rang is taken over by them, once they have an account."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from sideways.common.audit import audit
from sideways.people.models import Person
from sideways.villages import rules
from sideways.villages.errors import NotYoursError
from sideways.villages.models import Project, Proposal
from sideways.villages.services.proposing import begin_meeting

State = Proposal.State


@transaction.atomic
def project_take_over(*, project: Project, keeper: int, by: Person, at: datetime) -> Project:
    """Make a card somebody's own that ``keeper`` keeps for them. Twice is once.

    Who helps it already meets the new one; nobody of the same organisation does, nor they themselves: those
    roles are open again. Raises NotYoursError for who is no peer and where it is kept for nobody any more.
    """
    locked = Project.objects.select_for_update().filter(pk=project.pk).first()
    if locked is None or not rules.may_take_part(by):
        raise NotYoursError
    if locked.made_by_id == by.pk and not locked.on_behalf:
        return locked
    if not rules.is_kept(locked) or locked.made_by_id != keeper or keeper == by.pk:
        raise NotYoursError
    locked.made_by, locked.on_behalf = by, False
    locked.save(update_fields=["made_by", "on_behalf"])
    going_on = Proposal.objects.select_for_update().filter(Q(project=locked) | Q(peer=locked))
    for proposal in going_on.exclude(state=State.OVER):
        _follow(proposal, keeper, by, at)
    audit(action="project.taken_over", subject=locked, by=by, at=at)
    return locked


def _follow(proposal: Proposal, keeper: int, by: Person, at: datetime) -> None:
    """Let a proposal follow the card to whoever has taken it over."""
    if proposal.asked_by_id == keeper:
        proposal.asked_by = by
    if proposal.other_id == keeper:
        proposal.other = by
    sides = {proposal.project.made_by, proposal.other} - {None, by}
    other = next(iter(sides), None)
    is_to_be_asked = proposal.role == Proposal.Role.SUPPORT and proposal.other_id is None
    if not is_to_be_asked and (other is None or rules.work_together(by, other)):
        proposal.state, proposal.over_at = State.OVER, at
    elif proposal.state == State.ACCEPTED:
        proposal.meeting = begin_meeting(proposal, at)
    proposal.save()
