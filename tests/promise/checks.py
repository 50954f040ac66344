"""Each check returns what breaks the promise, in sentences; nothing returned means it is kept."""

from sideways.people.models import Person
from sideways.people.trust import is_peer
from tests.promise.answers import ask
from tests.promise.beside import met_wrongly, said_wrongly
from tests.promise.finding import Search, everything_of
from tests.promise.matrix import CANNOT_BE, Call, Exemption, Matrix, Row, the_matrix
from tests.promise.world import Planted, World

WITH_TEXT = {"yes", "again", "same", "file"}
READ = Call("GET", "lessons:lesson")
READS = {READ, Call("GET", "api:lesson")}
READABLE = {"yes", "edit"}  # a draft opens in its form
FILE = "files:content"
ANYONE = "anyone"
PUBLIC = {"public", "public and senior"}
OWN, AUTHOR, ORGANISATION = "own lessons", "the author", "the author's organisation"


def everything_wrong(world: World, matrix: Matrix) -> list[str]:
    """Run every check, for every row and every reader."""
    wrong = [sentence for row in matrix.rows for sentence in wrong_cells(world, row)]
    for reader in matrix.readers:
        wrong += all_that_leaks(world, matrix, reader) + search_leaks(world, matrix, reader)
    return wrong


def wrong_cells(world: World, row: Row) -> list[str]:
    """Ask as every reader and compare with the row."""
    return [
        f"{row} · {reader}: {wrong}"
        for reader, expected in row.cells.items()
        if expected != CANNOT_BE and (wrong := _wrong(world, row, reader, expected))
    ]


def _wrong(world: World, row: Row, reader: str, expected: str) -> str:
    planted = world.lesson(row.about, reader)
    answer = ask(world, reader, row.call, row.about, planted)
    if answer.word != expected:
        return f"{answer.word} instead of {expected}"
    if planted is None:
        return ""
    shown = {name for name, word in planted.texts.items() if word.encode() in answer.body}
    if answer.word not in WITH_TEXT and shown:
        return f"{answer.word} holds {sorted(shown)}"
    sees_file = the_matrix().read(row.about, FILE)[reader] in WITH_TEXT
    if planted.file.encode() in answer.body and not sees_file:
        return f"{answer.word} holds what is said of its file"
    if row.call == READ and answer.word == "yes" and sees_file and planted.file.encode() not in answer.body:
        return "does not show its file"
    if row.call in READS and answer.word == "yes" and shown != set(planted.texts):
        return f"does not show {sorted(set(planted.texts) - shown)}"
    return ""


def all_that_leaks(world: World, matrix: Matrix, reader: str) -> list[str]:
    """Look at everything that the reader can get, once."""
    everything = everything_of(world, matrix, reader)
    person = world.readers[reader]
    found = _silent(everything, person)
    for relation in matrix.relations:
        planted = world.lesson(relation, reader)
        if planted is not None and matrix.read(relation)[reader] in READABLE:
            found += _not_found(relation, planted, everything, person)
    found += [f"{reader}: {wrong}" for wrong in said_wrongly(world, reader, everything)]
    found += [f"{reader}: {wrong}" for wrong in met_wrongly(world, reader, everything)]
    return found + leaks(world, matrix, reader, everything)


def leaks(world: World, matrix: Matrix, reader: str, pages: dict[str, bytes]) -> list[str]:
    """Look for what the reader may not know about lessons in pages that the reader gets."""
    outside = {page: body for page, body in pages.items() if page.startswith("feeds:")}
    person, found = world.readers[reader], []
    for relation in matrix.relations:
        planted, cell = world.lesson(relation, reader), matrix.read(relation)[reader]
        if planted is None:
            continue
        exempt = _exempt(matrix.exemptions, reader, {OWN if relation.startswith("own") else relation})
        if matrix.read(relation, FILE)[reader] not in WITH_TEXT:
            found += _shown(f"the file of “{relation}”", [planted.file], pages, exempt)
        if relation not in PUBLIC:
            found += _shown(f"the text of “{relation}”", planted.texts.values(), outside, set())
        if cell not in READABLE:
            found += _shown(f"the text of “{relation}”", planted.texts.values(), pages, exempt)
    for planted in world.planted():
        if planted.author != person:
            found += _author_shown(planted, person, pages, matrix.exemptions, reader)
    return [f"{reader}: {leak}" for leak in found]


