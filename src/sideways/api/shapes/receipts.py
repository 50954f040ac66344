"""A receipt: the proof that a lesson was shared."""

from datetime import datetime

from pydantic import Field

from sideways.api.fields import NO_NULL, Said, Sent, Told, words
from sideways.receipts.codes import MOST_TYPED
from sideways.receipts.forms import LONGEST_TEXT


class ReceiptTold(Told):
    """A receipt of your lesson, to keep. It holds no word of it, and nothing of you."""

    code: str
    shared_at: datetime
    sha256: str = Field(description="Of the text, where every run of spaces and line ends is one space")
    text: str = Field(description="Keep it too: only with these words can anybody check that it is the same")
    check_url: str


class ReceiptSent(Sent):
    """A receipt to be checked."""

    code: Said = words(MOST_TYPED, pattern=NO_NULL)
    text: Said = words(LONGEST_TEXT, "", pattern=NO_NULL)


class ReceiptChecked(Told):
    """What a receipt proves."""

    is_valid: bool
    shared_at: datetime | None
    sha256: str
    is_same_text: bool | None = Field(description="Nothing when no text was sent")
