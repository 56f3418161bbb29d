"""The group `support`, filled by the migrations of the apps whose rows it may see."""

from collections.abc import Callable
from typing import Any

GROUP = "support"


def allow(app: str, *models: str) -> Callable[[Any, Any], None]:
    """Return what a migration runs to let `support` view these models of `app`.

    Permissions appear only after all migrations ran; the ones needed here are made early, and Django then finds them.
    """

    def forwards(apps: Any, schema_editor: Any) -> None:
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
        group.permissions.add(*(_permission(apps, app, model) for model in models))

    return forwards


def forbid(app: str, *models: str) -> Callable[[Any, Any], None]:
    """Return the reverse of `allow`; the group itself goes when it may see nothing any more."""

    def backwards(apps: Any, schema_editor: Any) -> None:
        group = apps.get_model("auth", "Group").objects.filter(name=GROUP).first()
        if group is not None:
            group.permissions.remove(*(_permission(apps, app, model) for model in models))
            if not group.permissions.exists():
                group.delete()

    return backwards


def _permission(apps: Any, app: str, model: str) -> Any:
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=f"view_{model}", defaults={"name": f"Can view {model}"}
    )
    return permission