def _silent(everything: dict[str, bytes], person: Person | None) -> list[str]:
    """Say so when those who have something to hear are sent no digest: then none was looked at."""
    hears = person is not None and is_peer(person)
    return ["there is no digest to look at"] if hears and b"/notices/" not in everything["e-mails"] else []


def search_leaks(world: World, matrix: Matrix, reader: str) -> list[str]:
    """Search for the very words of each lesson, the first form’s and an update’s."""
    search = Search(world, reader)
    found = []
    for relation in matrix.relations:
        planted, cell = world.lesson(relation, reader), matrix.read(relation)[reader]
        if planted is None:
            continue
        is_listed = cell == "yes" and relation != "own, withdrawn"
        for name in {"went_wrong", "update"} & planted.texts.keys():
            finds = search.finds(planted, planted.texts[name])
            found += _unlike(finds, is_listed, f"{reader}: a search for {name} of “{relation}”")
    return found


def _unlike(finds: bool, should: bool, search: str) -> list[str]:
    if finds == should:
        return []
    return [f"{search} finds it"] if finds else [f"{search} does not find it"]


def _author_shown(
    planted: Planted,
    person: Person | None,
    everything: dict[str, bytes],
    exemptions: list[Exemption],
    reader: str,
) -> list[str]:
    about, author = f"the author of {planted.lesson.pk}", planted.author
    exempt = _exempt(exemptions, reader, {AUTHOR})
    hidden = [author.email] if planted.name_shows else [author.name, author.email]
    own = person.organisation.name if person is not None and person.organisation else ""
    places = [place for place in planted.organisations if place != own]
    return _shown(about, hidden, everything, exempt) + _shown(
        f"the organisation of {about}",
        places,
        everything,
        exempt | _exempt(exemptions, reader, {ORGANISATION}),
    )


def _shown(about: str, words: object, everything: dict[str, bytes], exempt: set[str]) -> list[str]:
    return [
        f"{about} ({word}) at {page}"
        for word in words
        for page, body in everything.items()
        if word.encode() in body and page.split("?")[0].split(" ")[0] not in exempt
    ]


def _not_found(
    relation: str, planted: Planted, everything: dict[str, bytes], person: Person | None
) -> list[str]:
    """Say what is missing where it should be: a check that finds nothing anywhere proves nothing."""
    wanted = set()
    if relation not in {"own draft", "own, withdrawn"}:
        wanted |= {"lessons:list", "lessons:fresh", "api:lessons"}
    if relation.startswith("own"):
        wanted |= {"lessons:mine", "api:my_lessons", "people:download", "api:me_data"}
    elif person is not None and is_peer(person):
        wanted |= {"notices:list", "api:notices", "week:week", "week:earlier", "api:week", "api:week_earlier"}
    if relation in PUBLIC:
        wanted |= {"lessons:feed_atom", "lessons:feed_json"}
        wanted |= {"feeds:atom", "feeds:json"} & everything.keys()
    word = planted.texts["went_wrong"].encode()
    return [
        f"“{relation}” is missing at {name}"
        for name in sorted(wanted)
        if (name in everything or not name.startswith("api:"))
        and not any(page.startswith(name) and word in body for page, body in everything.items())
    ]


def _exempt(exemptions: list[Exemption], reader: str, shows: set[str]) -> set[str]:
    return {each.page for each in exemptions if each.reader in {reader, ANYONE} and each.shows in shows}
