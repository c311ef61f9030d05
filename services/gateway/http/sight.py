"""What of a card or an event somebody sees: fields left out, texts opened or not.

What a reader may not see is not in the answer. A text of a person who was erased reads
`{"erased": true}`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from services.gateway.http.needs import Texts
from services.kernel import Sealed, State
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

    def shows(self, field: str) -> bool:
        return field not in self.without

    def texts(self, value: object, name: str = "") -> Iterator[tuple[Sealed, str]]:
        """Every sealed text to be opened, with the field it was sealed for."""
        match value:
            case Sealed():
                if self._opens(name):
                    yield value, name
            case BaseModel():
                for field in type(value).model_fields:
                    if self.shows(field):
                        yield from self.texts(getattr(value, field), field)
            case tuple() | list():
                for item in value:
                    yield from self.texts(item, name)

    def of(self, value: BaseModel, opened: Opened) -> dict[str, Any]:
        """The value as this reader gets it, as JSON."""
        shown: dict[str, Any] = {}
        for field in type(value).model_fields:
            part = getattr(value, field)
            if not self.shows(field) or (isinstance(part, Sealed) and not self._opens(field)):
                continue
            shown[field] = self._part(part, field, opened)
        return {name: part for name, part in shown.items() if part is not _HIDDEN}

    def _part(self, part: Any, name: str, opened: Opened) -> Any:
        match part:
            case Sealed():
                text = opened[part, name]
                return {"erased": True} if isinstance(text, Erased) else text
            case BaseModel():
                return self.of(part, opened)
            case tuple() | list():
                parts = [self._part(each, name, opened) for each in part]
                return [each for each in parts if each is not _HIDDEN]
            case _:
                plain = to_jsonable_python(part)
                hidden = isinstance(plain, str) and plain in self.strangers
                return _HIDDEN if hidden else plain

    def _opens(self, name: str) -> bool:
        return self.shows(name) and (self.opens is None or name in self.opens)


_HIDDEN = object()


async def opened(vault: Texts, wanted: Sequence[tuple[Sealed, str]]) -> Opened:
    """All texts of a page in one question to the vault."""
    unique = list(dict.fromkeys(wanted))
    texts = await vault.open(unique) if unique else []
    return dict(zip(unique, texts, strict=True))
