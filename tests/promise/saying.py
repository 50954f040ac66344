"""What the world says beside lessons: about the readers' own, by them, and by others."""

from typing import TYPE_CHECKING, Any

from sideways.comments.models import Comment, Expert
from sideways.comments.tests import factories as comments

if TYPE_CHECKING:
    from tests.promise.world import World

ABOUT_OWN, TAKEN_DOWN = (
    "A question about the reader's own lesson",
    "What the reader said, taken down by a guardian",
)


def say_as(world: "World", name: str) -> None:
    """Let a reader, still a practitioner, be asked about a lesson of theirs, and say what is taken down."""
    reader, asked = world.readers[name], world.own["own", name].lesson
    peers = world.shared_by_all["other level, for peers"].lesson
    question = comments.ask(asked, world.friend, f"Why, said zqasked{name}qz?")
    said = comments.say(peers, reader, f"Ours said zqsaid{name}qz")
    _take_down(world, said)
    world.said[ABOUT_OWN, name] = _id(question)
    world.said[TAKEN_DOWN, name] = _id(said)


def objects(world: "World") -> dict[str, dict[str, Any]]:
    """Return what is said by others, by its heading."""
    peers = world.shared_by_all["other level, for peers"].lesson
    below = world.shared_by_all["senior in the same organisation"].author
    stands, reported, appealed = (
        comments.say(peers, world.friend, f"Theirs said zqtheirs{name}qz")
        for name in ("stands", "reported", "appealed")
    )
    hidden = comments.say(peers, below)
    reporter = world.shared_by_all["same level"].author
    for each in (reported, hidden):
        comments.report(each, reporter)
    _take_down(world, appealed)
    comments.appeal(appealed, world.friend)
    expert = comments.make_expert()
    comments.advise(world.shared_by_all["public"].lesson, expert)
    return {
        "A comment on a lesson that peers read": _id(stands),
        "A comment that somebody has reported": _id(reported),
        "A comment by somebody who works below the guardian, reported": _id(hidden),
        "An appeal that waits for a second guardian": _id(appealed),
        "Somebody who is an expert": {"pk": Expert.objects.get(person=expert).pk},
        ABOUT_OWN: _id(stands),  # for who is not signed in
        TAKEN_DOWN: _id(stands),
    }


def _take_down(world: "World", comment: Comment) -> None:
    comments.report(comment, world.shared_by_all["same level"].author)
    comments.remove(comment, world.guardian)


def _id(comment: Comment) -> dict[str, Any]:
    return {"comment_id": comment.pk}
