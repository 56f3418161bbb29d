"""JSON schemas of settings, made from the bounds that the fields themselves have."""

from collections.abc import Iterator, Mapping
from typing import Any

from strategies.fields import FIELDS, Choice, Number
from strategies.ladder.plain import plain
from strategies.models.strategy import NAME_LIMIT

Schema = dict[str, Any]

_DECIMAL = r"[+-]?([0-9]{1,40}(\.[0-9]{0,40})?|\.[0-9]{1,40})([eE][+-]?[0-9]{1,2})?"
_WIDE = rf"^\s*{_DECIMAL}\s*$"
# What the market brings; everything else of the numbers and choices is the trader's.
_OF_THE_MARKET = frozenset({"price", "fee", "mmr", "lot_step", "price_step", "min_cost", "min_amount"})
_RETURNING = "Whether it runs again by itself when what suspended it is over."
_PRICE = "A price, or null for none."
_RECOVERY = {
    "mode": "off, watch or on.",
    "addons_at": "Share of the add-ons used, in percent.",
    "margin_at": "Share of the margin limit used, in percent.",
    "drawdown_at": "Loss in percent of the cost, or null.",
    "min_profit": "What leaving must bring, in percent.",
    "slice": "Part of the position that is closed at a time, in percent, or null.",
    "loss_budget": "What partial exits may lose, in percent.",
}


def typed() -> Mapping[str, Schema]:
    """Return the fields as they are sent: amounts and percentages as decimal text or as numbers."""
    own = {name: _typed(field) for name, field in FIELDS.items() if name not in _OF_THE_MARKET}
    return {
        "name": {"type": "string", "description": f"At most {NAME_LIMIT} characters, one of a kind."},
        "connection": {"type": ["integer", "null"], "description": "Id of one of your connections."},
        **own,
        **_nested(_typed_number("")),
        "is_returning": {"type": "boolean", "default": True, "description": _RETURNING},
    }


def changed() -> Mapping[str, Schema]:
    """Return the fields of a partial change, with the version that the change was made from."""
    version = {"type": "integer", "description": "Answer 409 `stale` where it is another one by now."}
    return {**typed(), "version": version}


def draft() -> Mapping[str, Schema]:
    """Return the same fields with no demand on their values: a preview answers what is wrong with them."""
    return {name: {"description": " ".join(_described(one))} for name, one in typed().items()}


def stored() -> Mapping[str, Schema]:
    """Return the fields as they are kept and answered: decimal text, null where something is off."""
    names = (name for name in FIELDS if name not in _OF_THE_MARKET)
    text = {name: _stored(FIELDS[name]) for name in names}
    return {**text, **_nested({"type": ["string", "null"]})}


def _typed(field: Number | Choice) -> Schema:
    if isinstance(field, Choice):
        schema: Schema = {"type": ["string", "null"], "enum": [*field.options, None]}
        return schema | ({"default": field.default} if field.default else {})
    unit = "In percent, " if field.is_percent else "Whole number, " if field.is_whole else ""
    return _typed_number(f"{unit}{field.allowed}", field)


def _typed_number(description: str, field: Number | None = None) -> Schema:
    """Return a schema whose bounds hold for numbers: JSON Schema has none for text."""
    schema: Schema = {"type": ["string", "number", "null"], "pattern": _WIDE}
    if field is not None:
        schema |= {"minimum": float(field.low), "maximum": float(field.high)}
        if field.default is not None:
            schema["default"] = plain(field.default)
    return schema | ({"description": description} if description else {})


def _stored(field: Number | Choice) -> Schema:
    if isinstance(field, Choice):
        return {"type": ["string", "null"]}
    return {"type": ["string", "null"], "description": field.allowed}


def _nested(number: Schema) -> dict[str, Schema]:
    """Return the fields that are lists and objects; `number` is how a number stands in them."""
    recovery = {name: {**number, "description": text} for name, text in _RECOVERY.items() if name != "mode"}
    mode = {"type": "string", "enum": ["off", "watch", "on"]}
    blocks = {"type": "boolean", "description": "Whether no new groups are opened meanwhile."}
    step = _object({"at": number, "share": number})
    return {
        "pairs": {"type": "array", "items": {"type": "string"}, "description": "1..50 symbols, BTC/USDT."},
        "custom_steps": {"type": ["array", "null"], "items": number, "description": "Percentages, rising."},
        "addon_zone": _object(
            {"low": {**number, "description": _PRICE}, "high": {**number, "description": _PRICE}}
        ),
        "tp_steps": {
            "type": ["array", "null"],
            "items": step,
            "description": "At most 4, shares sum to 100.",
        },
        "trailing": {**number, "description": "0.1..10 %, or null for off."},
        "recovery": _object({"mode": mode, **recovery, "blocks_new_groups": blocks}),
    }


def _object(properties: Mapping[str, Schema]) -> Schema:
    return {"type": ["object", "null"], "properties": dict(properties), "additionalProperties": False}


def _described(schema: Schema) -> Iterator[str]:
    if "enum" in schema:
        yield f"One of {', '.join(str(one) for one in schema['enum'] if one)}."
    if "description" in schema:
        yield str(schema["description"])
