from django.apps import AppConfig


class VillagesConfig(AppConfig):
    name = "sideways.villages"
    label = "villages"

    def ready(self) -> None:
        from sideways.common import retention  # noqa: PLC0415 (needs the app registry)
        from sideways.people import holdings  # noqa: PLC0415 (needs the app registry)
        from sideways.villages import holding, keeping, notice_kinds  # noqa: PLC0415 (needs the app registry)

        notice_kinds.register()
        retention.register(*keeping.KINDS)
        holdings.register(holding.HOLDING)
