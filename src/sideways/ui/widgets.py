"""Controls that say more than Django's: hints for each choice, chips with a limit, dates in three parts."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Radios(forms.RadioSelect):
    """Radios with a hint under each choice, and more text that shows when it is chosen.

    ``hints`` and ``details`` are sentences by the value of the choice.
    """

    def __init__(
        self,
        *args: Any,
        hints: Mapping[str, str | Promise] | None = None,
        details: Mapping[str, str | Promise] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}
        self.details = details or {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        return option | {"hint": self.hints.get(value, ""), "details": self.details.get(value, "")}


class Chips(forms.CheckboxSelectMultiple):
    """Tick boxes as chips to tap. With ``most``, the page holds people to that many; the form must too."""

    template_name = "ui/widgets/chips.html"

    def __init__(self, *args: Any, most: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = most

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["most"] = self.most
        return context


class DateParts(forms.Widget):
    """Day, month and year as three short boxes: a memorable date is typed faster than picked."""

    template_name = "ui/widgets/date_parts.html"
    use_fieldset = True
    PARTS: ClassVar[Mapping[str, str | Promise]] = {"day": _("Day"), "month": _("Month"), "year": _("Year")}

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_day" if id_ else id_

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        values = self._parts(value)
        context["widget"]["parts"] = [
            {"name": part, "label": label, "value": text, "width": 4 if part == "year" else 2}
            for (part, label), text in zip(self.PARTS.items(), values, strict=True)
        ]
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str | None:
        parts = [data.get(f"{name}_{part}", "").strip() for part in self.PARTS]
        return "/".join(parts) if any(parts) else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}_{part}" in data for part in self.PARTS)

    def _parts(self, value: Any) -> list[str]:
        if isinstance(value, date):
            return [str(value.day), str(value.month), str(value.year)]
        parts = str(value).split("/") if value else []
        return [*parts, "", "", ""][:3]
