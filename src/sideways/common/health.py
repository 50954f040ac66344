"""Whether the service can do its work."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


def trouble() -> str:
    """Return what keeps the service from working, in words, or nothing."""
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "the database does not answer"
    return "the database is not up to date: start the site again" if behind else ""
