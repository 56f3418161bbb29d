"""A column that holds a name as it is compared: databases fold case each in its own way, SQLite that of ASCII alone."""

from typing import Any

from django.db import models

from backfuture.lib.text import folded


class FoldedField(models.CharField[str, str]):
    """Follows another column, `of`, whenever that is saved; with `update_fields` it has to be named too.

    Folding makes some characters into three.
    """

    def __init__(self, *args: Any, of: str = "name", **options: Any) -> None:
        self.of = of
        super().__init__(*args, **{"editable": False, "default": "", **options})

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = folded(getattr(model_instance, self.of))[: self.max_length]
        setattr(model_instance, self.attname, value)
        return value
