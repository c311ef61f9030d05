"""The mediators: certificate, grade, level, and what each is good at."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from services.contracts.ids import MediatorId, PersonId
from services.contracts.mediation.events.mediators import (
    MediatorCertified,
    MediatorPromoted,
    MediatorRegistered,
    MediatorReinstated,
    MediatorRevoked,
    MediatorSuspended,
    SpecialityRecorded,
)
from services.contracts.mediation.kinds import Grade, LocalKind
from services.gateway.readmodels.card import Card, tagged
from services.gateway.readmodels.days import in_order
from services.kernel import Code, Event, Instant, Line, ReadModel, Sealed, of
from services.kernel.readmodel import Cells, Told


class MediatorStatus(StrEnum):
    """CERTIFIED says nothing of the day: the certificate has its own."""

    REGISTERED = "registered"
    CERTIFIED = "certified"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


class MediatorCard(Card):
    """A mediator."""

    mediator_id: MediatorId
    person: PersonId
    name: Annotated[Sealed, of("person")]
    phone: Annotated[Sealed | None, of("person")]
    committee_id: Code
    level: int
    status: MediatorStatus = MediatorStatus.REGISTERED
    registered_at: Instant
    grade: Grade | None = None
    cert_no: Code | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    specialities: tuple[LocalKind, ...] = ()
    occupation: Line | None = None
    skills: tuple[Line, ...] = ()
    reason: Line | None = None


def evolve(card: MediatorCard | None, told: Told[Event]) -> MediatorCard | None:
    match card, told.event:
        case None, MediatorRegistered() as event:
            return MediatorCard.of(event, registered_at=told.stored.occurred_at)
        case None, _:
            return None
        case _, MediatorCertified() as event:
            return card.but(
                status=MediatorStatus.CERTIFIED,
                grade=event.grade,
                cert_no=event.cert_no,
                valid_from=event.valid_from,
                valid_to=event.valid_to,
                specialities=event.specialities,
                committee_id=event.committee_id,
                level=event.level,
            )
        case _, MediatorPromoted() as event:
            return card.but(
                grade=Grade.GOLD,
                cert_no=event.cert_no,
                valid_from=event.valid_from,
                valid_to=event.valid_to,
            )
        case _, MediatorSuspended(reason=reason):
            return card.but(status=MediatorStatus.SUSPENDED, reason=reason)
        case _, MediatorReinstated():
            return card.but(status=MediatorStatus.CERTIFIED, reason=None)
        case _, MediatorRevoked(reason=reason):
            return card.but(status=MediatorStatus.REVOKED, reason=reason)
        case _, SpecialityRecorded() as event:
            return card.but(
                occupation=event.occupation, skills=event.skills, specialities=event.specialities
            )
        case _:
            return card


def contributes(card: MediatorCard) -> Cells:
    """Counted with the certificate's days: whether it is valid depends on the day asked about."""
    if card.status is not MediatorStatus.CERTIFIED or None in (card.valid_from, card.valid_to):
        return {}
    return {("mediator", str(card.grade), str(card.valid_from), str(card.valid_to)): 1}


mediators = ReadModel(
    name="mediators",
    room="mediation",
    category="mediator",
    card=MediatorCard,
    evolve=evolve,
    sort=lambda card: in_order(card.registered_at),
    tags=lambda card: tagged(
        status=card.status,
        grade=card.grade,
        level=card.level,
        committee=card.committee_id,
        speciality=card.specialities,
        person=card.person,
    ),
    contributes=contributes,
    confidential=frozenset({"person", "phone", "reason"}),
)
