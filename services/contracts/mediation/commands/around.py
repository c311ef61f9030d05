"""What the room asks itself because of what it heard: the street map, a wish to be forgotten."""

from services.contracts.ids import PersonId
from services.contracts.places import UnitKind
from services.kernel import Code, Command


class NoteUnitForMediation(
    Command, category="notedunit", about="unit_id", creates=True, internal=True
):
    """Note an org unit that the hall registered."""

    unit_id: Code
    kind: UnitKind
    parent_id: Code | None = None


class AnswerErasureInMediation(
    Command, category="forgetting", about="person", creates=True, internal=True
):
    """Say whether this person's words may be erased here."""

    person: PersonId
