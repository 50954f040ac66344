from django.urls import path

from sideways.comments.views import experts, judging, saying

app_name = "comments"

urlpatterns = [
    path("lessons/<uuid:pk>/comments/", saying.write, name="write"),
    path("comments/<uuid:comment_id>/", saying.own, name="own"),
    path("comments/<uuid:comment_id>/answer/", saying.answer, name="answer"),
    path("comments/<uuid:comment_id>/report/", saying.report, name="report"),
    path("comments/<uuid:comment_id>/withdraw/", saying.withdraw, name="withdraw"),
    path("guardians/comments/", judging.queue, name="queue"),
    path("guardians/comments/<uuid:comment_id>/", judging.case, name="case"),
    path("about/moderation/", judging.log, name="log"),
    path("experts/", experts.experts, name="experts"),
    path("experts/<int:pk>/end/", experts.end, name="expert_end"),
]
