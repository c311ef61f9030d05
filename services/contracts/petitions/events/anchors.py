"""What the hall tells of the proof of its log and of the others'.

Names and fields are kept for good: add freely, never rename, never remove.
"""

from services.contracts.signed import RootHash, SignedNote
from services.kernel import Code, Event, Line


class AnchorEvent(Event, category="anchor", about="room"):
    """About the checkpoints of a room."""

    room: Code


class PetitionsCheckpointAnchored(AnchorEvent):
    """Another room's log was so long and had this root: its own signed words, kept here."""

    size: int
    root: RootHash
    note: SignedNote


class PetitionsEpochOpened(AnchorEvent):
    """From here on the log does not continue what it signed before, for this reason.

    `size` is how long it was when that was decided; `broken` the checkpoint it does not continue.
    """

    number: int
    reason: Line
    size: int
    broken: SignedNote | None
