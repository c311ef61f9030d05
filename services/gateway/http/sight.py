"""What of a card or an event somebody sees: fields left out, texts opened or not.

What a reader may not see is not in the answer. A text of a person who was erased reads
`{"erased": true}`.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeAliasType, get_args

import orjson
from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from services.gateway.http.bodies import hints_of
from services.gateway.http.needs import Texts
from services.kernel import Sealed, State
from services.plumbing.sealing import Erased


class Locked:
    """The place of one text in an answer: sealed until the moment it is sent."""

    __slots__ = ("field", "sealed")

    def __init__(self, sealed: Sealed, field: str) -> None:
        self.sealed, self.field = sealed, field


type Opened = Mapping[Locked, str | Erased]


class Drawn(State):
    """What a reader gets to see, as JSON cut wherever a text is still to be put in."""

    pieces: Sequence[bytes]
    locked: Sequence[Locked]

    def told(self, opened: Opened) -> orjson.Fragment:
        """All of it, with the texts."""
        begin, *pieces = self.pieces
        filled = (
            _told(opened[locked]) + piece for locked, piece in zip(self.locked, pieces, strict=True)
        )
        return orjson.Fragment(b"".join((begin, *filled)))


def _told(text: str | Erased) -> bytes:
    return b'{"erased":true}' if isinstance(text, Erased) else orjson.dumps(text)


class Sight(State):
    """`without`: fields not shown, however deep. `opens`: sealed fields that are; None for all.

    `strangers`: people whose ids are not shown, wherever they stand. `bodies`: whether more is
    told of what happened than what it was and when.
    """

    without: frozenset[str] = frozenset()
    opens: frozenset[str] | None = None
    strangers: frozenset[str] = frozenset()
    bodies: bool = True

    def and_also(self, other: "Sight") -> "Sight":
        """What both of them show."""
        both = [opens for opens in (self.opens, other.opens) if opens is not None]
        return Sight(
            without=self.without | other.without,
            opens=frozenset.intersection(*both) if both else None,
            strangers=self.strangers | other.strangers,
            bodies=self.bodies and other.bodies,
        )

    def shows(self, field: str) -> bool:
        return field not in self.without

    def of(self, value: BaseModel, **first: object) -> Drawn:
        """The value as this reader gets it, after what comes `first`."""
        locked: list[Locked] = []
        fields = {**first, **self._fields(value, locked)}
        whole = orjson.dumps(fields, _cut, orjson.OPT_UTC_Z)
        return Drawn(pieces=whole.split(_NEVER_IN_JSON), locked=locked)

    def _fields(self, value: BaseModel, locked: list[Locked]) -> dict[str, Any]:
        plain = value.__pydantic_serializer__.to_python(value, mode="json")
        nested = _with_models(type(value))
        shown: dict[str, Any] = {}
        for field in type(value).__pydantic_fields__:
            if field in self.without:
                continue
            part = plain[field]
            if field in nested:
                part = self._part(getattr(value, field), field, locked)
            elif self.strangers:
                part = self._without_strangers(part)
            if part is not _HIDDEN:
                shown[field] = part
        return shown

    def _part(self, part: object, name: str, locked: list[Locked]) -> Any:
        """One that may have models within."""
        match part:
            case tuple() | list():
                parts = [self._part(each, name, locked) for each in part]
                return [each for each in parts if each is not _HIDDEN]
            case Sealed():
                if not self._opens(name):
                    return _HIDDEN
                locked.append(Locked(part, name))
                return locked[-1]
            case BaseModel():
                return self._fields(part, locked)
            case _:
                return self._without_strangers(to_jsonable_python(part))

    def _without_strangers(self, plain: Any) -> Any:
        match plain:
            case str():
                return _HIDDEN if plain in self.strangers else plain
            case list():
                parts = [self._without_strangers(each) for each in plain]
                return [each for each in parts if each is not _HIDDEN]
            case _:
                return plain

    def _opens(self, name: str) -> bool:
        return self.shows(name) and (self.opens is None or name in self.opens)


_HIDDEN = object()
_NEVER_IN_JSON = b"\0"


def _cut(part: object) -> orjson.Fragment:
    if not isinstance(part, Locked):
        raise TypeError(type(part))
    return orjson.Fragment(_NEVER_IN_JSON)


@cache
def _with_models(model: type[BaseModel]) -> frozenset[str]:
    """The fields in which other models may stand."""
    return frozenset(name for name, hint in hints_of(model).items() if _holds_model(hint))


def _holds_model(hint: Any) -> bool:
    if isinstance(hint, TypeAliasType):
        return _holds_model(hint.__value__)
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return True
    return any(_holds_model(each) for each in get_args(hint))


async def opened(vault: Texts, drawn: Iterable[Drawn]) -> Opened:
    """All texts of an answer in one question to the vault."""
    locked = [each for one in drawn for each in one.locked]
    texts = await vault.open([(each.sealed, each.field) for each in locked]) if locked else []
    return dict(zip(locked, texts, strict=True))
