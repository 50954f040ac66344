"""Notices: what happened, what is seen, and what comes by e-mail when."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from ninja import Router

from sideways.api import access
from sideways.api.access import PersonRequest
from sideways.api.authentication import READ, WRITE
from sideways.api.shapes import notices as shapes
from sideways.notices import presenters, queries, services
from sideways.notices.forms import KIND, ChoicesForm
from sideways.notices.kinds import kinds_sent_to

router = Router(auth=READ, tags=["Notices"])


@router.get("/me/notices", response=shapes.NoticesTold, url_name="notices")
def notices_read(request: PersonRequest) -> shapes.NoticesTold:
    """List what happened to you in the last 30 days, newest first. Reading it marks nothing as seen."""
    at = timezone.now()
    plan = queries.plan_of(request.user, at=at)
    rows = presenters.notice_rows(queries.notices_of(request.user, at=at), plan.seen_at)
    return shapes.NoticesTold(items=[shapes.notice_told(row) for row in rows], looked_at=at)


@router.put("/me/notices/seen", response=shapes.NoticesTold, url_name="notices_seen", auth=WRITE)
def notices_seen(request: PersonRequest, sent: shapes.Seen) -> shapes.NoticesTold:
    """Mark as seen what happened until a moment. What is seen stays seen."""
    services.notices_see(person=request.user, until=sent.until, at=timezone.now())
    return notices_read(request)


@router.get("/me/notices/choices", response=shapes.ChoicesTold, url_name="notice_choices")
def notice_choices(request: PersonRequest) -> shapes.ChoicesTold:
    """Read how often each kind of notice comes by e-mail, and when."""
    return shapes.choices_told(queries.plan_of(request.user, at=timezone.now()), kinds_sent_to(request.user))


@router.put("/me/notices/choices", response=shapes.ChoicesTold, url_name="notice_choices", auth=WRITE)
def notice_choices_set(request: PersonRequest, sent: shapes.ChoicesSent) -> shapes.ChoicesTold:
    """Choose how often each kind of notice comes by e-mail, and when."""
    at, kinds = timezone.now(), kinds_sent_to(request.user)
    if set(sent.rhythms) - {kind.name for kind in kinds}:
        raise ValidationError({"rhythms": gettext("Choose kinds of notices from the list")})
    answers = access.answers(sent) | {f"{KIND}{name}": rhythm for name, rhythm in sent.rhythms.items()}
    form = ChoicesForm(answers, plan=queries.plan_of(request.user, at=at), kinds=kinds)
    services.notices_choose(person=request.user, choices=access.filled(form).choices(), at=at)
    return notice_choices(request)
