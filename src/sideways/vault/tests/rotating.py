"""A process that rotates the keys of the vault, and is killed: ``python -m sideways.vault.tests.rotating``.

It is told once which database and keys, then a moment on each line. It forks for each, so that twenty
rotations are no twenty starts of Python, and says how the fork ended.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

import django

ROWS_AT_ONCE = 2  # many transactions of a few rows


def main() -> None:
    """Rotate once for each line."""
    told = json.loads(sys.stdin.readline())
    django.setup()
    from django.conf import settings
    from django.db import connection

    connection.settings_dict.update(told["database"])
    settings.VAULT_KEYS = told["keys"]
    for line in sys.stdin:
        where, number = line.split()
        fork = os.fork()
        if not fork:
            _rotate(where, number)
            os._exit(0)
        if where == "after":  # so many seconds, wherever it is then
            time.sleep(float(number))
            os.kill(fork, signal.SIGKILL)
        print(os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1]), flush=True)


def _rotate(where: str, number: str) -> None:
    from sideways.vault import rotation

    rotation.ROWS_AT_ONCE = ROWS_AT_ONCE
    dying = _dying_after(number)
    if where == "resealed":  # a row is sealed anew and not written yet
        rotation.keys.resealed = dying(rotation.keys.resealed)
    elif where == "filed":  # a row is written and nothing is committed yet
        rotation.subject_file = dying(rotation.subject_file, always=True)
    elif where in {"_reseal", "_refile"}:  # something is committed
        setattr(rotation, where, dying(getattr(rotation, where)))
    rotation.vault_rotate()


def _dying_after(number: str) -> Callable[..., Any]:
    """Return what lets a function kill this process when it has changed something for the n-th time."""
    left = iter(range(int(float(number)) - 1, -1, -1))

    def dying(function: Callable[..., Any], *, always: bool = False) -> Callable[..., Any]:
        def killed(*args: Any, **kwargs: Any) -> Any:
            done = function(*args, **kwargs)
            if (always or done) and next(left) == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return done

        return killed

    return dying


if __name__ == "__main__":
    main()
