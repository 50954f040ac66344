"""What every test shares. Features add only their factories."""

import shutil
from collections import Counter
from importlib import import_module

import hypothesis
import pytest
from django.conf import settings
from tests.shared import empty_database

hypothesis.settings.register_profile("sideways", deadline=None)  # a busy machine is slow, not broken
hypothesis.settings.load_profile("sideways")


def pytest_ignore_collect(collection_path):
    """Leave out modules that are no tests and show no example: to import each takes seconds in all."""
    if collection_path.suffix == ".py" and not collection_path.name.startswith("test_"):
        return True if ">>> " not in collection_path.read_text(encoding="utf-8") else None
    return None


def pytest_collection_finish():
    """Read the addresses while no test has changed a setting: those of the demo hang on one."""
    import_module(settings.ROOT_URLCONF)


@pytest.fixture(scope="session")
def django_db_keepdb():
    """Keep what was copied before Django looks."""
    return empty_database() is not None


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_keepdb):
    """Begin with a copy of a database that has every table. PostgreSQL copies by itself."""
    if django_db_keepdb:
        shutil.copy(empty_database(), settings.DATABASES["default"]["TEST"]["NAME"])


def pytest_terminal_summary(terminalreporter):
    """Say how large the matrix of the promise is, and how many of its cells leak."""
    counted = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", None) == "call":
                counted.update(dict(report.user_properties))
    if counted["cells"]:
        terminalreporter.write_line(f"Matrix: {counted['cells']} cells, {counted['leaks']} leaks")
