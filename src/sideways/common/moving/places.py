"""Where an export goes and comes from: a folder, or one ZIP file. Each is whole or not there at all."""

import os
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sideways.common.moving.errors import MoveError

Opened = AbstractContextManager[IO[bytes]]
Sink = Callable[[str], Opened]  # opens a new file by its name

ONLY_OWNER = 0o600 << 16  # as a ZIP file keeps it


@dataclass(frozen=True, slots=True)
class Source:
    """Files to read: their names, and how to open one."""

    names: frozenset[str]
    open: Callable[[str], Opened]


@contextmanager
def new_folder(path: Path) -> Iterator[Sink]:
    """Give a sink into a new folder that only its owner can open. It appears once all is written."""
    partial = _partial(path)
    try:
        partial.mkdir(mode=0o700)
        yield lambda name: (partial / name).open("wb")
        if path.exists():
            path.rmdir()  # an empty one may stand there already
        partial.rename(path)
    except OSError as error:
        raise MoveError(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


@contextmanager
def new_zip(path: Path) -> Iterator[Sink]:
    """Give a sink into a new ZIP file that only its owner can read. It appears once all is written."""
    partial = _partial(path)
    try:
        with (
            os.fdopen(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            yield lambda name: archive.open(_entry(name), "w", force_zip64=True)
        partial.rename(path)
    except OSError as error:
        raise MoveError(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def existing(path: Path) -> Iterator[Source]:
    """Give the files of an exported folder or of a backup."""
    try:
        if path.is_dir():
            names = frozenset(each.name for each in path.iterdir())
            yield Source(names, lambda name: (path / name).open("rb"))
        else:
            with zipfile.ZipFile(path) as archive:
                yield Source(frozenset(archive.namelist()), archive.open)
    except FileNotFoundError as error:
        raise MoveError(f"{path}: there is no such file or folder.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise MoveError(f"{path} is no backup, or it is damaged: {error}.") from error
    except OSError as error:
        raise MoveError(f"{path} cannot be read: {error.strerror}.") from error


def _partial(path: Path) -> Path:
    if path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise MoveError(f"{path} is there already. Choose another name.")
    if not path.absolute().parent.is_dir():
        raise MoveError(f"{path.absolute().parent}: there is no such folder.")
    return path.absolute().parent / f".{path.name}.{os.getpid()}.partial"


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = ONLY_OWNER
    return entry
