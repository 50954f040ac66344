"""Addresses of organisations, under those of people."""

from django.urls import path

from sideways.people import organisation_views as views

urlpatterns = [
    path("", views.search, name="organisation_search"),
    path("<int:pk>/", views.organisation, name="organisation"),
    path("import/", views.upload, name="organisation_upload"),
    path("import/<str:token>/", views.confirm, name="organisation_import"),
]
