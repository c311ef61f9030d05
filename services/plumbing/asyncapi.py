"""What a room says and hears on the wire, as AsyncAPI 3: made from the room itself, never by
hand."""

import json
from typing import Any

from faststream.nats import NatsBroker
from faststream.specification import AsyncAPI

from services.kernel import Command
from services.kernel.replies import Accepted, Refused
from services.kernel.room import Room

VERSION = "1.0.0"


def document(room: Room) -> dict[str, Any]:
    """The room's AsyncAPI document, in a fixed order so that two makings are equal.

    Commands are core NATS requests answered by one member of the room's queue group; events are
    JetStream messages whose body is exactly the stored bytes. No server is named: that is settings.
    """
    broker = NatsBroker("nats://localhost:4222")
    for name, event in sorted(room.events.types.items()):
        broker.publisher(
            f"evt.{room.name}.{{street}}.{event.category}.{name}",
            title=name,
            description=event.__doc__,
            schema=event,
        )
    for command in sorted(room.commands, key=lambda each: each.__name__):
        if command.internal:
            continue
        subject = f"cmd.{room.name}.{command.__name__}"
        subscriber = broker.subscriber(
            subject, queue=room.name, title=command.__name__, description=command.__doc__
        )
        subscriber(_typed(command))
    written = AsyncAPI(broker, title=f"驿站 {room.name}", version=VERSION).to_specification()
    described: dict[str, Any] = json.loads(written.to_json())
    described.pop("servers", None)
    for channel in described["channels"].values():
        channel.pop("servers", None)
    return {key: _sorted(value) for key, value in described.items()}


def _typed(command: type[Command]) -> Any:
    """A function with this command's types: read for the document, never called."""

    async def answer(body: Any) -> Any:
        raise AssertionError("only described")

    answer.__annotations__ = {"body": command, "return": Accepted | Refused}
    answer.__name__ = command.__name__
    return answer


def _sorted(value: Any) -> Any:
    match value:
        case dict():
            return {key: _sorted(value[key]) for key in sorted(value)}
        case _:
            return value
