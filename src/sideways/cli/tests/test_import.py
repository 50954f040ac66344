"""`sideways import organisations` as a person at a keyboard sees it."""

import json
import os
import subprocess
import sys

import pytest

from sideways.cli.main import main
from sideways.people.models import Organisation

# The importer itself is asked on both databases, beside the people it is of.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def lists(tmp_path):
    (tmp_path / "own.csv").write_text(
        "code,name,service,parent,closed_on\n"
        + "".join(f"A{number},Alpha {number},nhs,,\n" for number in range(7))
        + "B,Beta,nhs,A1,2020-01-31\n"
    )
    return tmp_path


def test_an_import_says_what_it_read_and_did(lists, capsys):
    code = main(["import", "organisations", str(lists / "own.csv")])

    told = capsys.readouterr()
    assert code == 0
    assert "      8  Organisations in our own format (own.csv)" in told.out
    assert "      8  new\n           Alpha 0 (A0)\n" in told.out
    assert "… and 3 more" in told.out
    assert told.err.startswith(
        "Done. 8 rows: 8 new, 0 changed, 0 closed, 0 unchanged; 0 places, 0 other names; "
    )
    assert told.err.count("\n") == 1
    assert Organisation.objects.count() == 8


def test_a_second_import_finds_nothing_to_do(lists, capsys):
    main(["import", "organisations", str(lists)])
    capsys.readouterr()

    assert main(["import", "organisations", str(lists)]) == 0
    assert "0 new, 0 changed, 0 closed, 8 unchanged" in capsys.readouterr().err


def test_changed_and_closed_organisations_are_told_with_what_differs(lists, capsys):
    main(["import", "organisations", str(lists)])
    (lists / "own.csv").write_text("code,name,service,closed_on\nA1,Alba,nhs,\nA2,Alpha 2,nhs,2026-01-31\n")
    capsys.readouterr()

    main(["import", "organisations", str(lists)])

    out = capsys.readouterr().out
    assert "1  changed\n           Alba: name, search_name\n" in out
    assert "1  closed\n           Alpha 2, 2026-01-31\n" in out


def test_a_preview_writes_nothing_and_says_so(lists, capsys):
    assert main(["import", "organisations", "--preview", str(lists)]) == 0

    assert capsys.readouterr().err.startswith("Nothing was written: this was a preview. 8 rows: 8 new")
    assert not Organisation.objects.exists()


def test_what_was_left_out_is_told_with_a_count_and_examples(tmp_path, capsys):
    (tmp_path / "fruit.csv").write_text("apples\n1\n")
    (tmp_path / "jobcentres.csv").write_text(
        "jobcentre,name,district,uprn,start-date,end-date\n"
        + "".join(f"{number},Town {number},Kent,1.0E+11,,\n" for number in range(5))
    )

    main(["import", "organisations", str(tmp_path)])

    out = capsys.readouterr().out
    assert "fruit.csv: left out, because its columns are not those of a list of organisations." in out
    assert "5  property references (UPRNs) were spoilt by a spreadsheet and left out" in out
    assert "jobcentres.csv:2: Town 0: 1.0E+11" in out
    assert "… and 2 more" in out


def test_mistakes_end_with_two_and_name_file_line_and_column(lists, capsys):
    path = lists / "own.csv"
    path.write_text("code,name,service\nA,,nhs\n")

    assert main(["import", "organisations", str(path)]) == 2
    assert capsys.readouterr().err == f"{path}:2:2: name is “”. Every row needs a name.\n"


def test_a_missing_file_ends_with_two(tmp_path, capsys):
    path = tmp_path / "none.csv"

    assert main(["import", "organisations", str(path)]) == 2
    assert capsys.readouterr().err == f"{path}:1:1: There is no such file.\n"


def test_the_report_is_written_as_json(lists, tmp_path):
    report = tmp_path / "report.json"

    main(["import", "organisations", str(lists), "--preview", "--json", str(report)])

    told = json.loads(report.read_text())
    assert (told["preview"], len(told["new"]), told["files"][0]["rows"]) == (True, 8, 8)


def test_a_database_that_is_not_there_yet_is_told_with_the_remedy(lists, tmp_path):
    surroundings = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", "sideways.cli.main", "import", "organisations", str(lists)]

    ended = subprocess.run(
        command,
        env={**surroundings, "SIDEWAYS_DATA": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 2
    assert "no such table" in ended.stderr
    assert "Start the site once with ./run serve" in ended.stderr
