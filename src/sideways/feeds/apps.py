from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "sideways.feeds"
    label = "feeds"

    def ready(self) -> None:
        from sideways.feeds import holding  # noqa: PLC0415 (needs the app registry)
        from sideways.people import holdings  # noqa: PLC0415 (needs the app registry)

        holdings.register(holding.HOLDING)
