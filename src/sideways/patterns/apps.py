from django.apps import AppConfig


class PatternsConfig(AppConfig):
    name = "sideways.patterns"
    label = "patterns"

    def ready(self) -> None:
        from sideways.common import retention  # noqa: PLC0415 (needs the app registry)
        from sideways.patterns import keeping  # noqa: PLC0415 (needs the app registry)

        retention.register(*keeping.KINDS)
