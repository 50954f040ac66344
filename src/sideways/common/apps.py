from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "sideways.common"
    label = "common"
