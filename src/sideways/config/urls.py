"""The addresses of the site: each feature brings its own."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("sideways.web.urls")),
    path("accounts/oidc/", include("sideways.people.single_sign_on_urls")),  # before those of allauth
    path("accounts/", include("allauth.urls")),
    path("", include("sideways.people.urls")),
    path("", include("sideways.feeds.urls")),
    path("you/busy/", include("sideways.busy.urls")),
    path("notices/", include("sideways.notices.urls")),
    path("", include("sideways.introductions.urls")),
    path("meetings/", include("sideways.meetings.urls")),
    path("projects/", include("sideways.villages.urls")),
    path("lessons/", include("sideways.lessons.urls")),
    path("", include("sideways.comments.urls")),
    path("", include("sideways.files.urls")),
    path("", include("sideways.guardians.urls")),
    path("", include("sideways.receipts.urls")),
    path("week/", include("sideways.week.urls")),
    path("patterns/", include("sideways.patterns.urls")),
    path("live/", include("sideways.live.urls")),
    path("", include("sideways.webhooks.urls")),
    path("", include("sideways.api.urls")),
]
if settings.DEVELOPMENT:
    urlpatterns.append(path("ui/", include("sideways.ui.urls")))
if settings.DEMO:
    urlpatterns.append(path("demo/", include("sideways.demo.urls")))

handler400 = "sideways.web.errors.bad_request"
handler403 = "sideways.web.errors.forbidden"
handler404 = "sideways.web.errors.not_found"
handler500 = "sideways.web.errors.server_error"
