"""JSON schemas of settings, made from the bounds that the fields themselves have."""

from collections.abc import Iterator, Mapping
from typing import Any

from strategies.fields import Choice, Number
from strategies.ladder.plain import plain
from strategies.settings.known import FIELDS, MOST_PAIRS, MOST_TP_STEPS, NAME_LIMIT, RECOVERY, TP_STEP, ZONE

Schema = dict[str, Any]

# A number as text, blanks around it allowed; JSON Schema has no bounds for text, so these hold for numbers only.
_DECIMAL = r"^\s*[+-]?([0-9]{1,40}(\.[0-9]{0,40})?|\.[0-9]{1,40})([eE][+-]?[0-9]{1,2})?\s*$"
_TEXT: Schema = {"type": ["string", "null"]}
_SWITCH: Schema = {"type": ["boolean", "null"], "default": True}
_HELP = {
    "name": f"At most {NAME_LIMIT} characters, one of a kind.",
    "connection": "The id of one of your connections.",
    "pairs": f"1..{MOST_PAIRS} symbols with one quote currency, such as BTC/USDT.",
    "custom_steps": "Distances of the add-ons from the base order in percent, rising.",
    "addon_zone": "Prices between which add-ons are made; with one pair only.",
    "tp_steps": f"At most {MOST_TP_STEPS} parts of the take-profit, rising, of shares that sum to 100 %.",
    "recovery": "When and how a position is rescued.",
    "is_returning": "Whether it runs again by itself when what suspended it is over.",
}
REQUIRED = (
    *("name", "connection", "pairs"),
    *(name for name, field in FIELDS.items() if field.is_required),
)


def settings() -> Schema:
    """Return the fields as they are sent: amounts and percentages as decimal text or as numbers."""
    schema = changes()
    del schema["properties"]["version"]
    return schema | {"required": list(REQUIRED)}


def changes() -> Schema:
    """Return the fields of a partial change, with the version that the change was made from."""
    version = {"type": "integer", "description": "Answer 409 `stale` where it is another one by now."}
    return _object({**_typed(), "version": version})


def draft() -> Schema:
    """Return the same fields with no demand on their values: a preview answers what is wrong with them."""
    fields = {name: {"description": " ".join(_described(one))} for name, one in _typed().items()}
    return {"type": "object", "properties": fields}


def stored() -> Schema:
    """Return the fields as they are kept and answered: decimal text, null where something is off."""
    numbers = dict.fromkeys(FIELDS, _TEXT)
    parts = {name: _object(dict.fromkeys(known, _TEXT)) for name, known in (("addon_zone", ZONE),)}
    recovery = _object({**dict.fromkeys(RECOVERY, _TEXT), "blocks_new_groups": {"type": "boolean"}})
    steps = {"type": "array", "items": _object(dict.fromkeys(TP_STEP, _TEXT))}
    lists = {"pairs": _list({"type": "string"}), "custom_steps": _list({"type": "string"}, nullable=True)}
    return _object({**numbers, **lists, **parts, "tp_steps": steps, "recovery": recovery})


def _typed() -> dict[str, Schema]:
    zone = {name: _field(field) for name, field in ZONE.items()}
    step = {name: _field(field) | {"type": ["string", "number"]} for name, field in TP_STEP.items()}
    recovery = {name: _field(field) for name, field in RECOVERY.items()} | {"blocks_new_groups": _SWITCH}
    distance = {"type": ["string", "number"], "pattern": _DECIMAL}
    shaped: dict[str, Schema] = {
        "name": {"type": "string"},
        "connection": {"type": ["integer", "string"]},
        "pairs": _list({"type": "string"}),
        "custom_steps": _list(distance, nullable=True),
        "addon_zone": _object(zone, nullable=True),
        "tp_steps": _list(_object(step) | {"required": list(step)}, nullable=True),
        "recovery": _object(recovery, nullable=True),
        "is_returning": _SWITCH,
    }
    helped = {name: {**one, "description": _HELP[name]} for name, one in shaped.items()}
    return {**helped, **{name: _field(field) for name, field in FIELDS.items()}}


def _field(field: Number | Choice) -> Schema:
    if isinstance(field, Choice):
        chosen: Schema = {"type": ["string", "null"], "enum": [*field.options, None]}
        return chosen | ({"default": field.default} if field.default else {})
    kind = "In percent, " if field.is_percent else "Whole, " if field.is_whole else ""
    number: Schema = {
        "type": ["string", "number", "null"],
        "pattern": _DECIMAL,
        "minimum": float(field.low),
        "maximum": float(field.high),
        "description": f"{kind}{field.allowed}.",
    }
    return number | ({} if field.default is None else {"default": plain(field.default)})


def _object(properties: Mapping[str, Schema], *, nullable: bool = False) -> Schema:
    kind = ["object", "null"] if nullable else "object"
    return {"type": kind, "properties": dict(properties), "additionalProperties": False}


def _list(items: Schema, *, nullable: bool = False) -> Schema:
    return {"type": ["array", "null"] if nullable else "array", "items": items}


def _described(schema: Schema) -> Iterator[str]:
    if "enum" in schema:
        yield f"One of {', '.join(str(one) for one in schema['enum'] if one)}."
    if "description" in schema:
        yield str(schema["description"])
