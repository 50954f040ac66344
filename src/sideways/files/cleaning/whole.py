"""One file, whatever it is."""

from sideways.files.cleaning.documents import document_cleaned
from sideways.files.cleaning.kinds import MOST_BYTES, Cleaned, MediaType, Refusal, RefusedError, media_type_of
from sideways.files.cleaning.pictures import picture_cleaned


def cleaned(raw: bytes) -> Cleaned:
    """Return a file without what is hidden in it. Raises RefusedError where that cannot be done."""
    if len(raw) > MOST_BYTES:
        raise RefusedError(Refusal.TOO_LARGE)
    media_type = media_type_of(raw)
    try:
        made = document_cleaned(raw) if media_type == MediaType.PDF else picture_cleaned(raw, media_type)
    except RefusedError:
        raise
    except Exception as error:  # what broken bytes raise in two large libraries is written down nowhere
        raise RefusedError(Refusal.BROKEN) from error
    if len(made.content) > MOST_BYTES:
        raise RefusedError(Refusal.TOO_LARGE)
    return made
