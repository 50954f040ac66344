"""What the commands over reckon share: their arguments, a progress bar, and writing all or nothing."""

import argparse
import csv
import io
import json
import math
import os
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sideways.cli.exits import CommandError

STDOUT = Path("-")


def add_common_arguments(command: argparse.ArgumentParser) -> None:
    """Add the options that every sum has."""
    command.add_argument(
        "--out",
        type=Path,
        default=STDOUT,
        metavar="FILE",
        help="where the CSV goes (default: standard output)",
    )
    command.add_argument("--json", type=Path, metavar="FILE", help="write the whole report as JSON")
    command.add_argument(
        "--seed", type=_seed, default=0, metavar="N", help="same seed, same answer (default: 0)"
    )
    command.add_argument(
        "--time-limit",
        type=_seconds,
        metavar="SECONDS",
        help="stop searching after this long, with what is found",
    )


def _seed(text: str) -> int:
    if text.isascii() and text.isdecimal():
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}” is not a whole number of at least 0.")


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if 0 < seconds < math.inf:
        return seconds
    raise argparse.ArgumentTypeError(f"“{text}” is not a number of seconds above 0.")


def say(sentence: str) -> None:
    """Tell the person at the keyboard; standard output is kept for the result."""
    print(sentence, file=sys.stderr)


class Bar:
    """A progress bar on a terminal, and nothing elsewhere. Use it in a ``with``: it cleans up."""

    def __init__(self) -> None:
        self.on = sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def update(self, done: float, doing: str) -> None:
        """Show the share that is done."""
        if self.on:
            filled = round(24 * done)
            print(
                f"\r\x1b[2K{'█' * filled}{'░' * (24 - filled)} {done:4.0%} {doing}",
                end="",
                file=sys.stderr,
                flush=True,
            )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.on:
            print("\r\x1b[2K", end="", file=sys.stderr, flush=True)


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return a CSV file; a number that is not known (NaN or None) is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_known(cell, "") for cell in row] for row in rows)
    return text.getvalue()


def json_text(report: Mapping[str, Any]) -> str:
    """Return a JSON file; a number that is not known (NaN) is null."""
    return json.dumps(_plain(report), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def write_all(texts: Mapping[Path, str]) -> None:
    """Write every file or none: all to temporary files first, then each into its place.

    ``STDOUT`` is written last. Raises CommandError when a place cannot be written.
    """
    waiting: list[tuple[str, Path]] = []
    try:
        for path, text in texts.items():
            if path != STDOUT:
                waiting.append((_temporary(path, text), path))
        for temporary, path in waiting:
            os.replace(temporary, path)
    except OSError as error:
        raise CommandError(f"{path}: this file cannot be written: {error.strerror}.") from error
    finally:
        for temporary, _ in waiting:
            Path(temporary).unlink(missing_ok=True)
    if STDOUT in texts:
        sys.stdout.write(texts[STDOUT])


def _temporary(path: Path, text: str) -> str:
    if path.is_dir():
        raise CommandError(f"{path}: this is a folder. Give the name of a file.")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    umask = os.umask(0)
    os.umask(umask)
    os.chmod(name, 0o666 & ~umask)  # a temporary file is private; a result is as open as any new file
    return name


def _known(value: Any, unknown: Any) -> Any:
    return unknown if value is None or (isinstance(value, float) and not math.isfinite(value)) else value


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if hasattr(value, "tolist"):  # numpy's arrays and numbers
        return _plain(value.tolist())
    return _known(value, None)
