"""`sideways import people` as a person at a keyboard sees it."""

import pytest

from sideways.cli.main import main
from sideways.notices.models import OutgoingEmail
from sideways.people.models import Invitation

pytestmark = pytest.mark.django_db


def test_the_command_line_invites_and_says_who(tmp_path, capsys):
    path = tmp_path / "people.csv"
    path.write_text("email,name,shoe\nann@example.org,Ann,7\n")

    assert main(["import", "people", str(path), "--preview"]) == 0
    told = capsys.readouterr()
    assert "ignored the columns that are not known here: shoe" in told.out
    assert "people.csv, line 2: ann@example.org, Ann" in told.out
    assert told.err.startswith("Nothing was written or sent: this was a preview. 1 to invite, 0 to correct,")
    assert not Invitation.objects.exists()
    assert main(["import", "people", str(path)]) == 0
    assert Invitation.objects.get().invited_by is None
    assert "The people who run it invite you to" in OutgoingEmail.objects.get().text
    path.write_text("email\nann\n")
    assert main(["import", "people", str(path)]) == 2
