"""What the activity room asks itself so that its log can be proven."""

from typing import Annotated

from pydantic import Field

from services.contracts.signed import RootHash, SignedNote
from services.kernel import Code, Command, Line


class AnchorCommand(Command, category="anchor", about="room"):
    """Asked about the checkpoints of a room."""

    room: Code


class AnchorCheckpointInActivities(AnchorCommand, internal=True):
    """Keep another room's checkpoint."""

    size: Annotated[int, Field(ge=0)]
    root: RootHash
    note: SignedNote


class OpenEpochInActivities(AnchorCommand, internal=True):
    """Record that an operator opened a new epoch: the log does not continue what it signed."""

    number: Annotated[int, Field(ge=2)]
    reason: Line
    size: Annotated[int, Field(ge=0)]
    broken: SignedNote | None = None
