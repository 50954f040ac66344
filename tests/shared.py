"""What tests share: public data beside the checkout, a database made before, and many cases in one test."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

# The real public data. Tests that need them skip where they are absent.
DATA = Path(__file__).parents[2] / "shared" / "data"


def empty_database() -> Path | None:
    """Return a file of SQLite that has every table and no row but those of migrations, if there is one."""
    template = os.environ.get("SIDEWAYS_TEST_TEMPLATE", "")
    return Path(template) if template.endswith(".sqlite3") else None


def of_each(cases: Iterable[Any], name: Callable[[Any], object] = str) -> Callable[..., Callable[[], None]]:
    """Make one test of a check of many cases, which names every case that fails.

    For checks of a line or two that need no fixture: to begin and end a test takes longer than they do.
    """
    cases = list(cases)

    def decorated(check: Callable[[Any], None]) -> Callable[[], None]:
        def of_all() -> None:
            wrong = []
            for case in cases:
                try:
                    check(case)
                except (Exception, pytest.fail.Exception) as error:
                    wrong.append(f"{name(case)}: {type(error).__name__}: {error}")
            assert cases, "there is nothing to check"
            assert not wrong, "\n".join(wrong)

        of_all.__name__, of_all.__doc__, of_all.__module__ = check.__name__, check.__doc__, check.__module__
        return of_all

    return decorated
