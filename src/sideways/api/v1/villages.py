"""Community projects: their cards, the three roles, and mentors."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Status

from sideways.api import access
from sideways.api.access import PersonRequest
from sideways.api.authentication import READ, WRITE
from sideways.api.cursors import Walk, stretch
from sideways.api.fields import Page
from sideways.api.keys import new_id
from sideways.api.shapes import villages as shapes
from sideways.people.models import Organisation, Person, Topic
from sideways.people.rules import is_broker
from sideways.villages import presenters, queries, rules, services
from sideways.villages.forms import MentorForm, ProjectForm
from sideways.villages.models import Mentor, Project, Proposal
from sideways.villages.services import Candidate, Card

router = Router(auth=READ, tags=["Community projects"])
ONE = "/projects/{uuid:project_id}"
PROPOSAL = "/proposals/{uuid:proposal_id}"


@router.get("/projects", response=shapes.ProjectList, url_name="projects")
def project_list(request: PersonRequest, page: Query[Page]) -> shapes.ProjectList:
    """List the open projects of others, newest first."""
    shown = stretch(request, queries.projects_open(access.peer(request)), Walk(**page.dict()))
    return shapes.ProjectList(items=_rows(shown.rows), next=shown.next)


@router.get("/me/projects", response=shapes.ProjectList, url_name="my_projects")
def my_projects(request: PersonRequest, page: Query[Page]) -> shapes.ProjectList:
    """List your own projects, newest first."""
    shown = stretch(request, queries.projects_of(access.peer(request)), Walk(**page.dict()))
    return shapes.ProjectList(items=_rows(shown.rows), next=shown.next)


def _rows(projects: list[Project]) -> list[shapes.ProjectRow]:
    filled = queries.roles_filled(projects)
    return [shapes.project_row(presenters.card_row(each, filled[each.pk])) for each in projects]


@router.post("/projects", response={201: shapes.ProjectTold}, url_name="projects", auth=WRITE)
def project_add(request: PersonRequest, sent: shapes.ProjectSent) -> Status:
    """Put up a project, or as a broker one of somebody who rings.

    With an Idempotency-Key it is one, however often you send it.
    """
    person, project_id = access.peer(request), new_id(request)
    card = _card(sent, project_id)
    project = services.project_add(
        project_id=project_id, card=card, by=person, at=timezone.now(), on_behalf=sent.on_behalf
    )
    return Status(201, _told(request, project.pk))


def _card(sent: shapes.CardSent, project_id: UUID) -> Card:
    data = access.answers(sent) | {"project_id": str(project_id)}
    form = access.filled(ProjectForm(data, topics=Topic.objects.all()))
    return form.card(frozenset(sent.routes_seen))


@router.get(ONE, response=shapes.ProjectTold, url_name="project")
def project_read(request: PersonRequest, project_id: UUID) -> shapes.ProjectTold:
    """Read a card, which of the three roles is missing, and whom you could ask.

    Suggestions carry no name. They come to whoever put the project up, and to brokers.
    """
    return _told(request, project_id)


def _told(request: PersonRequest, project_id: UUID) -> shapes.ProjectTold:
    project = _readable(request, project_id)
    is_own, may_propose = rules.is_own(project, request.user), rules.may_propose(project, request.user)
    filled = queries.roles_filled([project])[project.pk]
    asked = queries.asked_for(project, timezone.now()) if may_propose else {}
    found = []
    if may_propose and not {*filled, *asked} & {Proposal.Role.MENTOR}:
        found += queries.mentors_suggested(project)
    if may_propose and not {*filled, *asked} & {Proposal.Role.PEER}:
        found += queries.peers_suggested(project)
    rows = presenters.role_rows(project, filled, asked, request.user)
    return shapes.ProjectTold(
        id=project.pk,
        name=project.name,
        wants=project.wants,
        where=presenters.where(project),
        topics=[topic.pk for topic in project.topics.all()],
        state=project.state,
        is_own=is_own,
        on_behalf=project.on_behalf,
        roles=[shapes.role_told(row) for row in rows],
        suggestions=[shapes.suggestion_told(presenters.suggestion_row(project, each)) for each in found],
    )


def _readable(request: PersonRequest, project_id: UUID) -> Project:
    project = queries.project_for(access.peer(request), project_id)
    if project is None:
        raise Http404
    return project


@router.put(ONE, response=shapes.ProjectTold, url_name="project", auth=WRITE)
def project_change(request: PersonRequest, project_id: UUID, sent: shapes.CardSent) -> shapes.ProjectTold:
    """Change what the card of your project says."""
    project = _readable(request, project_id)
    if not rules.is_own(project, request.user):
        raise Http404
    services.project_change(project=project, card=_card(sent, project_id), by=request.user)
    return _told(request, project_id)


@router.delete(ONE, response={204: None}, url_name="project", auth=WRITE)
def project_close(request: PersonRequest, project_id: UUID) -> Status:
    """Close your project. Nobody is suggested any more; it is deleted after 90 days."""
    services.project_close(project=_readable(request, project_id), by=request.user, at=timezone.now())
    return Status(204, None)


@router.post(f"{ONE}/proposals", response={201: shapes.ProjectTold}, url_name="project_proposals", auth=WRITE)
def proposal_make(request: PersonRequest, project_id: UUID, sent: shapes.ProposalSent) -> Status:
    """Ask a mentor, a peer project or an organisation into a project. Brokers ask both sides."""
    project = _readable(request, project_id)
    if not rules.may_propose(project, request.user):
        raise Http404
    services.proposal_make(
        proposal_id=new_id(request),
        project=project,
        candidate=_candidate(sent),
        by=request.user,
        at=timezone.now(),
    )
    return Status(201, _told(request, project_id))


def _candidate(sent: shapes.ProposalSent) -> Candidate:
    if sent.mentor:
        return Candidate(mentor=get_object_or_404(Mentor, pk=sent.mentor))
    if sent.peer:
        return Candidate(peer=get_object_or_404(Project, pk=sent.peer))
    listed = Organisation.objects.filter(standing=Organisation.Standing.LISTED)
    return Candidate(body=get_object_or_404(listed, pk=sent.organisation))


@router.get("/me/proposals", response=shapes.ProposalList, url_name="my_proposals")
def my_proposals(request: PersonRequest) -> shapes.ProposalList:
    """List what waits for your answer, the one that ends first at the top."""
    person = access.peer(request)
    found = queries.proposals_to_answer(person, timezone.now())
    return shapes.ProposalList(items=[_proposal_told(each, person, reason="") for each in found])


@router.get(PROPOSAL, response=shapes.ProposalTold, url_name="proposal")
def proposal_read(request: PersonRequest, proposal_id: UUID) -> shapes.ProposalTold:
    """Read what you are asked and why, or whom you meet."""
    proposal = _proposal(request, proposal_id)
    waits = proposal.state == Proposal.State.WAITING
    suggestion = queries.suggestion_of(proposal) if waits else None
    reason = presenters.reason(suggestion) if suggestion else ""
    return _proposal_told(proposal, request.user, reason=reason)


def _proposal(request: PersonRequest, proposal_id: UUID) -> Proposal:
    proposal = queries.proposal_for(access.peer(request), proposal_id, timezone.now())
    if proposal is None:
        raise Http404
    return proposal


def _proposal_told(proposal: Proposal, person: Person, *, reason: str) -> shapes.ProposalTold:
    accepted = proposal.state == Proposal.State.ACCEPTED
    is_project = proposal.project.made_by_id == person.pk
    other = (proposal.other if is_project else proposal.project.made_by) if accepted else None
    return shapes.ProposalTold(
        id=proposal.pk,
        project_id=proposal.project_id,
        project=proposal.project.name,
        wants=proposal.project.wants,
        role=proposal.role,
        state=proposal.state,
        answer=rules.own_answer(proposal, person),
        reason=reason,
        ends_at=proposal.ends_at,
        other=other.name if other else "",
        meeting_id=proposal.meeting_id if accepted else None,
    )


@router.put(f"{PROPOSAL}/answer", response=shapes.ProposalTold, url_name="proposal_answer", auth=WRITE)
def proposal_answer(
    request: PersonRequest, proposal_id: UUID, sent: shapes.AnswerSent
) -> shapes.ProposalTold:
    """Say yes or no. When both have said yes, a meeting begins. Nobody is told of a no."""
    proposal = queries.part_in(access.peer(request), proposal_id)
    if proposal is None:
        raise Http404
    services.proposal_answer(proposal=proposal, says_yes=sent.says_yes, by=request.user, at=timezone.now())
    return proposal_read(request, proposal_id)


@router.delete(PROPOSAL, response={204: None}, url_name="proposal", auth=WRITE)
def proposal_end(request: PersonRequest, proposal_id: UUID) -> Status:
    """Take back what you asked, or end what you both agreed to.

    The role is open again. Nobody is told who ended it. What is taken back looks as if its time were over.
    """
    asked = queries.ask_of(access.peer(request), proposal_id)
    if asked is not None and asked.state != Proposal.State.ACCEPTED:
        services.proposal_take_back(proposal=asked, by=request.user, at=timezone.now())
        return Status(204, None)
    proposal = _proposal(request, proposal_id)
    if proposal.state != Proposal.State.ACCEPTED:
        raise Http404
    services.proposal_end(proposal=proposal, by=request.user, at=timezone.now())
    return Status(204, None)


@router.get("/me/mentoring", response=shapes.MentorTold, url_name="mentoring")
def mentoring_read(request: PersonRequest) -> shapes.MentorTold:
    """Read what you say of yourself as a mentor, and how many projects you help."""
    mentor = queries.mentoring_of(access.peer(request))
    if mentor is None:
        raise Http404
    return shapes.MentorTold(**shapes.mentor_told(mentor))


@router.put("/me/mentoring", response=shapes.MentorTold, url_name="mentoring", auth=WRITE)
def mentor_offer(request: PersonRequest, sent: shapes.MentorSent) -> shapes.MentorTold:
    """Say that you can mentor, or say it anew. Twice is once."""
    form = access.filled(MentorForm(access.answers(sent), topics=Topic.objects.all()))
    services.mentor_offer(
        offer=form.offer(frozenset(sent.routes_seen)), by=access.peer(request), at=timezone.now()
    )
    return mentoring_read(request)


@router.delete("/me/mentoring", response={204: None}, url_name="mentoring", auth=WRITE)
def mentor_stop(request: PersonRequest) -> Status:
    """Be no mentor any more. Twice changes nothing."""
    services.mentor_stop(by=access.peer(request), at=timezone.now())
    return Status(204, None)


@router.get("/mentors", response=shapes.MentorList, url_name="mentors")
def mentor_list(request: PersonRequest) -> shapes.MentorList:
    """List for a broker who offers to mentor: at most 100, those to confirm first."""
    _broker(request)
    found = queries.mentors_to_confirm()[:100]
    return shapes.MentorList(
        items=[shapes.MentorRow(name=each.person.name, **shapes.mentor_told(each)) for each in found]
    )


@router.put("/mentors/{uuid:mentor_id}/trained", response={204: None}, url_name="mentor_trained", auth=WRITE)
def mentor_confirm(request: PersonRequest, mentor_id: UUID, sent: shapes.TrainedSent) -> Status:
    """Confirm as a broker that a mentor is trained, or take that back. Twice is once."""
    by, mentor = _broker(request), get_object_or_404(Mentor, pk=mentor_id)
    services.mentor_confirm(mentor=mentor, is_trained=sent.is_trained, by=by, at=timezone.now())
    return Status(204, None)


def _broker(request: PersonRequest) -> Person:
    person = access.peer(request)
    if not is_broker(person):
        raise Http404
    return person
