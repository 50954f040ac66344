"""A network with two themes in it, and whatever a test adds."""

from datetime import timedelta

from django.utils import timezone

from sideways.lessons.models import Lesson
from sideways.lessons.tests.factories import make_lesson
from sideways.patterns import services
from sideways.patterns.models import Edition, Pattern, PatternMember
from sideways.people.tests.factories import make_organisation, make_person
from sideways.people.trust import State

NOTES = "The pharmacy letter about dosette boxes reached the ward late and the tablets were wrong"
TRIBUNALS = "The interpreter missed the tribunal because the rota had been swapped"
BOILERS = "The boiler stayed cold because two landlords argued over who pays the plumber"


def make_theme(
    text: str, *, n: int = 6, n_organisations: int = 6, days_ago: int = 100, **fields: object
) -> list[Lesson]:
    """Return lessons about one thing, by as many people, spread over some organisations."""
    organisations = [make_organisation() for _ in range(n_organisations)]
    at = timezone.now() - timedelta(days=days_ago)
    return [
        make_lesson(
            author=make_person(organisation=organisations[i % n_organisations]),
            trying="Go on",
            went_wrong=text,
            at=at,
            **fields,
        )
        for i in range(n)
    ]


def publish() -> None:
    services.edition_make(at=timezone.now())


def make_pattern() -> Pattern:
    """Return a pattern of every shared lesson there is: its page must list to each reader only some."""
    shared = list(Lesson.objects.filter(state=State.SHARED))
    behind = len(shared)  # as if each were from an organisation of its own
    edition = Edition.objects.create(month=timezone.localdate().replace(day=1))
    pattern = Pattern.objects.create(
        edition=edition,
        lessons=len(shared),
        organisations=behind,
        words=[["letters", behind], ["late", behind], ["ward", behind]],
        services=[["nhs", behind]],
        professions=[["nurse", behind]],
    )
    PatternMember.objects.bulk_create(
        PatternMember(pattern=pattern, lesson=lesson, version=lesson.version) for lesson in shared
    )
    return pattern
