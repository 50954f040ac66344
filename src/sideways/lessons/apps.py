from django.apps import AppConfig


class LessonsConfig(AppConfig):
    name = "sideways.lessons"
    label = "lessons"
