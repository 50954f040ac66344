from django.apps import AppConfig


class LessonsConfig(AppConfig):
    name = "sideways.lessons"
    label = "lessons"

    def ready(self) -> None:
        from sideways.common import retention  # noqa: PLC0415 (needs the app registry)
        from sideways.feeds import dates, lists  # noqa: PLC0415 (needs the app registry)
        from sideways.lessons import feeds, holding, keeping, queues  # noqa: PLC0415 (needs the app registry)
        from sideways.people import holdings, moves  # noqa: PLC0415 (needs the app registry)

        retention.register(*keeping.KINDS)
        holdings.register(holding.HOLDING)
        lists.register(feeds.LESSONS)
        dates.register("drafts", queues.drafts_ending)
        dates.register("releases", queues.releases_waiting)
        moves.on_move.append(holding.follow_to_new_post)
