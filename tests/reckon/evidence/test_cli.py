"""`sideways pool` from a file to files."""

import csv
import io
import json

import pytest

from sideways.cli.main import main
from tests.reckon.evidence.studies import BCG


@pytest.fixture
def bcg(tmp_path):
    path = tmp_path / "bcg.csv"
    rows = zip(*BCG.values(), strict=True)
    path.write_text(
        "study,"
        + ",".join(BCG)
        + "\n"
        + "\n".join(f"T{i}," + ",".join(map(str, row)) for i, row in enumerate(rows)),
        encoding="utf-8",
    )
    return path


def test_pool_prints_every_method_and_interval(bcg, capsys):
    code = main(["pool", str(bcg)])

    out, err = capsys.readouterr()
    rows = {(row["method"], row["interval"]): row for row in csv.DictReader(io.StringIO(out))}
    assert code == 0
    assert len(rows) == 15
    best = rows["REML", "hartung-knapp"]
    assert float(best["estimate"]) == pytest.approx(-0.7145323422, abs=1e-8)
    assert float(best["low"]) == pytest.approx(-1.1084437137, abs=1e-8)
    assert rows["FE", "z"]["prediction_low"] == ""
    assert err == "13 studies. Risk ratio 0.49, 95 % interval 0.33 to 0.73 (REML, Hartung-Knapp); I² 92 %.\n"


def test_pool_writes_report_and_pictures(bcg, tmp_path, capsys):
    names = {option: tmp_path / f"{option}.out" for option in ("out", "json", "svg", "funnel")}

    code = main(["pool", str(bcg), *(part for o, p in names.items() for part in (f"--{o}", str(p)))])

    report = json.loads(names["json"].read_text(encoding="utf-8"))
    assert code == 0
    assert capsys.readouterr().out == ""
    assert len(report["estimates"]) == 15
    assert report["estimates"][0]["tau2_low"] is None
    assert [row["without"] for row in report["leave_one_out"]] == [f"T{i}" for i in range(13)]
    assert report["egger"]["df"] == 11
    assert all(names[name].read_text(encoding="utf-8").startswith("<svg") for name in ("svg", "funnel"))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "bcg.csv",
        "funnel.out",
        "json.out",
        "out.out",
        "svg.out",
    ]


def test_pool_takes_effects_and_variances_as_they_are(tmp_path, capsys):
    path = tmp_path / "effects.csv"
    path.write_text("\ufeffstudy,effect,variance,colour\na,0.1,0.01,red\nb,0.3,0.01,blue\n", encoding="utf-8")

    assert main(["pool", str(path)]) == 0

    out, err = capsys.readouterr()
    assert out.splitlines()[1].startswith("FE,z,0.2")
    assert "ignored the columns that are not known here: colour" in err


def test_pool_of_two_studies_leaves_out_what_needs_three(tmp_path, capsys):
    path, report = tmp_path / "two.csv", tmp_path / "report.json"
    path.write_text("study,effect,variance\na,0.1,0.01\nb,0.3,0.01\n", encoding="utf-8")

    assert main(["pool", str(path), "--json", str(report)]) == 0

    assert json.loads(report.read_text())["egger"] is None
    assert json.loads(report.read_text())["leave_one_out"] == []


def test_pool_says_when_egger_cannot_be_asked(tmp_path, capsys):
    path, report = tmp_path / "same.csv", tmp_path / "report.json"
    path.write_text("study,effect,variance\na,1,1\nb,2,1\nc,4,1\n", encoding="utf-8")

    assert main(["pool", str(path), "--json", str(report)]) == 0

    assert json.loads(report.read_text())["egger"] is None
    assert "same variance" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        ("", "1:1", "empty"),
        ("study,effect\na,1\n", "1:1", "effect,variance or"),
        ("effect,variance\n1,1\n", "1:3", "study"),
        ("study,effect,variance\na,1,1\n", "2:1", "at least two"),
        ("study,effect,variance\n", "1:1", "at least two"),
        ("study,effect,variance\na,1,1\nb,nan,1\n", "3:2", "nan"),
        ("study,effect,variance\na,1,1\nb,1,-2\n", "3:3", "-2"),
        ("study,effect,variance\na,1,1\nb,1,0\n", "3:3", "above 0"),
        ("study,events_1,n_1,events_2,n_2\na,1,9,1,9\nb,10,9,1,9\n", "3:2", "from 0 to 9"),
        ("study,events_1,n_1,events_2,n_2\na,1,9,1,9\nb,1,9,1,0\n", "3:5", "from 1"),
    ],
)
def test_pool_refuses_by_line_and_column_and_writes_nothing(tmp_path, capsys, text, where, words):
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")

    code = main(["pool", str(path), "--out", str(tmp_path / "out.csv"), "--svg", str(tmp_path / "out.svg")])

    first = capsys.readouterr().err.splitlines()[0]
    assert code == 2
    assert first.startswith(f"{path}:{where}: ")
    assert words in first
    assert [file.name for file in tmp_path.iterdir()] == ["bad.csv"]


@pytest.mark.parametrize("place", ["nowhere/out.csv", "."])
def test_pool_that_cannot_write_one_file_writes_none(bcg, tmp_path, capsys, place):
    code = main(["pool", str(bcg), "--out", str(tmp_path / "out.csv"), "--json", str(tmp_path / place)])

    assert code == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert [file.name for file in tmp_path.iterdir()] == ["bcg.csv"]


@pytest.mark.parametrize(
    "option", [["--seed", "-1"], ["--seed", "x"], ["--time-limit", "0"], ["--time-limit", "x"]]
)
def test_pool_refuses_options_that_cannot_be(bcg, option, capsys):
    with pytest.raises(SystemExit) as caught:
        main(["pool", str(bcg), *option])

    assert caught.value.code == 2
    assert "is not a" in capsys.readouterr().err
