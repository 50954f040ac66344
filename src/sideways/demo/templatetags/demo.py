from functools import cache

from django import template
from django.urls import reverse

from sideways.demo.cast import CAST, Member

register = template.Library()


@register.simple_tag
@cache
def demo_cast() -> tuple[tuple[str, Member], ...]:
    """Return the people a visitor of the demo can be, each with the address that signs them in."""
    return tuple((reverse("demo:sign_in", args=[member.name]), member) for member in CAST)
