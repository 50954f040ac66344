from typing import Any

from allauth.account.signals import email_changed
from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils import timezone


class PeopleConfig(AppConfig):
    name = "sideways.people"
    label = "people"

    def ready(self) -> None:
        from sideways.common import retention  # noqa: PLC0415 (needs the app registry)
        from sideways.live import channels  # noqa: PLC0415 (needs the app registry)
        from sideways.notices.kinds import register as register_notices  # noqa: PLC0415 (needs the app registry)
        from sideways.people import holdings, keeping, notice_kinds, trust  # noqa: PLC0415 (needs the app registry)
        from sideways.people.reference import reference_data_load  # noqa: PLC0415 (needs the app registry)
        from sideways.people.resealing import second_steps_reseal  # noqa: PLC0415 (needs the app registry)
        from sideways.vault import rotation  # noqa: PLC0415 (needs the app registry)

        rotation.resealers.append(second_steps_reseal)
        holdings.register(notice_kinds.HOLDING)
        register_notices(*notice_kinds.KINDS)
        retention.register(*keeping.KINDS)
        post_migrate.connect(reference_data_load, sender=self)
        email_changed.connect(hold_if_needed)
        channels.listen_only_if(trust.is_peer)


def hold_if_needed(user: Any, **_signal: Any) -> None:
    """Look at a new address as at the first one. allauth has no other way to tell us of it."""
    from sideways.people.services import person_email_changed  # noqa: PLC0415 (needs the app registry)

    person_email_changed(person=user, at=timezone.now())
