"""Let the group `support` view what happened to keys, day by day, and which exchanges were down."""

from django.db import migrations

GROUP = "support"
SEEN = ("event", "day", "incident")


def permissions(apps):
    """Yield the permissions; Django makes them only after all migrations, so they are made here and found then."""
    for model in SEEN:
        kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="connections", model=model
        )
        yield apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=kind, codename=f"view_{model}", defaults={"name": f"Can view {model}"}
        )[0]


def allow(apps, schema_editor):
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    group.permissions.add(*permissions(apps))


def forbid(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name=GROUP):
        group.permissions.remove(*permissions(apps))


class Migration(migrations.Migration):
    dependencies = [("connections", "0012_held_replacement")]

    operations = [migrations.RunPython(allow, forbid)]
