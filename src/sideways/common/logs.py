"""What may not stand in a log."""

import logging
import re

# A personal address is a key: whoever reads it in a log could fetch or do what its owner may.
_SECRET = re.compile(r"(/feeds/|/notices/unsubscribe/|/join/invited/|/accounts/password/reset/key/)[^/\s]+")


class WithoutSecrets(logging.Filter):
    """Takes the secret out of the address of a feed or a calendar, and of the links in letters."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, with what is secret in it crossed out."""
        said = record.getMessage()
        plain = _SECRET.sub(r"\1…", said)
        if plain != said:
            record.msg, record.args = plain, ()
        return True
