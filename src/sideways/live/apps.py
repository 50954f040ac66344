from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "sideways.live"
    label = "live"
