"""The server as people start it: real processes, a real port, a new folder."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from sideways.cli.exits import CommandError
from sideways.cli.main import main
from sideways.cli.site import forget_demo, refuse_taken

pytestmark = pytest.mark.enable_socket


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def started(folder, port, *options):
    environment = {**os.environ, "SIDEWAYS_DATA": str(folder), "PORT": str(port)}
    environment.pop("DATABASE_URL", None)
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    for name in ("SIDEWAYS_DEMO", "SIDEWAYS_DEVELOPMENT"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "sideways.cli.main", "serve", *options]
    return subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def said_until(server, words):
    said = ""
    for line in server.stdout:
        said += line
        if words in line:
            return said
    pytest.fail(f"the server ended and said: {said}")


def children_of(pid):
    found = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return {int(line.split()[0]): line for line in found.stdout.splitlines()}


def test_serve_with_the_demo_answers_restarts_its_worker_and_stops_as_one(tmp_path):
    port = free_port()
    server = started(tmp_path, port, "--demo")
    try:
        said = said_until(server, "operator@demo.example.org")
        assert f"http://127.0.0.1:{port}" in said
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as response:
            assert b"All people, bodies and lessons are invented" in response.read()
        worker = next(pid for pid, line in children_of(server.pid).items() if "worker" in line)

        os.kill(worker, signal.SIGKILL)

        said_until(server, "The worker stopped; starting it again")
        deadline = time.monotonic() + 10
        while len(children_of(server.pid)) < 2 and time.monotonic() < deadline:
            time.sleep(0.1)
        children = children_of(server.pid)
        assert len(children) == 2
        server.terminate()
        assert server.wait(timeout=20) == 0
        assert not any(os.path.exists(f"/proc/{pid}") for pid in children)
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)


def test_port_that_is_taken_is_refused_with_the_remedy():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(CommandError, match="PORT=8001"):
            refuse_taken(str(port))


@pytest.mark.parametrize("port", ["eighty", "99999"])
def test_port_that_is_none_is_refused(port):
    with pytest.raises(CommandError, match="not a port"):
        refuse_taken(port)


def test_fresh_needs_the_demo(capsys):
    assert main(["serve", "--fresh"]) == 2
    assert "Use it with --demo" in capsys.readouterr().err


def test_fresh_leaves_a_real_network_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("SIDEWAYS_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / "sideways.sqlite3").write_text("real people")

    with pytest.raises(CommandError, match="does not hold a demo network"):
        forget_demo()

    assert (tmp_path / "sideways.sqlite3").read_text() == "real people"


def test_fresh_forgets_the_demo_and_keeps_the_keys(tmp_path, monkeypatch):
    monkeypatch.setenv("SIDEWAYS_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    for name in ("sideways.sqlite3", "demo", "vault.key"):
        (tmp_path / name).touch()

    forget_demo()

    assert [path.name for path in tmp_path.iterdir()] == ["vault.key"]


def test_fresh_never_touches_another_database(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/else")

    with pytest.raises(CommandError, match="Unset DATABASE_URL"):
        forget_demo()
