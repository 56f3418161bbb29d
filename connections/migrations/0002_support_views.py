from django.db import migrations

from accounts import support

SEEN = ("connections", "connection", "check", "statuschange")


class Migration(migrations.Migration):
    dependencies = [("connections", "0001_initial"), ("accounts", "0002_support_group")]

    operations = [migrations.RunPython(support.allow(*SEEN), support.forbid(*SEEN))]
