"""The document of the settings says what the code does: every bound, default, preset and code."""

import re
from pathlib import Path

from strategies.fields import Choice, Number
from strategies.ladder import cautions
from strategies.problems import CODES
from strategies.settings import known
from strategies.settings.presets import PRESETS

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "strategies.md").read_text()


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the tables under a heading."""
    part = TEXT.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("| `")]


def described(field: Number | Choice) -> list[str]:
    """Return bounds and default as the document writes them."""
    default = "required" if field.is_required else "none"
    if isinstance(field, Choice):
        return [field.allowed, field.default or default]
    suffix = " %" if field.is_percent else ", whole" if field.is_whole else ""
    return [field.allowed + suffix, default if field.default is None else f"{field.default:f}"]


def test_every_field_has_its_bounds_and_default() -> None:
    table = {cells[0].strip("`"): cells[-2:] for cells in rows("Fields") if not cells[1][:1].isdigit()}
    fields = dict(known.FIELDS) | {f"recovery.{name}": field for name, field in known.RECOVERY.items()}
    assert {name: table[name] for name in fields} == {name: described(fields[name]) for name in fields}
    assert {*known.NAMES, f"recovery.{known.RECOVERY_SWITCH}"} <= table.keys()


def test_every_preset_is_in_its_table() -> None:
    balanced = PRESETS["balanced"]
    # The fields stand in the first table too; the last rows are those of the levels.
    table = rows("Fields")[-len(balanced) :]
    assert {cells[0].strip("`"): cells[1:] for cells in table} == {
        name: [PRESETS[level][name] for level in PRESETS] for name in balanced
    }


def test_every_code_is_explained() -> None:
    assert {code for cells in rows("What is refused") for code in re.findall(r"`(\w+)`", cells[0])} == CODES
    said = {code for cells in rows("What is only said") for code in re.findall(r"`(\w+)`", cells[0])}
    assert said == cautions.CODES
