from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("connections", "0002_support_group")]

    operations = [
        migrations.AddField(
            "connection",
            "key_kind",
            models.CharField(default="hmac", max_length=8, verbose_name="kind of key"),
        ),
        migrations.AddField("credentials", "key_kind", models.CharField(default="hmac", max_length=8)),
    ]
