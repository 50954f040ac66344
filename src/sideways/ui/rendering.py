"""Forms as accessible markup: labels, hints, errors, and the error summary once a page."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Renders ``{{ form }}`` and ``{{ form.field.as_field_group }}`` with the templates of this app."""

    form_template_name = "django/forms/form.html"
    field_template_name = "django/forms/field.html"
