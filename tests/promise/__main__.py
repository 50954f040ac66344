"""`python -m tests.promise`: try every cell on a database of its own, and count."""

import logging
import os
import sys


def main() -> int:
    """Print what breaks the promise, then how many cells there are."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment

    from tests.promise.checks import everything_wrong
    from tests.promise.matrix import the_matrix
    from tests.promise.world import a_world

    logging.disable(logging.WARNING)  # each 404 would be a line
    setup_test_environment()
    connection.creation.create_test_db(verbosity=0)
    matrix = the_matrix()
    try:
        with a_world(matrix.readers) as world:
            broken = everything_wrong(world, matrix)
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    print("".join(f"{sentence}\n" for sentence in broken), end="")
    print(f"Matrix: {matrix.size()} cells, {len(broken)} leaks")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
