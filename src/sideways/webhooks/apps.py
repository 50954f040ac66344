from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "sideways.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        from sideways.common import retention  # noqa: PLC0415 (needs the app registry)
        from sideways.people import holdings  # noqa: PLC0415 (needs the app registry)
        from sideways.vault import rotation  # noqa: PLC0415 (needs the app registry)
        from sideways.webhooks import holding, keeping  # noqa: PLC0415 (needs the app registry)
        from sideways.webhooks.resealing import webhook_secrets_reseal  # noqa: PLC0415 (needs the app registry)

        rotation.resealers.append(webhook_secrets_reseal)
        retention.register(*keeping.KINDS)
        holdings.register(holding.HOLDING)
