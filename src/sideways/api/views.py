"""The page “Apps and tokens”, the page about the API, and its description."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sideways.api import limits, presenters, problems, queries, rules, services
from sideways.api.answers import answered
from sideways.api.description import description
from sideways.api.errors import MayNotMakeTokensError, TooManyRequestsError, TooManyTokensError
from sideways.api.forms import TokenForm
from sideways.lessons.views.access import PersonRequest


@require_safe
@login_required
def tokens(request: PersonRequest) -> HttpResponse:
    context = {
        "rows": presenters.token_rows(queries.tokens_of(request.user), timezone.localdate()),
        "may_make": bool(rules.scopes_for(request.user)),
        "most": rules.MOST_TOKENS,
    }
    return render(request, "api/tokens.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required
def token_new(request: PersonRequest) -> HttpResponse:
    """Ask what a token is for, and show it this once."""
    if not rules.scopes_for(request.user):
        raise Http404
    form = TokenForm(request.POST if request.method == "POST" else None, person=request.user)
    if not form.is_valid():
        return render(request, "api/token_new.html", {"form": form})
    try:
        limits.count(
            "new tokens", str(request.user.pk), limit=limits.NEW_TOKENS, window=limits.NEW_TOKENS_WINDOW
        )
        secret = services.token_make(wanted=form.wanted(), by=request.user, at=timezone.now())
    except TooManyRequestsError:
        form.add_error(None, _("You made many tokens just now. Wait an hour, then try again."))
    except TooManyTokensError:
        form.add_error(None, _too_many())
    except MayNotMakeTokensError as error:
        raise Http404 from error
    else:
        context = {"secret": secret, "name": form.cleaned_data["name"], "site_url": settings.SITE_URL}
        return render(request, "api/token_made.html", context)
    return render(request, "api/token_new.html", {"form": form})


def _too_many() -> str:
    most = rules.MOST_TOKENS
    words = ngettext(
        "You have %(most)d token. Revoke one you no longer use first.",
        "You have %(most)d tokens. Revoke one you no longer use first.",
        most,
    )
    return words % {"most": most}


@require_POST
@login_required
def token_revoke(request: PersonRequest, token_id: UUID) -> HttpResponse:
    """Revoke a token. What is gone already is no mistake."""
    for token in queries.tokens_of(request.user).filter(pk=token_id):
        services.token_revoke(token=token, by=request.user, at=timezone.now())
        words = _("“%(name)s” is revoked. It opens nothing now.") % {"name": token.name}
        messages.success(request, words)
    return redirect("api:tokens")


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    context = {
        "parts": presenters.parts_of(description()),
        "kinds": problems.KINDS,
        "scopes": presenters.scopes(),
        "site_url": settings.SITE_URL,
    }
    return render(request, "api/docs.html", context)


@answered
@require_http_methods(["GET"])
def openapi(request: HttpRequest) -> HttpResponse:
    """Describe the API. The description says nothing of anybody, so it may be kept for a while."""
    response = JsonResponse(description())
    response["Cache-Control"] = "public, max-age=300"
    return response


@answered
def nothing(request: HttpRequest, path: str) -> HttpResponse:
    """Say of every other address that there is nothing, in the form the API says it."""
    return problems.told(problems.NOT_FOUND)
