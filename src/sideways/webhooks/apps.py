from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "sideways.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        from sideways.people import holdings  # noqa: PLC0415 (needs the app registry)
        from sideways.webhooks.holding import HOLDING  # noqa: PLC0415 (needs the app registry)

        holdings.register(HOLDING)
