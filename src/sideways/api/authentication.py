"""Reading the token of a request. Everything else is asked of the rules, as for the pages."""

from typing import Any, NoReturn

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from sideways.api import keys, limits, queries, rules, services
from sideways.api.errors import NotSignedInError, ScopeMissingError
from sideways.api.models import Token
from sideways.people.models import Person


class Bearer(HttpBearer):
    """``Authorization: Bearer sideways_…`` with a token that holds and has the scope of the operation.

    The person stands in ``request.user`` as in the pages, so that both ask the same rules of the
    same reader. A session that the browser may have sent as well counts for nothing here.
    """

    # Of the description of the API, which is English: see description.py.
    openapi_description = "A token of the page “Apps and tokens”. Each operation names the scope it needs."

    def __init__(self, scope: Token.Scope) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Any:
        person = super().__call__(request)
        if person is None:
            self._refuse(request)
        return person

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        at = timezone.now()
        found = queries.token_with_person(token)
        if found is None or not rules.holds(found, at):
            return None
        person = found.person
        request.user = person
        request.api_token = found  # type: ignore[attr-defined]  # read by the operations about the token
        reads = request.method == "GET"
        request.api_room = limits.count(  # type: ignore[attr-defined]  # read by answers.py
            "reads" if reads else "writes", str(person.pk), limit=limits.READS if reads else limits.WRITES
        )
        if self.scope not in found.scopes:
            raise ScopeMissingError(self.scope)
        if request.method == "POST":
            keys.sent_with(request)  # refused also where sending it again does nothing anyway
        services.token_used(token=found, at=at)
        return person

    def _refuse(self, request: HttpRequest) -> NoReturn:
        if "Authorization" in request.headers:
            limits.count("unknown", get_adapter().get_client_ip(request), limit=limits.UNKNOWN)
        raise NotSignedInError


READ = Bearer(Token.Scope.READ)
WRITE = Bearer(Token.Scope.WRITE)
RELEASE = Bearer(Token.Scope.RELEASE)
GUARD = Bearer(Token.Scope.GUARD)
VOUCH = Bearer(Token.Scope.VOUCH)
OPERATE = Bearer(Token.Scope.OPERATE)
ACCOUNT = Bearer(Token.Scope.ACCOUNT)
