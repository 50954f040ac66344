"""`sideways allocate` from files to files."""

import csv
import io
import json

import pytest

from sideways.cli.main import main

HEAD = "id,kind,cost,effect,standard_error,evidence,place,theme"
ROWS = "a,proven,100,0.5,0.1,4,York,health\nb,proven,100,0.4,0.1,4,Leeds,work\nc,learning,50,,,1,York,work\n"


@pytest.fixture
def run(tmp_path, capsys):
    def run_allocate(*options, table=f"{HEAD}\n{ROWS}", limits=None):
        (tmp_path / "programmes.csv").write_text(table, encoding="utf-8")
        if limits is not None:
            (tmp_path / "limits.csv").write_text(f"column,value,min,max\n{limits}", encoding="utf-8")
            options = (*options, "--limits", str(tmp_path / "limits.csv"))
        code = main(["allocate", str(tmp_path / "programmes.csv"), "--budget", "150", *options])
        return code, *capsys.readouterr()

    return run_allocate


def test_allocate_prints_awards_reasons_and_other_budgets(run):
    code, out, err = run()

    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(out))}
    assert code == 0
    assert {name: row["funded"] for name, row in rows.items()} == {"a": "yes", "b": "no", "c": "yes"}
    assert list(rows["a"]) == [
        "id", "kind", "cost", "funded", "expected_benefit", "probability_best",
        "at_80", "at_90", "at_100", "at_110", "at_120", "reason",
    ]  # fmt: skip
    assert rows["a"]["reason"].startswith("Funded: ")
    assert err == "2 of 3 programmes funded with £150 of £150: proved the best list.\n"


def test_allocate_reports_the_same_as_json(run, tmp_path):
    run("--json", str(tmp_path / "report.json"), "--out", str(tmp_path / "out.csv"))

    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["funded"] == ["a", "c"]
    assert report["proven_optimal"] is True
    assert set(report["at_budget"]) == {"80%", "90%", "100%", "110%", "120%"}
    assert [row["id"] for row in report["programmes"]] == ["a", "b", "c"]


def test_declaring_failures_changes_nothing(run):
    plain = run()
    rows = ROWS.strip().split("\n")
    told = "\n".join(f"{row},{i * 50}" for i, row in enumerate(rows))

    code, out, err = run(table=f"{HEAD},failures\n{told}\n")

    assert (code, out) == plain[:2]
    assert "ignored the columns that are not known here: failures" in err


def test_allocate_keeps_limits(run):
    code, out, _ = run(limits="place,Leeds,100,\nkind,learning,,\n")

    assert code == 0
    assert "b,proven,100.0,yes" in out


def test_allocate_that_cannot_keep_a_floor_says_what_would_help(run, tmp_path):
    code, _, err = run("--out", str(tmp_path / "out.csv"), limits="place,Leeds,150,\n")

    assert code == 1
    assert err == "No list keeps every floor. The least change: lower the floor for place “Leeds” by £50.\n"
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("table", "where", "words"),
    [
        ("", "1:1", "empty"),
        (f"{HEAD}\n", "1:1", "no programmes"),
        ("id,kind\na,proven\n", "1:3", "cost"),
        (f"{HEAD}\na,other,1,1,1,1,x,y\n", "2:2", "proven or learning"),
        (f"{HEAD}\na,proven,0,1,1,1,x,y\n", "2:3", "above 0"),
        (f"{HEAD}\na,proven,1,nan,1,1,x,y\n", "2:4", "nan"),
        (f"{HEAD}\na,proven,1,1,-1,1,x,y\n", "2:5", "-1"),
        (f"{HEAD}\na,proven,1,1,,1,x,y\n", "2:5", "standard_error"),
        (f"{HEAD}\na,proven,1,1,1,7,x,y\n", "2:6", "from 0 to 5"),
        (f"{HEAD}\na,proven,1,1,1,1,x,y\na,proven,1,1,1,1,x,y\n", "3:1", "line 2"),
        (f"{HEAD}\n,proven,1,1,1,1,x,y\n", "2:1", "empty"),
    ],
)
def test_allocate_refuses_by_line_and_column_and_writes_nothing(run, tmp_path, table, where, words):
    code, _, err = run("--out", str(tmp_path / "out.csv"), table=table)

    first = err.splitlines()[0]
    assert code == 2
    assert first.startswith(f"{tmp_path / 'programmes.csv'}:{where}: ")
    assert words in first
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("limits", "where"),
    [("place,York,2,1\n", "2:3"), ("colour,red,0,1\n", "2:1"), ("place,York,0,1\nplace,York,0,1\n", "3:2")],
)
def test_allocate_refuses_limits_by_line_and_column(run, tmp_path, limits, where):
    code, _, err = run(limits=limits)

    assert code == 2
    assert err.startswith(f"{tmp_path / 'limits.csv'}:{where}: ")


@pytest.mark.parametrize("budget", ["0", "-5", "nan", "inf"])
def test_allocate_refuses_a_budget_that_cannot_be(run, budget):
    code, _, err = run("--budget", budget)

    assert code == 2
    assert "budget" in err
