from django.db import migrations

from sideways.search.services import BATCH
from sideways.search.words import stem_of, stems_in, words_in


def fill_index(apps, schema_editor):
    """Let lessons that are there already be found."""
    lessons = apps.get_model("lessons", "Lesson").objects.filter(state="shared")
    documents = apps.get_model("search", "Document").objects
    word = apps.get_model("search", "Word")
    words = set()
    for lesson in lessons.iterator(chunk_size=BATCH):
        about = f"{lesson.trying}\n{lesson.went_wrong}"
        documents.create(
            kind="lessons.lesson",
            subject=lesson.pk,
            head=" ".join(stems_in(about)),
            body=" ".join(stems_in(lesson.search_text)),
        )
        words.update(each.plain for each in words_in(f"{about}\n{lesson.search_text}"))
    rows = [word(plain=plain, stem=stem_of(plain), length=len(plain)) for plain in sorted(words)]
    word.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [
        ("lessons", "0003_reuse"),
        ("search", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(fill_index, migrations.RunPython.noop),
        migrations.RemoveField(model_name="lesson", name="search_text"),
    ]
