"""Asked by the room itself because of what the hall told: org units, and requests for erasure."""

from services.contracts.ids import PersonId
from services.contracts.places import UnitKind
from services.kernel import Code, Command


class NotedUnitCommand(Command, category="notedunit", about="unit_id"):
    """Asked about an org unit as this room knows it."""

    unit_id: Code


class NoteUnitForActivities(NotedUnitCommand, internal=True):
    """The hall has put this unit on the map."""

    kind: UnitKind
    parent_id: Code | None = None


class ForgettingCommand(Command, category="forgetting", about="person"):
    """Asked about the erasure of a person's data."""

    person: PersonId


class AnswerErasureForActivities(ForgettingCommand, internal=True):
    """Say whether this room still needs the person's data (X10)."""
