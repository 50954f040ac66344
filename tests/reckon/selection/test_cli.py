"""`sideways choose` from files to files."""

import json

import pytest

from sideways.cli.main import main

POOL = "id,level,service,organisation\na,2,NHS,x\nb,2,NHS,x\nc,3,NHS,y\nd,3,police,z\ne,,police,z\n"
QUOTAS = "column,value,min,max\nservice,police,1,1\nlevel,2,0,1\n"


@pytest.fixture
def run(tmp_path, capsys):
    def run_choose(*options, pool=POOL, quotas=QUOTAS):
        (tmp_path / "pool.csv").write_text(pool, encoding="utf-8")
        (tmp_path / "quotas.csv").write_text(quotas, encoding="utf-8")
        code = main(["choose", str(tmp_path / "pool.csv"), str(tmp_path / "quotas.csv"), *options])
        return code, *capsys.readouterr()

    return run_choose


def test_choose_prints_ids_and_says_how_fair_it_is(run):
    code, out, err = run("--seats", "2")

    assert code == 0
    assert out.splitlines()[0] == "id"
    assert len(out.splitlines()) == 3
    assert err == "2 of 5 chosen by lot. The lowest chance is 33.3 %: proved the fairest possible.\n"


def test_choose_reports_every_probability(run, tmp_path):
    report = tmp_path / "report.json"

    run("--seats", "2", "--json", str(report), "--out", str(tmp_path / "out.csv"), "--seed", "7")

    told = json.loads(report.read_text())
    assert told["rule"] == "leximin"
    assert told["proven_optimal"] is True
    assert told["seed"] == 7
    assert [row["probability"] for row in told["probabilities"]] == pytest.approx([1 / 3] * 3 + [1 / 2] * 2)
    assert told["smallest"] == pytest.approx(1 / 3)
    assert "id\n" + "\n".join(told["chosen"]) + "\n" == (tmp_path / "out.csv").read_text()
    assert [row["chosen"] <= row["max"] for row in told["quotas"]] == [True, True]


def test_choose_draws_the_same_people_for_the_same_seed(run):
    draws = [run("--seats", "2", "--seed", seed)[1] for seed in ("0", "0", "1", "2", "3")]

    assert draws[0] == draws[1]
    assert len(set(draws)) > 1


def test_choose_keeps_the_cap_per_organisation(run):
    for seed in "0123456789":
        code, out, _ = run("--seats", "3", "--per-organisation", "1", "--seed", seed)
        chosen = set(out.split()[1:])
        assert code == 0
        assert len(chosen & {"a", "b"}) == 1
        assert len(chosen & {"d", "e"}) == 1


def test_choose_that_cannot_hold_says_the_smallest_change_and_chooses_nobody(run, tmp_path):
    report, out = tmp_path / "report.json", tmp_path / "out.csv"

    code, _, err = run(
        "--seats", "2", "--json", str(report), "--out", str(out),
        quotas="column,value,min,max\nservice,fire,1,2\n",
    )  # fmt: skip

    told = json.loads(report.read_text())
    assert code == 1
    assert "Nobody in the pool has service “fire”." in err
    assert "lower the minimum of service “fire” from 1 to 0" in err
    assert told["smallest_relaxation"] == [
        {"column": "service", "value": "fire", "limit": "minimum", "before": 1, "after": 0}
    ]
    assert not out.exists()


def test_choose_that_runs_out_of_time_says_that_it_is_not_proved(run):
    code, out, err = run("--seats", "2", "--time-limit", "0.000000001")

    assert code == 1
    assert len(out.splitlines()) == 3
    assert "not proved best" in err


@pytest.mark.parametrize(
    ("pool", "quotas", "where", "words"),
    [
        ("", QUOTAS, "pool.csv:1:1", "empty"),
        ("id,level\n", QUOTAS, "pool.csv:1:1", "no people"),
        ("name\na\n", QUOTAS, "pool.csv:1:2", "id is missing"),
        ("id,service,level\na,NHS,3a\n", QUOTAS, "pool.csv:2:3", "3a"),
        ("id,service,level\na,NHS,2\na,NHS,2\n", QUOTAS, "pool.csv:3:1", "line 2"),
        ("id,service,level\n,NHS,2\n", QUOTAS, "pool.csv:2:1", "empty"),
        (POOL, "column,value,min,max\nservice,NHS,2,1\n", "quotas.csv:2:3", "above"),
        (POOL, "column,value,min,max\nservice,NHS,-2,1\n", "quotas.csv:2:3", "-2"),
        (POOL, "column,value,min,max\nage,NHS,0,1\n", "quotas.csv:2:1", "no column"),
        (POOL, "column,value,min,max\nservice,NHS,0,1\nservice,NHS,0,1\n", "quotas.csv:3:2", "line 2"),
        (POOL, "column,value,min\nservice,NHS,0\n", "quotas.csv:1:4", "max is missing"),
    ],
)
def test_choose_refuses_by_file_line_and_column(run, tmp_path, pool, quotas, where, words):
    code, _, err = run("--seats", "1", "--out", str(tmp_path / "out.csv"), pool=pool, quotas=quotas)

    first = err.splitlines()[0]
    assert code == 2
    assert first.startswith(f"{tmp_path}/{where}: ")
    assert words in first
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    "options", [["--seats", "0"], ["--seats", "9"], ["--seats", "2", "--per-organisation", "0"]]
)
def test_choose_refuses_numbers_that_cannot_be(run, options):
    code, _, err = run(*options)

    assert code == 2
    assert "cannot" in err


def test_choose_needs_organisations_for_a_cap(run):
    code, _, err = run("--seats", "1", "--per-organisation", "1", pool="id,level,service\na,2,NHS\n")

    assert code == 2
    assert "organisation is missing" in err
