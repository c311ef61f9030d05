"""One plain example of any message, made from its schema: fixed values, so that it is the same
for ever."""

from typing import Any

from pydantic import BaseModel

FORMATS = {
    "uuid": "0193a2c0-7d3e-7c5a-9b1e-3f5a7c9d1e2f",
    "date-time": "2024-11-04T04:00:00Z",
    "date": "2024-11-04",
    "time": "12:00:00",
}


def example[M: BaseModel](kind: type[M]) -> M:
    """A valid message of this kind with every field filled in."""
    schema = kind.model_json_schema()
    return kind.model_validate(_value(schema, schema, ""), strict=False)


def _value(schema: dict[str, Any], root: dict[str, Any], name: str) -> Any:
    match schema:
        case {"$ref": ref}:
            return _value(root["$defs"][ref.removeprefix("#/$defs/")], root, name)
        case {"const": value} | {"examples": [value, *_]}:
            return value
        case {"enum": [first, *_]}:
            return first
        case {"anyOf": ways}:
            return _value(next(way for way in ways if way.get("type") != "null"), root, name)
        case {"type": "object", "properties": fields}:
            return {field: _value(each, root, field) for field, each in fields.items()}
        case {"type": "object"}:
            return {}
        case {"type": "array"}:
            return _items(schema, root, name)
        case {"type": "integer" | "number"}:
            return schema.get("minimum", 1)
        case {"type": "boolean"}:
            return True
        case {"type": "string"}:
            return _text(schema, name)
        case _:
            raise ValueError(f"no example for {name}: {schema}")


def _items(schema: dict[str, Any], root: dict[str, Any], name: str) -> list[Any]:
    if "prefixItems" in schema:
        return [_value(each, root, name) for each in schema["prefixItems"]]
    return [_value(schema["items"], root, name) for _ in range(max(1, schema.get("minItems", 1)))]


def _text(schema: dict[str, Any], name: str) -> str:
    if "format" in schema:
        return FORMATS[schema["format"]]
    if "pattern" in schema or name in {"person", "under", "nonce", "box", "field"}:
        return "E01" if "A-Za-z" in schema.get("pattern", "A-Za-z") else "2024-11"
    return "公开的一行字"[: schema.get("maxLength", 400)]
