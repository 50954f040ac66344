"""Community projects of the demo: the volunteer's has a body and a peer, and no mentor yet."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from sideways.people.models import Organisation, Person
from sideways.villages import services
from sideways.villages.models import Mentor, Project, Proposal
from sideways.villages.services import Candidate, Card, Invitations, Offer

VOLUNTEER, BROKER = "volunteer@demo.example.org", "broker@demo.example.org"
SUPPORTS = "chris.wintersgill@demo.example.org"
DAY = timedelta(days=1)
CARDS = {
    VOLUNTEER: Card(
        name="Shopping brought round Rimthwaite",
        wants="The bus stopped in May. Eleven people can no longer get to the shop. We want to bring the "
        "shopping round twice a week in our own cars, and do not know about insurance or fuel money.",
        outcode="BB7",
        topics=("village-shops", "volunteers", "rural-transport"),
    ),
    "jean.metcalfe@demo.example.org": Card(
        name="Lifts to the health centre",
        wants="We drive people to their appointments. Half of our drivers are over seventy and we find no "
        "new ones.",
        outcode="PR3",
        topics=("community-transport", "rural-transport", "volunteers"),
    ),
    "peter.vasey@demo.example.org": Card(
        name="A warm room on Wednesdays",
        wants="The hall stands empty on weekdays. We want to open it one day a week in winter, with soup.",
        outcode="BD23",
        topics=("village-halls", "food-and-fuel"),
    ),
}
# The broker keeps this one for somebody who rang and has no e-mail.
RANG = Card(
    name="A bench by the bus stop at Cold Harrow",
    wants="Eight of us wait there on Tuesdays and none of us can stand for long. Who do we ask, who pays, "
    "and who mends it?",
    outcode="BD24",
    topics=("bus-services", "volunteers"),
)
MENTORS = {
    "barbara.sowerbutts@demo.example.org": Offer(
        done="We bring shopping to thirty houses from a village shop. The first insurer said no, the third "
        "said yes. I know which questions they ask.",
        topics=("village-shops", "food-and-fuel"),
    ),
    "bob.wolstenholme@demo.example.org": Offer(
        done="I keep the rota of a volunteer driver scheme: mileage, checks, and what to do when nobody can.",
        topics=("community-transport", "bus-services", "volunteers"),
    ),
    "hilary.pickthall@demo.example.org": Offer(
        done="I began a community hub with nine volunteers and a grant that ended after a year.",
        topics=("volunteers", "food-and-fuel"),
    ),
}
NOT_CONFIRMED = "hilary.pickthall@demo.example.org"


def projects_make(
    people: Mapping[str, Person], organisations: Mapping[str, Organisation], now: datetime
) -> None:
    """Put up the projects, let people offer to mentor, and fill two of the volunteer's three roles."""
    projects = {
        email: services.project_add(
            project_id=uuid.uuid4(), card=card, by=people[email], at=now - 20 * DAY + hours * DAY / 24
        )
        for hours, (email, card) in enumerate(CARDS.items())
    }
    services.project_add(
        project_id=uuid.uuid4(), card=RANG, by=people[BROKER], at=now - 5 * DAY, on_behalf=True
    )
    trained = []
    for email, offer in MENTORS.items():
        mentor = services.mentor_offer(offer=offer, by=people[email], at=now - 4 * DAY)
        if email != NOT_CONFIRMED:
            broker = people[BROKER]
            trained.append(
                services.mentor_confirm(mentor=mentor, is_trained=True, by=broker, at=now - 3 * DAY)
            )
    _open_a_day(projects, trained, people[BROKER], now)
    own = projects[VOLUNTEER]
    peer = projects["jean.metcalfe@demo.example.org"]
    for candidate, answers in (
        (Candidate(body=organisations["rimmerdale-action"]), people[SUPPORTS]),
        (Candidate(peer=peer), peer.made_by),
    ):
        asked = _ask(own, candidate, now - 15 * DAY)
        services.proposal_answer(proposal=asked, says_yes=True, by=answers, at=now - 12 * DAY)


def _open_a_day(
    projects: Mapping[str, Project], mentors: list[Mentor], broker: Person, now: datetime
) -> None:
    """Invite two projects to a day in three weeks. Nobody has ranked yet."""
    invitations = Invitations(
        on=timezone.localdate(now) + 21 * DAY,
        place="Rimthwaite village hall",
        projects=[projects[VOLUNTEER], projects["peter.vasey@demo.example.org"]],
        mentors=mentors,
    )
    services.day_open(day_id=uuid.uuid4(), invitations=invitations, by=broker, at=now - 2 * DAY)


def _ask(project: Project, candidate: Candidate, at: datetime) -> Proposal:
    return services.proposal_make(
        proposal_id=uuid.uuid4(), project=project, candidate=candidate, by=project.made_by, at=at
    )
