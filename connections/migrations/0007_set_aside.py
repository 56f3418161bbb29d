from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("connections", "0006_made_here")]

    operations = [
        migrations.AddField("keypair", "set_aside_at", models.DateTimeField(null=True)),
        migrations.RemoveConstraint("keypair", "one_pair_per_exchange"),
        migrations.AddConstraint(
            "keypair",
            models.UniqueConstraint(
                fields=["user", "exchange"],
                condition=models.Q(("set_aside_at", None)),
                name="one_pair_per_exchange",
            ),
        ),
    ]
