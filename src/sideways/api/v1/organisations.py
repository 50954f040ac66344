"""Organisations, and the lists that answers are chosen from."""

from django.shortcuts import get_object_or_404
from ninja import Query, Router

from sideways.api.access import PersonRequest
from sideways.api.authentication import READ
from sideways.api.cursors import Walk, stretch
from sideways.api.fields import Page, PathId
from sideways.api.shapes import organisations as shapes
from sideways.api.shapes.people import ProfessionTold
from sideways.people import queries
from sideways.people.grades import grades
from sideways.people.models import Topic
from sideways.people.organisation_views import MOST_FOUND
from sideways.people.rules import is_operator

router = Router(auth=READ, tags=["Organisations and lists"])


@router.get("/organisations", response=shapes.OrganisationFound, url_name="organisations")
def organisation_list(
    request: PersonRequest, sought: Query[shapes.OrganisationFilter]
) -> shapes.OrganisationFound:
    """Find organisations by name, best first: at most 30."""
    found = queries.organisations_matching(sought.q, limit=MOST_FOUND)
    return shapes.OrganisationFound(
        items=[shapes.OrganisationRow(**shapes.row_fields(each)) for each in found]
    )


@router.get("/organisations/{int:organisation_id}", response=shapes.OrganisationTold, url_name="organisation")
def organisation_read(request: PersonRequest, organisation_id: PathId) -> shapes.OrganisationTold:
    """Read about an organisation."""
    found = get_object_or_404(queries.organisations_listed_with_relations(), pk=organisation_id)
    return shapes.organisation_told(found, for_operator=is_operator(request.user))


@router.get("/organisations/{int:organisation_id}/parts", response=shapes.OrganisationParts, url_name="parts")
def organisation_parts(
    request: PersonRequest, organisation_id: PathId, page: Query[Page]
) -> shapes.OrganisationParts:
    """List the organisations that belong to one, by name."""
    whole = get_object_or_404(queries.organisations_listed_with_relations(), pk=organisation_id)
    parts = queries.organisations_within(whole).order_by("name", "pk")
    shown = stretch(request, parts, Walk(**page.dict()))
    items = [shapes.OrganisationRow(**shapes.row_fields(each)) for each in shown.rows]
    return shapes.OrganisationParts(items=items, next=shown.next)


@router.get("/professions", response=shapes.ProfessionList, url_name="professions")
def profession_list(request: PersonRequest) -> shapes.ProfessionList:
    """List the professions you may choose."""
    found = queries.professions_open_to(request.user)
    return shapes.ProfessionList(items=[ProfessionTold.from_orm(each) for each in found])


@router.get("/topics", response=shapes.TopicList, url_name="topics")
def topic_list(request: PersonRequest) -> shapes.TopicList:
    """List the topics."""
    return shapes.TopicList(
        items=[shapes.TopicTold(slug=each.pk, name=each.name) for each in Topic.objects.all()]
    )


@router.get("/grades", response=shapes.GradeList, url_name="grades")
def grade_list(request: PersonRequest) -> shapes.GradeList:
    """List the grades, and the level each usually goes with."""
    return shapes.GradeList(
        items=[
            shapes.GradeTold(key=each.key, scheme=each.scheme, grade=each.grade, level=each.level)
            for each in grades()
        ]
    )
