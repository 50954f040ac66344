"""`sideways seat` and `sideways reseat`, from files to files."""

import csv
import json

import pytest

from sideways.cli.main import main

JOBS = ["nurse", "social worker", "GP", "work coach"]


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.fixture
def people(tmp_path):
    rows = "".join(f"p{i},{JOBS[i % 4]},org{i % 5},{1 + i % 7},x\n" for i in range(16))
    return write(tmp_path / "people.csv", "\ufeffid,profession,organisation,level,email\n" + rows)


@pytest.fixture
def plan(people, tmp_path):
    out = tmp_path / "plan.csv"
    assert main(["seat", people, "--tables", "4", "--rounds", "4", "--out", str(out)]) == 0
    return str(out)


def rows(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def by_round(path):
    seats = {}
    for row in rows(path):
        seats.setdefault(row["round"], {})[row["id"]] = row["table"]
    return seats


def refusal(capsys, arguments):
    """The one sentence that a bad input gets; the exit code must be 2."""
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    return err.strip()


def test_seat_writes_a_plan_a_report_and_a_summary(people, tmp_path, capsys):
    report = tmp_path / "report.json"

    code = main(["seat", people, "--tables", "4", "--rounds", "4", "--json", str(report)])

    out, err = capsys.readouterr()
    assert code == 0
    assert out.splitlines()[0] == "round,table,id"
    assert len(out.splitlines()) == 1 + 4 * 16
    assert err == (
        "16 people, 4 tables, 4 rounds. No repeated meetings: proved best. "
        "No pairs of one profession at a table: proved best.\n"
    )
    told = json.loads(report.read_text())
    assert told["repeats"] == told["repeats_lower_bound"] == 0
    assert told["same_profession"] == told["same_profession_lower_bound"] == 0
    assert told["professions_met"] == {"min": 3, "mean": 3.0, "bound": 3}
    assert told["proven_optimal"] == (told["same_organisation"] == told["same_organisation_lower_bound"])


def test_seat_keeps_the_rules_of_the_files(people, tmp_path):
    out = tmp_path / "plan.csv"
    arguments = [
        *("--met", write(tmp_path / "met.csv", "a,b\np0,p1\np2,gone\n")),
        *("--apart", write(tmp_path / "apart.csv", "one,two\np0,p2\n")),
        *("--together", write(tmp_path / "together.csv", "a,b\np4,p5\n")),
        *("--fixed", write(tmp_path / "fixed.csv", "id,table,round\np6,3,\np7,2,1\n")),
    ]

    assert main(["seat", people, "--tables", "4", "--rounds", "3", "--out", str(out), *arguments]) == 0

    for round_, tables in by_round(out).items():
        assert tables["p0"] != tables["p2"]
        assert tables["p4"] == tables["p5"]
        assert tables["p6"] == "3"
        assert round_ != "1" or tables["p7"] == "2"


def test_seat_says_which_pairs_it_left_out(people, tmp_path, capsys):
    met = write(tmp_path / "met.csv", "a,b\np0,gone\n")

    main(["seat", people, "--tables", "4", "--rounds", "1", "--met", met])

    assert "left out 1 pair with" in capsys.readouterr().err


def test_seat_with_rules_that_cannot_hold_explains_and_writes_nothing(people, tmp_path, capsys):
    pairs = "".join(f"p{a},p{b}\n" for a in range(5) for b in range(a))
    apart = write(tmp_path / "apart.csv", "a,b\n" + pairs)

    code = main(["seat", people, "--tables", "4", "--rounds", "1", "--apart", apart])

    out, err = capsys.readouterr()
    assert (code, out) == (1, "")
    assert "It is enough to drop 1 “apart” rule" in err


@pytest.mark.parametrize(
    ("text", "where", "word"),
    [
        ("", "1:1", "empty"),
        ("id,profession,organisation\n", "1:1", "nobody"),
        ("id,profession\na,nurse\na,GP\n", "3:1", "twice"),
        ("id,profession\n,nurse\n", "2:1", "id is empty"),
        ("id,profession\na,\n", "2:2", "profession is empty"),
        ("id,profession,level\na,nurse,3a\n", "2:3", "“3a”"),
        ("id,level\na,3\n", "1:3", "profession is missing"),
    ],
)
def test_seat_refuses_bad_people_by_file_line_and_column(text, where, word, tmp_path, capsys):
    path = write(tmp_path / "bad.csv", text)

    sentence = refusal(capsys, ["seat", path, "--tables", "1", "--rounds", "1"])

    assert sentence.startswith(f"{path}:{where}: ")
    assert word in sentence


@pytest.mark.parametrize(
    ("option", "text", "where", "word"),
    [
        ("--apart", "a,b\np0,p0\n", "2:2", "themself"),
        ("--apart", "a\np0\n", "1:1", "Two columns"),
        ("--met", "p0,p1\np2,p3\n", "1:1", "name the columns"),
        ("--fixed", "id,table\np99,1\n", "2:1", "“p99” is not seated here"),
        ("--fixed", "id,table\np0,5\n", "2:2", "from 1 to 4"),
        ("--fixed", "id,table\np0,1\np0,2\n", "3:2", "two tables in round 1"),
    ],
)
def test_seat_refuses_bad_rules_by_file_line_and_column(option, text, where, word, people, tmp_path, capsys):
    path = write(tmp_path / "bad.csv", text)

    sentence = refusal(capsys, ["seat", people, "--tables", "4", "--rounds", "2", option, path])

    assert sentence.startswith(f"{path}:{where}: ")
    assert word in sentence


def test_seat_refuses_a_pair_both_apart_and_together_where_it_stands(people, tmp_path, capsys):
    apart = write(tmp_path / "apart.csv", "a,b\np7,p8\np1,p0\n")
    together = write(tmp_path / "together.csv", "a,b\np0,p1\n")

    sentence = refusal(
        capsys,
        ["seat", people, "--tables", "4", "--rounds", "2", "--apart", apart, "--together", together],
    )

    assert sentence.startswith(f"{apart}:3:1: p0 and p1 must be both apart and together.")


@pytest.mark.parametrize(
    ("numbers", "word"),
    [
        (["--tables", "17", "--rounds", "1"], "17 tables and 16 people"),
        (["--tables", "4", "--rounds", "0"], "0 rounds"),
        (["--tables", "3", "--rounds", "1", "--size", "5"], "At least 4 tables"),
    ],
)
def test_seat_refuses_a_room_that_cannot_be(numbers, word, people, capsys):
    assert word in refusal(capsys, ["seat", people, *numbers])


def test_reseat_without_the_absent_and_with_the_late_keeps_earlier_rounds(plan, people, tmp_path, capsys):
    out, report = tmp_path / "new.csv", tmp_path / "report.json"
    absent = write(tmp_path / "absent.csv", "id\np3\np9\n")
    late = write(tmp_path / "late.csv", "id,profession,organisation\nq1,nurse,\n")

    files = ["--absent", absent, "--late", late, "--out", str(out), "--json", str(report)]
    code = main(["reseat", plan, people, "--from-round", "3", *files])

    before, after = by_round(plan), by_round(out)
    told = json.loads(report.read_text())
    assert code == 0
    assert [after["1"], after["2"]] == [before["1"], before["2"]]
    for round_ in ("3", "4"):
        assert set(after[round_]) == {*before[round_], "q1"} - {"p3", "p9"}
    moved = sum(
        after[round_][id_] != before[round_][id_]
        for round_ in ("3", "4")
        for id_ in after[round_]
        if id_ in before[round_]
    )
    assert told["moves"] == moved
    assert told["remaining_seats"] == 2 * 14
    assert f"{moved} of 28 seats moved from round 3 on" in capsys.readouterr().err


def test_reseat_of_a_repaired_plan_works_again(plan, people, tmp_path):
    once, twice = str(tmp_path / "once.csv"), str(tmp_path / "twice.csv")
    absent = write(tmp_path / "absent.csv", "id\np3\n")

    assert main(["reseat", plan, people, "--from-round", "2", "--absent", absent, "--out", once]) == 0
    assert main(["reseat", once, people, "--from-round", "3", "--out", twice]) == 0

    assert "p3" in by_round(twice)["1"]
    assert "p3" not in by_round(twice)["4"]


def test_reseat_lets_somebody_come_back(plan, people, tmp_path):
    once, twice = str(tmp_path / "once.csv"), str(tmp_path / "twice.csv")
    absent = write(tmp_path / "absent.csv", "id\np3\n")
    late = write(tmp_path / "late.csv", "id,profession\np3,nurse\n")

    assert main(["reseat", plan, people, "--from-round", "2", "--absent", absent, "--out", once]) == 0
    assert main(["reseat", once, people, "--from-round", "4", "--late", late, "--out", twice]) == 0

    rounds = by_round(twice)
    assert ["p3" in rounds[round_] for round_ in "1234"] == [True, False, False, True]


@pytest.mark.parametrize(
    ("text", "where", "word"),
    [
        ("round,table,id\n", "1:1", "no seat"),
        ("round,table,id\n1,1,p0\n1,2,p0\n", "3:3", "two seats in round 1"),
        ("round,table,id\n2,1,p0\n", "1:1", "Round 1 is missing"),
        ("round,table,id\nx,1,p0\n", "2:1", "“x”"),
        ("round,table,id\n1,1,\n", "2:3", "id is empty"),
    ],
)
def test_reseat_refuses_a_bad_plan_by_file_line_and_column(text, where, word, people, tmp_path, capsys):
    path = write(tmp_path / "bad.csv", text)

    sentence = refusal(capsys, ["reseat", path, people, "--from-round", "1"])

    assert sentence.startswith(f"{path}:{where}: ")
    assert word in sentence


def test_reseat_refuses_a_round_that_is_not_in_the_plan(plan, people, capsys):
    assert "rounds 1 to 4" in refusal(capsys, ["reseat", plan, people, "--from-round", "5"])


def test_reseat_refuses_a_plan_with_a_stranger(people, tmp_path, capsys):
    plan = write(tmp_path / "plan.csv", "round,table,id\n1,1,nobody\n")

    assert "“nobody” is in" in refusal(capsys, ["reseat", plan, people, "--from-round", "1"])


def test_reseat_refuses_somebody_late_who_has_a_seat(plan, people, tmp_path, capsys):
    late = write(tmp_path / "late.csv", "id,profession\np3,nurse\n")

    sentence = refusal(capsys, ["reseat", plan, people, "--from-round", "2", "--late", late])

    assert sentence.startswith(f"{late}:2:1: “p3” has a seat")


def test_reseat_refuses_an_absent_person_who_has_no_seat(plan, people, tmp_path, capsys):
    absent = write(tmp_path / "absent.csv", "id\np99\n")

    sentence = refusal(capsys, ["reseat", plan, people, "--from-round", "2", "--absent", absent])

    assert sentence.startswith(f"{absent}:2:1: “p99”")
