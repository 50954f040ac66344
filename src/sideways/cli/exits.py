"""What a command says when it ends."""

DONE = 0
UNSATISFIED = 1
BAD_INPUT = 2
INTERNAL = 3


class CommandError(Exception):
    """One sentence for the person at the keyboard, and the exit code."""

    def __init__(self, message: str, exit_code: int = BAD_INPUT) -> None:
        super().__init__(message)
        self.exit_code = exit_code
