"""The command line. Each module in this folder that has ``register`` adds its commands."""

import argparse
import importlib
import pkgutil
import sys
import traceback

from reckon.errors import InfeasibleError, ReckonError
from sideways import cli
from sideways.cli.exits import BAD_INPUT, INTERNAL, UNSATISFIED, CommandError
from sideways.common.tables import BadTableError


def parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    top = argparse.ArgumentParser(prog="sideways", description="Public services learn sideways: from peers.")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for module in sorted(name for _, name, _ in pkgutil.iter_modules(cli.__path__)):
        register = getattr(importlib.import_module(f"sideways.cli.{module}"), "register", None)
        if register is not None:
            register(commands)
    return top


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = parser().parse_args(argv)
    try:
        return arguments.run(arguments) or 0
    except CommandError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except BadTableError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except InfeasibleError as error:
        print(error.message, file=sys.stderr)
        return UNSATISFIED
    except ReckonError as error:
        print(error.message, file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        return 130
    except Exception:
        traceback.print_exc()
        print("Something broke inside Sideways. The lines above say where.", file=sys.stderr)
        return INTERNAL


if __name__ == "__main__":
    sys.exit(main())
