from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "sideways.search"
    label = "search"

    def ready(self) -> None:
        from sideways.common import retention  # noqa: PLC0415 (needs the app registry)
        from sideways.search import keeping  # noqa: PLC0415 (needs the app registry)

        retention.register(*keeping.KINDS)
