"""Keeps the running affair of a story in a column of its own, to find its other stories by."""

from typing import Any

from django.db import migrations, models


def fill(apps: Any, _editor: Any) -> None:
    """Take the thread from the record."""
    story = apps.get_model("newsroom", "Story")
    threaded = []
    for row in story.objects.only("pk", "record").iterator(500):
        if row.record.get("thread"):
            row.thread = row.record["thread"]
            threaded.append(row)
    story.objects.bulk_update(threaded, ["thread"], 500)


class Migration(migrations.Migration):
    """See above."""

    dependencies = [("newsroom", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="story",
            name="thread",
            field=models.CharField(blank=True, db_index=True, default="", max_length=80),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
