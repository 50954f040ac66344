"""What a list of lessons is narrowed to: asked in a form, kept as words, the same for pages and feeds."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from sideways.lessons import queries
from sideways.lessons.filter_queries import Counts
from sideways.lessons.forms import FilterForm, offer
from sideways.lessons.models import Lesson, SavedSearch
from sideways.lessons.presenters import LEVELS, LEVELS_CHOSEN, STAGES_CHOSEN
from sideways.lessons.queries import Filters
from sideways.lessons.saved_queries import filters_of
from sideways.lessons.wording import searchable
from sideways.people.cells import Cells
from sideways.people.levels import Level, Service
from sideways.people.models import Profession, Topic


def filter_form(sent: Mapping[str, str], cells: Cells) -> FilterForm:
    """Return the form, filled with what was sent. Two queries."""
    plain = {**sent, "q": searchable(sent.get("q", ""))}
    return FilterForm(plain, offered=_offered(cells))


def chosen(form: FilterForm) -> Filters:
    """Return what is chosen in a form; what it does not offer counts as nothing."""
    form.is_valid()  # what is not in the list of a field is not in its cleaned data
    return Filters(**{name: form.cleaned_data.get(name, "") for name in form.fields})


def count_choices(form: FilterForm, counts: Counts) -> None:
    """Write behind each choice how many lessons it would leave, where nothing is chosen yet."""
    for name, counted in counts.items():
        if not form.cleaned_data.get(name):
            choices = form.fields[name].choices  # type: ignore[attr-defined]  # every one is a choice
            offer(
                form,
                name,
                [(value, f"{label} ({counted[value]})" if value else label) for value, label in choices],
            )


def filter_words(filters: Mapping[str, str]) -> list[str]:
    """Say what a list is narrowed to. Two queries at most."""
    return filter_words_each([filters])[0]


def filter_words_each(lists: Sequence[Mapping[str, str]]) -> list[list[str]]:
    """Say of each list what it is narrowed to. Two queries at most, however many lists there are."""
    said: dict[str, Callable[[str], str]] = {
        "q": lambda words: f"“{words}”",
        "stage": lambda stage: str(STAGES_CHOSEN[Lesson.Stage(stage)]),
        "topic": _namer(Topic, [filters["topic"] for filters in lists if "topic" in filters]),
        "service": lambda service: str(Service(service).label),
        "profession": _namer(
            Profession, [filters["profession"] for filters in lists if "profession" in filters]
        ),
        "level": lambda level: str(LEVELS_CHOSEN[Level(int(level))]),
        "region": lambda region: region,
    }
    return [[said[name](value) for name, value in filters.items()] for filters in lists]


def search_words(searches: Iterable[SavedSearch]) -> list[list[str]]:
    """Say of each saved search what it looks for. Two queries at most."""
    return filter_words_each([filters_of(search).chosen() for search in searches])


def _namer(model: type[Topic] | type[Profession], pks: Collection[str]) -> Callable[[str], str]:
    names = dict(model.objects.filter(pk__in=pks).values_list("pk", "name")) if pks else {}
    return lambda pk: names.get(pk) or _("something that is gone")


def _offered(cells: Cells) -> dict[str, list[tuple[str, str]]]:
    return {
        "stage": [(stage.value, str(stage.label)) for stage in queries.STAGE_ORDER],
        "topic": list(Topic.objects.values_list("pk", "name")),
        "service": [(service.value, str(service.label)) for service in Service],
        "profession": list(Profession.objects.values_list("pk", "name")),
        "level": [(str(level), str(LEVELS[level])) for level in queries.levels_shown(cells)],
        "region": [(region, region) for region in cells.regions()],
    }
