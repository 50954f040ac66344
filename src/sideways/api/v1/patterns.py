"""What many lessons are about: the same figures for everybody, and the lessons a reader may open."""

from uuid import UUID

from django.http import Http404
from ninja import Query, Router

from sideways.api.access import PersonRequest
from sideways.api.authentication import READ
from sideways.api.cursors import Walk, stretch
from sideways.api.fields import Page
from sideways.api.shapes import patterns as shapes
from sideways.patterns import queries

router = Router(auth=READ, tags=["Patterns"])


@router.get("/patterns", response=shapes.PatternList, url_name="patterns")
def pattern_list(request: PersonRequest) -> shapes.PatternList:
    """List what many lessons are about, most lessons first. It changes once a month.

    Every number is a step of 5: there are that many, or up to 4 more. 0 stands for fewer than 5.
    """
    items = [shapes.pattern_told(shown) for shown in queries.patterns_shown()]
    return shapes.PatternList(month=queries.newest_edition(), items=items)


@router.get("/patterns/{uuid:pattern_id}", response=shapes.PatternRead, url_name="pattern")
def pattern_read(request: PersonRequest, pattern_id: UUID, page: Query[Page]) -> shapes.PatternRead:
    """Read one pattern, with the ids of those of its lessons that you may open."""
    shown = queries.pattern_shown(pattern_id)
    if shown is None:
        raise Http404
    lessons = stretch(request, queries.lessons_in(pattern_id, request.user), Walk(**page.dict()))
    return shapes.PatternRead(
        pattern=shapes.pattern_told(shown), lessons=[lesson.pk for lesson in lessons.rows], next=lessons.next
    )
