"""What holds for every answer of the API: methods, media types, headers, and that nothing keeps a copy."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.multipartparser import MultiPartParserError
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from sideways.api import problems
from sideways.api.limits import Room
from sideways.files.cleaning.kinds import MOST_BYTES

View = Callable[..., HttpResponse]
MOST_IN_A_FORM = MOST_BYTES + 10_000  # a file, and what is around it
JSON = {"application/json", "application/merge-patch+json"}


def answered(view: View, *, takes_files: bool = False) -> View:
    """Give the answers of a view what all answers of the API have.

    No cookie is looked at, so nothing has to be protected against forged forms. The default of the
    site stands: nothing is kept in any cache (P6). An ETag lets a client that keeps its own copy ask
    whether it is still true.
    """

    @csrf_exempt
    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.method
        if asked == "HEAD":
            request.method = "GET"
        unusable = _unusable_form(request) if takes_files and request.method == "POST" else _unusable(request)
        response = unusable or view(request, *args, **kwargs)
        if isinstance(response, HttpResponseNotAllowed):
            response = _not_allowed(asked, response)
        if request.method == "GET" and response.status_code == 200:
            response = _if_changed(request, response)
        request.method = asked
        patch_vary_headers(response, ["Authorization"])
        room: Room | None = getattr(request, "api_room", None)
        if room is not None:
            response["RateLimit-Limit"] = str(room.limit)
            response["RateLimit-Remaining"] = str(room.left)
            response["RateLimit-Reset"] = str(room.seconds)
        return response

    return respond


def _unusable(request: HttpRequest) -> HttpResponse | None:
    try:
        sent = request.body
    except RequestDataTooBig:
        return problems.told(problems.TOO_LARGE)
    if sent and request.content_type not in JSON:
        return problems.told(problems.MEDIA)
    return None


def _unusable_form(request: HttpRequest) -> HttpResponse | None:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_IN_A_FORM:
        return problems.told(problems.FILE_TOO_LARGE)
    try:
        request.FILES  # noqa: B018 (reads the body, which may be none)
    except (MultiPartParserError, SuspiciousOperation):
        return problems.told(problems.BROKEN_FORM)
    return None


def _not_allowed(asked: str | None, response: HttpResponse) -> HttpResponse:
    methods = {method.strip() for method in response["Allow"].split(",")}
    methods |= {"OPTIONS"} | ({"HEAD"} if "GET" in methods else set())
    answer = HttpResponse(status=204) if asked == "OPTIONS" else problems.told(problems.METHOD)
    answer["Allow"] = ", ".join(sorted(methods))
    return answer


def _if_changed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    found = get_conditional_response(request, etag=etag, response=response)
    return found if isinstance(found, HttpResponse) else response
