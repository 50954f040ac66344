from django.apps import AppConfig


class ReceiptsConfig(AppConfig):
    name = "sideways.receipts"
    label = "receipts"

    def ready(self) -> None:
        from sideways.common import retention  # noqa: PLC0415 (needs the app registry)
        from sideways.receipts import keeping  # noqa: PLC0415 (needs the app registry)
        from sideways.receipts.services import keys_remember  # noqa: PLC0415 (needs the app registry)
        from sideways.vault import rotation  # noqa: PLC0415 (needs the app registry)

        retention.register(*keeping.KINDS)
        rotation.resealers.append(keys_remember)
