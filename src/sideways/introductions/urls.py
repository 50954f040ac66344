from django.urls import path

from sideways.introductions.views import board, desk, own, rounds, talking, wishes

app_name = "introductions"

urlpatterns = [
    path("introductions/", own.introductions, name="introductions"),
    path("introductions/<uuid:introduction_id>/answer/", own.answer, name="answer"),
    path("introductions/pause/", own.pause, name="pause"),
    path("introductions/resume/", own.resume, name="resume"),
    path("introductions/settings/", wishes.wishes, name="wishes"),
    path("introductions/apart/", wishes.apart, name="apart"),
    path("introductions/apart/<int:pk>/remove/", wishes.apart_remove, name="apart_remove"),
    path("introductions/asked/<uuid:talk_id>/answer/", talking.answer, name="talk_answer"),
    path("introductions/asked/<uuid:talk_id>/take-back/", talking.take_back, name="talk_take_back"),
    path("introductions/board/", board.board, name="board"),
    path("introductions/board/new/", board.new, name="board_new"),
    path("introductions/board/<uuid:card_id>/ask/", board.ask, name="board_ask"),
    path("introductions/board/<uuid:card_id>/keep/", board.keep, name="board_keep"),
    path("introductions/board/<uuid:card_id>/take-down/", board.take_down, name="board_take_down"),
    path("introductions/desk/", desk.desk, name="desk"),
    path("introductions/desk/new/", desk.new, name="desk_new"),
    path("introductions/desk/conflicts/", desk.conflicts, name="conflicts"),
    path("introductions/desk/conflicts/<int:pk>/remove/", desk.conflict_remove, name="conflict_remove"),
    path("introductions/desk/waited/", rounds.waited, name="waited"),
    path("introductions/rounds/", rounds.rounds, name="rounds"),
    path("introductions/rounds/<uuid:round_id>/", rounds.one, name="round"),
    path("introductions/rounds/<uuid:round_id>/progress/", rounds.progress, name="round_progress"),
    path("introductions/rounds/<uuid:round_id>/left-over/", rounds.left_over, name="round_left_over"),
    path("introductions/rounds/<uuid:round_id>/compare/", rounds.compare, name="round_compare"),
    path("introductions/rounds/<uuid:round_id>/again/", rounds.again, name="round_again"),
    path("introductions/rounds/<uuid:round_id>/cancel/", rounds.cancel, name="round_cancel"),
    path("introductions/rounds/<uuid:round_id>/publish/", rounds.publish, name="round_publish"),
    path("introductions/rounds/<uuid:round_id>/groups/<int:group_id>/", rounds.group, name="round_group"),
    path("introductions/rounds/<uuid:round_id>/apart/<int:forbidden_id>/", rounds.allow, name="round_allow"),
    path("introductions/desk/<uuid:introduction_id>/", desk.one, name="desk_one"),
    path("introductions/desk/<uuid:introduction_id>/remind/", desk.remind, name="remind"),
    path("introductions/desk/<uuid:introduction_id>/close/", desk.close, name="close"),
    path("lessons/<uuid:pk>/talk/", talking.ask, name="ask"),
]
