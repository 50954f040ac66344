from django.apps import AppConfig


class IntroductionsConfig(AppConfig):
    name = "sideways.introductions"
    label = "introductions"

    def ready(self) -> None:
        from sideways.common import retention  # noqa: PLC0415 (needs the app registry)
        from sideways.introductions import (  # noqa: PLC0415 (needs the app registry)
            beside_lessons,
            holding,
            keeping,
            notice_kinds,
            queries,
            round_keeping,
            round_notices,
            rules,
            services,
            talk_queries,
        )
        from sideways.lessons import beside, conversations, going_for_good  # noqa: PLC0415 (needs the app registry)
        from sideways.live import channels  # noqa: PLC0415 (needs the app registry)
        from sideways.notices.kinds import register as register_notices  # noqa: PLC0415 (needs the app registry)
        from sideways.people import holdings  # noqa: PLC0415 (needs the app registry)

        register_notices(*notice_kinds.KINDS, *round_notices.KINDS)
        retention.register(*keeping.KINDS, *round_keeping.KINDS)
        holdings.register(holding.HOLDING)
        beside.features.append(beside_lessons.part)
        conversations.counters.append(talk_queries.talks_held)
        going_for_good.listeners.append(services.seals_destroy)
        channels.register(channels.Channel(name=rules.CHANNEL, readership=queries.introductions_readership))
