"""What is said beside a lesson. What guardians do with reports stands in guarding.py."""

from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Router, Status

from sideways.api import access
from sideways.api.access import PersonRequest
from sideways.api.authentication import READ, WRITE
from sideways.api.keys import new_id
from sideways.api.shapes import comments as shapes
from sideways.comments import queries, rules, services
from sideways.comments.models import Comment
from sideways.comments.services import Words
from sideways.comments.showing import cells_for, rows_for
from sideways.lessons.models import Lesson
from sideways.lessons.views.access import readable_or_404

router = Router(auth=READ, tags=["Comments and questions"])
BESIDE = "/lessons/{uuid:lesson_id}/comments"
ONE = "/comments/{uuid:comment_id}"


@router.get(BESIDE, response=shapes.Comments, url_name="comments")
def comment_list(request: PersonRequest, lesson_id: UUID) -> shapes.Comments:
    """Read what was said beside a lesson, oldest first.

    Peers alone read it, and not the managers of whoever said it. To others it is empty, but for the
    advice of experts on a lesson that is public.
    """
    lesson, reader = readable_or_404(request, lesson_id), request.user
    standing = rules.standing_of(lesson, reader)
    threads = queries.threads_of(lesson, reader, standing)
    return shapes.comments_told(rows_for(threads, cells_for(threads, reader), reader, standing))


@router.post(BESIDE, response={201: shapes.MyComment}, url_name="comments", auth=WRITE)
def comment_add(request: PersonRequest, lesson_id: UUID, sent: shapes.NewComment) -> Status:
    """Comment on a lesson of another, ask its author, or advise as an expert.

    With an Idempotency-Key it is one comment, however often you send it.
    """
    person, lesson = access.peer(request), readable_or_404(request, lesson_id)
    words = Words(
        text=sent.text,
        kind=Comment.Kind(sent.kind),
        with_name=sent.attribution == Lesson.Attribution.NAMED,
        routes_seen=frozenset(sent.routes_seen),
    )
    said = services.comment_add(
        comment_id=new_id(request), lesson=lesson, words=words, by=person, at=timezone.now()
    )
    return Status(201, shapes.my_comment_told(said))


@router.get(ONE, response=shapes.MyComment, url_name="comment")
def my_comment(request: PersonRequest, comment_id: UUID) -> shapes.MyComment:
    """Read what you said, and why a guardian took it down."""
    return shapes.my_comment_told(_own_or_404(request, comment_id))


@router.delete(ONE, response={204: None}, url_name="comment", auth=WRITE)
def comment_withdraw(request: PersonRequest, comment_id: UUID) -> Status:
    """Take back what you said, with the answers to it."""
    comment = _own_or_404(request, comment_id)
    services.comment_withdraw(comment=comment, by=request.user, at=timezone.now())
    return Status(204, None)


@router.post(f"{ONE}/answers", response={201: shapes.MyComment}, url_name="comment_answers", auth=WRITE)
def comment_answer(request: PersonRequest, comment_id: UUID, sent: shapes.NewAnswer) -> Status:
    """Answer a question as the author of the lesson. Readers see “the author”."""
    person, question = access.peer(request), _seen_or_404(request, comment_id)
    words = Words(text=sent.text, routes_seen=frozenset(sent.routes_seen))
    said = services.answer_add(
        comment_id=new_id(request), question=question, words=words, by=person, at=timezone.now()
    )
    return Status(201, shapes.my_comment_told(said))


@router.put(f"{ONE}/report", response={204: None}, url_name="comment_report", auth=WRITE)
def comment_report(request: PersonRequest, comment_id: UUID, sent: shapes.NewReport) -> Status:
    """Report a comment to guardians, who do not learn who you are. Twice is once."""
    person, comment = access.peer(request), _seen_or_404(request, comment_id)
    services.comment_report(
        comment=comment, reason=sent.reason, words=sent.words, by=person, at=timezone.now()
    )
    return Status(204, None)


@router.put(f"{ONE}/appeal", response=shapes.MyComment, url_name="comment_appeal", auth=WRITE)
def comment_appeal(request: PersonRequest, comment_id: UUID, sent: shapes.NewAppeal) -> shapes.MyComment:
    """Ask that a second guardian look again at what was taken down. Once."""
    comment = _own_or_404(request, comment_id)
    services.comment_appeal(comment=comment, words=sent.words, by=request.user, at=timezone.now())
    return my_comment(request, comment_id)


def _own_or_404(request: PersonRequest, comment_id: UUID) -> Comment:
    comment = queries.comment_own(comment_id, access.author(request))
    if comment is None:
        raise Http404
    return comment


def _seen_or_404(request: PersonRequest, comment_id: UUID) -> Comment:
    comment = queries.comment_seen(comment_id, request.user)
    if comment is None:
        raise Http404
    return comment
