"""From where exchanges saw us that is none of our addresses, and support's right to look at that."""

from django.db import migrations, models

GROUP, CODENAME = "support", "view_foreignaddress"


def allow(apps, schema_editor):
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="connections", model="foreignaddress"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=CODENAME, defaults={"name": "Can view foreign address"}
    )
    for group in apps.get_model("auth", "Group").objects.filter(name=GROUP):
        group.permissions.add(permission)


def forbid(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name=GROUP):
        group.permissions.remove(*group.permissions.filter(codename=CODENAME))


class Migration(migrations.Migration):
    dependencies = [
        ("connections", "0014_introduced_at"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="ForeignAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.GenericIPAddressField(verbose_name="address")),
                ("date", models.DateField(verbose_name="day")),
                ("exchange", models.CharField(max_length=16, verbose_name="first seen by")),
                ("first_at", models.DateTimeField(verbose_name="first seen at")),
            ],
            options={
                "verbose_name": "foreign address",
                "verbose_name_plural": "foreign addresses",
                "ordering": ["-first_at"],
                "constraints": [
                    models.UniqueConstraint(fields=["address", "date"], name="one_row_per_address_and_day")
                ],
            },
        ),
        migrations.RunPython(allow, forbid),
    ]
