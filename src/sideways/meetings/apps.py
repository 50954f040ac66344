from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "sideways.meetings"
    label = "meetings"

    def ready(self) -> None:
        from sideways.common import retention  # noqa: PLC0415 (needs the app registry)
        from sideways.feeds import dates  # noqa: PLC0415 (needs the app registry)
        from sideways.live import channels  # noqa: PLC0415 (needs the app registry)
        from sideways.meetings import holding, keeping, notice_kinds, queries  # noqa: PLC0415 (as above)
        from sideways.meetings.services.locking import CHANNEL  # noqa: PLC0415 (needs the app registry)
        from sideways.notices.kinds import register as register_notices  # noqa: PLC0415 (needs the app registry)
        from sideways.people import holdings, losses  # noqa: PLC0415 (needs the app registry)

        register_notices(*notice_kinds.KINDS)
        retention.register(*keeping.KINDS)
        holdings.register(holding.HOLDING)
        losses.on_loss.append(holding.end_for)
        dates.register("meetings", queries.meetings_in_calendar)
        channels.register(channels.Channel(name=CHANNEL, readership=queries.meetings_readership))
