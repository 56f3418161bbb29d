import unicodedata
from itertools import count

from django.db import migrations, models

import backfuture.lib.folding

LIMIT = 60


def fold(apps, schema_editor):
    """Fill the column; where two names were told apart until now, the later connection gets a number."""
    rows = apps.get_model("connections", "Connection").objects.order_by("pk")
    taken = set()
    for row in rows.only("pk", "user_id", "name").iterator(chunk_size=1000):
        row.name = free(row.user_id, row.name, taken)
        taken.add((row.user_id, folded(row.name)))
        row.save(update_fields=["name", "name_folded"])


def folded(name):
    """Return a name as it is compared; written here, so that it stays what it was on the day of this step."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def free(user_id, name, taken):
    """Return a name that this user does not have yet."""
    names = (f"{name[: LIMIT - len(f' {number}')].rstrip()} {number}" for number in count(2))
    while (user_id, folded(name)) in taken:
        name = next(names)
    return name


class Migration(migrations.Migration):
    dependencies = [("connections", "0007_set_aside")]

    operations = [
        migrations.RemoveConstraint(model_name="connection", name="one_name_per_user"),
        migrations.AddField(
            model_name="connection",
            name="name_folded",
            field=backfuture.lib.folding.FoldedField(default="", editable=False, max_length=180, of="name"),
        ),
        migrations.RunPython(fold, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="connection",
            constraint=models.UniqueConstraint(fields=("user", "name_folded"), name="one_name_per_user"),
        ),
    ]
