"""Letters between guardians and authors, who do not know of each other who they are."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status

from sideways.api.access import PersonRequest
from sideways.api.authentication import READ, WRITE
from sideways.api.keys import new_id
from sideways.api.shapes import letters as shapes
from sideways.guardians import queries, services
from sideways.lessons import rules as lesson_rules
from sideways.lessons.models import Lesson
from sideways.lessons.views.access import own_or_404
from sideways.people.trust import State, is_oversight

router = Router(auth=READ, tags=["Letters through the vault"])
OF_ONE = "/lessons/{uuid:lesson_id}/letters"


@router.get("/letters", response=shapes.Conversations, url_name="conversations")
def conversation_list(request: PersonRequest) -> shapes.Conversations:
    """For guardians: the newest letter of each of your conversations, the newest first."""
    if not lesson_rules.may_release(request.user):
        raise Http404
    newest = queries.conversations_of(request.user)
    return shapes.Conversations(
        items=[
            shapes.Conversation(lesson_id=each.lesson_id, newest=shapes.letter_told(each)) for each in newest
        ]
    )


@router.get(OF_ONE, response=shapes.Letters, url_name="letters")
def letter_list(request: PersonRequest, lesson_id: UUID) -> shapes.Letters:
    """Read what guardians and the author of a lesson wrote to each other.

    The author reads all of it, a guardian their own.
    """
    own = _own(request, lesson_id)
    if own is not None:
        written = queries.messages_about(own)
    else:
        written = queries.messages_with(request.user, _guarded_or_404(request, lesson_id))
    return shapes.Letters(items=[shapes.letter_told(each) for each in written])


@router.post(OF_ONE, response={201: shapes.Letters}, url_name="letters", auth=WRITE)
def letter_write(request: PersonRequest, lesson_id: UUID, sent: shapes.NewLetter) -> Status:
    """Write to the author as a guardian, or answer one of their letters as the author.

    With an Idempotency-Key it is one letter, however often you send it.
    """
    own, at = _own(request, lesson_id), timezone.now()
    if own is not None:
        to = get_object_or_404(queries.messages_about(own).filter(by_author=False), pk=sent.to)
        services.author_answer(message_id=new_id(request), to=to, text=sent.text, by=request.user, at=at)
    else:
        services.guardian_write(
            message_id=new_id(request),
            lesson=_guarded_or_404(request, lesson_id),
            text=sent.text,
            is_thanks=sent.is_thanks,
            by=request.user,
            at=at,
        )
    return Status(201, letter_list(request, lesson_id))


def _own(request: PersonRequest, lesson_id: UUID) -> Lesson | None:
    """Return a lesson of one's own that has been shared once."""
    if is_oversight(request.user):
        return None
    try:
        own = own_or_404(request, lesson_id)
    except Http404:
        return None
    return None if own.state == State.DRAFT else own


def _guarded_or_404(request: PersonRequest, lesson_id: UUID) -> Lesson:
    found = queries.guarded(request.user, lesson_id)
    if found is None:
        raise Http404
    return found
