"""The typed client that docs/how-to/use-the-api.md makes does the main job, as that page says."""

import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from sideways.api.tests.callers import make_token
from sideways.people.tests.factories import make_person
from tests.api.asking import application
from tests.repository.sources import ROOT

# These answers tell what services and queries keep, and those are asked on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

PAGE = (ROOT / "docs/how-to/use-the-api.md").read_text(encoding="utf-8")


class InProcess(httpx.Client):
    """Sends requests through the site, without a network."""

    def __init__(self, **options):
        super().__init__(transport=httpx.WSGITransport(app=application), **options)


@pytest.fixture
def generated(client, tmp_path, monkeypatch):
    """Make the client as the page says, from what the site serves."""
    described, config = tmp_path / "openapi.json", tmp_path / "config.yml"
    described.write_bytes(client.get("/api/v1/openapi.json").content)
    config.write_text("post_hooks: []\n")  # formatting it would take longer than making it
    folder = tmp_path / "sideways_client"
    command = [str(Path(sys.executable).parent / "openapi-python-client"), "generate"]
    options = ["--path", described, "--output-path", folder, "--meta", "none", "--config", config]
    made = subprocess.run([*command, *options], capture_output=True, text=True, check=True)
    assert "Warning" not in made.stdout + made.stderr
    monkeypatch.syspath_prepend(tmp_path)
    yield folder
    for name in [name for name in sys.modules if name.split(".")[0] == "sideways_client"]:
        del sys.modules[name]


def test_the_page_on_the_api_is_true(generated, monkeypatch, capsys):
    monkeypatch.setattr(httpx, "Client", InProcess)
    monkeypatch.setenv("SIDEWAYS_TOKEN", make_token(make_person()))
    monkeypatch.setenv("SIDEWAYS_PEER_TOKEN", make_token(make_person(profession="work_coach")))
    steps = re.findall(r"^```python\n(.*?)^```", PAGE, re.M | re.S)
    told: dict = {}

    for step in steps:
        exec(compile(step, "use-the-api.md", "exec"), told)

    assert told["read"].went_wrong.startswith("Fit notes came back unread")
    assert told["read"].id == told["lesson"].id
    assert told["refused"].status == 422
    assert told["refused"].routes
    assert told["gone"].status == 404
    lines = capsys.readouterr().out.splitlines()
    assert (
        lines[0]
        == "shared by somebody in a local public service · can read it: all practitioners and brokers."
    )
    assert lines[-1] == "withdrawn · for the peer: There is nothing here"
