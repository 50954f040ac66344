from django.urls import path

from sideways.feeds import views

app_name = "feeds"

urlpatterns = [
    path("you/feeds/", views.mine, name="mine"),
    path("you/feeds/new/<slug:what>/", views.make, name="make"),
    path("you/feeds/<int:pk>/", views.address, name="address"),
    path("you/feeds/<int:pk>/revoke/", views.revoke, name="revoke"),
    # The secret stands between /feeds/ and the next slash: common/logs.py keeps it out of the log.
    path("feeds/<str:secret>/atom.xml", views.atom, name="atom"),
    path("feeds/<str:secret>/feed.json", views.json_feed, name="json"),
    path("feeds/<str:secret>/calendar.ics", views.calendar, name="calendar"),
]
