"""Seal the keyword of each entry beside its token. Entries from before are found by trying every keyword."""

from django.conf import settings
from django.db import migrations, models

from sideways.vault import keys

LEVELS = range(9)
BATCH = 500


def seal_keywords(apps, schema_editor):
    BlindToken = apps.get_model("vault", "BlindToken")
    entries = {bytes(entry.token): entry for entry in BlindToken.objects.all().iterator()}
    if not entries:
        return
    changed = []
    for keyword in every_keyword(apps):
        counter = 0
        while (entry := entries.get(_token(keyword, counter))) is not None:
            counter += 1  # counters have no gap, so the first one missing is the end
            if entry.subject is not None:
                entry.keyword = keys.keyword_sealed(keyword)
                changed.append(entry)
    BlindToken.objects.bulk_update(changed, ["keyword"], batch_size=BATCH)


def _token(keyword, counter):
    return keys.token(keyword, counter, secret=settings.VAULT_KEYS[-1])  # at that time the oldest key filed


def every_keyword(apps):
    # Every id there has been, not every row there is: proposed organisations are deleted.
    for person in range(1, last_id(apps, "Person") + 1):
        yield f"lessons.lesson:author:{person}"
        yield f"lessons.lesson:reader:{person}"
        yield f"lessons.lesson:watching:{person}"
        yield f"lessons.lesson:muted:{person}"
        yield f"lessons.lessonecho:author:{person}"
    for body in range(1, last_id(apps, "Organisation") + 1):
        for level in LEVELS:
            yield f"lessons.lesson:post:{body}:{level}"


def last_id(apps, name):
    return apps.get_model("people", name).objects.aggregate(last=models.Max("pk"))["last"] or 0


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial"), ("people", "0001_initial")]

    operations = [
        migrations.AddField("blindtoken", "keyword", models.BinaryField(default=b"")),
        migrations.RunPython(seal_keywords, migrations.RunPython.noop),
    ]
