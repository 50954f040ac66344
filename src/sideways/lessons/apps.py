from django.apps import AppConfig


class LessonsConfig(AppConfig):
    name = "sideways.lessons"
    label = "lessons"

    def ready(self) -> None:
        from sideways.lessons import holding  # noqa: PLC0415 (needs the app registry)
        from sideways.people import holdings, moves  # noqa: PLC0415 (needs the app registry)

        holdings.register(holding.HOLDING)
        moves.on_move.append(holding.follow_to_new_post)
