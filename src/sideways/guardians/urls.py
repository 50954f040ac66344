from django.urls import path

from sideways.guardians import views

app_name = "guardians"

urlpatterns = [
    path("guardians/", views.desk, name="desk"),
    path("guardians/requests/<uuid:request_id>/", views.request_page, name="request"),
    path("lessons/<uuid:pk>/author/", views.lesson, name="lesson"),
    path("lessons/<uuid:pk>/unmask/", views.ask, name="ask"),
    path("lessons/<uuid:pk>/guardians/", views.own, name="own"),
]
