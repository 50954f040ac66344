"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from sideways.people.trust import is_oversight, is_peer


def site(request: HttpRequest) -> dict[str, Any]:
    reader = getattr(request, "user", None)
    return {
        "site_name": settings.SITE_NAME,
        "demo": settings.DEMO,
        "contact_email": settings.CONTACT_EMAIL,
        "reader_is_peer": reader is not None and is_peer(reader),
        "reader_is_oversight": reader is not None and is_oversight(reader),
    }
