from django.urls import path

from sideways.meetings.views import pages

app_name = "meetings"

urlpatterns = [
    path("<uuid:meeting_id>/", pages.meeting, name="meeting"),
]
