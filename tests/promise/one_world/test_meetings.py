"""What a meeting is about reaches those in it while they are peers: nobody else, at no address."""

import pytest
from django.urls import reverse

from tests.promise import meeting
from tests.promise.answers import get
from tests.promise.finding import everything_of
from tests.promise.matrix import the_matrix

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # the cells ask the same rules on both databases
PEERS = {"practitioner", "broker"}
COPIES = {"people:download", "api:me_data"}  # of one's own


@pytest.mark.parametrize("reader", the_matrix().readers)
def test_no_meeting_reaches_whoever_is_not_in_it(reader, matrix, world):
    pages = everything_of(world, matrix, reader)
    for (heading, _name), told in world.said.items():
        if heading in {meeting.TO_COME, meeting.PAST}:
            for name in ("meetings:meeting", "api:meeting"):
                pages[f"{name} {told}"] = get(world, reader, reverse(name, kwargs=told))
    words = {f"zqmeet{name}qz".encode() for name in [*world.readers, "others"]}

    found = {(word, page.split(" ")[0]) for word in words for page, body in pages.items() if word in body}

    own = f"zqmeet{reader}qz".encode()
    assert {word for word, _page in found} <= {own}
    where = {page for _word, page in found}
    if reader in PEERS:
        assert where >= {"meetings:meeting", "api:meeting", "meetings:list", "api:meetings"}
        assert not {page for page in where if page.startswith("feeds:")}
    else:
        assert where <= COPIES
