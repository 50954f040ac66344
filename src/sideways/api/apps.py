from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "sideways.api"
    label = "api"

    def ready(self) -> None:
        from sideways.api import holding, keeping  # noqa: PLC0415 (needs the app registry)
        from sideways.common import retention  # noqa: PLC0415 (needs the app registry)
        from sideways.people import holdings, losses, presenters  # noqa: PLC0415 (needs the app registry)

        retention.register(*keeping.KINDS)
        holdings.register(holding.HOLDING)
        losses.on_loss.append(holding.lose)
        presenters.ACTIONS.update(holding.ACTIONS)
