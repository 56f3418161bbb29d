from django.db import migrations, models

ACTIONS = (
    *("created", "updated", "duplicated", "enabled", "enable_requested", "not_enabled"),
    *("disabled", "suspended", "released", "returned", "archived", "moved"),
)


class Migration(migrations.Migration):
    """An entry of the history more: the account below a strategy was changed while it ran."""

    dependencies = [("strategies", "0003_names_folded")]

    operations = [
        migrations.AlterField(
            model_name="revision",
            name="action",
            field=models.CharField(
                choices=[(one, one) for one in ACTIONS], max_length=16, verbose_name="what"
            ),
        ),
    ]
