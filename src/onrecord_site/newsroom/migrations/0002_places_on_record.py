"""The places that statements speak of, for statements kept before places had pages."""

from typing import Any

from django.db import migrations

from onrecord_site.newsroom.names import name_slug

BATCH = 500


def add(apps: Any, _schema_editor: Any) -> None:
    """Add a mention for each place that a gazetteer knows."""
    statement, mention = (apps.get_model("newsroom", name) for name in ("Statement", "Mention"))
    made = []
    rows = statement.objects.exclude(record__places=[]).values_list("pk", "record__places")
    for key, places in rows.iterator(BATCH):
        for place in places or ():
            if slug := name_slug(place["name"]):
                kind = "country" if place["precision"] == "country" else "place"
                made.append(
                    mention(
                        statement_id=key, role="subject", slug=slug, name=place["name"], kind=kind
                    )
                )
    mention.objects.bulk_create(made, BATCH, ignore_conflicts=True)


def remove(apps: Any, _schema_editor: Any) -> None:
    """Take them away; those of countries may have been there before."""
    apps.get_model("newsroom", "Mention").objects.filter(kind="place").delete()


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
