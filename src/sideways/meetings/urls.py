from django.urls import path

from sideways.meetings.views import after, arranging, log, pages

app_name = "meetings"

urlpatterns = [
    path("", pages.meeting_list, name="list"),
    path("log/", log.log, name="log"),
    path("log.csv", log.log_csv, name="log_csv"),
    path("log.pdf", log.log_pdf, name="log_pdf"),
    path("<uuid:meeting_id>/", pages.meeting, name="meeting"),
    path("<uuid:meeting_id>/meeting.ics", pages.invitation, name="invitation"),
    path("<uuid:meeting_id>/plan/", arranging.plan, name="plan"),
    path("<uuid:meeting_id>/times/", arranging.times, name="times"),
    path("<uuid:meeting_id>/times/<int:slot_id>/remove/", arranging.slot_remove, name="slot_remove"),
    path("<uuid:meeting_id>/book/", arranging.book, name="book"),
    path("<uuid:meeting_id>/call-off/", arranging.call_off, name="call_off"),
    path("<uuid:meeting_id>/met/", after.met, name="met"),
    path("<uuid:meeting_id>/again/", after.again, name="again"),
    path("<uuid:meeting_id>/intention/", after.intention, name="intention"),
    path("<uuid:meeting_id>/lesson/", after.lesson, name="lesson"),
    path("<uuid:meeting_id>/reflection/", after.reflection, name="reflection"),
    path("<uuid:meeting_id>/enough/", after.enough, name="enough"),
    path("<uuid:meeting_id>/changed/<int:after>/", after.changed, name="changed"),
]
