"""Write the whole site out: one file of JSON lines for each table, and a manifest."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version

from django.db import models

from sideways.common.moving import tables
from sideways.common.moving.manifest import FORMAT, NAME, README, Manifest, Seal, migrations_here
from sideways.common.moving.places import Sink
from sideways.common.moving.values import attnames, line_of
from sideways.common.retention import models_that_travel

Progress = Callable[[float, str], None]
TELL_EVERY = 500

ABOUT = """# A whole Sideways site, in open files

`manifest.json` says when this was made, by which version, and how many rows and which SHA-256 each file
has. Each `.jsonl` file is one table: UTF-8, one JSON object on each line, sorted by id. Times are UTC as
ISO 8601, bytes are base64, and the columns are named as in the models of the program's source.

- Passwords are here as Argon2 hashes. Secrets of authenticator apps are sealed.
- `vault.sealedidentity.jsonl` and `vault.blindtoken.jsonl` say who wrote what. They are sealed with the
  vault key of the site, and **that key is not in here**. Without it nobody can say who wrote a lesson, and
  no site can take this in. With both, whoever holds them can name every author. Keep the two apart.
- Left out: sessions, e-mails that wait, jobs, and files that wait to be imported.

To take it in: `./run sideways import site FOLDER` (or `restore FILE`) on a fresh, empty site of the same
version.
"""


def silent(done: float, doing: str) -> None:
    """Say nothing of how far it is."""


def site_export(*, to: Sink, seal: Seal, at: datetime, progress: Progress = silent) -> Manifest:
    """Write out every table that travels, as it is at this moment, a few thousand rows at a time."""
    with tables.still():
        models_out = models_that_travel()
        total = sum(model._base_manager.count() for model in models_out) or 1
        files, done = {}, 0
        for model in models_out:
            label = model._meta.label_lower

            def tell(count: int, done: int = done, label: str = label) -> None:
                progress((done + count) / total, label)

            files[f"{label}.jsonl"] = told = _written(model, to, tell)
            done += int(told["rows"])
        last_ids = {
            model._meta.label_lower: last
            for model in models_out
            if (last := tables.last_id(model)) is not None
        }
    manifest = Manifest(
        format=FORMAT,
        program=version("sideways"),
        made_at=at.astimezone(UTC).isoformat(),
        migrations=migrations_here(),
        keys=list(seal.keys),
        files=files,
        last_ids=last_ids,
    )
    manifest = replace(manifest, seal=seal.sign(manifest.content()))
    for name, text in ((README, ABOUT.encode()), (NAME, manifest.text())):
        with to(name) as file:
            file.write(text)
    return manifest


def _written(model: type[models.Model], to: Sink, tell: Callable[[int], None]) -> dict[str, int | str]:
    names, digest, count = attnames(model), hashlib.sha256(), 0
    with to(f"{model._meta.label_lower}.jsonl") as file:
        for row in tables.rows(model):
            line = line_of(names, row)
            digest.update(line)
            file.write(line)
            count += 1
            if count % TELL_EVERY == 0:
                tell(count)
    return {"rows": count, "sha256": digest.hexdigest()}
