"""A picture or a PDF in, the same without what is hidden in it out. Knows no Django.

It runs in a process of its own. What a file is, its bytes tell. What cannot be cleaned is refused.
"""

from sideways.files.cleaning.kinds import Cleaned, MediaType, Refusal, RefusedError, media_type_of
from sideways.files.cleaning.whole import cleaned

__all__ = ["Cleaned", "MediaType", "Refusal", "RefusedError", "cleaned", "media_type_of"]
