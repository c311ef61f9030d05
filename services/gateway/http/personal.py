"""Sealing what a client tells about people, before a command leaves the gateway."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAliasType, get_args

from pydantic import BaseModel

from services.gateway.http.bodies import hints_of
from services.kernel import Command, State
from services.kernel.sealed import Of, holds_sealed


class Personal(State):
    """One plain text in a body: where it stands, and whose it is."""

    holder: dict[str, Any]
    field: str
    person: str

    @property
    def text(self) -> str:
        return str(self.holder[self.field])


def personal_in(command: type[Command], body: dict[str, Any]) -> Iterator[Personal]:
    """Every plain text that this command wants sealed; of nobody known, it is the thing's own."""
    yield from _in_model(command, body, {"": body.get(command.about)})


def _in_model(
    model: type[BaseModel], body: dict[str, Any], known: Mapping[str, Any]
) -> Iterator[Personal]:
    around = {**known, **{name: item for name, item in body.items() if item is not None}}
    for field, hint in hints_of(model).items():
        if body.get(field) is not None and holds_sealed(hint):
            yield from _in_field(hint, body, field, around)


def _in_field(
    hint: Any, body: dict[str, Any], field: str, around: Mapping[str, Any]
) -> Iterator[Personal]:
    match _marked(hint):
        case Of(fields=names):
            person = next(around[name] for name in (*names, "") if around.get(name) is not None)
            yield Personal(holder=body, field=field, person=str(person))
        case model:
            items = body[field] if isinstance(body[field], list) else [body[field]]
            for item in items:
                yield from _in_model(model, item, around)


def _marked(hint: Any) -> Any:
    """The marker of a sealed field, or the model whose fields hold sealed texts."""
    if isinstance(hint, TypeAliasType):
        return _marked(hint.__value__)
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return hint
    parts = get_args(hint)
    mark = next((part for part in parts if isinstance(part, Of)), None)
    return mark or next(_marked(part) for part in parts if holds_sealed(part))
