"""The community projects of the world: each reader's own, those of others, and what is asked."""

from typing import TYPE_CHECKING, Any

from sideways.people.models import Person
from sideways.people.tests.factories import make_organisation, make_person
from sideways.villages import handing
from sideways.villages.models import Project
from sideways.villages.tests import factories as villages

if TYPE_CHECKING:
    from tests.promise.world import World

OWN, MENTOR, PEER = (
    "The reader's own project",
    "A mentor who is suggested for the reader's own project",
    "A project that is suggested for the reader's own project",
)
KEPT = "A card that the reader keeps for somebody who rang"
ASKS = "What the reader asks of somebody for their project"
ASKED, AGREED = "What a project asks of the reader", "What the reader has agreed to"
DAY, PART = "A day to which a project of the reader is invited", "The reader's own part in a day"
FAR = {"outcode": "LS1", "topics": ["rural-transport"]}


def put_up_as(world: "World", name: str) -> None:
    """Let a reader, still a practitioner, put up a project, mentor, and be asked."""
    reader = world.readers[name]
    assert reader is not None
    topic = ["village-halls"]
    own = villages.make_project(reader, name=f"Hall zqhall{name}qz", wants="A warm room", topics=topic)
    mentor = villages.make_mentor(topics=topic)
    peer = villages.make_project(topics=topic)
    villages.make_mentor(reader, limit=5)
    asked = villages.ask(_theirs(), mentor=reader.mentoring)
    asks = villages.ask(villages.make_project(reader, **FAR), body=make_organisation())
    kept = villages.make_project(reader, **FAR)
    Project.objects.filter(pk=kept.pk).update(on_behalf=True)  # as a broker who has become something else
    agreed = villages.mentored(_theirs(), reader.mentoring)
    day = villages.make_day([own], [mentor])
    world.said |= {
        (DAY, name): {"day_id": day.pk},
        (PART, name): {"day_id": day.pk, "guest_id": day.guests.get(project=own).pk},
        (OWN, name): {"project_id": own.pk},
        (MENTOR, name): {"project_id": own.pk, "mentor_id": mentor.pk},
        (PEER, name): {"project_id": own.pk, "peer_id": peer.pk},
        (KEPT, name): {"project_id": kept.pk},
        (ASKS, name): {"proposal_id": asks.pk},
        (ASKED, name): {"proposal_id": asked.pk},
        (AGREED, name): {"proposal_id": agreed.pk},
    }


def _theirs() -> Project:
    return villages.make_project(make_person(name="Zia Quill"), **FAR)


def objects(world: "World", junior: Person) -> dict[str, dict[str, Any]]:
    """Return what others have put up and are asked, by its heading."""
    theirs, below = _theirs(), villages.make_project(junior, name="Below")
    mentor = villages.make_mentor(make_person(), topics=["food-and-fuel"])
    asked = villages.ask(_theirs(), mentor=mentor)
    day = villages.make_day([theirs], [mentor])
    their_day = {"day_id": day.pk}
    their_part = their_day | {"guest_id": day.guests.get(project=theirs).pk}
    kept = villages.make_project(make_person(kind="broker"), on_behalf=True)
    untrained = villages.make_mentor(trained=False)
    return {
        "Community projects": {},
        "Matching days": {},
        "A day to which others are invited": their_day,
        "The part of others in a day": their_part,
        DAY: their_day,
        PART: their_part,
        "A project of somebody else": {"project_id": theirs.pk},
        "A project of somebody who works below the reader": {"project_id": below.pk},
        "A mentor nobody has confirmed": {"mentor_id": untrained.pk},
        "What a project asks of somebody else": {"proposal_id": asked.pk},
        "A card that others keep for somebody who rang": {"project_id": kept.pk},
        "The address by which a card is taken over": {"sealed": handing.sealed(kept)},
        KEPT: {"project_id": kept.pk},
        ASKS: {"proposal_id": asked.pk},
        OWN: {"project_id": theirs.pk},  # for who is not signed in
        MENTOR: {"project_id": theirs.pk, "mentor_id": mentor.pk},
        PEER: {"project_id": theirs.pk, "peer_id": below.pk},
        ASKED: {"proposal_id": asked.pk},
        AGREED: {"proposal_id": asked.pk},
    }
