from django.db import migrations, models

# One statement each; on SQLite the index keeps no text of its own, and triggers keep it true.
ON_SQLITE = [
    "CREATE VIRTUAL TABLE search_index USING fts5("
    "head, body, content='search_document', content_rowid='id', tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER search_document_added AFTER INSERT ON search_document BEGIN "
    "INSERT INTO search_index (rowid, head, body) VALUES (new.id, new.head, new.body); END",
    "CREATE TRIGGER search_document_gone AFTER DELETE ON search_document BEGIN "
    "INSERT INTO search_index (search_index, rowid, head, body) "
    "VALUES ('delete', old.id, old.head, old.body); END",
    "CREATE TRIGGER search_document_changed AFTER UPDATE OF head, body ON search_document BEGIN "
    "INSERT INTO search_index (search_index, rowid, head, body) "
    "VALUES ('delete', old.id, old.head, old.body); "
    "INSERT INTO search_index (rowid, head, body) VALUES (new.id, new.head, new.body); END",
]
ON_POSTGRESQL = [
    "ALTER TABLE search_document ADD COLUMN words tsvector GENERATED ALWAYS AS ("
    "setweight(to_tsvector('simple', head), 'A') || setweight(to_tsvector('simple', body), 'B')) STORED",
    "CREATE INDEX search_document_words ON search_document USING gin (words) WITH (fastupdate = off)",
]


def make_index(apps, schema_editor):
    for statement in ON_POSTGRESQL if schema_editor.connection.vendor == "postgresql" else ON_SQLITE:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        schema_editor.execute("DROP TABLE search_index")


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("subject", models.UUIDField()),
                ("head", models.TextField(help_text="stems of what it is about")),
                ("body", models.TextField(help_text="stems of everything else it says")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "subject"), name="document_once_each")
                ],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("plain", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("stem", models.CharField(db_index=True, max_length=40)),
                ("length", models.PositiveSmallIntegerField(db_index=True)),
                (
                    "documents",
                    models.PositiveIntegerField(
                        default=1, help_text="how many hold its stem, counted at night"
                    ),
                ),
            ],
        ),
        migrations.RunPython(make_index, drop_index),
    ]
