from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "sideways.notices"
    label = "notices"
