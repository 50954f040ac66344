from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "sideways.files"
    label = "files"

    def ready(self) -> None:
        from sideways.common import retention  # noqa: PLC0415 (needs the app registry)
        from sideways.files import holding, keeping, showing  # noqa: PLC0415 (needs the app registry)
        from sideways.lessons import beside  # noqa: PLC0415 (needs the app registry)
        from sideways.people import holdings  # noqa: PLC0415 (needs the app registry)

        retention.register(*keeping.KINDS)
        holdings.register(holding.HOLDING)
        beside.features.append(showing.part)
