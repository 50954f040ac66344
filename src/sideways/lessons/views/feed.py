"""The public lessons for feed readers, under the same filters as the list. Always as nobody, whoever asks."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sideways.feeds import writing
from sideways.feeds.serving import FOR_ANYONE, answer
from sideways.lessons import feeds


@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    return _answer(request, writing.atom, writing.ATOM)


@require_safe
def json_feed(request: HttpRequest) -> HttpResponse:
    return _answer(request, writing.json_feed, writing.JSON)


def _answer(request: HttpRequest, write: Callable[[writing.Feed], bytes], content_type: str) -> HttpResponse:
    filters = feeds.filters_from(request.GET)
    narrowed = ", ".join(feeds.filter_words(filters))
    title = _("Public lessons: %(narrowed)s") % {"narrowed": narrowed} if narrowed else _("Public lessons")
    feed = writing.Feed(
        title=f"{title} – {settings.SITE_NAME}",
        page=feeds.page(filters),
        path=feeds.beside(request.path, filters),
        entries=feeds.entries(AnonymousUser(), filters),
    )
    return answer(request, write(feed), content_type, cache=FOR_ANYONE)
