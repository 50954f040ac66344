"""Reading CSV files: right when they are right, and a place and a sentence when they are not."""

import json
import os
from datetime import date

import pytest
from tests.shared import DATA

from sideways.common import tables
from sideways.common.tables import BadTableError, open_table, shortened

SPECTRUM = DATA / "bad-input" / "csv-spectrum"
NO_SPECTRUM = "../shared/data/bad-input is not beside this checkout: the csv-spectrum files were not read"


@pytest.fixture
def table(tmp_path):
    def write(content, **options):
        path = tmp_path / "people.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        options.setdefault("required", ())
        return open_table(path, keep_unknown=True, **options)

    return write


def mistakes_of(table):
    for _ in table:
        pass
    with pytest.raises(BadTableError) as caught:
        table.finish()
    return [(mistake.line, mistake.column, mistake.sentence) for mistake in caught.value.mistakes]


@pytest.mark.skipif(not SPECTRUM.exists(), reason=NO_SPECTRUM)
@pytest.mark.parametrize(
    "name", [path.stem for path in sorted(SPECTRUM.glob("csvs/*.csv"))] if SPECTRUM.exists() else [""]
)
def test_every_csv_spectrum_file_reads_as_its_answer_says(table, name):
    content = (SPECTRUM / "csvs" / f"{name}.csv").read_bytes()
    answer = json.loads((SPECTRUM / "json" / f"{name}.json").read_text())
    if name.endswith("_crlf"):
        content = content.replace(b"\n", b"\r\n")  # their line ends were lost on the way here
    if name == "location_coordinates":
        answer = [
            answer | {"Contact Phone Number": "2095257564"}
        ]  # the answer has another number than the file

    assert [row.cells for row in table(content)] == answer


def test_a_byte_order_mark_is_no_part_of_the_first_column(table):
    assert table(b"\xef\xbb\xbfid,name\n1,a\n").columns == ["id", "name"]


def test_cells_are_trimmed_and_empty_lines_are_passed_over(table):
    rows = list(table("id,name\n\n 1 ,  a b \n\n,\n"))

    assert [(row.line, row["id"], row["name"]) for row in rows] == [(3, "1", "a b")]


def test_a_column_that_is_not_there_reads_as_empty(table):
    (row,) = table("id\n1\n")

    assert row["name"] == ""


def test_a_row_over_several_lines_counts_from_its_first(table):
    opened = table('id,name\n1,"a\nb\nc"\n2,d\n')
    for row in opened:
        row.mistake("name", "wrong")

    assert [(m.line, m.column) for m in opened.mistakes] == [(2, 2), (5, 2)]


