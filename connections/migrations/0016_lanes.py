"""The indexes of the sweep, built without keeping anybody from the table: of a million rows that takes seconds.

What an interrupted build has left behind is taken away first, so that it may be run again.
"""

from django.db import migrations, models

SWEPT = models.Index(
    fields=["exchange", "next_check_at"], condition=models.Q(next_check_at__isnull=False), name="due_by_exchange"
)
SILENT = models.Index(
    fields=["exchange", "unreachable_since"], condition=models.Q(unreachable_since__isnull=False), name="silent"
)
EXPIRING = models.Index(fields=["expires_at"], condition=models.Q(expires_at__isnull=False), name="expiring")


def build(index, app_label, schema_editor, state):
    """Build an index anew, on PostgreSQL beside everybody's work."""
    take_away(index, schema_editor)
    model, is_postgresql = state.apps.get_model(app_label, "connection"), _is_postgresql(schema_editor)
    how = {"concurrently": True} if is_postgresql else {}
    schema_editor.execute(index.create_sql(model, schema_editor, **how))


def take_away(index, schema_editor):
    how = "CONCURRENTLY " if _is_postgresql(schema_editor) else ""
    schema_editor.execute(f"DROP INDEX {how}IF EXISTS {schema_editor.quote_name(index.name)}")


def _is_postgresql(schema_editor):
    return schema_editor.connection.vendor == "postgresql"


class BuildIndex(migrations.AddIndex):
    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        build(self.index, app_label, schema_editor, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        take_away(self.index, schema_editor)


class TakeIndexAway(migrations.RemoveIndex):
    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        take_away(from_state.models[app_label, "connection"].get_index_by_name(self.name), schema_editor)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        index = to_state.models[app_label, "connection"].get_index_by_name(self.name)
        build(index, app_label, schema_editor, to_state)


class Migration(migrations.Migration):
    # PostgreSQL builds an index beside others' work only outside of a transaction.
    atomic = False
    dependencies = [("connections", "0015_foreign_address")]

    operations = [
        # The new one first: meanwhile what runs goes on with the old one.
        BuildIndex("connection", SWEPT),
        TakeIndexAway("connection", "due"),
        BuildIndex("connection", SILENT),
        BuildIndex("connection", EXPIRING),
    ]
