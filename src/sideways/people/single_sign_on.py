"""The two addresses of a sign-in service. One that answers nonsense gives a page, and no error of ours."""

from collections.abc import Callable

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect import views
from django.http import HttpRequest, HttpResponse
from requests import RequestException

# It does not answer, or answers something else than the standard says.
DOES_NOT_WORK = (RequestException, OAuth2Error, KeyError, TypeError, ValueError, AttributeError)


def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _answered(views.login, request, provider_id)


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _answered(views.callback, request, provider_id)


def _answered(
    view: Callable[[HttpRequest, str], HttpResponse], request: HttpRequest, provider_id: str
) -> HttpResponse:
    try:
        return view(request, provider_id)
    except DOES_NOT_WORK as error:
        provider = get_adapter().get_provider(request, provider_id)
        return render_authentication_error(request, provider, exception=error)
