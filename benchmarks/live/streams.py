"""From a save to a thousand open pages on one process; its memory; and a restart that loses nothing."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator

from tests.database import throw_away_server
from tests.streams import OpenPage, Server

from benchmarks.line import Line

N_STREAMS = 1_000
N_SAVES = 40
N_AROUND_RESTART = 10
MOST_SECONDS = 1.0
MOST_MB = 400
PATIENCE_SECONDS = 60


def lines() -> Iterator[Line]:
    """Yield the delay, the memory and the restart on SQLite, and then on PostgreSQL."""
    yield from _measured("SQLite", {"DATABASE_URL": ""})
    yield from _measured("PostgreSQL", {"DATABASE_URL": throw_away_server()})


def _measured(database: str, environment: dict[str, str]) -> Iterator[Line]:
    with tempfile.TemporaryDirectory(prefix="sideways-bench-") as folder:
        environment = {**environment, "SIDEWAYS_DATA": folder}
        command = [sys.executable, "-m", "benchmarks.live.sharing"]
        sharing = subprocess.Popen(
            [*command, str(N_STREAMS), str(N_SAVES + N_AROUND_RESTART)],
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield from asyncio.run(_run(database, sharing, Server(environment)))
        finally:
            sharing.kill()
            sharing.wait()


async def _run(database: str, sharing: subprocess.Popen[str], server: Server) -> list[Line]:
    cookies = json.loads(await asyncio.to_thread(sharing.stdout.readline))
    await asyncio.to_thread(server.start)
    pages = [OpenPage(server.port, cookie) for cookie in cookies["readers"]]
    hidden = [OpenPage(server.port, cookie) for cookie in cookies["seniors"]]
    reading = [asyncio.create_task(page.read()) for page in [*pages, *hidden]]
    started = time.monotonic()
    await _until(lambda: all(page.is_open for page in [*pages, *hidden]))
    opening = time.monotonic() - started

    saved = {}
    for _ in range(N_SAVES):
        saved |= await _share(sharing)
        await _heard(pages, len(saved))
    delays = sorted(_delay(lesson, at, pages) for lesson, at in saved.items())
    memory = server.memory_mb()

    stopping, _ = await asyncio.to_thread(server.stop)
    for number in range(N_AROUND_RESTART):
        if number == N_AROUND_RESTART // 2:
            await asyncio.to_thread(server.start)
        saved |= await _share(sharing)
        await asyncio.sleep(0.2)
    await _heard(pages, len(saved))
    await asyncio.sleep(2)  # what would come twice has the time to
    await asyncio.to_thread(server.stop)
    for task in reading:
        task.cancel()
    once = sum(Counter(one[3] for one in page.heard) == Counter(saved.keys()) for page in pages)
    wrongly = sum(len(page.heard) for page in hidden)
    return [
        _delay_line(database, delays, opening),
        _memory_line(database, memory),
        _restart_line(database, once, wrongly, stopping),
    ]


async def _share(sharing: subprocess.Popen[str]) -> dict[str, float]:
    print(file=sharing.stdin, flush=True)
    lesson, started = json.loads(await asyncio.to_thread(sharing.stdout.readline))
    return {lesson: started}


async def _heard(pages: list[OpenPage], count: int) -> None:
    await _until(lambda: all(len(page.heard) >= count for page in pages))


async def _until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not is_so():
            await asyncio.sleep(0.02)


def _delay(lesson: str, saved_at: float, pages: list[OpenPage]) -> float:
    """Return how long it took until the last page had heard."""
    return max(at for page in pages for at, *_, about in page.heard if about == lesson) - saved_at


def _delay_line(database: str, delays: list[float], opening: float) -> Line:
    p50, p95 = delays[len(delays) // 2], delays[int(len(delays) * 0.95)]
    return Line(
        name=f"from save to the last of {N_STREAMS:,} open pages, p95 of {len(delays)}, {database}",
        ours=f"{p95 * 1000:.0f} ms (p50 {p50 * 1000:.0f}; all opened in {opening:.1f} s)",
        peer="-",
        ratio=f"{p95 / MOST_SECONDS:.2f}",
        reach=f"≤ {MOST_SECONDS:.0f} s",
        holds=p95 <= MOST_SECONDS,
    )


def _memory_line(database: str, memory: float) -> Line:
    return Line(
        name=f"memory of the one process with {N_STREAMS:,} open pages, {database}",
        ours=f"{memory:.0f} MB",
        peer="-",
        ratio=f"{memory / MOST_MB:.2f}",
        reach=f"≤ {MOST_MB} MB",
        holds=memory <= MOST_MB,
    )


def _restart_line(database: str, once: int, wrongly: int, stopping: float) -> Line:
    return Line(
        name=f"restart in the middle: pages that heard all {N_SAVES + N_AROUND_RESTART} once, {database}",
        ours=f"{once:,} of {N_STREAMS:,}; {wrongly} told who may not; stopped in {stopping:.1f} s",
        peer="-",
        ratio=f"{once / N_STREAMS:.3f}",
        reach="all, and nobody who may not",
        holds=once == N_STREAMS and wrongly == 0,
    )
