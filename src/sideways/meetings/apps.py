from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "sideways.meetings"
    label = "meetings"
