from collections.abc import Iterable
from typing import Any

from django import forms

from sideways.people.models import TopicFollow

TOPIC = "topic:"


class TopicsForm(forms.Form):
    """A question for each topic somebody follows."""

    def __init__(self, *args: Any, follows: Iterable[TopicFollow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for follow in follows:
            self.fields[f"{TOPIC}{follow.topic_id}"] = forms.ChoiceField(
                label=follow.topic.name,
                choices=[(how.value, how.label) for how in reversed(TopicFollow.How)],
                widget=forms.RadioSelect,
                initial=follow.how,
            )

    def choices(self) -> dict[str, str]:
        """Return how much somebody wants to hear, by topic."""
        return {name.removeprefix(TOPIC): how for name, how in self.cleaned_data.items()}
