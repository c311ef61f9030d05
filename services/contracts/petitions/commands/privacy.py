"""Asked when somebody wants to be forgotten. All but the first are asked by the hall itself."""

from datetime import date

from services.contracts.ids import CaseId, PersonId
from services.contracts.petitions.words import ErasureAnswer, RoomName
from services.kernel import Command, Line


class ErasureCommand(Command, category="erasure", about="person"):
    """Asked about one person's data in all rooms."""

    person: PersonId


class RequestErasure(ErasureCommand):
    """Ask that this person be forgotten. What had to be kept may be asked for again."""


class AnswerErasure(ErasureCommand, internal=True):
    """The hall's own answer: an open petition must be kept."""


class RecordErasureAnswer(ErasureCommand, internal=True):
    """Another room's answer, and the person's ended cases there."""

    room: RoomName
    outcome: ErasureAnswer
    ground: Line | None
    until: date | None
    cases: tuple[CaseId, ...] = ()


class UrgeErasure(ErasureCommand, internal=True):
    """Fifteen working days have passed."""


type ErasureStreamCommand = RequestErasure | AnswerErasure | RecordErasureAnswer | UrgeErasure
