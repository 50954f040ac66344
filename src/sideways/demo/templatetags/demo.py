from django import template

from sideways.demo.cast import CAST, Member

register = template.Library()


@register.simple_tag
def demo_cast() -> tuple[Member, ...]:
    """Return the people a visitor of the demo can be."""
    return CAST
