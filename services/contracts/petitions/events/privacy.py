"""What is told when somebody asks to be forgotten (flow X10). The keeper of keys listens."""

from datetime import date

from services.contracts.ids import CaseId, PersonId, PetitionId
from services.contracts.petitions.words import ErasureAnswer, ErasureOutcome, RoomName
from services.kernel import Event, Instant, Line, Value


class ErasureEvent(Event, category="erasure", about="person"):
    """About one person's request to be forgotten."""

    person: PersonId


class ErasureRequested(ErasureEvent):
    """Asked, for the `round`-th time. Every room answers in its own log, by `due_at`."""

    round: int
    due_at: Instant


class ErasureApplied(ErasureEvent):
    """This room has nothing that must be kept; these ended cases in it were the person's."""

    room: RoomName
    cases: tuple[CaseId, ...] = ()


class ErasureRestricted(ErasureEvent):
    """This room must keep for now: on what ground, and until when if that is known."""

    room: RoomName
    ground: Line
    until: date | None


class ErasureUrged(ErasureEvent):
    """A room has not answered in time: the privacy officer is reminded, again at `urge_at`."""

    n: int
    missing: tuple[RoomName, ...]
    urge_at: Instant


class ServiceAnswer(Value):
    """What one room answered."""

    room: RoomName
    outcome: ErasureAnswer
    ground: Line | None
    until: date | None
    cases: tuple[CaseId, ...] = ()


class ErasureConcluded(ErasureEvent):
    """All three answered. ERASED: the keys of the person, these petitions and cases are deleted."""

    outcome: ErasureOutcome
    per_service: tuple[ServiceAnswer, ...]
    petitions: tuple[PetitionId, ...]
    cases: tuple[CaseId, ...] = ()


type ErasureStreamEvent = (
    ErasureRequested | ErasureApplied | ErasureRestricted | ErasureUrged | ErasureConcluded
)
