"""`python -m sideways.busy.reading AT`: a calendar file in, JSON out, in a process that may come to harm."""

import json
import resource
import sys
from datetime import datetime
from typing import Any

from sideways.busy.reading import Sentence, UnreadableError, read

MOST_MEMORY = 1_000_000_000
MOST_CPU_SECONDS = 20


def main() -> None:
    """Print the spans as seconds since 1970, or the line and sentence of a refusal: the site translates."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_SECONDS, MOST_CPU_SECONDS))
    try:
        found = read(sys.stdin.buffer.read(), at=datetime.fromisoformat(sys.argv[1]))
    except UnreadableError as error:
        json.dump({"refused": _told(error.line, error.sentence)}, sys.stdout)
        return
    answer = {
        "spans": [[int(start.timestamp()), int(end.timestamp())] for start, end in found.spans],
        "entries": found.entries,
        "left_out": [_told(each.line, each.sentence) for each in found.left_out],
    }
    json.dump(answer, sys.stdout)


def _told(line: int, sentence: Sentence) -> list[Any]:
    return [line, sentence.words, sentence.values]


if __name__ == "__main__":
    main()
