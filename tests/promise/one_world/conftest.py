"""The world of the matrix: it stands as long as tests of this folder run, and is rolled back after them."""

import logging

import pytest
from django.test import override_settings

from tests.promise.addresses import every_address
from tests.promise.matrix import the_matrix
from tests.promise.world import a_world


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Run what looks at the world in one go, whatever the order: to build it takes seconds."""
    items.sort(key=lambda item: not item.nodeid.startswith("tests/promise/one_world/"))


@pytest.fixture(scope="session")
def matrix():
    return the_matrix()


@pytest.fixture(scope="package")
def world(matrix, django_db_setup, django_db_blocker):
    log = logging.getLogger("django.request")
    log.setLevel(logging.ERROR)  # each 404 would be a line
    assert every_address()  # read while those of the demo are among them
    # Of a site that is used: on every page of a demo stands whom one can play, which takes time to write.
    with django_db_blocker.unblock(), override_settings(DEMO=False), a_world(matrix.readers) as built:
        yield built
    log.setLevel(logging.NOTSET)
