"""The kinds of files of organisations that can be imported, in the order they build on each other."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from sideways.common.tables import BadTableError, Mistake, Table, open_table
from sideways.people.importers.fire_services import FIRE_SERVICES
from sideways.people.importers.government_organisations import GOVERNMENT_ORGANISATIONS
from sideways.people.importers.gp_practices import GP_PRACTICES
from sideways.people.importers.housing_providers import HOUSING_PROVIDERS
from sideways.people.importers.jobcentres import JOBCENTRES
from sideways.people.importers.joined_list import JOINED_LIST
from sideways.people.importers.local_authorities import LOCAL_AUTHORITIES
from sideways.people.importers.local_authority_aliases import LOCAL_AUTHORITY_ALIASES
from sideways.people.importers.nhs_icbs import NHS_ICBS
from sideways.people.importers.nhs_trusts import NHS_TRUSTS
from sideways.people.importers.own_format import OWN_FORMAT
from sideways.people.importers.pcns import PCNS
from sideways.people.importers.police_forces import POLICE_FORCES
from sideways.people.importers.reading import Source

SOURCES = (
    LOCAL_AUTHORITIES,
    LOCAL_AUTHORITY_ALIASES,
    NHS_ICBS,
    NHS_TRUSTS,
    PCNS,
    GP_PRACTICES,
    JOBCENTRES,
    POLICE_FORCES,
    FIRE_SERVICES,
    GOVERNMENT_ORGANISATIONS,
    HOUSING_PROVIDERS,
    JOINED_LIST,
    OWN_FORMAT,
)


def source_of(table: Table) -> Source | None:
    """Return the kind of a file, which knows most of its columns, or None when it is like no kind.

    Raises BadTableError when it is like one but lacks a column.
    """
    columns = set(table.columns)

    def columns_known(source: Source) -> tuple[int, bool]:
        known = columns & {*source.required, *source.optional}
        return len(known), columns.issuperset(source.required)

    nearest = max(SOURCES, key=columns_known)
    if 2 * len(columns.intersection(nearest.required)) <= len(nearest.required):
        return None
    table.require(nearest.required)
    return nearest


def tables_in(paths: Iterable[Path], notice: Callable[[str], Any]) -> list[tuple[Source, Table]]:
    """Open the files, and those of each folder, in the order they build on each other.

    A file of a folder that is no list of organisations is left out, and ``notice`` is told. One
    that was named must be one. Raises BadTableError with what is wrong in any of them.
    """
    opened: list[tuple[Source, Table]] = []
    mistakes: list[Mistake] = []
    for path, named in _files(paths):
        try:
            table = open_table(path, required=(), notice=notice, keep_unknown=True)
            source = source_of(table)
            if source is not None:
                opened.append((source, table))
            elif named:
                table.require(OWN_FORMAT.required)
            else:
                told = _("%(file)s: left out, because its columns are not those of a list of organisations.")
                notice(told % {"file": path})
        except BadTableError as error:
            mistakes += error.mistakes
    if mistakes:
        raise BadTableError(mistakes)
    return sorted(opened, key=lambda each: SOURCES.index(each[0]))


def _files(paths: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    """Yield each file once, and whether it was named rather than found in a folder."""
    for path in paths:
        if path.is_dir():
            found = sorted([*path.glob("*.csv"), *path.glob("*.xlsx")])
            if not found:
                told = _("This folder has no CSV or XLSX file.")
                raise BadTableError([Mistake(file=str(path), line=1, column=1, sentence=told)])
            yield from ((file, False) for file in found)
        else:
            yield path, True
