"""Asked about a petition's clocks: by its timers, and by whoever supervises."""

from services.contracts.petitions.clocks import ClockKind, SupervisionLevel, SupervisionTrigger
from services.contracts.petitions.commands.petition import PetitionCommand
from services.kernel import Command, Line


class ApproachDeadline(PetitionCommand, internal=True):
    """This clock runs out soon."""

    kind: ClockKind


class BreachDeadline(PetitionCommand, internal=True):
    """This clock has run out."""

    kind: ClockKind


class RecalculateDeadline(PetitionCommand):
    """Count a running clock anew by the calendar as it is now; say why (R-INV-6)."""

    kind: ClockKind
    reason: Line


class OpenSupervision(PetitionCommand):
    """Put it under supervision, or under a heavier form; say why (P-LAW-17)."""

    level: SupervisionLevel = SupervisionLevel.NORMAL
    trigger: SupervisionTrigger
    reason: Line


class CloseSupervision(PetitionCommand):
    """End its supervision; say what came of it."""

    result: Line


class SuperviseSilence(PetitionCommand, internal=True):
    """A department that was called for it was silent: list its supervision (X12)."""


class UrgeHandling(PetitionCommand):
    """Remind those who have it in hand that this clock runs (催办). Told once a day."""

    kind: ClockKind = ClockKind.HANDLING


type ClockCommand = (
    ApproachDeadline
    | BreachDeadline
    | RecalculateDeadline
    | OpenSupervision
    | CloseSupervision
    | SuperviseSilence
    | UrgeHandling
)
clock_commands: tuple[type[Command], ...] = (
    ApproachDeadline,
    BreachDeadline,
    RecalculateDeadline,
    OpenSupervision,
    CloseSupervision,
    SuperviseSilence,
    UrgeHandling,
)
