from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("follow", "0002_authors"),
    ]

    operations = [
        migrations.AlterField(
            model_name="subject",
            name="kind",
            field=models.CharField(
                choices=[
                    ("story", "Story"),
                    ("name", "Name"),
                    ("figure", "Figure"),
                    ("author", "Author"),
                    ("topic", "Topic"),
                    ("outlet", "Outlet"),
                ],
                max_length=10,
            ),
        ),
    ]
