"""The world of the matrix: built once for each module, and rolled back after it."""

import logging

import pytest

from tests.promise.matrix import the_matrix
from tests.promise.world import a_world


@pytest.fixture(scope="session")
def matrix():
    return the_matrix()


@pytest.fixture(scope="module")
def world(matrix, django_db_setup, django_db_blocker):
    log = logging.getLogger("django.request")
    log.setLevel(logging.ERROR)  # each 404 would be a line
    with django_db_blocker.unblock(), a_world(matrix.readers) as built:
        yield built
    log.setLevel(logging.NOTSET)
