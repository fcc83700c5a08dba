"""Makes a group for those who look after comments; an editor puts people into it."""

from typing import Any

from django.db import migrations

GROUP = "Comment moderators"


def make_group(apps: Any, _schema_editor: Any) -> None:
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    of_comments, _ = content_types.get_or_create(app_label="comments", model="comment")
    moderate, _ = permissions.get_or_create(
        content_type=of_comments,
        codename="can_moderate",
        defaults={"name": "Can moderate comments"},
    )
    access = permissions.get(content_type__app_label="wagtailadmin", codename="access_admin")
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    group.permissions.add(moderate, access)


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0001_comments"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]

    operations = [migrations.RunPython(make_group, migrations.RunPython.noop)]
