from django.apps import AppConfig


class LessonsConfig(AppConfig):
    name = "sideways.lessons"
    label = "lessons"

    def ready(self) -> None:
        from sideways.common import retention  # noqa: PLC0415 (needs the app registry)
        from sideways.feeds import dates, lists  # noqa: PLC0415 (needs the app registry)
        from sideways.lessons import (  # noqa: PLC0415 (needs the app registry)
            documents,
            feeds,
            holding,
            keeping,
            notice_kinds,
            queries,
            queues,
            rules,
        )
        from sideways.live import channels  # noqa: PLC0415 (needs the app registry)
        from sideways.notices.kinds import register as register_notices  # noqa: PLC0415 (needs the app registry)
        from sideways.people import holdings, moves  # noqa: PLC0415 (needs the app registry)
        from sideways.search import kinds  # noqa: PLC0415 (needs the app registry)

        kinds.register(documents.KIND)
        register_notices(*notice_kinds.KINDS)
        retention.register(*keeping.KINDS)
        holdings.register(holding.HOLDING)
        lists.register(feeds.LESSONS)
        dates.register("drafts", queues.drafts_ending)
        dates.register("releases", queues.releases_waiting)
        moves.on_move.append(holding.follow_to_new_post)
        channels.register(channels.Channel(name=rules.LESSON, readership=queries.lessons_readership))
        moves.on_leave.append(holding.close_to_leaver)
