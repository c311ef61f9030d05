"""M-INV-16: mediation is free of charge, and nothing said in this room has a field for it."""

from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from services.contracts.mediation import values
from services.contracts.mediation.commands import mediation_commands
from services.contracts.mediation.events import mediation_events
from services.kernel import Command, Event, Value

FOR_MONEY = ("fee", "price", "charge", "cost", "payment", "deposit", "fine", "invoice", "tariff")
MESSAGES: list[type[BaseModel]] = [
    *mediation_commands,
    *mediation_events.types.values(),
    values.DisputeParty,
    values.CaseParty,
    values.Term,
]


def field_names(schema: object) -> Iterator[str]:
    """Every field name in a message, however deep."""
    match schema:
        case {"properties": dict(fields), **rest}:
            yield from fields
            yield from field_names(list(fields.values()))
            yield from field_names(list(rest.values()))
        case dict():
            yield from field_names(list(schema.values()))
        case list():
            for each in schema:
                yield from field_names(each)
        case _:
            return


@pytest.mark.parametrize("kind", MESSAGES, ids=lambda kind: kind.__name__)
def test_m_inv_16_no_message_has_a_field_for_money_asked_by_the_room(kind: type[BaseModel]) -> None:
    names = {part for name in field_names(kind.model_json_schema()) for part in name.split("_")}
    assert names.isdisjoint(FOR_MONEY)


def test_m_inv_16_the_only_money_is_what_the_parties_promise_each_other() -> None:
    fen = {
        kind.__name__
        for kind in MESSAGES
        if any("fen" in name.split("_") for name in kind.model_fields)
    }
    assert fen == {"Term"}


def test_every_message_is_one_of_ours() -> None:
    assert all(issubclass(kind, Command | Event | Value) for kind in MESSAGES)
