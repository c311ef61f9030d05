"""What a log keeps of checkpoints: other rooms' as they were, and where its own history broke.

Who would rewrite one log must then rewrite those of the other rooms as well. Every room has this
decider; only its messages have names of their own.
"""

from collections.abc import Callable, Sequence
from typing import Any

from services.kernel import Command, Decider, Event, Setting, Standing, State


class Anchored(State):
    """The last checkpoint kept of this room, and the last epoch of our own."""

    size: int = 0
    root: str = ""
    origin: str = ""
    epoch: int = 1


type _Anchor = Decider[Any, Anchored, Any, Any]


def anchor(
    keep: type[Command], kept: type[Event], begin: type[Command], begun: type[Event]
) -> _Anchor:
    """The decider of a room's anchors: `keep` makes `kept`, `begin` makes `begun`.

    What says nothing new is not kept twice.
    """

    def decide(
        command: Command, anchored: Anchored, setting: Setting[Anchored, Any]
    ) -> Sequence[Event]:
        if isinstance(command, begin):
            return _once(command, anchored, begun)
        return _news(command, anchored, kept)

    def evolve(anchored: Anchored, event: Event) -> Anchored:
        if isinstance(event, begun):
            return Anchored(epoch=_said(event, "number"))
        note = str(_said(event, "note"))
        return Anchored(
            size=_said(event, "size"),
            root=_said(event, "root"),
            origin=note.partition("\n")[0],
            epoch=anchored.epoch,
        )

    return Decider(
        category="anchor", initial=Anchored(), decide=decide, evolve=evolve, standing=_standing
    )


def _news(command: Any, anchored: Anchored, kept: Callable[..., Event]) -> Sequence[Event]:
    origin = command.note.partition("\n")[0]
    if (origin, command.size, command.root) == (anchored.origin, anchored.size, anchored.root):
        return []
    return [kept(**vars(command))]


def _once(command: Any, anchored: Anchored, begun: Callable[..., Event]) -> Sequence[Event]:
    return [begun(**vars(command))] if command.number > anchored.epoch else []


def _said(event: Event, field: str) -> Any:
    return getattr(event, field)


def _standing(command: Command, anchored: Anchored, around: object) -> Standing:
    return Standing(place=command.key)
