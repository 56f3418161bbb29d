from django.db import migrations

from accounts import support

SEEN = ("notifications", "notification", "delivery")


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial"), ("accounts", "0002_support_group")]

    operations = [migrations.RunPython(support.allow(*SEEN), support.forbid(*SEEN))]
