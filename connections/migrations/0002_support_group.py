"""Let the group `support` view what it needs to help: people, what was done to them, connections, notices."""

from django.db import migrations

GROUP = "support"
SEEN = (
    *(("accounts", "user"), ("accounts", "auditevent")),
    *(("connections", "connection"), ("connections", "check"), ("connections", "statuschange")),
    *(("notifications", "notification"), ("notifications", "delivery")),
)


def permissions(apps):
    """Yield the permissions; Django makes them only after all migrations, so they are made here and found then."""
    for app, model in SEEN:
        kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)
        yield apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=kind, codename=f"view_{model}", defaults={"name": f"Can view {model}"}
        )[0]


def allow(apps, schema_editor):
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    group.permissions.add(*permissions(apps))


def forbid(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name=GROUP).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("connections", "0001_initial"),
        ("accounts", "0001_initial"),
        ("notifications", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(allow, forbid)]
