"""Look after the keys of the vault: `vault rotate`."""

import argparse
from typing import Any

from sideways.cli.exits import CommandError
from sideways.cli.reporting import say
from sideways.cli.site import start_django


def register(commands: Any) -> None:
    """Add the commands."""
    vault = commands.add_parser("vault", help="look after the keys that lock away who wrote what")
    doing = vault.add_subparsers(dest="doing", metavar="WHAT", required=True)
    rotate = doing.add_parser(
        "rotate", help="put everything under the newest key, so that older ones can be thrown away"
    )
    rotate.set_defaults(run=run_rotate)


def run_rotate(_arguments: argparse.Namespace) -> int:
    """Rotate, and say what to do next."""
    start_django()
    from cryptography.fernet import InvalidToken
    from django.db import OperationalError, ProgrammingError

    from sideways.vault import keys
    from sideways.vault.rotation import vault_rotate

    if not keys.older():
        raise CommandError(
            "There is one key only. Put a new one before it in SIDEWAYS_VAULT_KEY, with a comma between, "
            "restart every process of the site, then rotate."
        )
    try:
        moved = vault_rotate()
    except InvalidToken as error:
        raise CommandError("Something was sealed by a key that is not in SIDEWAYS_VAULT_KEY.") from error
    except (OperationalError, ProgrammingError) as error:
        raise CommandError(
            f"The database cannot be used ({error}). Start the site once with ./run serve."
        ) from error
    say(f"Moved {moved:,} entries to the newest key." if moved else "Everything is under the newest key.")
    say("Older keys may go once this says that everything is under the newest key.")
    return 0
