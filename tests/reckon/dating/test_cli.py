"""`sideways match` from files to files."""

import json

import pytest

from sideways.cli.main import main

HEAD = "id,side,picks,excluded,limit"
ROWS = "pub,project,ann;bo,,\nshop,project,ann,bo,\nann,mentor,shop;pub,,1\nbo,mentor,pub,,\n"


@pytest.fixture
def run(tmp_path, capsys):
    def run_match(*options, table=f"{HEAD}\n{ROWS}"):
        (tmp_path / "wishes.csv").write_text(table, encoding="utf-8")
        code = main(["match", str(tmp_path / "wishes.csv"), *options])
        return code, *capsys.readouterr()

    return run_match


def test_match_prints_who_gets_whom(run):
    code, out, err = run()

    assert code == 0
    assert out == "project,mentor\npub,bo\nshop,ann\n"
    assert err == (
        "2 of 2 projects matched with a mentor. No two would rather have each other. "
        "3 talks in 2 slots, the fewest there can be.\n"
    )


def test_match_writes_talks_and_reasons(run, tmp_path):
    talks, report = tmp_path / "talks.csv", tmp_path / "report.json"
    run("--talks", str(talks), "--json", str(report))

    assert talks.read_text(encoding="utf-8").splitlines() == [
        "slot,project,mentor", "1,pub,bo", "1,shop,ann", "2,pub,ann",
    ]  # fmt: skip
    told = json.loads(report.read_text(encoding="utf-8"))
    assert told["matches"] == [{"project": "pub", "mentor": "bo"}, {"project": "shop", "mentor": "ann"}]
    assert told["slots"] == told["fewest_slots"] == 2
    assert told["reasons"]["pub"] == "Matched with “bo”: your second choice, and you are among theirs."


def test_the_order_of_lines_changes_nothing(run):
    lines = ROWS.splitlines()

    assert run(table="\n".join([HEAD, *reversed(lines)]))[:2] == run()[:2]


def test_a_mentor_without_a_limit_takes_two(run):
    rows = "a,project,x\nb,project,x\nc,project,x\nx,mentor,c;a;b\n"

    assert run(table=f"id,side,picks\n{rows}")[1] == "project,mentor\na,x\nc,x\n"


def test_one_talk_takes_one_slot(run):
    assert "1 talk in 1 slot," in run(table="id,side,picks\na,project,x\nx,mentor,a\n")[2]


@pytest.mark.parametrize(
    ("table", "where", "words"),
    [
        ("", "1:1", "empty"),
        (f"{HEAD}\n", "1:1", "nobody"),
        ("id,side\na,project\n", "1:3", "picks"),
        (f"{HEAD}\n,project,,,\n", "2:1", "empty"),
        (f"{HEAD}\na,project,,,\na,mentor,,,\n", "3:1", "line 2"),
        (f"{HEAD}\na,village,,,\n", "2:2", "project or mentor"),
        (f"{HEAD}\na,project,b,,\n", "2:3", "“b” is not a mentor"),
        (f"{HEAD}\na,project,b,,\nb,project,,,\n", "2:3", "“b” is not a mentor"),
        (f"{HEAD}\na,mentor,,b,\n", "2:4", "“b” is not a project"),
        (f"{HEAD}\na,project,x;x,,\nx,mentor,,,\n", "2:3", "twice"),
        (f"{HEAD}\na,project,x,x,\nx,mentor,,,\n", "2:4", "ranked as well"),
        (f"{HEAD}\nx,mentor,,,-1\n", "2:5", "from 0 to 1000"),
        (f"{HEAD}\na,project,w;x;y;z,,\n" + "".join(f"{m},mentor,,,\n" for m in "wxyz"), "2:3", "Rank 3"),
    ],
)
def test_match_refuses_by_line_and_column_and_writes_nothing(run, tmp_path, table, where, words):
    code, _, err = run("--out", str(tmp_path / "out.csv"), table=table)

    first = err.splitlines()[0]
    assert code == 2
    assert first.startswith(f"{tmp_path / 'wishes.csv'}:{where}: ")
    assert words in first
    assert not (tmp_path / "out.csv").exists()
