"""Excel workbooks: the first sheet as text, places as a spreadsheet counts, and no bomb unpacked."""

import io
import json
import re
import struct
import zipfile
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from tests.shared import DATA

from sideways.common import workbooks
from sideways.common.tables import BadTableError, open_table

BAD_INPUT = DATA / "bad-input"
NO_BAD_INPUT = "../shared/data/bad-input is not beside this checkout: the csv-spectrum files were not read"

MOMENT = datetime(2026, 4, 1, 9, 30)  # noqa: DTZ001 (a spreadsheet knows no time zones)


@pytest.fixture
def book(tmp_path):
    """Return a function that writes rows to a workbook and gives its path."""

    def write(*rows, title="People", more=()):
        made = Workbook()
        made.active.title = title
        for row in rows:
            made.active.append(row)
        for name in more:
            made.create_sheet(name).append(["other"])
        made.save(tmp_path / "people.xlsx")
        return tmp_path / "people.xlsx"

    return write


def read(path, **options):
    table = open_table(path, **{"required": (), "keep_unknown": True, **options})
    rows = [(row.line, row.cells) for row in table]
    table.finish()
    return rows


def refusal(path, **options):
    with pytest.raises(BadTableError) as caught:
        read(path, **options)
    return str(caught.value).removeprefix(str(path))


def test_cells_are_read_as_somebody_would_type_them(book):
    path = book(
        ["text", "whole", "float", "yes", "day", "moment", "time", "none"],
        [" 007 ", 7, 0.5, True, date(2026, 4, 1), MOMENT, time(9, 30), None],
    )

    assert read(path) == [
        (
            2,
            {
                "text": " 007 ",
                "whole": "7",
                "float": "0.5",
                "yes": "TRUE",
                "day": "2026-04-01",
                "moment": "2026-04-01 09:30:00",
                "time": "09:30:00",
                "none": "",
            },
        )
    ]


def test_empty_rows_and_columns_that_were_only_touched_are_passed_over(book):
    path = book(["id", "name", None, ""], [], ["1"], [None, "a", "  "])

    assert read(path) == [(3, {"id": "1", "name": ""}), (4, {"id": "", "name": "a"})]


SPECTRUM = sorted((BAD_INPUT / "csv-spectrum" / "json").glob("*.json"))


@pytest.mark.skipif(not SPECTRUM, reason=NO_BAD_INPUT)
@pytest.mark.parametrize("answer", SPECTRUM, ids=[path.stem for path in SPECTRUM])
def test_what_csv_spectrum_holds_reads_the_same_from_a_workbook(book, answer):
    told = json.loads(answer.read_text().replace("\\r\\n", "\\n"))  # XML knows one line end
    rows = told if isinstance(told, list) else [told]

    assert [cells for _, cells in read(book(list(rows[0]), *(list(row.values()) for row in rows)))] == rows


@pytest.mark.skipif(not SPECTRUM, reason=NO_BAD_INPUT)
def test_naughty_strings_read_the_same_from_a_workbook(book):
    # Some characters can stand in no XML, and what begins like a formula would be one.
    texts = [text for text in json.loads((BAD_INPUT / "blns.json").read_text()) if text.strip()]
    written = [
        text for text in texts if not re.search(f"{ILLEGAL_CHARACTERS_RE.pattern}|[\ufffe\uffff]|^=", text)
    ]

    found = [cells["text"] for _, cells in read(book(["text"], *([text] for text in written)))]

    assert len(written) > 500
    assert [text.replace("\r", "\n") for text in written] == [text.replace("\r", "\n") for text in found]


def test_a_mistake_names_the_sheet_the_row_and_the_letter_of_the_column(book):
    table = open_table(book(["id", "number"], ["a", "many"]), required=["number"])
    for row in table:
        row.number("number")

    with pytest.raises(BadTableError) as caught:
        table.finish()

    (mistake,) = caught.value.mistakes
    assert mistake.place == "sheet “People”, row 2, column B"
    assert str(mistake).endswith(
        "people.xlsx, sheet “People”, row 2, column B: number is “many”. It must be a number."
    )


