"""`python -m tests.api`: ask every operation of the API at random, long, and count."""

import argparse
import logging
import os
import sys


def main() -> int:
    """Print what is not as described, then how much was asked."""
    arguments = argparse.ArgumentParser(prog="python -m tests.api", description=__doc__)
    arguments.add_argument("--examples", type=int, default=100, help="how often each operation is asked")
    arguments.add_argument("--seed", type=int, default=0)
    options = arguments.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from django.db import connection, transaction
    from django.test.utils import setup_test_environment

    from tests.api.asking import ask_everything
    from tests.api.town import build

    logging.disable(logging.WARNING)  # each refusal would be a line
    setup_test_environment()
    connection.creation.create_test_db(verbosity=0)
    failures = 0
    try:
        with transaction.atomic():
            of_each = ask_everything(build(), examples=options.examples, seed=options.seed)
            transaction.set_rollback(True)
        for kind, asked in of_each.items():
            failures += len(asked.failures)
            print("".join(f"{sentence}\n" for sentence in asked.failures), end="")
            print(
                f"{kind}: {asked.operations} operations, {len(asked.done)} of them done, "
                f"{asked.cases} cases, {len(asked.failures)} failures"
            )
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
