"""Other names of councils, one a row."""

from typing import Any

from django.utils.translation import gettext_lazy

from sideways.common.tables import Row
from sideways.people.importers.local_authorities import PREFIX, is_readable
from sideways.people.importers.reading import Reading, Source


def details(row: Row, reading: Reading) -> dict[str, Any] | None:
    if is_readable(row["la-name"], row, reading):
        reading.alias(row, "local-authority-code", PREFIX + row["local-authority-code"], row["la-name"])
    return None


LOCAL_AUTHORITY_ALIASES = Source(
    title=gettext_lazy("Other names of councils"),
    code="local-authority-code",
    name="la-name",
    prefix=PREFIX,
    one_row_each=False,
    details=details,
)
