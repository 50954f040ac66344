from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from sideways.live import queries
from sideways.live.asgi import EVENTS
from sideways.live.channels import may_listen
from sideways.live.positions import position_from
from sideways.live.queries import Listener, subject_from


@require_safe
@login_required
def news(request: HttpRequest) -> HttpResponse:
    # The stream itself is in asgi.py, at the same address: here answers what is left to Django.
    if not may_listen(request.user):
        raise Http404
    if EVENTS in request.headers.get("Accept", ""):
        return HttpResponse(status=204)  # no stream for now; a browser does not try again by itself
    seen = position_from(request.GET.get("since", "")) or queries.position_now()
    items, now = queries.news_since(seen)
    listener = Listener(request.user, seen, subject_from(request.GET.get("watch", "")), look_again=True)
    [told] = queries.told_to([listener], items)
    return JsonResponse({"position": str(now), "news": told})
