"""What is said beside lessons and what meetings are about, looked for in all that a reader gets."""

from django.urls import reverse

from sideways.comments.models import Comment
from sideways.people.trust import PEERS
from tests.promise import meeting
from tests.promise.answers import get
from tests.promise.matrix import the_matrix
from tests.promise.world import World

COPIES = {"people:download", "api:me_data"}  # of one's own


def said_wrongly(world: World, reader: str, everything: dict[str, bytes]) -> list[str]:
    """What is said reaches peers, those who said it and, once reported, guardians: nobody else."""
    said, own = _words_said(), f"zqsaid{reader}qz".encode()
    pages = everything | _pages_of_lessons(world, reader)
    found = _found(set(said), pages)
    if reader in PEERS:
        missing = {
            (b"zqtheirsstandsqz", "lessons:lesson"),
            (f"zqasked{reader}qz".encode(), "api:comments"),
        } - found
        taken_down = {(word, page) for word, page in found if said[word].state == "removed" and word != own}
        return _told("is missing at", missing) + _told("was taken down and stands at", taken_down)
    elsewhere = {(word, page) for word, page in found if (word, page in COPIES) != (own, True)}
    if reader != "guardian":
        return _told("stands at", elsewhere)
    waiting = {b"zqtheirsreportedqz", b"zqtheirsappealedqz"}
    queue = {(word, page) for word in waiting for page in ("comments:queue", "api:cases")}
    return _told("is missing at", queue - elsewhere) + _told("stands at", elsewhere - queue)


def met_wrongly(world: World, reader: str, everything: dict[str, bytes]) -> list[str]:
    """What a meeting is about reaches those in it while they are peers: nobody else, at no address."""
    own = f"zqmeet{reader}qz".encode()
    words = {f"zqmeet{name}qz".encode() for name in [*world.readers, "others"]}
    found = _found(words, everything | _pages_of_meetings(world, reader))
    wrong = {(word, page) for word, page in found if word != own}
    if reader not in PEERS:
        return _told("stands at", wrong | {(word, page) for word, page in found if page not in COPIES})
    wanted = {"meetings:meeting", "api:meeting", "meetings:list", "api:meetings"}
    missing = {(own, page) for page in wanted} - found
    wrong |= {(word, page) for word, page in found if page.startswith("feeds:")}
    return _told("is missing at", missing) + _told("stands at", wrong)


def _words_said() -> dict[bytes, Comment]:
    """Return the marked word of each comment, and the comment."""
    found = {}
    for comment in Comment.objects.filter(audience="peers").select_related("removal"):
        marks = [word.strip("?") for word in comment.text.split() if word.startswith("zq")]
        found |= {mark.encode(): comment for mark in marks}
    return found


def _pages_of_lessons(world: World, reader: str) -> dict[str, bytes]:
    """Return what stands with one lesson in each relation. That hidden ones open to nobody, the cells say."""
    met = filter(None, (world.lesson(relation, reader) for relation in the_matrix().relations))
    return {
        f"{name} {planted.lesson.pk}": get(world, reader, reverse(name, args=[planted.lesson.pk]))
        for planted in met
        for name in ("lessons:lesson", "api:comments")
    }


def _pages_of_meetings(world: World, reader: str) -> dict[str, bytes]:
    return {
        f"{name} {told}": get(world, reader, reverse(name, kwargs=told))
        for (heading, _name), told in world.said.items()
        if heading in {meeting.TO_COME, meeting.PAST}
        for name in ("meetings:meeting", "api:meeting")
    }


def _found(words: set[bytes], pages: dict[str, bytes]) -> set[tuple[bytes, str]]:
    return {(word, page.split(" ")[0]) for word in words for page, body in pages.items() if word in body}


def _told(how: str, found: set[tuple[bytes, str]]) -> list[str]:
    return [f"{word.decode()} {how} {page}" for word, page in sorted(found)]
