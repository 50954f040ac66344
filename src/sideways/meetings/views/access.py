"""What every view of meetings asks first."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sideways.lessons.views.access import PersonRequest, for_peers
from sideways.meetings import queries
from sideways.meetings.errors import NotNowError, NotSettledError, NotSharedError, TooManySlotsError
from sideways.meetings.models import Meeting

View = Callable[..., HttpResponse]
FORMS = ["GET", "HEAD", "POST"]


def meeting_or_404(request: PersonRequest, meeting_id: UUID) -> Meeting:
    """Return a meeting the reader is in."""
    found = queries.meeting_of(request.user, meeting_id)
    if found is None:
        raise Http404
    return found


def in_a_meeting(view: View) -> View:
    """Let in those in a meeting, and lead back to its page where things have moved on meanwhile."""

    @for_peers
    @wraps(view)
    def answered(request: PersonRequest, meeting_id: UUID, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, meeting_or_404(request, meeting_id), **kwargs)
        except NotNowError:
            messages.warning(request, _("Something has changed here meanwhile. This is how it stands now."))
        except NotSharedError:
            messages.warning(request, _("This time does not suit all any more. Choose another one."))
        except NotSettledError:
            messages.warning(request, _("First say where you meet, and who pays for travel and cover."))
        except TooManySlotsError:
            messages.warning(request, _("You offer many times already. Remove one to add another."))
        return redirect("meetings:meeting", meeting_id)

    return answered
