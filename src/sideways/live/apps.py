from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "sideways.live"
    label = "live"

    def ready(self) -> None:
        from sideways.common import retention  # noqa: PLC0415 (needs the app registry)
        from sideways.live import keeping  # noqa: PLC0415 (needs the app registry)

        retention.register(*keeping.KINDS)
