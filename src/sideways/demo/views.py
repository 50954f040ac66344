from csp.decorators import csp_update
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from sideways.demo import outbox as files
from sideways.demo.cast import CAST
from sideways.people.models import Person


@require_POST
def sign_in(request: HttpRequest, name: str) -> HttpResponse:
    member = next((member for member in CAST if member.name == name), None)
    if member is None:
        raise Http404
    person = get_object_or_404(Person, email=member.email, is_demo=True)
    logout(request)
    login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("web:home")


@require_safe
@csp_update(
    {"style-src-attr": ["'unsafe-inline'"]}
)  # mail programs know no style sheet, so letters have none
def outbox(request: HttpRequest) -> HttpResponse:
    return render(request, "demo/outbox.html", {"letters": files.newest_letters()})
