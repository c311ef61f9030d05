"""What is told of mediators and their studios.

Names and fields are kept for good: add freely, never rename, never remove.
"""

from datetime import date
from typing import Annotated

from services.contracts.ids import MediatorId, PersonId
from services.contracts.mediation.kinds import Grade, LocalKind, StudioKind
from services.contracts.mediation.values import Level
from services.kernel import Code, Event, Line, Sealed, of


class MediatorEvent(Event, category="mediator", about="mediator_id"):
    """About a mediator."""

    mediator_id: MediatorId


class MediatorRegistered(MediatorEvent):
    """Put forward by a committee; not yet certified."""

    person: PersonId
    name: Annotated[Sealed, of("person")]
    phone: Annotated[Sealed | None, of("person")]
    committee_id: Code
    level: Level


class MediatorCertified(MediatorEvent):
    """Certified, or certified anew: counts while the certificate is valid."""

    person: PersonId
    grade: Grade
    specialities: tuple[LocalKind, ...]
    committee_id: Code
    level: Level
    cert_no: Code
    valid_from: date
    valid_to: date


class MediatorPromoted(MediatorEvent):
    """Now a gold mediator, under a new certificate."""

    cert_no: Code
    valid_from: date
    valid_to: date


class MediatorSuspended(MediatorEvent):
    """Out of service for a time."""

    reason: Line


class MediatorReinstated(MediatorEvent):
    """Back in service."""


class MediatorRevoked(MediatorEvent):
    """A mediator no more."""

    person: PersonId
    reason: Line


class SpecialityRecorded(MediatorEvent):
    """What the mediator is good at."""

    occupation: Line
    skills: tuple[Line, ...]
    specialities: tuple[LocalKind, ...]


class StudioEvent(Event, category="studio", about="studio_id"):
    """About a mediation studio."""

    studio_id: Code


class StudioFounded(StudioEvent):
    """Founded under a committee, at a place; it has no plaque yet."""

    name: Line
    committee_id: Code
    place_id: Code


class StudioPlaqueAwarded(StudioEvent):
    """A demonstration studio: it counts."""

    no: Code
    on: date
    committee_id: Code
    kind: StudioKind


class StudioPlaqueRevoked(StudioEvent):
    """It counts no more."""

    no: Code
    reason: Line


class StudioClosed(StudioEvent):
    """Closed for good."""

    reason: Line
