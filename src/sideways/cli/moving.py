"""Take the whole site out and in: `export`, `backup`, `restore`; `import site` is in import_.py."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sideways.cli.exits import CommandError
from sideways.cli.reporting import Bar, say
from sideways.cli.site import start_django

KEY_SENTENCE = (
    "It does not hold the vault key. Keep a copy of that elsewhere: without it nothing here can be taken in "
    "again, and together they name every author."
)


def register(commands: Any) -> None:
    """Add the commands."""
    export = commands.add_parser(
        "export", help="write the whole site into a new folder, in open formats, without its keys"
    )
    export.add_argument(
        "folder", type=Path, metavar="DIR", help="a folder that is not there yet, or is empty"
    )
    export.set_defaults(run=run_export)
    backup = commands.add_parser("backup", help="write the whole site into one new file, without its keys")
    backup.add_argument(
        "file", type=Path, metavar="FILE", help="a file that is not there yet, such as mon.zip"
    )
    backup.set_defaults(run=run_backup)
    restore = commands.add_parser("restore", help="take a backup into a fresh, empty site, all or nothing")
    restore.add_argument("file", type=Path, metavar="FILE")
    add_preview(restore)
    restore.set_defaults(run=lambda arguments: take_in(arguments.file, preview=arguments.preview))


def add_preview(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--preview", action="store_true", help="do all of it, then undo it, and say what it held"
    )


def run_export(arguments: argparse.Namespace) -> int:
    from sideways.common.moving.places import new_folder

    return take_out(arguments.folder, new_folder)


def run_backup(arguments: argparse.Namespace) -> int:
    from sideways.common.moving.places import new_zip

    return take_out(arguments.file, new_zip)


def take_out(path: Path, place: Callable[[Path], Any]) -> int:
    """Write the whole site to a place, and say where it is and what it lacks."""
    with site() as seal:
        from django.utils import timezone

        from sideways.common.moving import site_export

        with Bar() as bar, place(path) as to:
            manifest = site_export(to=to, seal=seal, at=timezone.now(), progress=bar.update)
    say(f"Done. {manifest.rows:,} rows in {len(manifest.files)} tables are in {path}. {KEY_SENTENCE}")
    return 0


def take_in(path: Path, *, preview: bool) -> int:
    """Read a whole site from a folder or a file, and say what it held."""
    with site() as seal:
        set_up_if_fresh()
        from sideways.common.moving import existing, site_import

        with Bar() as bar, existing(path) as source:
            manifest = site_import(source=source, seal=seal, preview=preview, progress=bar.update)
    did = "Nothing was written: this was a preview." if preview else "Done."
    say(
        f"{did} {manifest.rows:,} rows in {len(manifest.files)} tables, exported {manifest.made_at[:16]} UTC."
    )
    return 0


@contextmanager
def site() -> Iterator[Any]:
    """Start the site's code and give the seal of its vault; what goes wrong is told in a sentence."""
    start_django()
    from django.db import OperationalError, ProgrammingError

    from sideways.common.moving import MoveError, Seal
    from sideways.vault import keys

    try:
        yield Seal(keys=keys.marks(), sign=keys.signed)
    except MoveError as error:
        raise CommandError(str(error)) from error
    except (OperationalError, ProgrammingError) as error:
        raise CommandError(
            f"The database cannot be used ({error}). Start the site once with ./run serve."
        ) from error


def set_up_if_fresh() -> None:
    """Make the tables of a database that has none. One that is behind is left to whoever starts the site."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if not executor.loader.applied_migrations:
        say("Setting up the database")
        call_command("migrate", verbosity=0)
    elif executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError(
            "The database is not up to date. Start the site once with ./run serve, then try again."
        )
