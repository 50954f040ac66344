from django.apps import AppConfig


class WeekConfig(AppConfig):
    name = "sideways.week"
    label = "week"

    def ready(self) -> None:
        from sideways.common import retention  # noqa: PLC0415 (needs the app registry)
        from sideways.notices.kinds import register as register_notices  # noqa: PLC0415 (needs the app registry)
        from sideways.people import holdings  # noqa: PLC0415 (needs the app registry)
        from sideways.vault import rotation  # noqa: PLC0415 (needs the app registry)
        from sideways.week import (  # noqa: PLC0415 (needs the app registry)
            holding,
            keeping,
            notice_kinds,
            resealing,
        )

        register_notices(notice_kinds.KIND)
        retention.register(*keeping.KINDS)
        holdings.register(holding.HOLDING)
        rotation.resealers.append(resealing.weeks_reseal)
