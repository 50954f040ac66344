"""Weight and time of the core pages, from a real server on SQLite with 2,000 lessons."""

import gzip
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from http.client import HTTPConnection

from benchmarks.line import Line

N_PEOPLE = 5_000
N_LESSONS = 2_000
REQUESTS = 200
ROUNDS = 3  # what else runs on a shared machine only adds: the calmest counts, and all are told
WARM_UP = 20
MOST_KB = 100
MOST_MS = 50


def lines() -> Iterator[Line]:
    """Yield the weight of each page on a first visit, and its time at the 95th percentile."""
    with tempfile.TemporaryDirectory(prefix="sideways-bench-") as folder:
        port = _free_port()
        environment = {**os.environ, "SIDEWAYS_DATA": folder, "PORT": str(port)}
        environment.pop("DATABASE_URL", None)
        seed = [sys.executable, "-m", "benchmarks.seed", str(N_PEOPLE), str(N_LESSONS)]
        made = subprocess.run(seed, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        cookie, lesson = made.stdout.split()[-2:]
        server = subprocess.Popen(
            [sys.executable, "-m", "sideways.cli.main", "serve"], env=environment, stdout=subprocess.DEVNULL
        )
        try:
            _wait_for(port)
            pages = {
                "home": "/",
                "list": "/lessons/",
                "lesson": f"/lessons/{lesson}/",
                "form": "/lessons/new/",
            }
            for name, path in pages.items():
                yield _weight(name, path, port, cookie)
            rounds = [
                {name: _round(path, port, cookie) for name, path in pages.items()} for _ in range(ROUNDS)
            ]
            for name in pages:
                yield _time(name, [each[name] for each in rounds])
        finally:
            server.terminate()
            server.wait(timeout=20)


def _get(connection: HTTPConnection, path: str, cookie: str) -> tuple[int, bytes, int]:
    connection.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
    response = connection.getresponse()
    sent = response.read()
    heads = sum(len(name) + len(value) + 4 for name, value in response.getheaders())
    body = gzip.decompress(sent) if response.getheader("Content-Encoding") == "gzip" else sent
    return response.status, body, len(sent) + heads


def _weight(name: str, path: str, port: int, cookie: str) -> Line:
    connection = HTTPConnection("127.0.0.1", port)
    status, body, total = _get(connection, path, cookie)
    assert status == 200, f"{path} answered {status}"
    waiting = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', body.decode()))
    seen: set[str] = set()
    while waiting:
        file = waiting.pop()
        seen.add(file)
        status, body, size = _get(connection, file, cookie)
        assert status == 200, f"{file} answered {status}"
        total += size
        if file.endswith(".js"):
            folder = file.rsplit("/", 1)[0]
            imported = re.findall(rb'(?:from|import)\s*\(?"(\./[^"]+|/static/[^"]+)"', body)
            found = {i.decode().replace("./", f"{folder}/", 1) for i in imported}
            waiting |= found - seen
    kb = total / 1000
    return Line(
        name=f"weight of {name}, first visit, {len(seen)} files",
        ours=f"{kb:.1f} KB",
        peer="-",
        ratio=f"{kb / MOST_KB:.2f}",
        reach=f"≤ {MOST_KB} KB",
        holds=kb <= MOST_KB,
    )


def _round(path: str, port: int, cookie: str) -> tuple[float, float]:
    """Return how many ms the page takes, 95 and 50 times in 100."""
    connection = HTTPConnection("127.0.0.1", port)
    for _ in range(WARM_UP):
        _get(connection, path, cookie)
    taken = []
    for _ in range(REQUESTS):
        start = time.perf_counter()
        _get(connection, path, cookie)
        taken.append((time.perf_counter() - start) * 1000)
    taken.sort()
    return taken[int(len(taken) * 0.95)], taken[len(taken) // 2]


def _time(name: str, rounds: list[tuple[float, float]]) -> Line:
    p95, p50 = min(rounds)
    told = ", ".join(f"{each:.1f}" for each, _ in rounds)
    return Line(
        name=f"time of {name}, p95 of {REQUESTS}, {N_LESSONS:,} lessons, SQLite",
        ours=f"{p95:.1f} ms (p50 {p50:.1f}; {len(rounds)} rounds: {told})",
        peer="-",
        ratio=f"{p95 / MOST_MS:.2f}",
        reach=f"≤ {MOST_MS} ms",
        holds=p95 <= MOST_MS,
    )


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            if _get(HTTPConnection("127.0.0.1", port), "/health/ready", "")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not answer within 30 seconds")
