"""Asked about mediators and their studios."""

from datetime import date
from typing import Annotated

from pydantic import Field

from services.contracts.ids import MediatorId, PersonId
from services.contracts.mediation.kinds import Grade, LocalKind, StudioKind
from services.contracts.mediation.values import Level
from services.kernel import Code, Command, Line, Sealed, of


class MediatorCommand(Command, category="mediator", about="mediator_id"):
    """Asked about a mediator (调解员)."""

    mediator_id: MediatorId


class RegisterMediator(MediatorCommand, creates=True):
    """Put a person forward as mediator of a committee. `committee_id`: its org unit."""

    person: PersonId
    name: Annotated[Sealed, of("person")]
    phone: Annotated[Sealed | None, of("person")] = None
    committee_id: Code
    level: Level


class CertifyMediator(MediatorCommand):
    """Certify the mediator, or renew the certificate."""

    grade: Grade
    specialities: Annotated[tuple[LocalKind, ...], Field(max_length=4)] = ()
    cert_no: Code
    valid_from: date
    valid_to: date


class PromoteMediator(MediatorCommand):
    """Promote a certified mediator to gold (金牌)."""

    cert_no: Code
    valid_from: date
    valid_to: date


class SuspendMediator(MediatorCommand):
    """Suspend for a breach of discipline (人民调解法 15)."""

    reason: Line


class ReinstateMediator(MediatorCommand):
    """End the suspension."""


class RevokeMediator(MediatorCommand):
    """Take the certificate back for good."""

    reason: Line


class RecordSpeciality(MediatorCommand):
    """What the mediator is good at by occupation, for the public profile."""

    occupation: Line
    skills: Annotated[tuple[Line, ...], Field(max_length=20)] = ()
    specialities: Annotated[tuple[LocalKind, ...], Field(max_length=4)] = ()


class StudioCommand(Command, category="studio", about="studio_id"):
    """Asked about a mediation studio (调解工作室)."""

    studio_id: Code


class FoundStudio(StudioCommand, creates=True):
    """Found a studio under a committee, at a place."""

    name: Line
    committee_id: Code
    place_id: Code


class AwardPlaque(StudioCommand):
    """Award the plaque of a demonstration studio (挂牌)."""

    no: Code
    on: date
    kind: StudioKind


class RevokePlaque(StudioCommand):
    """Take the plaque back."""

    reason: Line


class CloseStudio(StudioCommand):
    """Close the studio for good."""

    reason: Line
