from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "sideways.notices"
    label = "notices"

    def ready(self) -> None:
        from sideways.common import retention  # noqa: PLC0415 (needs the app registry)
        from sideways.notices import keeping  # noqa: PLC0415 (needs the app registry)

        retention.register(*keeping.KINDS)