def test_errors_of_a_spreadsheet_are_mistakes_and_not_words(book):
    table = open_table(book(["id", "name"], [1, "#N/A"]), required=["name"])
    (row,) = table

    assert [row["name"], row["name"]] == ["#N/A"] * 2
    with pytest.raises(BadTableError, match="column B: name holds the error #N/A of a spreadsheet") as caught:
        table.finish()
    assert len(caught.value.mistakes) == 1


def test_other_sheets_are_left_out_and_told(book):
    told = []

    read(book(["id"], [1], more=["Second", "Third"]), notice=told.append)

    assert told[0].endswith("read the first sheet, “People”, and left out 2 more.")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], ", sheet “People”, row 1, column A: The file is empty. The first line must name the columns."),
        ([["a", "a"]], ", sheet “People”, row 1, column B: The column “a” stands twice."),
        ([["a"], [1, 2]], ", sheet “People”, row 2, column B: This row has 2 cells; the header has 1."),
        ([["b"]], ", sheet “People”, row 1, column B: The column a is missing. Found: b."),
        ([["a"] + ["x"] * 101], ", sheet “People”, row 1, column A: This row has more than 100 columns."),
    ],
)
def test_what_is_wrong_with_the_shape_is_told_with_its_place(book, rows, told):
    assert refusal(book(*rows), required=["a"] if rows else ()) == told


def test_a_workbook_of_nothing_but_a_chart_is_refused(tmp_path):
    made = Workbook()
    made.create_chartsheet()
    del made["Sheet"]
    made.save(tmp_path / "chart.xlsx")

    assert "not an Excel workbook (.xlsx) with a sheet of cells" in refusal(tmp_path / "chart.xlsx")


def test_too_many_rows_are_refused(book, monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_ROWS", 2)

    assert "row 3, column A: This sheet has more than 2 rows." in refusal(book(["a"], [1], [2]))


def packed(parts, **options):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", **options) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def parts_of(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


SHEET = "xl/worksheets/sheet1.xml"
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda raw, parts: raw[: len(raw) // 2], "damaged: it ends too early"),
        (lambda raw, parts: packed({"hello.txt": "no workbook"}), "not an Excel workbook"),
        (lambda raw, parts: packed(parts, compression=zipfile.ZIP_LZMA), "unpacks to more than"),
        (lambda raw, parts: packed(parts | {SHEET: BOMB + parts[SHEET]}), "it is damaged"),
        (lambda raw, parts: packed(parts | {SHEET: parts[SHEET][:-60]}), "it is damaged"),
        (lambda raw, parts: workbooks.OLD_EXCEL + raw, "old Excel file, or one with a password"),
    ],
    ids=["cut", "other zip", "other packing", "entities", "cut inside", "old"],
)
def test_what_is_no_sound_workbook_is_refused_with_a_sentence(book, change, told):
    path = book(["id", "name"], [1, "a"])
    path.write_bytes(change(path.read_bytes(), parts_of(path)))

    assert told in refusal(path)


def test_a_bomb_is_refused_before_it_is_unpacked(book):
    path = book(["id"], [1])
    zeros = packed(parts_of(path) | {"xl/media/a.bin": bytes(60_000_000)}, compression=zipfile.ZIP_DEFLATED)
    assert len(zeros) < 100_000
    path.write_bytes(zeros)

    assert "This workbook unpacks to more than 50 MB" in refusal(path)


def test_a_bomb_that_lies_about_its_size_is_cut_where_it_said(book):
    path = book(["id"], [1])
    parts = parts_of(path)
    honest = packed(parts | {SHEET: parts[SHEET] + b" " * 5_000_000}, compression=zipfile.ZIP_DEFLATED)
    size = struct.pack("<L", len(parts[SHEET]) + 5_000_000)
    path.write_bytes(honest.replace(size, struct.pack("<L", len(parts[SHEET]))))

    assert "it is damaged" in refusal(path)


def test_a_row_far_down_and_far_right_costs_nothing(book):
    path = book(["id"], [1])
    parts = parts_of(path)
    far = b'<row r="99999999"><c r="XFD99999999" t="inlineStr"><is><t>far</t></is></c></row></sheetData>'
    path.write_bytes(packed(parts | {SHEET: parts[SHEET].replace(b"</sheetData>", far)}))

    assert read(path) == [(2, {"id": "1"})]
