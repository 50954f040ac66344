"""Every address of the site, from the resolver."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def every_address() -> dict[str, str]:
    """Return the pattern of each address by its name; one without a name is called by its pattern."""
    return dict(_walk(get_resolver(), "", "/"))


def _walk(resolver: URLResolver, spaces: str, before: str) -> Iterator[tuple[str, str]]:
    for each in resolver.url_patterns:
        pattern = f"{before}{each.pattern}"
        if isinstance(each, URLPattern):
            yield f"{spaces}{each.name}" if each.name else pattern, pattern
        else:
            yield from _walk(each, f"{spaces}{each.namespace}:" if each.namespace else spaces, pattern)
