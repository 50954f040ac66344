from django.apps import AppConfig


class IntroductionsConfig(AppConfig):
    name = "sideways.introductions"
    label = "introductions"
