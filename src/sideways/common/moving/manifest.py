"""What an export says of itself: what made it, what it holds, and a seal over all of it."""

import hmac
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from sideways.common.moving.errors import MoveError
from sideways.common.moving.places import Source
from sideways.common.retention import models_that_travel

FORMAT = "Sideways site, 1"
NAME = "manifest.json"
README = "README.md"
LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Seal:
    """The vault's part: the marks of its keys (newest first), and how the oldest signs bytes."""

    keys: tuple[str, ...]
    sign: Callable[[bytes], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The first file to read and the last that is written."""

    format: str
    program: str
    made_at: str
    migrations: dict[str, list[str]]
    keys: list[str]
    files: dict[str, dict[str, Any]]
    last_ids: dict[str, int]
    seal: str = ""

    def content(self) -> bytes:
        """Return what the seal is over."""
        told = asdict(self) | {"seal": ""}
        return json.dumps(told, sort_keys=True).encode()

    def text(self) -> bytes:
        """Return the file."""
        return json.dumps(asdict(self), indent=2, sort_keys=True).encode() + b"\n"

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(file["rows"] for file in self.files.values())


def migrations_here() -> dict[str, list[str]]:
    """Return the newest migrations of each app whose tables travel: two sites with the same fit."""
    loader = MigrationLoader(connection)
    apps = {model._meta.app_label for model in models_that_travel()}
    return {app: sorted(name for _, name in loader.graph.leaf_nodes(app)) for app in sorted(apps)}


def read(source: Source, seal: Seal) -> Manifest:
    """Return the manifest of an export that this site can take in. Raises MoveError when it cannot."""
    if NAME not in source.names:
        raise MoveError(f"There is no {NAME} here. Give the folder or file that was exported, and all of it.")
    with source.open(NAME) as file:
        text = file.read(LARGEST)
    try:
        manifest = Manifest(**json.loads(text))
    except (ValueError, TypeError) as error:
        raise MoveError(f"{NAME} cannot be read. The export is damaged.") from error
    _check(manifest, source, seal)
    return manifest


def _check(manifest: Manifest, source: Source, seal: Seal) -> None:
    if manifest.format != FORMAT:
        raise MoveError(f"This is “{manifest.format}”, and this program reads “{FORMAT}”.")
    if not set(manifest.keys) <= set(seal.keys) or manifest.keys[-1:] != list(seal.keys[-1:]):
        raise MoveError(
            "This export was sealed with another vault key, and without it nobody could find their lessons. "
            "Put the vault.key of the site it comes from into the data folder, or set SIDEWAYS_VAULT_KEY."
        )
    if not hmac.compare_digest(manifest.seal, seal.sign(manifest.content())):
        raise MoveError(f"{NAME} has been changed since the export was made. Export again.")
    here = migrations_here()
    if manifest.migrations != here:
        differing = sorted(
            app for app in {*here, *manifest.migrations} if here.get(app) != manifest.migrations.get(app)
        )
        raise MoveError(
            f"This export was made by Sideways {manifest.program}, whose tables differ in "
            f"{', '.join(differing)}. Import it with that version, then update the program."
        )
    wanted = {*manifest.files, NAME, README}
    if missing := sorted(set(manifest.files) - source.names):
        raise MoveError(f"{', '.join(missing)} is missing. The export is not whole.")
    if unknown := sorted(source.names - wanted):
        raise MoveError(f"{', '.join(unknown)} does not belong to this export. Take it out and try again.")
