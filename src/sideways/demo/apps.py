from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "sideways.demo"
    label = "demo"
