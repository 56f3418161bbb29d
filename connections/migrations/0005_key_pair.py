import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("connections", "0004_sites"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KeyPair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("exchange", models.CharField(max_length=16)),
                ("algorithm", models.CharField(max_length=8)),
                ("public_key", models.TextField()),
                ("private_key", models.TextField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="key_pairs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "key pair",
                "verbose_name_plural": "key pairs",
                "indexes": [models.Index(fields=["created_at"], name="oldest_pairs")],
                "constraints": [
                    models.UniqueConstraint(fields=["user", "exchange"], name="one_pair_per_exchange")
                ],
            },
        ),
    ]
