"""Supervision (督办, P-LAW-17): by a person who says why, or by the hall where the rules do.

By itself: a difficult petition that is overdue (P-INV-14), one reopened for the second time though
it should have been solved, one that many have brought; and, listed, where a called department was
silent (X12). A ticket refused and an adverse effect are a person's judgement.
"""

from collections.abc import Sequence

from services.contracts.ids import PetitionId
from services.contracts.petitions.clocks import SupervisionLevel, SupervisionTrigger
from services.contracts.petitions.commands.clocks import (
    CloseSupervision,
    OpenSupervision,
    SuperviseSilence,
)
from services.contracts.petitions.events.clocks import SupervisionClosed, SupervisionOpened
from services.contracts.petitions.events.petition import PetitionEvent
from services.petitions.hall.known import Facts
from services.petitions.hall.refusals_clocks import AlreadySupervised, NotSupervised
from services.petitions.hall.states import (
    Closed,
    Declined,
    KnownPetition,
    Merged,
    Voided,
    Withdrawn,
)
from services.petitions.hall.why_not import why_not

AGAIN = 3
"""The cycle in which what was reopened twice is supervised. A local default."""

MANY = 5
"""So many petitions about one matter, its lead among them, are many. A local default."""


def decide(
    command: OpenSupervision | CloseSupervision | SuperviseSilence, petition: KnownPetition
) -> Sequence[PetitionEvent]:
    facts = petition.facts
    match petition, command:
        case _, CloseSupervision(petition_id=which, result=result):
            if facts.supervision is None:
                raise NotSupervised
            return [SupervisionClosed(petition_id=which, result=result)]
        case Merged() | Withdrawn() | Voided() | Declined() | Closed(), SuperviseSilence():
            return []
        case _, SuperviseSilence(petition_id=which):
            return _listed(which, facts)
        case Merged() | Withdrawn() | Voided() | Declined() | Closed(), OpenSupervision():
            raise why_not(petition)
        case _, OpenSupervision():
            return [_opened(command, facts)]


def supervised(
    which: PetitionId, facts: Facts, trigger: SupervisionTrigger, clock_id: str | None = None
) -> list[PetitionEvent]:
    """By the hall itself, unless it is supervised already."""
    if facts.supervision is not None:
        return []
    level = SupervisionLevel.NORMAL
    return [
        SupervisionOpened(
            petition_id=which, level=level, trigger=trigger, clock_id=clock_id, reason=None
        )
    ]


def _listed(which: PetitionId, facts: Facts) -> list[PetitionEvent]:
    """Unless it is supervised so heavily already."""
    if facts.supervision in (SupervisionLevel.LISTED, SupervisionLevel.SUMMONS):
        return []
    return [
        SupervisionOpened(
            petition_id=which,
            level=SupervisionLevel.LISTED,
            trigger=SupervisionTrigger.OVERDUE,
            clock_id=None,
            reason=None,
        )
    ]


def _opened(command: OpenSupervision, facts: Facts) -> SupervisionOpened:
    ladder = list(SupervisionLevel)
    now = facts.supervision
    if now is not None and ladder.index(command.level) <= ladder.index(now):
        raise AlreadySupervised(level=now)
    return SupervisionOpened(**vars(command), clock_id=None)
