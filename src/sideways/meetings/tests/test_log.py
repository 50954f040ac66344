"""The log: roles, days and hours, one's own words; no names. A page, a table no spreadsheet runs, a PDF."""

import csv
import io

import pytest

from sideways.meetings import log, queries, services
from sideways.meetings.tests.factories import DAY, TUESDAY, answer, make_booked, make_met, people_in
from sideways.people.services import person_close
from sideways.people.tests.factories import make_person

pytestmark = pytest.mark.django_db


def rows_of(person):
    return log.log_rows(queries.log_of(person))


def test_a_row_says_what_the_others_do_and_nobodys_name():
    ann = make_person(name="Ann Ash")
    make_met(ann, make_person(name="Bo Birch", profession="work_coach"), make_person(level=4))

    (row,) = rows_of(ann)

    assert (row.on, row.hours, row.how) == (TUESDAY.date(), 1, "In person")
    assert row.others == ["A work coach", "A nurse who manages a team"]
    assert log.total_words([row]) == "1 meeting, 1 hour"


def test_what_one_did_not_say_one_met_is_not_in_it():
    meeting = make_booked()
    ann, bo = people_in(meeting)
    answer(meeting, ann, "no")
    assert rows_of(ann) == rows_of(bo) == []


def test_the_log_stays_when_the_other_leaves():
    meeting = make_met()
    ann, bo = people_in(meeting)
    before = rows_of(ann)
    person_close(person=bo, choices={}, by=bo, at=TUESDAY + 2 * DAY)
    assert rows_of(ann) == before != []


@pytest.mark.parametrize("words", ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", " =1", "\n=1"])
def test_no_spreadsheet_takes_words_for_a_formula(words):
    meeting = make_met()
    ann, _ = people_in(meeting)
    row = log.LogRow(meeting_id=meeting.pk, on=TUESDAY.date(), how="", others=[], hours=1.5, reflection=words)

    written = log.log_csv([row])

    assert written.startswith("\ufeff")
    _head, told = csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline=""))
    assert told[3:] == ["1.5", f"'{words}"]
    assert ann.name not in written


@pytest.mark.once
@pytest.mark.parametrize(
    "words", ['#import "x": *\n= Title $ \\', "*bold* @ref <label>", "Grüße 😀\n\nzwei \x01 中"]
)
def test_a_pdf_takes_any_words_as_words(words):
    meeting = make_met()
    ann, _ = people_in(meeting)
    services.reflection_keep(meeting=meeting, words=words, by=ann)

    written = log.log_pdf(rows_of(ann), "#panic(1)")

    assert written.startswith(b"%PDF-")
    assert b"pdfuaid" in written


def test_a_pdf_of_nothing_is_a_pdf():
    assert log.log_pdf([], "").startswith(b"%PDF-")


@pytest.mark.once  # so many queries, whoever answers them
@pytest.mark.parametrize("count", [1, 3])
def test_the_log_costs_the_same_however_long(count, django_assert_num_queries):
    ann = make_person()
    for _ in range(count):
        make_met(ann, make_person())
    with django_assert_num_queries(2):
        assert len(rows_of(ann)) == count
