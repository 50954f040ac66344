class MoveError(Exception):
    """The site cannot be written out or read in. The message says why, and what to do."""
