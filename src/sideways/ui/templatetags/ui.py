"""Tags and filters every template may use without loading them (they are builtins)."""

from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, CheckboxInput, Field, Select
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sideways.ui import dates

register = template.Library()


@register.simple_tag
def site_name() -> str:
    """Return the name of this site."""
    return settings.SITE_NAME


@register.simple_tag(takes_context=True)
def module_script(context: template.Context, path: str) -> SafeString:
    """Load one of our ES modules, with the nonce of the page."""
    return format_html(
        '<script type="module" src="{}" nonce="{}"></script>', static(path), context.get("CSP_NONCE", "")
    )


@register.inclusion_tag("ui/components/error-summary.html")
def error_summary(*forms: BaseForm | None) -> dict[str, Any]:
    """List the errors of the forms, each with a link to its field. Appears once a page for each form."""
    errors = []
    for form in forms:
        if form is None or not form.errors or vars(form).get("errors_are_summarised"):
            continue
        vars(form)["errors_are_summarised"] = True
        errors += [{"text": text, "target": ""} for text in form.non_field_errors()]
        for field in form:
            target = "" if field.is_hidden else first_control_id(field)
            errors += [{"text": text, "target": target} for text in error_texts(field)]
    return {"errors": errors}


@register.inclusion_tag("ui/components/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """Link the pages of a list, keeping the filters that are in the address."""
    pages = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "pages": list(pages), "request": context["request"]}


@register.filter
def first_control_id(field: BoundField) -> str:
    """Return the id of what should have the focus when the field is to be mended."""
    if field.use_fieldset and field.auto_id:
        return str(field.field.widget.id_for_label(field.auto_id, index="0") or field.auto_id)
    return str(field.id_for_label)


@register.filter
def error_texts(field: BoundField) -> list[str]:
    """Return what is wrong with a field; where the form has no words for an empty one, name the field."""
    plain = str(Field.default_error_messages["required"])
    return [_empty_text(field) if text == plain else str(text) for text in field.errors]


def _empty_text(field: BoundField) -> str:
    if field.use_fieldset or isinstance(field.field.widget, Select):
        return _("Choose an answer: %(question)s") % {"question": field.label}
    if isinstance(field.field.widget, CheckboxInput):
        return _("Tick the box: %(question)s") % {"question": field.label}
    return _("Fill in: %(question)s") % {"question": field.label}


@register.filter
def is_optional(field: BoundField) -> bool:
    """Say whether to mark the field as optional: only where others of the form must be filled in."""
    return not field.field.required and any(
        other.field.required and not other.is_hidden for other in field.form
    )


@register.filter
def day(value: date | None) -> str:
    """Write a day: 5 January 2026."""
    return dates.day(value) if value else ""


@register.filter
def clock(value: datetime | None) -> str:
    """Write a time: 3:15pm."""
    return dates.clock(value) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """Write a day and a time: 5 January 2026 at 3:15pm."""
    return dates.moment(value) if value else ""


@register.filter
def ago(value: date | None) -> str:
    """Write how long ago: 3 hours ago, yesterday, 5 January 2026."""
    return dates.ago(value, timezone.now()) if value else ""


@register.simple_tag
def when(value: date | None) -> SafeString | str:
    """Write how long ago as a time element, with the exact moment on hover."""
    if value is None:
        return ""
    exact = dates.moment(value) if isinstance(value, datetime) else dates.day(value)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', value.isoformat(), exact, dates.ago(value, timezone.now())
    )
