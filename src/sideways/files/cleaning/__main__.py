"""`python -m sideways.files.cleaning`: a file in, a line of JSON and the cleaned file out.

In a process that may come to harm: pictures and PDFs are what people attack such libraries with.
"""

import json
import resource
import sys

from sideways.files.cleaning import RefusedError, cleaned

MOST_MEMORY = 1_500_000_000
MOST_CPU_SECONDS = 20


def main() -> None:
    """Print what the file is, or why it is refused; then the cleaned bytes."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_SECONDS, MOST_CPU_SECONDS))
    out = sys.stdout.buffer
    try:
        made = cleaned(sys.stdin.buffer.read())
    except RefusedError as error:
        out.write(json.dumps({"refused": error.refusal}).encode())
        return
    told = {
        "media_type": made.media_type, "width": made.width, "height": made.height, "pages": made.pages,
    }  # fmt: skip
    out.write(json.dumps(told).encode() + b"\n" + made.content)


if __name__ == "__main__":
    main()
