"""What every template may use."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from sideways.people.trust import is_peer
from sideways.web import navigation


def site(request: HttpRequest) -> dict[str, Any]:
    reader = getattr(request, "user", AnonymousUser())
    return {
        "menu": navigation.menu(reader),
        "footer_links": navigation.footer(),
        "demo_bar": "demo/_bar.html" if settings.DEMO else "",
        "contact_email": settings.CONTACT_EMAIL,
        "reader_is_peer": is_peer(reader),
    }
