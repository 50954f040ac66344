from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from sideways.people.models import Person


class PersonRequest(HttpRequest):
    """A request of somebody signed in, as the middleware and login_required leave it."""

    user: Person
    htmx: HtmxDetails
