from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "sideways.common"
    label = "common"

    def ready(self) -> None:
        from sideways.common import keeping, retention  # noqa: PLC0415 (needs the app registry)

        retention.register(*keeping.KINDS)
