"""Addresses of organisations, under those of people."""

from django.urls import path

from sideways.people import organisation_views as views
from sideways.people.views import domains

urlpatterns = [
    path("", views.search, name="organisation_search"),
    path("<int:pk>/", views.organisation, name="organisation"),
    path("<int:pk>/domains/", domains.organisation_domains, name="organisation_domains"),
    path(
        "<int:pk>/domains/<str:domain>/remove/",
        domains.organisation_domain_remove,
        name="organisation_domain_remove",
    ),
    path("import/", views.upload, name="organisation_upload"),
    path("import/<str:token>/", views.confirm, name="organisation_import"),
]
