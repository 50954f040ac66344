"""What a receipt says, in words."""

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext

from sideways.receipts.codes import Receipt
from sideways.ui.dates import day


def shared_words(receipt: Receipt) -> str:
    """Say what a receipt proves."""
    at = timezone.localtime(receipt.at)
    # Translators: the time is in the letters of Django's date formats: 10:14.
    told = {"day": day(receipt.at), "time": time_format(at, "H:i")}
    return gettext("A lesson was shared here on %(day)s at %(time)s.") % told
