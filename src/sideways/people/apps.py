from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    name = "sideways.people"
    label = "people"

    def ready(self) -> None:
        from sideways.people.reference import reference_data_load  # noqa: PLC0415 (needs the app registry)

        post_migrate.connect(reference_data_load, sender=self)
