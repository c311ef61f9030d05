"""Which due date governs where several run: the earliest (P-INV-5)."""

from datetime import datetime

from services.contracts.ids import PetitionId
from services.petitions.hall.known import Facts


def governing(facts: Facts, *more: datetime | None) -> datetime | None:
    """The earliest of its own, its members' and these."""
    dates = (facts.due_at, *(due for _, due in facts.members), *more)
    return min((each for each in dates if each is not None), default=None)


def without(facts: Facts, member: PetitionId) -> tuple[tuple[PetitionId, datetime | None], ...]:
    """The members but for this one."""
    return tuple(each for each in facts.members if each[0] != member)
