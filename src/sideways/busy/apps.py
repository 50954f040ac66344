from django.apps import AppConfig


class BusyConfig(AppConfig):
    name = "sideways.busy"
    label = "busy"

    def ready(self) -> None:
        from sideways.busy import holding, keeping, queries  # noqa: PLC0415 (needs the app registry)
        from sideways.common import retention  # noqa: PLC0415 (needs the app registry)
        from sideways.feeds import dates  # noqa: PLC0415 (needs the app registry)
        from sideways.people import holdings  # noqa: PLC0415 (needs the app registry)

        retention.register(*keeping.KINDS)
        holdings.register(holding.HOLDING)
        dates.register("busy times", queries.busy_times_ending)
