"""`sideways pair` reads people and writes groups, or says file:line:column and writes nothing."""

import json

import pytest

from sideways.cli.main import main

HEADER = "id,level,profession,organisation,service,lat,lon,topics,max_km,waited\n"
NURSE = "ann,2,nurse,trust,NHS,53.5,-2.1,fit notes;damp,40,0\n"
COACH = "bob,2,work coach,jobcentre,Jobcentre,53.5,-2.1,damp; fit notes ,,\n"
GP = "cy,2,GP,practice,NHS,53.5,-2.1,,40,4\n"
CHIEF = "dee,7,chief executive,council,council,53.5,-2.1,,40,0\n"


@pytest.fixture
def people(tmp_path):
    def write(*rows, header=HEADER, name="people.csv"):
        path = tmp_path / name
        path.write_text("\ufeff" + header + "".join(rows), encoding="utf-8")
        return str(path)

    return write


def test_pair_writes_groups_and_a_report(people, tmp_path, capsys):
    groups, report = tmp_path / "groups.csv", tmp_path / "report.json"

    code = main(["pair", people(NURSE, COACH, CHIEF), "--out", str(groups), "--json", str(report)])

    assert code == 0
    assert groups.read_text() == "group,id\n1,ann\n1,bob\n"
    written = json.loads(report.read_text())
    assert written["total_weight"] == pytest.approx(2)
    assert written["upper_bound"] == pytest.approx(2)
    assert written["unmatched"] == {"alone at this level": 1}
    assert (written["people"], written["matched"], written["proven_optimal"]) == (3, 2, True)
    assert written["left_over"] == [{"id": "dee", "why": "Nobody else at level 7 takes part in this round."}]
    assert written["meetings"][0]["ids"] == ["ann", "bob"]
    assert "fit notes" in written["meetings"][0]["why"]
    summary = capsys.readouterr().err.splitlines()[-1]
    assert summary == (
        "3 people: 1 pair, 0 groups of three, 1 unmatched. Total weight 2.00. No round weighs more."
    )


def test_pair_writes_to_standard_output_and_puts_three_together(people, capsys):
    assert main(["pair", people(NURSE, COACH, GP)]) == 0

    assert capsys.readouterr().out.splitlines() == ["group,id", "1,ann", "1,bob", "1,cy"]


@pytest.mark.parametrize("option", ["--met", "--apart"])
def test_pair_keeps_those_apart_who_have_met_or_must_not_meet(people, option, capsys):
    listed = people("bob,ann\nann,stranger\n", header="id,other\n", name="listed.csv")

    assert main(["pair", people(NURSE, COACH), option, listed]) == 0

    printed = capsys.readouterr()
    assert printed.out == "group,id\n"
    assert "2 unmatched" in printed.err


@pytest.mark.parametrize(
    ("row", "place", "word"),
    [
        ("bob,3a,GP,p,NHS,53,-2,,40,0\n", "3:2:", "3a"),
        ("bob,8,GP,p,NHS,53,-2,,40,0\n", "3:2:", "from 1 to 7"),
        ("bob,2,GP,p,NHS,91,-2,,40,0\n", "3:6:", "from -90 to 90"),
        ("bob,2,GP,p,NHS,53,nan,,40,0\n", "3:7:", "nan"),
        ("bob,2,GP,p,NHS,53,-2,,-4,0\n", "3:9:", "-4"),
        ("bob,2,GP,p,NHS,53,-2,,40,-1\n", "3:10:", "at least 0"),
        ("ann,2,GP,p,NHS,53,-2,,40,0\n", "3:1:", "line 2 already"),
        ("bob,2,,p,NHS,53,-2,,40,0\n", "3:3:", "empty"),
        ("bob,2,GP\n", "3:4:", "3 cells"),
    ],
)
def test_pair_says_where_a_row_is_wrong_and_writes_nothing(people, tmp_path, capsys, row, place, word):
    groups = tmp_path / "groups.csv"
    path = people(NURSE, row)

    assert main(["pair", path, "--out", str(groups)]) == 2

    message = capsys.readouterr().err
    assert message.startswith(f"{path}:{place}")
    assert word in message
    assert not groups.exists()


@pytest.mark.parametrize("text", ["", HEADER])
def test_pair_refuses_a_file_without_people(people, text, capsys):
    assert main(["pair", people(header=text)]) == 2

    assert ":1:1: " in capsys.readouterr().err


def test_pair_refuses_somebody_kept_apart_from_themself(people, capsys):
    apart = people("ann,ann\n", header="id,other\n", name="apart.csv")

    assert main(["pair", people(NURSE, COACH), "--apart", apart]) == 2
    assert f"{apart}:2:2: " in capsys.readouterr().err


def test_pair_gives_the_same_file_for_the_same_people(people, tmp_path):
    path = people(NURSE, COACH, GP, CHIEF)
    texts = []
    for seed in ("0", "1"):
        out = tmp_path / f"{seed}.csv"
        main(["pair", path, "--out", str(out), "--seed", seed, "--time-limit", "30"])
        texts.append(out.read_text())

    assert texts[0] == texts[1] != ""
