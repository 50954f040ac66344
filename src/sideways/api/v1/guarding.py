"""For guardians: decide on what was reported, and ask to find out who wrote something, which takes two.

Seeing who it is has a page only: a token is too easily lost for that.
"""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Router, Status

from sideways.api import access
from sideways.api.access import PersonRequest
from sideways.api.authentication import GUARD
from sideways.api.keys import new_id, once
from sideways.api.shapes import guarding as shapes
from sideways.comments import queries as comment_queries
from sideways.comments import services as comment_services
from sideways.comments.models import Comment
from sideways.guardians import queries, services
from sideways.guardians.forms import AskForm
from sideways.guardians.models import Unmasking

router = Router(auth=GUARD, tags=["For guardians"])
CASE = "/comments/{uuid:comment_id}/case"
REQUEST = "/unmaskings/{uuid:request_id}"


@router.get("/cases", response=shapes.Cases, url_name="cases")
def case_list(request: PersonRequest) -> shapes.Cases:
    """List comments that were reported, and appeals against another guardian."""
    person = access.guardian(request)
    waiting = comment_queries.waiting_for(person)
    return shapes.Cases(items=[shapes.case_told(each, person) for each in waiting])


@router.get(CASE, response=shapes.Case, url_name="case")
def case_read(request: PersonRequest, comment_id: UUID) -> shapes.Case:
    """Read a comment that was reported, why, and what came of it."""
    person = access.guardian(request)
    return shapes.case_told(_case_or_404(request, comment_id), person)


@router.post(f"{CASE}/remove", response=shapes.Case, url_name="case_remove")
def case_remove(request: PersonRequest, comment_id: UUID, sent: shapes.TakeDown) -> shapes.Case:
    """Take it down. Whoever wrote it reads why, and may appeal once."""
    comment = _case_or_404(request, comment_id)
    with once(request) as is_new:
        if is_new:
            comment_services.comment_remove(
                comment=comment, reason=sent.reason, words=sent.words, by=request.user, at=timezone.now()
            )
    return case_read(request, comment_id)


@router.post(f"{CASE}/leave", response=shapes.Case, url_name="case_leave")
def case_leave(request: PersonRequest, comment_id: UUID) -> shapes.Case:
    """Let it stand. A new report is looked at anew."""
    comment = _case_or_404(request, comment_id)
    with once(request) as is_new:
        if is_new:
            comment_services.comment_leave(comment=comment, by=request.user, at=timezone.now())
    return case_read(request, comment_id)


@router.post(f"{CASE}/decide", response=shapes.Case, url_name="case_decide")
def case_decide(request: PersonRequest, comment_id: UUID, sent: shapes.AppealDecision) -> shapes.Case:
    """Put back what another guardian took down, or let it stay down."""
    comment = _case_or_404(request, comment_id)
    with once(request) as is_new:
        if is_new:
            comment_services.appeal_decide(
                comment=comment, restores=sent.restores, words=sent.words, by=request.user, at=timezone.now()
            )
    return case_read(request, comment_id)


@router.get("/unmaskings", response=shapes.Unmaskings, url_name="unmaskings")
def unmasking_list(request: PersonRequest) -> shapes.Unmaskings:
    """List requests to find out who wrote a lesson: those that wait for you, and yours."""
    person, at = access.guardian(request), timezone.now()
    found = [*queries.unmaskings_waiting_for(person, at), *queries.unmaskings_of(person)]
    return shapes.Unmaskings(items=[shapes.unmasking_told(each, person, at) for each in found])


@router.post(
    "/lessons/{uuid:lesson_id}/unmaskings", response={201: shapes.UnmaskingTold}, url_name="unmasking_ask"
)
def unmasking_ask(request: PersonRequest, lesson_id: UUID, sent: shapes.NewUnmasking) -> Status:
    """Ask to find out who wrote a lesson. A second guardian has 14 days to agree.

    While a request of yours waits, asking again gives you that one.
    """
    person, at = access.guardian(request), timezone.now()
    lesson = queries.guarded(person, lesson_id)
    if lesson is None:
        raise Http404
    request_id = new_id(request)
    form = access.filled(AskForm(access.answers(sent) | {"request_id": str(request_id)}))
    asked = services.unmasking_ask(
        request_id=request_id, lesson=lesson, grounds=form.grounds(), by=person, at=at
    )
    return Status(201, shapes.unmasking_told(asked, person, at))


@router.get(REQUEST, response=shapes.UnmaskingTold, url_name="unmasking")
def unmasking_read(request: PersonRequest, request_id: UUID) -> shapes.UnmaskingTold:
    """Read a request that you asked, answered or may answer."""
    person = access.guardian(request)
    return shapes.unmasking_told(_asked_or_404(request, request_id), person, timezone.now())


@router.post(f"{REQUEST}/agree", response=shapes.UnmaskingTold, url_name="unmasking_agree")
def unmasking_agree(
    request: PersonRequest, request_id: UUID, sent: shapes.UnmaskingAnswer
) -> shapes.UnmaskingTold:
    """Agree that both of you may see who wrote it, on the page. The author is told."""
    return _answered(request, request_id, sent.words, services.unmasking_agree)


@router.post(f"{REQUEST}/decline", response=shapes.UnmaskingTold, url_name="unmasking_decline")
def unmasking_decline(
    request: PersonRequest, request_id: UUID, sent: shapes.UnmaskingAnswer
) -> shapes.UnmaskingTold:
    """Decline: nobody finds out."""
    return _answered(request, request_id, sent.words, services.unmasking_decline)


def _answered(
    request: PersonRequest, request_id: UUID, words: str, answer: Callable[..., Unmasking]
) -> shapes.UnmaskingTold:
    asked = _asked_or_404(request, request_id)
    with once(request) as is_new:
        if is_new:
            answer(request=asked, words=words, by=request.user, at=timezone.now())
    return unmasking_read(request, request_id)


def _case_or_404(request: PersonRequest, comment_id: UUID) -> Comment:
    comment = comment_queries.case_for(access.guardian(request), comment_id)
    if comment is None:
        raise Http404
    return comment


def _asked_or_404(request: PersonRequest, request_id: UUID) -> Unmasking:
    asked = queries.unmasking_for(access.guardian(request), request_id, timezone.now())
    if asked is None:
        raise Http404
    return asked
