"""What a room's database knows of a log and of what was signed of it."""

from uuid import UUID

from services.kernel.values import State


class TreeDiffers(Exception):
    """What is in the log is not what its tree was made of."""


class Stands(State):
    """How far a log has come, its epoch, and which event is at the position asked about."""

    position: int
    epoch: int
    event_id: UUID | None
    last_id: UUID | None


class Epoch(State):
    """An epoch as an operator opened it."""

    number: int
    reason: str
    size: int
    opened_at: str


class Kept(State):
    """A checkpoint that was signed."""

    epoch: int
    size: int
    root: bytes
    note: str
