"""From a command class to the body a client sends: the same fields, personal ones as plain text.

The id in the path and the ids the gateway makes are left out. The body model is derived, so that
the contract stays the only place where a field is written.
"""

import types
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, TypeAliasType, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from pydantic import BaseModel, StringConstraints, create_model
from pydantic_core import PydanticUndefined

from services.kernel import Command, Sealed, Value
from services.kernel.sealed import Of, holds_sealed

type PersonalText = Annotated[
    str, StringConstraints(min_length=1, max_length=8000, strict=True, strip_whitespace=True)
]
"""A text somebody tells about themselves or others: sealed at this door, before it goes further."""


@cache
def body_of(command: type[Command]) -> type[Value]:
    """What a client sends for this command."""
    left_out = {command.about} if not named_by_client(command) else set()
    name = f"{command.__name__}Body"
    return _opened(command, name, PersonalText, "Plain", frozenset(left_out))


@cache
def named_by_client(command: type[Command]) -> bool:
    """Does the client choose the new thing's id (a Code), rather than the gateway (a UUIDv7)?"""
    hint = get_type_hints(command)[command.about]
    return command.creates and getattr(hint, "__supertype__", hint) is not UUID


@cache
def hints_of(model: type[BaseModel]) -> Mapping[str, Any]:
    """The declared types of a model's fields, markers included."""
    hints = get_type_hints(model, include_extras=True)
    return {name: hints[name] for name in model.model_fields}


def opened_hint(hint: Any, text: Any, suffix: str) -> Any:
    """The type with every sealed text replaced by `text`; models within get the suffix."""
    if not holds_sealed(hint):
        return hint
    if isinstance(hint, TypeAliasType):
        return opened_hint(hint.__value__, text, suffix)
    if hint is Sealed:
        return text
    if isinstance(hint, type):
        return _opened_model(hint, text, suffix)
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        inner, *marks = parts
        plain = opened_hint(inner, text, suffix)
        kept = [mark for mark in marks if not isinstance(mark, Of)]
        return Annotated[plain, *kept] if kept else plain
    plain_parts = tuple(
        each if each is Ellipsis else opened_hint(each, text, suffix) for each in parts
    )
    if origin in (types.UnionType, Union):
        return Union[plain_parts]  # noqa: UP007 - built at run time
    return origin[plain_parts]


@cache
def _opened_model(model: type[BaseModel], text: Any, suffix: str) -> type[Value]:
    return _opened(model, f"{model.__name__}{suffix}", text, suffix)


def _opened(
    model: type[BaseModel],
    name: str,
    text: Any,
    suffix: str,
    left_out: frozenset[str] = frozenset(),
) -> type[Value]:
    fields: dict[str, Any] = {}
    for field, hint in hints_of(model).items():
        if field not in left_out:
            default = model.model_fields[field].get_default(call_default_factory=True)
            plain = opened_hint(hint, text, suffix)
            fields[field] = (plain, ... if default is PydanticUndefined else default)
    return create_model(name, __base__=Value, __doc__=model.__doc__, **fields)
