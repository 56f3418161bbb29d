"""When the people of an incident were told, when it was last asked for, and support's right to look at incidents."""

from django.db import migrations, models

GROUP, CODENAME = "support", "view_incident"


def allow(apps, schema_editor):
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="connections", model="incident"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=CODENAME, defaults={"name": "Can view incident"}
    )
    for group in apps.get_model("auth", "Group").objects.filter(name=GROUP):
        group.permissions.add(permission)


def forbid(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name=GROUP):
        group.permissions.remove(*group.permissions.filter(codename=CODENAME))


class Migration(migrations.Migration):
    dependencies = [
        ("connections", "0010_what_was_told"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.AddField(
            model_name="incident",
            name="told_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="people told at"),
        ),
        migrations.AddField(
            model_name="incident",
            name="canary_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="last asked at"),
        ),
        migrations.RunPython(allow, forbid),
    ]
