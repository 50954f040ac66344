"""`sideways import`: lists of organisations, people to invite, or a whole site."""

import argparse
from pathlib import Path
from typing import Any

from sideways.cli.exits import CommandError
from sideways.cli.moving import add_preview, take_in
from sideways.cli.reporting import Bar, json_text, say, write_all

EXAMPLES = 5


def register(commands: Any) -> None:
    """Add the command."""
    imports = commands.add_parser("import", help="import organisations, people or a whole site from files")
    kinds = imports.add_subparsers(dest="what", metavar="WHAT", required=True)
    organisations = kinds.add_parser(
        "organisations",
        help="import lists of organisations, all or nothing",
        description="Import lists of organisations. Each kind of file is known by its columns. "
        "See docs/reference/organisation-files.md.",
    )
    organisations.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="CSV or XLSX files, or folders of them"
    )
    organisations.add_argument(
        "--preview", action="store_true", help="say what would change, and write nothing"
    )
    organisations.add_argument("--json", type=Path, metavar="FILE", help="write the report as JSON")
    organisations.set_defaults(run=run_organisations)
    people = kinds.add_parser(
        "people",
        help="invite people by e-mail, all or nothing",
        description="Invite the people of a file. Nobody has an account before they say yes themselves. "
        "See docs/how-to/invite-people.md.",
    )
    people.add_argument(
        "file", type=Path, metavar="FILE", help="CSV or XLSX: email, name, profession, level, organisation"
    )
    people.add_argument(
        "--preview", action="store_true", help="say who would be invited; write and send nothing"
    )
    people.set_defaults(run=run_people)
    site = kinds.add_parser("site", help="take an exported site into a fresh, empty one, all or nothing")
    site.add_argument("folder", type=Path, metavar="DIR")
    add_preview(site)
    site.set_defaults(run=lambda arguments: take_in(arguments.folder, preview=arguments.preview))


def run_people(arguments: argparse.Namespace) -> int:
    """Invite the people of a file, tell who is invited and who is left alone, and return the exit code."""
    from sideways.cli.site import start_django

    start_django()
    from django.db import OperationalError, ProgrammingError
    from django.utils import timezone

    from sideways.people import inviting_presenters as presenters
    from sideways.people.services import people_invite

    try:
        report = people_invite(path=arguments.file, by=None, at=timezone.now(), preview=arguments.preview)
    except (OperationalError, ProgrammingError) as error:
        raise CommandError(
            f"The database cannot be used yet ({error}). Start the site once with ./run serve."
        ) from error
    for notice in report.notices:
        print(notice)
    for part in presenters.parts(report):
        _tell_some(part.title, part.examples, count=part.count)
    counts = [f"{figure['number']} {str(figure['label']).lower()}" for figure in presenters.figures(report)]
    did = "Nothing was written or sent: this was a preview." if arguments.preview else "Done."
    say(f"{did} {', '.join(counts)}; {report.seconds:.1f} seconds.")
    return 0


def run_organisations(arguments: argparse.Namespace) -> int:
    """Import the files, tell what changed, and return the exit code."""
    from sideways.cli.site import start_django

    start_django()
    from django.db import OperationalError, ProgrammingError
    from django.utils import timezone

    from sideways.people.organisation_services import organisations_import

    try:
        with Bar() as bar:
            report = organisations_import(
                paths=arguments.files,
                by=None,
                at=timezone.now(),
                preview=arguments.preview,
                progress=bar.update,
            )
    except (OperationalError, ProgrammingError) as error:
        raise CommandError(
            f"The database cannot be used yet ({error}). Start the site once with ./run serve."
        ) from error
    if arguments.json:
        write_all({arguments.json: json_text(figures(report, arguments.preview))})
    tell(report, preview=arguments.preview)
    return 0


def figures(report: Any, preview: bool) -> dict[str, Any]:
    """Return the report as plain data."""
    return {
        "preview": preview,
        "files": [{"file": file, "kind": kind, "rows": rows} for file, kind, rows in report.files],
        "new": [organisation.code for organisation in report.new],
        "changed": {change.organisation.code: list(change.fields) for change in report.changed},
        "closed": [change.organisation.code for change in report.closed],
        "unchanged": report.unchanged,
        "places": report.places,
        "other_names": report.other_names,
        "warnings": {sentence: warned.count for sentence, warned in report.warnings.items()},
        "seconds": round(report.seconds, 2),
    }


def tell(report: Any, *, preview: bool) -> None:
    """Print what was read, what is new, changed and closed with examples, and a line that sums it up."""
    for file, kind, rows in report.files:
        print(f"{rows:>7,}  {kind} ({Path(file).name})")
    for sentence in report.notices:
        print(f"         {sentence}")
    _tell_some("new", [f"{each.name} ({each.code})" for each in report.new])
    _tell_some("changed", [f"{each.organisation.name}: {', '.join(each.fields)}" for each in report.changed])
    _tell_some(
        "closed", [f"{each.organisation.name}, {each.organisation.closed_on}" for each in report.closed]
    )
    for sentence, warned in report.warnings.items():
        _tell_some(sentence, warned.examples, count=warned.count)
    did = "Nothing was written: this was a preview." if preview else "Done."
    say(
        f"{did} {report.rows:,} rows: {len(report.new):,} new, {len(report.changed):,} changed, "
        f"{len(report.closed):,} closed, {report.unchanged:,} unchanged; {report.places:,} places, "
        f"{report.other_names:,} other names; {report.seconds:.1f} seconds."
    )


def _tell_some(what: str, examples: list[str], *, count: int | None = None) -> None:
    count = len(examples) if count is None else count
    if count:
        print(f"\n{count:>7,}  {what}")
        for example in examples[:EXAMPLES]:
            print(f"           {example}")
        if count > len(examples[:EXAMPLES]):
            print(f"           … and {count - len(examples[:EXAMPLES]):,} more")
