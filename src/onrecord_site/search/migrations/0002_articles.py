"""Articles of the desk are found as well."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0001_documents")]
    operations = [
        migrations.AlterField(
            model_name="document",
            name="kind",
            field=models.CharField(
                choices=[
                    ("story", "Stories"),
                    ("article", "Articles"),
                    ("statement", "Statements"),
                    ("report", "Reports"),
                ],
                max_length=9,
            ),
        ),
    ]
