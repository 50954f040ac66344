from django.urls import path

from sideways.introductions.views import board, desk, own, talking, wishes

app_name = "introductions"

urlpatterns = [
    path("introductions/", own.introductions, name="introductions"),
    path("introductions/<uuid:pk>/answer/", own.answer, name="answer"),
    path("introductions/pause/", own.pause, name="pause"),
    path("introductions/resume/", own.resume, name="resume"),
    path("introductions/settings/", wishes.wishes, name="wishes"),
    path("introductions/apart/", wishes.apart, name="apart"),
    path("introductions/apart/<int:pk>/remove/", wishes.apart_remove, name="apart_remove"),
    path("introductions/asked/<uuid:pk>/answer/", talking.answer, name="talk_answer"),
    path("introductions/asked/<uuid:pk>/take-back/", talking.take_back, name="talk_take_back"),
    path("introductions/board/", board.board, name="board"),
    path("introductions/board/new/", board.new, name="board_new"),
    path("introductions/board/<uuid:pk>/ask/", board.ask, name="board_ask"),
    path("introductions/board/<uuid:pk>/keep/", board.keep, name="board_keep"),
    path("introductions/board/<uuid:pk>/take-down/", board.take_down, name="board_take_down"),
    path("introductions/desk/", desk.desk, name="desk"),
    path("introductions/desk/new/", desk.new, name="desk_new"),
    path("introductions/desk/conflicts/", desk.conflicts, name="conflicts"),
    path("introductions/desk/conflicts/<int:pk>/remove/", desk.conflict_remove, name="conflict_remove"),
    path("introductions/desk/<uuid:pk>/", desk.one, name="desk_one"),
    path("introductions/desk/<uuid:pk>/remind/", desk.remind, name="remind"),
    path("introductions/desk/<uuid:pk>/close/", desk.close, name="close"),
    path("lessons/<uuid:pk>/talk/", talking.ask, name="ask"),
]
