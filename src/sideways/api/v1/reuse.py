"""What came of a lesson: “I used this”, and whether it held."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Router, Status

from sideways.api import access
from sideways.api.access import PersonRequest
from sideways.api.authentication import READ, WRITE
from sideways.api.shapes import reuse as shapes
from sideways.lessons import queries, reuse_queries, rules, services
from sideways.lessons.conversations import conversations_of
from sideways.lessons.forms import OutcomeForm, ReuseForm
from sideways.lessons.presenters import trail
from sideways.lessons.views.access import readable_or_404
from sideways.lessons.views.reuse import of_another_or_404

router = Router(auth=READ)
HERE: dict[str, Any] = {"tags": ["What came of it"]}
MINE = "/lessons/{uuid:lesson_id}/reuse"


@router.get("/lessons/{uuid:lesson_id}/trail", response=shapes.Trail, url_name="trail", **HERE)
def lesson_trail(request: PersonRequest, lesson_id: UUID) -> shapes.Trail:
    """Read how often a lesson was used, how it ended, and how many talked with its author.

    Peers alone read it, and not the managers of whoever used it: to others it is empty.
    """
    found = readable_or_404(request, lesson_id)
    reuses = reuse_queries.reuses_of(found, request.user)
    cells = queries.cells_at([found.level, *(reuse.level for reuse in reuses)])
    entries = [shapes.use_told(entry) for entry in trail.trail_entries(found, reuses, cells)]
    talked = conversations_of(found, request.user)
    return shapes.Trail(
        sentence=trail.trail_sentence(trail.trail_counts(reuses)),
        talked=trail.talked_sentence(talked, is_mine=rules.is_author(found, request.user)),
        items=entries,
    )


@router.get(MINE, response=shapes.MyUse, url_name="reuse", **HERE)
def my_reuse(request: PersonRequest, lesson_id: UUID) -> shapes.MyUse:
    """Read what you said of using a lesson."""
    access.peer(request)
    reuse = reuse_queries.reuse_by(of_another_or_404(request, lesson_id), request.user)
    if reuse is None:
        raise Http404
    return shapes.my_use_told(reuse)


@router.put(MINE, response=shapes.MyUse, url_name="reuse", auth=WRITE, **HERE)
def lesson_reuse(request: PersonRequest, lesson_id: UUID, sent: shapes.Use) -> shapes.MyUse:
    """Say that you used a lesson. Saying it again changes where and what. We ask after 30 and 90 days."""
    person, found = access.peer(request), of_another_or_404(request, lesson_id)
    said = access.filled(ReuseForm(access.answers(sent))).cleaned_data
    seen = frozenset(sent.routes_seen)
    reuse = services.lesson_reuse(lesson=found, **said, routes_seen=seen, by=person, at=timezone.now())
    return shapes.my_use_told(reuse)


@router.delete(MINE, response={204: None}, url_name="reuse", auth=WRITE, **HERE)
def lesson_reuse_take_back(request: PersonRequest, lesson_id: UUID) -> Status:
    """Take back that you used it, with all you said of it. Twice changes nothing."""
    person, found = access.peer(request), readable_or_404(request, lesson_id)
    services.lesson_reuse_take_back(lesson=found, by=person, at=timezone.now())
    return Status(204, None)


@router.put(f"{MINE}/outcome", response=shapes.MyUse, url_name="reuse_outcome", auth=WRITE, **HERE)
def lesson_reuse_answer(request: PersonRequest, lesson_id: UUID, sent: shapes.Ending) -> shapes.MyUse:
    """Say whether it held. The last answer stands."""
    person, found = access.peer(request), of_another_or_404(request, lesson_id)
    if reuse_queries.reuse_by(found, person) is None:
        raise Http404
    said = access.filled(OutcomeForm(access.answers(sent))).cleaned_data
    seen = frozenset(sent.routes_seen)
    reuse = services.lesson_reuse_answer(lesson=found, **said, routes_seen=seen, by=person, at=timezone.now())
    return shapes.my_use_told(reuse)
