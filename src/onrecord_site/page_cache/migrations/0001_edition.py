from typing import Any

from django.db import migrations, models


def make_the_row(apps: Any, _schema_editor: Any) -> None:
    apps.get_model("page_cache", "Edition").objects.create(pk=1, token="first")  # noqa: S106


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=32)),
            ],
        ),
        migrations.RunPython(make_the_row, migrations.RunPython.noop),
    ]
