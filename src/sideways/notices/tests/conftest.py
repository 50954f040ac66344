from types import SimpleNamespace

import pytest

from sideways.notices import kinds
from sideways.notices.kinds import NOT_AT_ONCE, ON_THE_PAGE_ONLY, Item, NoticeKind


@pytest.fixture
def happened(monkeypatch):
    """Put kinds of our own in place of those of the site: what happened is written down by the test."""
    found = SimpleNamespace(post=[], slow=[], page=[])

    def kind(name, title, **fields):
        def source(_person, since, until):
            items = [Item(at=at, text=f"Secret {title}", url="/secret/") for at in getattr(found, name)]
            return sorted((i for i in items if since < i.at <= until), key=lambda i: i.at, reverse=True)

        values = {"about": "", "source": source, "concerns": lambda person: person.level == 2}
        return NoticeKind(name=name, title=title, **values | fields)

    ours = [
        kind("post", "Post"),
        kind("slow", "Slow post", rhythms=NOT_AT_ONCE),
        kind("page", "Seen on the page", rhythms=ON_THE_PAGE_ONLY),
    ]
    monkeypatch.setattr(kinds, "_kinds", {each.name: each for each in ours})
    return found
