from django.urls import path

from sideways.villages.views import asking, days, handing, mentoring, projects

app_name = "villages"

urlpatterns = [
    path("", projects.project_list, name="list"),
    path("new/", projects.new, name="new"),
    path("new/for-somebody/", projects.new_for, name="new_for"),
    path("take-over/<str:sealed>/", handing.take_over, name="take_over"),
    path("mentoring/", mentoring.mentoring, name="mentoring"),
    path("mentoring/stop/", mentoring.stop, name="mentoring_stop"),
    path("mentors/", mentoring.mentors, name="mentors"),
    path("mentors/<uuid:mentor_id>/", mentoring.confirm, name="mentor_confirm"),
    path("proposals/<uuid:proposal_id>/", asking.proposal, name="proposal"),
    path("proposals/<uuid:proposal_id>/back/", asking.take_back, name="take_back"),
    path("proposals/<uuid:proposal_id>/end/", asking.end, name="proposal_end"),
    path("days/", days.day_list, name="days"),
    path("days/new/", days.new, name="day_new"),
    path("days/<uuid:day_id>/", days.day, name="day"),
    path("days/<uuid:day_id>/close/", days.close, name="day_close"),
    path("days/<uuid:day_id>/guests/<int:guest_id>/", days.wishes, name="wishes"),
    path("<uuid:project_id>/", projects.project, name="project"),
    path("<uuid:project_id>/edit/", projects.edit, name="edit"),
    path("<uuid:project_id>/close/", projects.close, name="close"),
    path("<uuid:project_id>/hand-over/", handing.hand_over, name="hand_over"),
    path("<uuid:project_id>/support/", asking.ask_support, name="ask_support"),
    path("<uuid:project_id>/mentor/<uuid:mentor_id>/", asking.ask_mentor, name="ask_mentor"),
    path("<uuid:project_id>/peer/<uuid:peer_id>/", asking.ask_peer, name="ask_peer"),
]
