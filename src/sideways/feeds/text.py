"""Text for files that other programs read."""

import re

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def readable(text: str) -> str:
    r"""Return the text with a � for every character that XML and calendars may not hold.

    >>> readable("a\x08b\ufffe\n")
    'a�b�\n'
    """
    return _NOT_IN_XML.sub("\ufffd", text)
