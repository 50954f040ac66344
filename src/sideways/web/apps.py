from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "sideways.web"
    label = "web"
