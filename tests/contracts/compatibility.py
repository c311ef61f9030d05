"""May this schema replace that published one? Whatever was valid must stay valid and keep its
meaning.

Total on what pydantic emits: a keyword not named here is a finding, never a pass. The one rule: a
new schema may add optional fields, widen and loosen; it may not drop, rename, retype, require or
tighten.
"""

from collections.abc import Iterator, Mapping
from typing import Any

type Schema = Mapping[str, Any]

LOWER_BOUNDS = ("minLength", "minItems", "minimum", "exclusiveMinimum", "minProperties")
UPPER_BOUNDS = ("maxLength", "maxItems", "maximum", "exclusiveMaximum", "maxProperties")
SAID_ONLY = {"title", "description", "examples", "default", "$defs", "deprecated"}
KNOWN = {
    *LOWER_BOUNDS,
    *UPPER_BOUNDS,
    *SAID_ONLY,
    *("$ref", "type", "properties", "required", "additionalProperties", "items", "prefixItems"),
    *("anyOf", "oneOf", "discriminator", "enum", "const", "format", "pattern", "uniqueItems"),
}


def narrowed(old: Schema, new: Schema) -> list[str]:
    """Every way in which `new` refuses, or loses, what `old` allowed. Empty: it may be
    published."""
    return list(_compare(old, new, old, new, ""))


def _compare(old: Schema, new: Schema, was: Schema, now: Schema, at: str) -> Iterator[str]:
    old, new = _follow(old, was), _follow(new, now)
    for keyword in sorted((set(old) | set(new)) - KNOWN):
        yield f"{at or '/'}: keyword {keyword} is not understood"
    if "anyOf" in old or "anyOf" in new or "oneOf" in old or "oneOf" in new:
        yield from _branches(old, new, was, now, at)
        return
    yield from _values(old, new, at)
    yield from _bounds(old, new, at)
    yield from _fields(old, new, was, now, at)
    yield from _items(old, new, was, now, at)


def _follow(schema: Schema, root: Schema) -> Schema:
    while "$ref" in schema:
        schema = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    return schema


def _branches(old: Schema, new: Schema, was: Schema, now: Schema, at: str) -> Iterator[str]:
    """Each thing that could be said must still be sayable in one of the new ways."""
    offered = _ways(new)
    for branch in _ways(old):
        if all(list(_compare(branch, each, was, now, at)) for each in offered):
            yield f"{at}: {_name(branch, was)} is no longer accepted"


def _ways(schema: Schema) -> list[Schema]:
    return list(schema.get("anyOf") or schema.get("oneOf") or [schema])


def _name(schema: Schema, root: Schema) -> str:
    return str(_follow(schema, root).get("title") or schema.get("type") or dict(schema))


def _values(old: Schema, new: Schema, at: str) -> Iterator[str]:
    kinds = {old.get("type"), new.get("type")}
    widened = old.get("type") == "integer" and new.get("type") == "number"
    if len(kinds) > 1 and not widened and "type" in new:
        yield f"{at}: type {old.get('type')} became {new.get('type')}"
    if {"enum", "const"} & set(new):
        lost = set(map(str, _choices(old))) - set(map(str, _choices(new)))
        if lost or not {"enum", "const"} & set(old):
            yield f"{at}: values are no longer accepted: {sorted(lost) or 'any other'}"
    for keyword in ("format", "pattern"):
        if keyword in new and new[keyword] != old.get(keyword):
            yield f"{at}: {keyword} became {new[keyword]}"


def _choices(schema: Schema) -> list[Any]:
    return (
        list(schema["enum"]) if "enum" in schema else [schema["const"]] if "const" in schema else []
    )


def _bounds(old: Schema, new: Schema, at: str) -> Iterator[str]:
    for keyword in LOWER_BOUNDS:
        if keyword in new and new[keyword] > old.get(keyword, float("-inf")):
            yield f"{at}: {keyword} rose to {new[keyword]}"
    for keyword in UPPER_BOUNDS:
        if keyword in new and new[keyword] < old.get(keyword, float("inf")):
            yield f"{at}: {keyword} fell to {new[keyword]}"


def _fields(old: Schema, new: Schema, was: Schema, now: Schema, at: str) -> Iterator[str]:
    before, after = old.get("properties", {}), new.get("properties", {})
    for name in before:
        if name not in after:
            yield f"{at}/{name}: the field is gone"
        else:
            yield from _compare(before[name], after[name], was, now, f"{at}/{name}")
    for name in sorted(set(new.get("required", ())) - set(old.get("required", ()))):
        yield f"{at}/{name}: the field became required"
    if isinstance(old.get("additionalProperties"), dict):
        free = new.get("additionalProperties")
        if not isinstance(free, dict):
            yield f"{at}: free fields are no longer accepted"
        else:
            yield from _compare(old["additionalProperties"], free, was, now, f"{at}/*")


def _items(old: Schema, new: Schema, was: Schema, now: Schema, at: str) -> Iterator[str]:
    if "items" in old and "items" in new:
        yield from _compare(old["items"], new["items"], was, now, f"{at}[]")
    before, after = old.get("prefixItems", []), new.get("prefixItems", [])
    if len(before) != len(after):
        yield f"{at}: a fixed list of {len(before)} became one of {len(after)}"
    for n, (one, other) in enumerate(zip(before, after, strict=False)):
        yield from _compare(one, other, was, now, f"{at}[{n}]")
