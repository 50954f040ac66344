"""What holds for every page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from sideways.people.models import Person

Handler = Callable[[HttpRequest], HttpResponse]

# Somebody who has not finished joining may still read what is open to anyone, sign out, and leave.
# What is fetched at a personal address is its owner's: the cookie that came along does not count.
OPEN_WHILE_JOINING = (
    "/join/", "/accounts/", "/health/", "/static/", "/demo/", "/you/", "/privacy/", "/feeds/",
    "/notices/unsubscribe/", "/api/",
)  # fmt: skip


def private_by_default(get_response: Handler) -> Handler:
    """Keep pages out of every cache, so that a withdrawn lesson is gone at once (P6)."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        patch_vary_headers(response, ["HX-Request"])
        return response

    return respond


def joining_first(get_response: Handler) -> Handler:
    """Send somebody who has signed up but not said who they are to the questions that remain."""

    def respond(request: HttpRequest) -> HttpResponse:
        person = request.user
        unfinished = person.is_authenticated and person.standing == Person.Standing.JOINING
        if unfinished and request.method == "GET" and not request.path.startswith(OPEN_WHILE_JOINING):
            return redirect(reverse("people:join"))
        return get_response(request)

    return respond
