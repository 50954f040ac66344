"""What a program tells that runs on a fresh database of its own."""

import os
import subprocess
import sys
import tempfile

from tests.database import throw_away_server


def told_by(program: str, *arguments: str, database: str = "SQLite") -> list[str]:
    """Run a program on an empty SQLite, or a throw-away PostgreSQL, and return the lines it printed."""
    with tempfile.TemporaryDirectory(prefix="sideways-bench-") as folder:
        environment = {**os.environ, "SIDEWAYS_DATA": folder}
        environment.pop("DATABASE_URL", None)
        if database == "PostgreSQL":
            environment["DATABASE_URL"] = throw_away_server()
        command = [sys.executable, "-c", program, *arguments]
        told = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return told.stdout.splitlines()
