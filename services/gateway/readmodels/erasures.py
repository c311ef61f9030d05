"""Requests to be forgotten: who must answer by when, and how each ended (flow X10)."""

from enum import StrEnum

from services.contracts.ids import PersonId
from services.contracts.petitions.events.privacy import (
    ErasureApplied,
    ErasureConcluded,
    ErasureRequested,
    ErasureRestricted,
    ErasureUrged,
    ServiceAnswer,
)
from services.contracts.petitions.words import ErasureAnswer, ErasureOutcome, RoomName
from services.gateway.readmodels.card import Card, tagged
from services.gateway.readmodels.days import in_order
from services.kernel import Event, Instant, ReadModel
from services.kernel.readmodel import Told


class ErasureStatus(StrEnum):
    """Where the request stands."""

    ASKED = "asked"
    ERASED = "erased"
    RESTRICTED = "restricted"


class ErasureCard(Card):
    """One person's request. The person is all that the privacy officer needs of them."""

    person: PersonId
    round: int
    status: ErasureStatus = ErasureStatus.ASKED
    requested_at: Instant
    due_at: Instant
    answers: tuple[ServiceAnswer, ...] = ()
    urged: int = 0
    missing: tuple[RoomName, ...] = ()
    concluded_at: Instant | None = None


def evolve(card: ErasureCard | None, told: Told[Event]) -> ErasureCard | None:
    moment = told.stored.occurred_at
    match card, told.event:
        case _, ErasureRequested(person=person, round=n, due_at=due):
            return ErasureCard(person=person, round=n, requested_at=moment, due_at=due)
        case None, _:
            return None
        case _, ErasureApplied(room=room):
            answer = ServiceAnswer(
                room=room, outcome=ErasureAnswer.APPLIED, ground=None, until=None
            )
            return card.but(answers=(*card.answers, answer))
        case _, ErasureRestricted(room=room, ground=ground, until=until):
            answer = ServiceAnswer(
                room=room, outcome=ErasureAnswer.RESTRICTED, ground=ground, until=until
            )
            return card.but(answers=(*card.answers, answer))
        case _, ErasureUrged(n=n, missing=missing):
            return card.but(urged=n, missing=missing)
        case _, ErasureConcluded(outcome=outcome, per_service=answers):
            erased = outcome is ErasureOutcome.ERASED
            return card.but(
                status=ErasureStatus.ERASED if erased else ErasureStatus.RESTRICTED,
                answers=answers,
                missing=(),
                concluded_at=moment,
            )
        case _:
            return card


erasures = ReadModel(
    name="erasures",
    room="petitions",
    category="erasure",
    card=ErasureCard,
    evolve=evolve,
    sort=lambda card: in_order(card.requested_at),
    tags=lambda card: tagged(status=card.status),
    confidential=frozenset(ErasureCard.model_fields),
)
