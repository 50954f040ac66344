"""Answer a program that fetches: the file, or that it has not changed."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

FOR_ANYONE = "no-cache"  # may be kept, and must be asked about each time
FOR_ONE = "private, no-store"


def answer(request: HttpRequest, body: bytes, content_type: str, *, cache: str) -> HttpResponse:
    """Return the file, or 304 to a program that has this very one.

    Only the ETag decides. A date cannot: what was withdrawn makes a list older, not newer, and
    has to be gone at the next fetch (P6).
    """
    response = HttpResponse(body, content_type=content_type)
    response.headers["Cache-Control"] = cache
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    conditional: HttpResponse = get_conditional_response(request, etag=etag, response=response) or response
    return conditional
