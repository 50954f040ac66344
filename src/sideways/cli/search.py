"""Look after the index of the search: `search index`."""

import argparse
from typing import Any

from sideways.cli.reporting import say
from sideways.cli.site import start_django


def register(commands: Any) -> None:
    """Add the commands."""
    search = commands.add_parser("search", help="look after what the search finds things by")
    doing = search.add_subparsers(dest="doing", metavar="WHAT", required=True)
    index = doing.add_parser("index", help="make the index again; cut off, it goes on where it was")
    index.set_defaults(run=run_index)


def run_index(_arguments: argparse.Namespace) -> int:
    """Make the words again, then let the model look at each text, and say how far it is."""
    start_django()
    from sideways.search.embedders import embedder
    from sideways.search.embedding_services import embeddings_make, embeddings_missing
    from sideways.search.services import index_make_again

    say(f"{index_make_again():,} texts can be found by their words.")
    if embedder() is None:
        say("There is no model for the search by meaning. ./run semantic installs one.")
        return 0
    waiting = embeddings_missing().count()
    done = 0
    while made := embeddings_make():
        done += made
        say(f"{done:,} of {waiting:,} can be found by their meaning.")
    return 0
