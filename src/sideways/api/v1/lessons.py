"""Reading lessons: the list, one lesson, what one wrote, earlier versions, echoes."""

from typing import Any, Literal
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils import timezone
from ninja import Query, Router, Status

from sideways.api import access
from sideways.api.access import PersonRequest
from sideways.api.authentication import READ, WRITE
from sideways.api.cursors import Stretch, Walk, stretch, stretch_of
from sideways.api.fields import Page
from sideways.api.shapes import lessons as shapes
from sideways.api.shapes.found import slips_told
from sideways.lessons import presenters, queries, rules, services
from sideways.lessons.chain_queries import chain_of, lessons_in
from sideways.lessons.following import Following
from sideways.lessons.following_queries import following_of, lessons_followed_by
from sideways.lessons.models import Lesson, LessonRelease
from sideways.lessons.presenters.chain import branches_told, roots_told
from sideways.lessons.views.access import own_or_404, readable_or_404
from sideways.people.queries import cells_of
from sideways.people.trust import Reader, State, is_peer
from sideways.search.queries import Answer

# writing.py and audience.py add to this router: all methods of one address must stand in the same.
router = Router(auth=READ, tags=["Lessons"])


@router.get("/lessons", response=shapes.LessonList, url_name="lessons")
def lesson_list(
    request: PersonRequest, sought: Query[shapes.LessonFilter], page: Query[Page]
) -> shapes.LessonList:
    """List the lessons you can read.

    What happens now comes first, then what just ended, then what is past; newest first inside each. With
    “q” the best comes first, with the words marked. Those that tell nearly the same as one before say so
    in “alike_to”.
    """
    reader, cells, walk = request.user, cells_of(), Walk(**page.dict())
    filters = queries.Filters(**{name: str(value) for name, value in sought.model_dump(mode="json").items()})
    readable, own = queries.lessons_readable_with_own(reader)
    narrowed = queries.lessons_narrowed(readable, filters, cells)
    answer = queries.lessons_matching(narrowed, filters.q) if filters.q else None
    shown = _best_of(request, answer, walk) if answer else _in_order(request, narrowed, walk)
    followed = set(reader.topics.order_by().values_list("pk", flat=True))
    rows = presenters.lesson_rows(shown.rows, cells, reader, followed, own)
    rows = presenters.rows_found(rows, answer) if answer else rows
    alike = queries.alike_on_page(shown.rows, by_stage=answer is None)
    return shapes.LessonList(
        items=[shapes.row_told(row, alike.get(row.lesson.pk)) for row in rows],
        next=shown.next,
        counts=queries.stage_counts(answer.things if answer else narrowed),
        holds_all=answer.every if answer else True,
        slips=slips_told(presenters.words_meant(answer.question, rows)) if answer else [],
    )


def _in_order(request: PersonRequest, found: QuerySet[Lesson], walk: Walk) -> Stretch:
    return stretch(request, queries.with_what_rows_show(queries.in_list_order(found)), walk)


def _best_of(request: PersonRequest, answer: Answer[Lesson], walk: Walk) -> Stretch:
    part = stretch_of(request, answer.subjects, walk)
    return Stretch(queries.lessons_best(answer, part.rows), part.next)


@router.get("/me/lessons", response=shapes.MyLessonList, url_name="my_lessons")
def my_lesson_list(request: PersonRequest, page: Query[Page]) -> shapes.MyLessonList:
    """List what you wrote: drafts first, then what is shared, then what is withdrawn."""
    items, after = _plain_rows(request, queries.lessons_written_by(access.author(request)), page)
    return shapes.MyLessonList(items=items, next=after)


@router.get("/me/following", response=shapes.FollowedList, url_name="followed")
def followed_lesson_list(
    request: PersonRequest, page: Query[Page], how: Literal["watching", "muted"] = "watching"
) -> shapes.FollowedList:
    """List the lessons you watch, or those you have muted, newest first."""
    followed = lessons_followed_by(access.peer(request), Following(how))
    items, after = _plain_rows(request, followed, page)
    return shapes.FollowedList(items=items, next=after)


def _plain_rows(
    request: PersonRequest, lessons: QuerySet[Lesson], page: Page
) -> tuple[list[shapes.LessonRow], str | None]:
    """Return a stretch of somebody's own list, where why they see each is plain, and the cursor after it."""
    shown = stretch(request, queries.with_what_rows_show(lessons), Walk(**page.dict()))
    cells = queries.cells_at(lesson.level for lesson in shown.rows)
    rows = presenters.lesson_rows(shown.rows, cells, AnonymousUser())
    return [shapes.row_told(row) for row in rows], shown.next


@router.get("/me/audiences", response=shapes.AudienceChoices, url_name="audiences")
def audience_list(request: PersonRequest) -> shapes.AudienceChoices:
    """Say who could read what you write, and how you would be shown.

    Show the sentence of what is chosen beside the words, before anything is saved.
    """
    person = access.peer(request)
    cells = queries.cells_at([person.level])
    sentences = presenters.audience_sentences(person, cells)
    return shapes.AudienceChoices(
        items=[
            shapes.AudienceChoice(
                audience=each.audience, attribution=each.attribution, can=each.can, cannot=each.cannot
            )
            for each in sentences
        ],
        few_at_level=presenters.few_at_level(person, cells),
    )


