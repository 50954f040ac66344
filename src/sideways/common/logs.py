"""What may not stand in a log."""

import logging
import re

# A personal address is a key: whoever reads it in a log could fetch what its owner may read.
_SECRET = re.compile(r"(/feeds/|/notices/unsubscribe/)[^/\s]+")


class WithoutSecrets(logging.Filter):
    """Takes the secret out of the address of a feed, a calendar, the end of e-mails."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, with what is secret in it crossed out."""
        said = record.getMessage()
        plain = _SECRET.sub(r"\1…", said)
        if plain != said:
            record.msg, record.args = plain, ()
        return True
