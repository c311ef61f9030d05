"""What of a card or an event somebody sees: fields left out, texts opened or not.

What a reader may not see is not in the answer. A text of a person who was erased reads
`{"erased": true}`.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeAliasType, get_args

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from services.gateway.http.bodies import hints_of
from services.gateway.http.needs import Texts
from services.kernel import Sealed, State
from services.kernel.sealed import holds_sealed
from services.plumbing.sealing import Erased

type Opened = Mapping[tuple[Sealed, str], str | Erased]


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

    def texts(self, value: object, name: str = "") -> Iterator[tuple[Sealed, str]]:
        """Every sealed text to be opened, with the field it was sealed for."""
        match value:
            case tuple() | list():
                for item in value:
                    yield from self.texts(item, name)
            case Sealed():
                if self._opens(name):
                    yield value, name
            case BaseModel():
                for field in _with_sealed(type(value)):
                    if field not in self.without:
                        yield from self.texts(getattr(value, field), field)

    def of(self, value: BaseModel, opened: Opened) -> dict[str, Any]:
        """The value as this reader gets it, as JSON."""
        plain = value.__pydantic_serializer__.to_python(value, mode="json")
        nested = _with_models(type(value))
        shown: dict[str, Any] = {}
        for field in type(value).__pydantic_fields__:
            if field in self.without:
                continue
            part = plain[field]
            if field in nested:
                part = self._part(getattr(value, field), field, opened)
            elif self.strangers:
                part = self._without_strangers(part)
            if part is not _HIDDEN:
                shown[field] = part
        return shown

    def _part(self, part: object, name: str, opened: Opened) -> Any:
        """One that may have models within."""
        match part:
            case tuple() | list():
                parts = [self._part(each, name, opened) for each in part]
                return [each for each in parts if each is not _HIDDEN]
            case Sealed():
                if not self._opens(name):
                    return _HIDDEN
                text = opened[part, name]
                return {"erased": True} if isinstance(text, Erased) else text
            case BaseModel():
                return self.of(part, opened)
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


@cache
def _with_sealed(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields in which a sealed text may stand, however deep."""
    return tuple(name for name, hint in hints_of(model).items() if holds_sealed(hint))


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


async def opened(vault: Texts, wanted: Sequence[tuple[Sealed, str]]) -> Opened:
    """All texts of a page in one question to the vault."""
    unique = list(dict.fromkeys(wanted))
    texts = await vault.open(unique) if unique else []
    return dict(zip(unique, texts, strict=True))
