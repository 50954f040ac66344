"""Who is let in: peers to their own introductions, brokers to the desk. To others nothing is there (P1)."""

from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse

from sideways.introductions.rules import is_on_desk
from sideways.lessons.views.access import PersonRequest, View, for_peers, refused_is_404

__all__ = ["PersonRequest", "for_brokers", "for_peers"]


def for_brokers(view: View) -> View:
    """Let in active brokers."""

    @login_required
    @refused_is_404
    @wraps(view)
    def asked_first(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_on_desk(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return asked_first
