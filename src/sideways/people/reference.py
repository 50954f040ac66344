"""Fill the reference tables from the data files of the project, after every migration."""

import csv
from pathlib import Path
from typing import Any

from django.db import models

from sideways.people.models import Profession, Topic

DATA = Path(__file__).parent / "data"


def reference_data_load(using: str = "default", **_signal: Any) -> None:
    """Add new professions and topics and correct the words of old ones. Running twice changes nothing."""
    tables: dict[type[models.Model], str] = {Profession: "professions.csv", Topic: "topics.csv"}
    for model, file in tables.items():
        with (DATA / file).open(encoding="utf-8", newline="") as lines:
            rows = [model(**row) for row in csv.DictReader(lines)]
        key = model._meta.pk.name
        fields = [field.name for field in model._meta.concrete_fields if field.name != key]
        model._default_manager.using(using).bulk_create(
            rows, update_conflicts=True, unique_fields=[key], update_fields=fields
        )
