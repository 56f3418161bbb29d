import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("connections", "0005_key_pair")]

    operations = [
        migrations.AddField(
            "connection",
            "is_made_here",
            models.BooleanField(default=False, verbose_name="key pair made here"),
        ),
        migrations.AddField("credentials", "is_made_here", models.BooleanField(default=False)),
        migrations.AddField(
            "credentials",
            "key_pair",
            models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="connections.keypair",
            ),
        ),
    ]
