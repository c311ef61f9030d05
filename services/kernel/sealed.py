"""Personal words, sealed under the key of the person they tell about before they reach any room.

A `Sealed` field names, with `Of`, the sibling fields that say whose key it is (the first that is
not
None); the seal is bound to the command it was made under and to the field's name. Rooms carry it,
never open it.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, TypeAliasType, get_args, get_type_hints

from pydantic import BaseModel

from services.kernel.values import State, Value


class Sealed(Value):
    """One sealed text. `person`: whose key; `under`: the command id it was sealed for."""

    person: str
    under: str
    nonce: str
    box: str


class Of(State):
    """Whose text this is: names of sibling fields holding the person, best first."""

    fields: tuple[str, ...]


def of(*fields: str) -> Of:
    """`name: Annotated[Sealed, of("petitioner")]` reads: the name of the petitioner."""
    return Of(fields=fields)


def sealed_in(value: object, name: str = "") -> Iterator[tuple[str, Sealed]]:
    """Every sealed text in a message or card, with the name of the field that holds it."""
    match value:
        case Sealed():
            yield name, value
        case BaseModel():
            for field in _fields_with_sealed(type(value)):
                yield from sealed_in(getattr(value, field), field)
        case tuple() | list():
            for item in value:
                yield from sealed_in(item, name)
        case dict():
            for key, item in value.items():
                yield from sealed_in(item, str(key))
        case _:
            return


@cache
def holds_sealed(hint: Any) -> bool:
    """May there be a sealed text anywhere in a value of this type?"""
    if isinstance(hint, TypeAliasType):
        return holds_sealed(hint.__value__)
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return hint is Sealed or bool(_fields_with_sealed(hint))
    return any(holds_sealed(each) for each in get_args(hint))


@cache
def _fields_with_sealed(model: type[BaseModel]) -> tuple[str, ...]:
    hints = get_type_hints(model, include_extras=True)
    return tuple(name for name in model.model_fields if holds_sealed(hints[name]))
