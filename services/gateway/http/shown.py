"""What a card looks like to readers, for the API description: every field may be missing."""

from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, create_model

from services.gateway.http.bodies import hints_of, opened_hint
from services.gateway.http.resources import Resource
from services.gateway.readmodels.every import every
from services.kernel import Value


class Gone(Value):
    """A text of somebody whose data was erased."""

    erased: Literal[True]


type Text = str | Gone
"""A text about somebody, opened for a reader who may see it."""

_CARDS: dict[str, type[BaseModel]] = {model.name: model.card for model in every}


@cache
def shown_as(resource: Resource) -> type[BaseModel]:
    """The answer of `GET /v1/<plural>/{id}`."""
    assert resource.cards is not None
    card = _CARDS[resource.cards]
    fields: dict[str, Any] = {
        name: (opened_hint(hint, Text, "Shown"), None) for name, hint in hints_of(card).items()
    }
    return create_model(
        f"{resource.plural}-shown",
        __base__=Value,
        __doc__=card.__doc__,
        id=(str, ...),
        version=(int, ...),
        **fields,
    )