@pytest.mark.parametrize(
    ("content", "where", "says"),
    [
        (b"", (1, 1), "The file is empty"),
        (b"id,id\n", (1, 2), "“id” stands twice"),
        (b"id\n", (1, 2), "The column name is missing. Found: id."),
        (b"id;name\n1;a\n", (1, 2), "divided by semicolons"),
        (b"id\tname\n1\ta\n", (1, 2), "divided by tabs"),
        ("id,name\n1,Ynys Môn\n".encode("latin-1"), (2, 2), "not UTF-8"),
        ("id,name\n".encode("utf-16"), (1, 1), "not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_a_place(table, content, where, says):
    with pytest.raises(BadTableError) as caught:
        table(content, required=("id", "name"))

    (mistake,) = caught.value.mistakes
    assert (mistake.line, mistake.column) == where
    assert says in mistake.sentence


def test_a_quotation_mark_that_is_never_closed_is_refused_where_it_began(table):
    with pytest.raises(BadTableError) as caught:
        list(table('id,name\n1,a\n2,"b\n3,c\n'))

    assert (caught.value.mistakes[0].line, caught.value.mistakes[0].column) == (3, 1)


def test_a_row_with_too_few_or_too_many_cells_is_a_mistake(table):
    found = mistakes_of(table("id,name\n1\n2,b,c\n3,d\n"))

    assert [(line, column) for line, column, _ in found] == [(2, 2), (3, 3)]
    assert found[0][2].startswith("This row has 1 cells; the header has 2.")


def test_a_missing_file_and_a_folder_are_refused_in_words(tmp_path):
    with pytest.raises(BadTableError, match="There is no such file"):
        open_table(tmp_path / "none.csv", required=())
    with pytest.raises(BadTableError, match="cannot be read: Is a directory"):
        open_table(tmp_path, required=())


def test_a_file_of_two_gigabytes_is_refused_without_being_read(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)

    with pytest.raises(BadTableError, match="larger than 200 MB"):
        open_table(path, required=())


def test_a_pipe_is_read_no_further_than_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "LIMIT_BYTES", 10)
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = os.open(path, os.O_RDWR)  # open for both, so that the writing end is there already
    os.write(writer, b"id,name\n" * 3)

    with pytest.raises(BadTableError, match="larger than"):
        open_table(path, required=())
    os.close(writer)


def test_unknown_columns_are_told_and_left_out_unless_they_are_kept(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("id,shoe size\n1,42\n")
    told = []

    opened = open_table(path, required=("id",), notice=told.append)

    assert told == [f"{path}: ignored the columns that are not known here: shoe size."]
    assert opened.unknown == ["shoe size"]


@pytest.mark.parametrize(
    ("text", "low", "high", "says"),
    [
        ("x", 0, 1, "x is “x”. It must be a number from 0 to 1."),
        ("nan", 0, 1, "It must be a number from 0 to 1."),
        ("-1", 0, float("inf"), "It must be a number of at least 0."),
        ("1e999", float("-inf"), float("inf"), "It must be a number."),
        ("", float("-inf"), float("inf"), "x is “”."),
    ],
)
def test_a_number_out_of_bounds_is_a_mistake(table, text, low, high, says):
    opened = table(f"id,x\n1,{text}\n")
    (row,) = opened

    assert row.number("x", low=low, high=high) != row.number("x", low=low, high=high)  # not a number
    assert says in opened.mistakes[0].sentence
    assert (opened.mistakes[0].line, opened.mistakes[0].column) == (2, 2)


def test_numbers_days_and_whole_numbers_are_read(table):
    (row,) = opened = table("a,b,c,d\n1.5,3,2026-04-01,\n")

    assert (row.number("a"), row.whole("b", low=1, high=3), row.day("c")) == (1.5, 3, date(2026, 4, 1))
    assert (row.number("d", default=2), row.whole("d", low=0, high=1, default=1), row.day("d")) == (
        2,
        1,
        None,
    )
    assert opened.mistakes == []


@pytest.mark.parametrize("text", ["1.5", "4", "-1", "--1", "٣", "1" * 30, "one", ""])
def test_what_is_no_whole_number_in_bounds_is_a_mistake(table, text):
    (row,) = opened = table(f"id,x\n1,{text}\n")

    assert row.whole("x", low=0, high=3) == 0
    assert "It must be a whole number from 0 to 3." in opened.mistakes[0].sentence


@pytest.mark.parametrize(
    "text", ["1 April 2026", "01/04/2026", "2026-02-30", "20260401", "2026-W14-3", "2026-4-1", "2026-04"]
)
def test_what_is_no_day_is_a_mistake(table, text):
    (row,) = opened = table(f"id,x\n1,{text}\n")

    assert row.day("x") is None
    assert "It must be a day such as 2026-04-01, or empty." in opened.mistakes[0].sentence


def test_mistakes_come_in_the_order_of_the_file_and_long_lists_are_cut(table):
    opened = table("id,name\n" + "1,a\n" * 30)
    for row in reversed(list(opened)):
        row.mistake("name", "wrong")

    with pytest.raises(BadTableError) as caught:
        opened.finish()

    lines = str(caught.value).splitlines()
    assert lines[0].endswith("people.csv:2:2: wrong")
    assert len(lines) == 21
    assert lines[-1] == "… and 10 more."


def test_a_table_without_mistakes_finishes(table):
    opened = table("id\n1\n")
    list(opened)

    opened.finish()


def test_shortened_text_stays_on_one_line():
    assert shortened("a\nb\x00c") == "a�b�c"
    assert shortened("x" * 50, 10) == "x" * 9 + "…"
