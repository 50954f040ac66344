"""The table of docs/reference/promise.md, parsed. Nothing is promised anywhere else in the tests."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs/reference/promise.md"
NOBODY = "nobody"
CANNOT_BE = "-"
ANY_OTHER = "any other"


@dataclass(frozen=True, slots=True)
class Call:
    """One way to ask an address: `POST lessons:release do=agree`."""

    method: str
    name: str
    sent: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, [self.method, self.name, self.sent]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What each reader gets: at an address about an object, or at one of a lesson in some relation."""

    call: Call
    about: str
    cells: dict[str, str]

    def __str__(self) -> str:
        return f"{self.call} · {self.about}" if self.about else str(self.call)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """A page that may show a reader what they cannot open as a lesson."""

    page: str
    reader: str
    shows: str


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """The whole promise."""

    words: dict[str, str]
    readers: tuple[str, ...]
    relations: tuple[str, ...]
    pages: list[Row]
    lessons: list[Row]
    exemptions: list[Exemption]

    @property
    def rows(self) -> list[Row]:
        """Return every row."""
        return [*self.pages, *self.lessons]

    def read(self, relation: str, name: str = "lessons:lesson") -> dict[str, str]:
        """Return who may open a lesson in this relation, or another address of it."""
        return self._read[name, relation]

    @cached_property
    def _read(self) -> dict[tuple[str, str], dict[str, str]]:
        rows = [row for row in self.lessons if row.call.method == "GET"]
        return {(row.call.name, row.about): row.cells for row in reversed(rows)}

    def size(self) -> int:
        """Return how many cells say something."""
        return sum(cell != CANNOT_BE for row in self.rows for cell in row.cells.values())


@cache
def the_matrix() -> Matrix:
    """Read the page."""
    text = PAGE.read_text(encoding="utf-8")
    parts = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", text, re.M | re.S))
    pages = [row for heading, lines in _sections(parts["Pages"]) for row in _page_rows(heading, lines)]
    relations: list[str] = []
    lessons = []
    for _heading, lines in _sections(parts["Lessons"]):
        lessons += _lesson_rows(lines, relations)
    sent_on = [
        (word, means) for word, means in _table(parts["Answers"].splitlines())[1] if "sent on" in means
    ]
    return Matrix(
        words={name: word for word, means in sent_on for name in _code(means)},
        readers=tuple(pages[0].cells),
        relations=tuple(relations),
        pages=pages,
        lessons=lessons,
        exemptions=[
            Exemption(page=_code(page)[0], reader=reader, shows=shows)
            for page, reader, shows, _why in _table(parts["Finding"].splitlines())[1]
        ],
    )


def _sections(text: str) -> Iterator[tuple[str, list[str]]]:
    for part in re.split(r"^### ", text, flags=re.M)[1:]:
        heading, *lines = part.splitlines()
        yield heading.strip(), lines


def _page_rows(heading: str, lines: list[str]) -> Iterator[Row]:
    header, rows = _table(lines)
    for first, *cells in rows:
        for call in _calls(first):
            yield Row(call=call, about=heading, cells=dict(zip(header[1:], cells, strict=True)))


def _lesson_rows(lines: list[str], relations: list[str]) -> Iterator[Row]:
    """Yield a row for each address above the table and each relation in it.

    The first table names every relation; in later ones “any other” stands for those not named.
    Somebody who is not signed in has no lessons of their own.
    """
    header, rows = _table(lines)
    calls = _calls(" ".join(line for line in lines if not line.startswith("|")))
    named = {first: dict(zip(header[1:], cells, strict=True)) for first, *cells in rows}
    if not relations:
        relations += list(named)
    others = named.pop(ANY_OTHER, None)
    unknown = set(named) - set(relations)
    if unknown:
        raise ValueError(f"The first table of lessons has no {unknown}.")
    for call in calls:
        for relation in relations:
            cells = named.get(relation, others)
            if cells is None:
                raise ValueError(f"{call} has no row for “{relation}”.")
            if relation.startswith("own"):
                cells = cells | {NOBODY: CANNOT_BE}
            yield Row(call=call, about=relation, cells=cells)


def _table(lines: list[str]) -> tuple[list[str], list[list[str]]]:
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in lines
        if line.startswith("|")
    ]
    return rows[0], rows[2:]


def _calls(text: str) -> list[Call]:
    """Return the ways to ask named in a text: `GET/POST people:about` names two."""
    asked = [code.split(" ", 2) for code in _code(text)]
    return [Call(method, *rest) for methods, *rest in asked for method in methods.split("/")]


def _code(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)
