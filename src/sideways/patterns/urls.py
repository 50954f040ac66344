from django.urls import path

from sideways.patterns import views

app_name = "patterns"

urlpatterns = [
    path("", views.pattern_list, name="list"),
    path("<uuid:pattern_id>/", views.pattern, name="pattern"),
]
