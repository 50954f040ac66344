"""What is said beside lessons reaches peers, those who said it and, once reported, guardians: nobody else."""

import pytest
from django.urls import reverse

from sideways.comments.models import Comment
from tests.promise.answers import get
from tests.promise.finding import everything_of
from tests.promise.matrix import the_matrix

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # the cells ask the same rules on both databases
PEERS = {"practitioner", "broker"}
COPIES = {"people:download", "api:me_data"}


def words_said():
    """Return the marked word of each comment, and what stands about it."""
    found = {}
    for comment in Comment.objects.filter(audience="peers").select_related("removal"):
        marks = [word.strip("?") for word in comment.text.split() if word.startswith("zq")]
        found |= {mark.encode(): comment for mark in marks}
    return found


def got_by(world, matrix, reader):
    pages = everything_of(world, matrix, reader)
    for planted in world.planted():
        for name in ("lessons:lesson", "api:comments"):
            pages[f"{name} {planted.lesson.pk}"] = get(world, reader, reverse(name, args=[planted.lesson.pk]))
    return pages


@pytest.mark.parametrize("reader", the_matrix().readers)
def test_nothing_said_beside_a_lesson_reaches_whoever_it_is_not_for(reader, matrix, world):
    said, pages = words_said(), got_by(world, matrix, reader)
    own = f"zqsaid{reader}qz".encode()
    found = {(word, page.split(" ")[0]) for word in said for page, body in pages.items() if word in body}

    if reader in PEERS:
        assert (b"zqtheirsstandsqz", "lessons:lesson") in found
        assert (f"zqasked{reader}qz".encode(), "api:comments") in found
        assert not [word for word, _page in found if said[word].state == "removed" and word != own]
        return
    elsewhere = {(word, page) for word, page in found if (word, page in COPIES) != (own, True)}
    if reader == "guardian":
        waiting = {b"zqtheirsreportedqz", b"zqtheirsappealedqz"}
        assert elsewhere == {(word, page) for word in waiting for page in ("comments:queue", "api:cases")}
    else:
        assert elsewhere == set()
