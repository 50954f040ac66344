"""What every view of projects asks first. Whoever may not gets 404, as if nothing were there."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from sideways.lessons.views.access import PersonRequest
from sideways.people.rules import is_broker
from sideways.villages import queries, rules
from sideways.villages.models import Project, Proposal


def project_or_404(request: PersonRequest, project_id: UUID) -> Project:
    """Return a card the reader may open."""
    project = queries.project_for(request.user, project_id)
    if project is None:
        raise Http404
    return project


def own_or_404(request: PersonRequest, project_id: UUID) -> Project:
    """Return an open project the reader made."""
    project = project_or_404(request, project_id)
    if not rules.is_own(project, request.user) or project.state != Project.State.OPEN:
        raise Http404
    return project


def asking_or_404(request: PersonRequest, project_id: UUID) -> Project:
    """Return a project the reader may ask somebody for."""
    project = project_or_404(request, project_id)
    if not rules.may_propose(project, request.user):
        raise Http404
    return project


def proposal_or_over(request: PersonRequest, proposal_id: UUID) -> Proposal | None:
    """Return a proposal the reader is a side of; None where it is over, with a sentence to read next."""
    proposal = queries.part_in(request.user, proposal_id)
    if proposal is None:
        raise Http404
    if not queries.is_over(proposal, timezone.now()):
        return proposal
    messages.info(request, _("This is over. Nothing waits for your answer."))
    return None


def broker_or_404(request: PersonRequest) -> None:
    """Let brokers pass."""
    if not is_broker(request.user):
        raise Http404