@router.get("/lessons/{uuid:lesson_id}", response=shapes.LessonTold, url_name="lesson")
def lesson_read(request: PersonRequest, lesson_id: UUID) -> shapes.LessonTold:
    """Read a lesson."""
    return told(request, lesson_id)


@router.get("/lessons/{uuid:lesson_id}/versions", response=shapes.VersionList, url_name="versions")
def version_list(request: PersonRequest, lesson_id: UUID) -> shapes.VersionList:
    """Read what your lesson said before, newest first."""
    access.author(request)
    lesson = own_or_404(request, lesson_id)
    versions = [
        shapes.version_told(version, str(presenters.VERSION_WORDS.get(version.action, version.action)))
        for version in lesson.versions.all()
    ]
    return shapes.VersionList(items=versions)


@router.put("/lessons/{uuid:lesson_id}/echo", response={204: None}, url_name="echo", auth=WRITE)
def lesson_echo(request: PersonRequest, lesson_id: UUID) -> Status:
    """Say that it happened to you too. Only your service shows. Twice is once."""
    person = access.peer(request)
    found = readable_or_404(request, lesson_id)
    services.lesson_echo(lesson=found, by=person, at=timezone.now())
    return Status(204, None)


@router.delete("/lessons/{uuid:lesson_id}/echo", response={204: None}, url_name="echo", auth=WRITE)
def lesson_echo_take_back(request: PersonRequest, lesson_id: UUID) -> Status:
    """Take back that it happened to you too. Twice changes nothing."""
    person = access.peer(request)
    found = readable_or_404(request, lesson_id)
    services.lesson_echo_take_back(lesson=found, by=person, at=timezone.now())
    return Status(204, None)


@router.get("/lessons/{uuid:lesson_id}/following", response=shapes.FollowingTold, url_name="following")
def lesson_following(request: PersonRequest, lesson_id: UUID) -> shapes.FollowingTold:
    """Read how much you hear of a lesson."""
    person = access.peer(request)
    found = readable_or_404(request, lesson_id)
    return shapes.FollowingTold(how=following_of(found, person))


@router.put(
    "/lessons/{uuid:lesson_id}/following", response=shapes.FollowingTold, url_name="following", auth=WRITE
)
def lesson_follow(
    request: PersonRequest, lesson_id: UUID, sent: shapes.FollowingSent
) -> shapes.FollowingTold:
    """Watch a lesson, mute it, or neither. Twice is once."""
    person = access.peer(request)
    found = readable_or_404(request, lesson_id)
    services.lesson_follow(lesson=found, how=sent.how, by=person)
    return shapes.FollowingTold(how=sent.how)


def told(request: PersonRequest, lesson_id: UUID) -> shapes.LessonTold:
    """Return a lesson as this reader may know it now."""
    found = readable_or_404(request, lesson_id)
    reader = request.user
    is_mine = rules.is_author(found, reader)
    readers = queries.named_readers(found).count() if is_mine else 0
    may_echo = is_peer(reader) and not is_mine and found.state == State.SHARED
    by_service = queries.echoes_by_service(found)
    who = presenters.who_can_read(found, is_mine=is_mine, readers=readers)
    return shapes.LessonTold(
        id=found.pk,
        state=found.state,
        title=presenters.title_of(found),
        **_written(found),
        topics=shapes.topics_of(found),
        shared_on=shapes.day_if(found.shared_at),
        changed_on=shapes.day_if(found.changed_at) if is_mine or found.version > 1 else None,
        updates=[
            shapes.UpdateTold(id=each.pk, on=shapes.day(each.at), text=each.text)
            for each in found.updates.all()
        ],
        **_chain_and_author(found, reader),
        echoes=shapes.Echoes(total=sum(by_service.values()), by_service=by_service),
        may_echo=may_echo,
        has_echoed=may_echo and queries.has_echoed(found, reader),
        who_can_read=shapes.WhoCanRead(**who),
        mine=_mine(found, readers) if is_mine else None,
    )


def _chain_and_author(lesson: Lesson, reader: Reader) -> dict[str, Any]:
    roots, branches = chain_of(lesson, reader)
    cells = queries.cells_at(each.level for each in [lesson, *roots, *lessons_in(branches)])
    return {
        "author": presenters.author_words(lesson, cells),
        "grew_from": shapes.links_told(roots_told(roots, cells)),
        "grown": shapes.branches_told(branches_told(lesson, branches, cells), lesson.pk),
    }


SHOWN = (
    "stage", "trying", "went_wrong", "causes", "advice", "talk", "expected", "early_signs", "scale", "harm",
    "changed", "helped", "still_puzzling", "do_not_copy",
)  # fmt: skip


def _written(lesson: Lesson) -> dict[str, Any]:
    return {name: getattr(lesson, name) for name in SHOWN}


def _mine(lesson: Lesson, readers: int) -> shapes.Mine:
    release = LessonRelease.objects.filter(lesson=lesson).first()
    return shapes.Mine(
        version=lesson.version,
        audience=lesson.audience,
        attribution=lesson.attribution,
        named_readers=readers,
        release=release_told(release) if release else None,
    )


def release_told(release: LessonRelease) -> shapes.ReleaseTold:
    """Return where a lesson stands on its way to the public, for its author."""
    return shapes.ReleaseTold(state=release.state, wording=release.wording, reason=release.reason)
