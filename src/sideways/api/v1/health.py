"""Whether the service is up: for those who watch it."""

from ninja import Router, Status

from sideways.api.fields import Told
from sideways.common.health import trouble

router = Router(tags=["Health"])


class Health(Told):
    """How the service is."""

    status: str


@router.get("/health", response={200: Health, 503: Health}, url_name="health", auth=None)
def health_read(request: object) -> Status:
    """Say whether the service is ready. Needs no token."""
    wrong = trouble()
    return Status(503 if wrong else 200, Health(status=wrong or "ready"))
