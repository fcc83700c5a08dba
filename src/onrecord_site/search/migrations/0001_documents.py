"""Documents, and the table or column that each database searches."""

from typing import Any

import django.db.models
from django.db import migrations

SQLITE = (
    """
    CREATE VIRTUAL TABLE search_words
    USING fts5(title, lead, body, facets, tokenize = 'unicode61 remove_diacritics 0')
    """,
    """
    CREATE TRIGGER search_words_go AFTER DELETE ON search_document
    BEGIN DELETE FROM search_words WHERE rowid = old.id; END
    """,
)
POSTGRESQL = (
    "ALTER TABLE search_document ADD COLUMN words tsvector NOT NULL DEFAULT ''",
    "CREATE INDEX search_document_words ON search_document USING gin (words)",
)


def make(_apps: Any, schema_editor: Any) -> None:
    """Make what Django cannot: it knows no full-text search that both databases have."""
    statements = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        schema_editor.execute(statement)


def unmake(_apps: Any, schema_editor: Any) -> None:
    """Drop it. PostgreSQL drops the column with its table."""
    if schema_editor.connection.vendor != "postgresql":
        schema_editor.execute("DROP TABLE search_words")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", django.db.models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "kind",
                    django.db.models.CharField(
                        choices=[
                            ("story", "Stories"),
                            ("statement", "Statements"),
                            ("report", "Reports"),
                        ],
                        max_length=9,
                    ),
                ),
                ("key", django.db.models.TextField()),
                ("digest", django.db.models.CharField(max_length=32)),
            ],
            options={
                "constraints": [
                    django.db.models.UniqueConstraint(fields=("kind", "key"), name="one_document")
                ]
            },
        ),
        migrations.RunPython(make, unmake),
    ]
