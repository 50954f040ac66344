"""What lies beside the tests: public data next to the checkout, and a database that was made before."""

import os
from pathlib import Path

# The real public data. Tests that need them skip where they are absent.
DATA = Path(__file__).parents[2] / "shared" / "data"


def empty_database() -> Path | None:
    """Return a file of SQLite that has every table and no row but those of migrations, if there is one."""
    template = os.environ.get("SIDEWAYS_TEST_TEMPLATE", "")
    return Path(template) if template.endswith(".sqlite3") else None
