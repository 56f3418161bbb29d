from django.db import migrations

from accounts import support

SEEN = ("accounts", "user", "auditevent")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(support.allow(*SEEN), support.forbid(*SEEN))]
