"""A real server and many browsers with an open page, as small as can be. For tests and for the benchmark."""

import asyncio
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.request import urlopen

COMMAND = [sys.executable, "-m", "uvicorn", "--timeout-graceful-shutdown", "3", "--no-access-log"]
COMMAND += ["--log-level", "warning", "--backlog", "4096"]
RETRY_SECONDS = (0.2, 0.6)


def same_database():
    """Return what makes another process use the database of this test."""
    from django.db import connection

    values = connection.settings_dict
    if connection.vendor == "sqlite":
        address = f"sqlite:///{values['NAME']}"
    else:
        folder = values["HOST"] or values["OPTIONS"]["host"]
        address = f"postgres://{values['USER']}@/{values['NAME']}?host={folder}"
    return {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"}


class Server:
    """One process of the site at a port of its own."""

    def __init__(self, environment, application="sideways.config.asgi:application"):
        with socket.socket() as trial:
            trial.bind(("127.0.0.1", 0))
            self.port = trial.getsockname()[1]
        self._environment, self._application = {**os.environ, **environment}, application

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        command = [*COMMAND, "--port", str(self.port), self._application]
        self._process = subprocess.Popen(command, env=self._environment, stderr=subprocess.PIPE, text=True)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with suppress(OSError), urlopen(f"{self.address}/health/live", timeout=10):
                return self
            time.sleep(0.1)
        raise RuntimeError(f"The server did not start: {self.stop()}")

    def stop(self):
        """Tell it to end; return how many seconds that took and what it complained of."""
        started = time.monotonic()
        self._process.send_signal(signal.SIGTERM)
        complaints = self._process.communicate(timeout=30)[1]
        return time.monotonic() - started, complaints

    def memory_mb(self):
        """Return what it holds in memory now."""
        with open(f"/proc/{self._process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


@dataclass
class OpenPage:
    """Reads a stream, and comes back by itself with the last id when it breaks, as browsers do."""

    port: int
    cookie: str
    query: str = ""
    heard: list = field(default_factory=list)
    is_open: bool = False
    position: str = ""

    async def read(self):
        while True:
            with suppress(OSError, asyncio.IncompleteReadError, ValueError):
                await self._read_once()
            self.is_open = False
            await asyncio.sleep(random.uniform(*RETRY_SECONDS))

    async def _read_once(self):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            heads = f"GET /live/?{self.query} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self.cookie}\r\n"
            back = f"Last-Event-ID: {self.position}\r\n" if self.position else ""
            writer.write(f"{heads}{back}Accept: text/event-stream\r\n\r\n".encode())
            if b" 200 " not in await reader.readline():
                return
            await reader.readuntil(b"\r\n\r\n")
            text = ""
            while size := int(await reader.readline(), 16):
                text += (await reader.readexactly(size + 2))[:-2].decode()
                *events, text = text.split("\n\n")
                for event in events:
                    self._hear(event)
        finally:
            writer.close()

    def _hear(self, event):
        now, self.is_open = time.monotonic(), True
        for line in event.splitlines():
            name, _, value = line.partition(": ")
            if name == "id":
                self.position = value
            elif name == "data":
                self.heard += [(now, *told) for told in json.loads(value)]
