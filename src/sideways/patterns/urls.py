from django.urls import path

from sideways.patterns import views

app_name = "patterns"

urlpatterns = [
    path("", views.pattern_list, name="list"),
    path("feed.atom", views.atom, name="feed_atom"),
    path("feed.json", views.json_feed, name="feed_json"),
    path("<uuid:pattern_id>/", views.pattern, name="pattern"),
]
