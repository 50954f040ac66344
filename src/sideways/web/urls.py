from django.urls import path
from django.views.generic import RedirectView

from sideways.web import views

app_name = "web"

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", RedirectView.as_view(pattern_name="lessons:list", query_string=True), name="search"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("what-we-cannot-keep-secret/", views.cannot_keep_secret, name="cannot_keep_secret"),
    path("health/live", views.health_live, name="health_live"),
    path("health/ready", views.health_ready, name="health_ready"),
]
