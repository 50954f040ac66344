from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "sideways.comments"
    label = "comments"

    def ready(self) -> None:
        from sideways.comments import (  # noqa: PLC0415 (needs the app registry)
            holding,
            keeping,
            notice_kinds,
            services,
            showing,
        )
        from sideways.common import retention  # noqa: PLC0415 (needs the app registry)
        from sideways.lessons import beside, going_for_good  # noqa: PLC0415 (needs the app registry)
        from sideways.notices.kinds import register as register_notices  # noqa: PLC0415 (needs the app registry)
        from sideways.people import holdings, moves  # noqa: PLC0415 (needs the app registry)

        register_notices(*notice_kinds.KINDS)
        retention.register(*keeping.KINDS)
        holdings.register(holding.HOLDING)
        beside.features.append(showing.part)
        going_for_good.listeners.append(services.seals_destroy)
        moves.on_move.append(holding.follow_to_new_post)
