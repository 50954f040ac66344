"""Run the site: `serve` (web and worker together), `worker` alone, `demo` (load or renew it)."""

import argparse
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from sideways.cli.exits import CommandError

MOST_OPEN_FILES = 16_384
WORKER_GIVES_WAY = 10  # pages come first: a round of many people keeps every core busy


def start_django() -> None:
    """Make the site's code usable from a command."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sideways.config.settings")
    django.setup()


def register(commands: argparse._SubParsersAction) -> None:
    serve = commands.add_parser("serve", help="serve the site: web and worker, until Ctrl-C")
    serve.add_argument("--demo", action="store_true", help="with the demo network")
    serve.add_argument("--fresh", action="store_true", help="with --demo: start over with a new demo network")
    serve.set_defaults(run=run_serve)
    worker = commands.add_parser("worker", help="run jobs only, for a second machine or process")
    worker.set_defaults(run=run_worker)


def run_serve(arguments: argparse.Namespace) -> int:
    if arguments.fresh and not arguments.demo:
        raise CommandError("--fresh starts the demo network over. Use it with --demo.")
    if arguments.demo:
        os.environ["SIDEWAYS_DEMO"] = "1"
    if arguments.fresh:
        forget_demo()
    start_django()
    port = os.environ.get("PORT", "8000")
    prepare(demo=arguments.demo)
    return supervise(port, demo=arguments.demo)


def forget_demo() -> None:
    """Delete the demo network's own files. Anything but a demo database is left alone."""
    if os.environ.get("DATABASE_URL"):
        raise CommandError("--fresh only renews the SQLite demo in the data folder. Unset DATABASE_URL.")
    folder = Path(os.environ.get("SIDEWAYS_DATA", "data"))
    if (folder / "sideways.sqlite3").exists() and not (folder / "demo").exists():
        raise CommandError(f"{folder} does not hold a demo network, so it was left as it is.")
    for name in ("sideways.sqlite3", "sideways.sqlite3-wal", "sideways.sqlite3-shm", "demo"):
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / "outbox", ignore_errors=True)


def prepare(*, demo: bool) -> None:
    """Bring the database and the static files up to date. Does nothing when they are."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Setting up the database", file=sys.stderr)
        call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    collect_static(settings.STATIC_ROOT)
    if demo:
        from sideways.demo.services import demo_load

        if demo_load():
            print("Loaded the demo network", file=sys.stderr)
        (settings.DATA / "demo").touch()
    connection.close()


def collect_static(root: Path) -> None:
    """Collect and compress static files when one has changed since the last time."""
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    seen = [
        f"{path}:{storage.path(path)}:{os.stat(storage.path(path)).st_mtime_ns}"
        for finder in get_finders()
        for path, storage in finder.list(None)
    ]
    stamp, now = root / ".stamp", "\n".join(sorted(seen))
    if stamp.exists() and stamp.read_text() == now:
        return
    print("Compressing the style sheet and scripts", file=sys.stderr)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(now)


def supervise(port: str, *, demo: bool) -> int:
    """Run web and worker until one is told to stop; a worker that dies is started again."""
    refuse_taken(port)
    allow_many_connections()
    processes = os.environ.get("SIDEWAYS_WEB_PROCESSES", "1")
    host = os.environ.get("SIDEWAYS_BIND", "127.0.0.1")
    web_command = [sys.executable, "-m", "uvicorn", "sideways.config.asgi:application", "--host", host]
    web_command += ["--port", port, "--workers", processes, "--timeout-graceful-shutdown", "3"]
    web_command += ["--no-access-log", "--log-level", "warning", "--no-server-header"]
    worker_command = [sys.executable, "-m", "sideways.cli.main", "worker"]
    web, worker = subprocess.Popen(web_command), subprocess.Popen(worker_command)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        if answers(port, web):
            announce(port, demo=demo)
        while web.poll() is None:
            if worker.poll() is not None:
                print("The worker stopped; starting it again", file=sys.stderr)
                worker = subprocess.Popen(worker_command)
            time.sleep(1)
        return web.returncode
    except KeyboardInterrupt:
        return 0
    finally:
        for process in (web, worker):
            process.terminate()
        for process in (web, worker):
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()


def refuse_taken(port: str) -> None:
    """Raise CommandError when something else answers at this port."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", int(port)))
        except (OSError, ValueError, OverflowError) as error:
            raise CommandError(f"Port {port} is taken or not a port. Try: PORT=8001 ./run") from error


def allow_many_connections() -> None:
    """Take as many open files as the machine lets us: every open page is one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_OPEN_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def answers(port: str, web: subprocess.Popen) -> bool:
    """Wait until the site answers; False when it ended instead."""
    for _ in range(600):
        if web.poll() is not None:
            return False
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5):
                return True
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    return False


def announce(port: str, *, demo: bool) -> None:
    """Say where the site is and, in the demo, whom to be."""
    print(f"\nSideways is at http://127.0.0.1:{port}   (Ctrl-C stops it)\n", flush=True)
    if demo:
        from sideways.demo.cast import CAST

        print("The demo cast. Password for all: sideways", flush=True)
        for member in CAST:
            print(f"  {member.email:<38} {member.who}", flush=True)


def run_worker(arguments: argparse.Namespace) -> int:
    import threading

    start_django()
    from django.core.management import call_command

    from sideways.common.schedule import keep_enqueuing

    os.nice(WORKER_GIVES_WAY)
    stop = threading.Event()
    threading.Thread(target=keep_enqueuing, args=[stop], daemon=True).start()
    try:
        call_command("db_worker", interval=0.5, verbosity=0, startup_delay=False)
    finally:
        stop.set()
    return 0
