from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "sideways.vault"
    label = "vault"

    def ready(self) -> None:
        from sideways.common import retention  # noqa: PLC0415 (needs the app registry)
        from sideways.vault import keeping  # noqa: PLC0415 (needs the app registry)

        retention.register(*keeping.KINDS)
