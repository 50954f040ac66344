"""Every address of the site, from the resolver."""

from collections.abc import Iterator
from functools import cache

from django.urls import URLPattern, URLResolver, get_resolver

OF_A_LESSON = ("<uuid:pk>", ":lesson_id>")
OF_THE_API = "/api/v1/"


@cache
def every_address() -> dict[str, str]:
    """Return the pattern of each address by its name; one without a name is called by its pattern."""
    return dict(_walk(get_resolver(), "", "/"))


def is_about_lesson(name: str) -> bool:
    """Say whether the address is one of a lesson."""
    return any(part in every_address()[name] for part in OF_A_LESSON)


def is_operation(name: str) -> bool:
    """Say whether the address is one of the API, asked with a token and JSON."""
    return every_address().get(name, "").startswith(OF_THE_API)


def _walk(resolver: URLResolver, spaces: str, before: str) -> Iterator[tuple[str, str]]:
    for each in resolver.url_patterns:
        pattern = f"{before}{each.pattern}"
        if isinstance(each, URLPattern):
            yield f"{spaces}{each.name}" if each.name else pattern, pattern
        else:
            yield from _walk(each, f"{spaces}{each.namespace}:" if each.namespace else spaces, pattern)
