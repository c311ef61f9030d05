"""What each user of the bus may say and hear there: exactly what its program does, and no more.

The server matches whole tokens only (`PETITIONS_*` would match nothing), so streams are named one
by one: the table is made anew for the streets there are. A consumer's name is a token of its own
and may be any; but nobody can list the consumers, and their names cannot be guessed.

What permissions cannot stop: the server sends its own answers wherever a request says, also to a
subject that the asker may not use. So a program gone bad can put an answer of the server's, which
may be a copy of an event but never a text of its own, onto another's subject. No room takes that
for a command; on a stream it is out of step, and that room's relay stops and says so.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from services.kernel.room import Room
from services.plumbing.addresses import (
    command_subjects,
    event_subjects,
    inbox_subjects,
    stream_name,
    watermark_subject,
)

GATEWAY = "gateway"
PROVISIONER = "provisioner"

_API = "$JS.API"


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """One user's subjects; whatever is not here is denied."""

    publish: tuple[str, ...]
    subscribe: tuple[str, ...]
    answers: bool = False
    """Whether it may answer, soon and once for each letter, where somebody's request asks it to."""


def table(rooms: Collection[Room], streets: Collection[str]) -> dict[str, Allowed]:
    """Every user, by name."""
    names = [room.name for room in rooms]
    return {
        **{room.name: of_room(room, streets) for room in rooms},
        GATEWAY: of_gateway(names, streets),
        PROVISIONER: of_provisioner(names, streets),
    }


def of_room(room: Room, streets: Collection[str]) -> Allowed:
    """It tells its own events, answers its own commands, and hears the rooms it reacts to."""
    others = [heard for heard in room.hears if heard != room.name]  # its own log it reads itself
    return Allowed(
        publish=(
            *(event_subjects(room.name, street) for street in streets),
            *(watermark_subject(room.name, street) for street in streets),
            *_each([room.name], streets, "STREAM.INFO.{}", "STREAM.MSG.GET.{}"),
            *_hearing(others, streets),
            *_each(others, streets, "CONSUMER.INFO.{}.*"),
        ),
        subscribe=(
            f"{command_subjects(room.name)} {room.name}",  # in its queue group, never beside it
            *_watermarks(others, streets),
            inbox_subjects(room.name),
        ),
        answers=True,
    )


def of_gateway(rooms: Collection[str], streets: Collection[str]) -> Allowed:
    """It asks every room and hears every log; it tells nothing."""
    return Allowed(
        publish=(*map(command_subjects, rooms), *_hearing(rooms, streets)),
        subscribe=(*_watermarks(rooms, streets), inbox_subjects(GATEWAY)),
    )


def of_provisioner(rooms: Collection[str], streets: Collection[str]) -> Allowed:
    """It lays the streams out; with its password an operator changes or deletes one."""
    verbs = [f"STREAM.{verb}.{{}}" for verb in ("INFO", "CREATE", "UPDATE", "DELETE")]
    return Allowed(
        publish=tuple(_each(rooms, streets, *verbs)),
        subscribe=(inbox_subjects(PROVISIONER),),
    )


def _hearing(rooms: Iterable[str], streets: Collection[str]) -> Iterator[str]:
    """What `pulling` asks of the bus. A filter in the subject is one token more: not ours."""
    verbs = [f"CONSUMER.{verb}.{{}}.*" for verb in ("CREATE", "MSG.NEXT", "DELETE")]
    return _each(rooms, streets, *verbs)


def _watermarks(rooms: Iterable[str], streets: Collection[str]) -> Iterator[str]:
    return (watermark_subject(room, street) for room in rooms for street in streets)


def _each(rooms: Iterable[str], streets: Collection[str], *asked: str) -> Iterator[str]:
    streams = (stream_name(room, street) for room in rooms for street in streets)
    return chain.from_iterable(
        [f"{_API}.{each.format(stream)}" for each in asked] for stream in streams
    )
