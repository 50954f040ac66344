"""Rounds of introductions, for brokers: as the pages do it."""

from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Query, Router, Status

from sideways.api import access
from sideways.api.access import PersonRequest
from sideways.api.authentication import READ, WRITE
from sideways.api.cursors import Walk, stretch
from sideways.api.fields import Page, PathId
from sideways.api.keys import once
from sideways.api.shapes import rounds as shapes
from sideways.introductions import round_presenters, round_queries, services
from sideways.introductions.models import Round
from sideways.introductions.round_forms import RoundForm
from sideways.people.models import Person

router = Router(auth=READ, tags=["Rounds of introductions"])
ONE = "/desk/rounds/{uuid:round_id}"


@router.get("/desk/rounds", response=shapes.Rounds, url_name="rounds")
def round_list(request: PersonRequest, page: Query[Page]) -> shapes.Rounds:
    """List rounds, the newest first."""
    rounds = round_queries.rounds_of(access.broker(request)).prefetch_related("plans")
    shown = stretch(request, rounds.order_by("-begun_at", "pk"), Walk(**page.dict()))
    return shapes.Rounds(items=[shapes.round_told(each) for each in shown.rows], next=shown.next)


@router.post("/desk/rounds", response={201: shapes.RoundTold}, url_name="rounds", auth=WRITE)
def round_begin(request: PersonRequest, sent: shapes.NewRound) -> Status:
    """Begin a round. One that is not over for the same people is returned instead."""
    broker = access.broker(request)
    places, regions = round_queries.places_and_regions()
    form = access.filled(RoundForm(sent.dict(), places=places, regions=regions))
    with once(request):  # what has begun already is returned
        begun = services.round_begin(at=timezone.now(), by=broker, scope=form.chosen())
    return Status(201, shapes.round_told(_one_or_404(broker, begun.pk)))


@router.get(ONE, response=shapes.RoundTold, url_name="round")
def round_read(request: PersonRequest, round_id: UUID) -> shapes.RoundTold:
    """Read one round: how far it is, and its plans in numbers."""
    return shapes.round_told(_one_or_404(access.broker(request), round_id))


@router.delete(ONE, response={204: None}, url_name="round", auth=WRITE)
def round_cancel(request: PersonRequest, round_id: UUID) -> Status:
    """Stop a round for good. Twice is once."""
    broker = access.broker(request)
    services.round_cancel(round=_one_or_404(broker, round_id), by=broker, at=timezone.now())
    return Status(204, None)


@router.post(f"{ONE}/again", response=shapes.RoundTold, url_name="round_again", auth=WRITE)
def round_again(request: PersonRequest, round_id: UUID) -> shapes.RoundTold:
    """Work it out again, around what is locked and without what is forbidden."""
    broker = access.broker(request)
    with once(request) as is_new:
        if is_new:
            services.round_again(round=_one_or_404(broker, round_id), by=broker, at=timezone.now())
    return shapes.round_told(_one_or_404(broker, round_id))


@router.post(f"{ONE}/publish", response=shapes.RoundTold, url_name="round_publish", auth=WRITE)
def round_publish(request: PersonRequest, round_id: UUID) -> shapes.RoundTold:
    """Send it out. Twice, or two brokers at once, is once."""
    broker = access.broker(request)
    with once(request) as is_new:
        if is_new:
            services.round_publish(round=_one_or_404(broker, round_id), by=broker, at=timezone.now())
    return shapes.round_told(_one_or_404(broker, round_id))


@router.get(f"{ONE}/groups", response=shapes.RoundGroups, url_name="round_groups")
def group_list(request: PersonRequest, round_id: UUID, page: Query[Page]) -> shapes.RoundGroups:
    """List the groups of the newest plan, the weakest first. Your own and your juniors’ are not in it."""
    broker = access.broker(request)
    found = _one_or_404(broker, round_id)
    plan = round_queries.newest_plan(found)
    if plan is None:
        raise Http404
    groups = round_queries.groups_shown(plan, broker).order_by("weight", "pk")
    shown = stretch(request, groups, Walk(**page.dict()))
    rows = round_presenters.group_rows(
        shown.rows, round_queries.members_of(shown.rows), round_queries.forbidden_shown(found, broker)
    )
    return shapes.RoundGroups(items=[shapes.group_told(row) for row in rows], next=shown.next)


@router.put(f"{ONE}/groups/{{int:group_id}}", response={204: None}, url_name="round_group", auth=WRITE)
def group_fix(request: PersonRequest, round_id: UUID, group_id: PathId, sent: shapes.GroupFixed) -> Status:
    """Lock a group, forbid it, or neither. What is forbidden is not locked."""
    broker = access.broker(request)
    plan = round_queries.newest_plan(_one_or_404(broker, round_id))
    group = round_queries.groups_shown(plan, broker).filter(pk=group_id).first() if plan else None
    if group is None:
        raise Http404
    if sent.is_forbidden:
        services.group_forbid(group=group, by=broker, at=timezone.now())
    else:
        services.group_allow(group=group, by=broker)
        services.group_lock(group=group, is_locked=sent.is_locked, by=broker)
    return Status(204, None)


def _one_or_404(broker: Person, round_id: UUID) -> Round:
    found = round_queries.rounds_of(broker).prefetch_related("plans").filter(pk=round_id).first()
    if found is None:
        raise Http404
    return found
