"""What a room does when it hears an event: commands of its own, each with an id derived from the
event.

Hearing twice is asking once. A reaction is pure; whether its command still makes sense is the
decider's word.
"""

from collections.abc import Callable, Sequence
from uuid import uuid5

from services.kernel.actor import system
from services.kernel.ask import Ask
from services.kernel.record import Recorded
from services.kernel.values import Command, Event

type Reaction = Callable[[Recorded[Event]], Sequence[Command]]


def asks(room: str, heard: Recorded[Event], commands: Sequence[Command]) -> list[Ask]:
    """The commands, asked by the room itself because of what it heard."""
    cause = heard.stored
    return [
        Ask(
            command=command,
            command_id=uuid5(cause.event_id, f"{room}/{n}"),
            principal=system(room, cause.log),
            occurred_at=cause.occurred_at,
            correlation_id=cause.correlation_id,
            causation_id=cause.event_id,
        )
        for n, command in enumerate(commands)
    ]
