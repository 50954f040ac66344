from django.urls import URLPattern, path, re_path

from sideways.api import views
from sideways.api.answers import answered
from sideways.api.v1 import api

app_name = "api"
TAKE_FILES = {"files"}


def operations() -> list[URLPattern]:
    """Return the addresses of the operations, each once: ninja names one for every method."""
    found = {str(each.pattern): each for each in api.urls[0] if isinstance(each, URLPattern)}
    return [
        path(f"api/v1/{route}", answered(each.callback, takes_files=each.name in TAKE_FILES), name=each.name)
        for route, each in found.items()
    ]


urlpatterns = [
    path("you/apps/", views.tokens, name="tokens"),
    path("you/apps/new/", views.token_new, name="token_new"),
    path("you/apps/<uuid:token_id>/revoke/", views.token_revoke, name="token_revoke"),
    path("api/", views.docs, name="docs"),
    path("api/v1/openapi.json", views.openapi, name="openapi"),
    *operations(),
    re_path(r"^api/(?P<path>[\s\S]*)$", views.nothing, name="nothing"),
]
