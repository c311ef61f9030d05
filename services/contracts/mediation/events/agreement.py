"""What is told of an agreement, until it is performed and followed up.

Names and fields are kept for good: add freely, never rename, never remove.
"""

from datetime import date
from typing import Annotated
from uuid import UUID

from services.contracts.ids import AgreementId, PersonId
from services.contracts.mediation.events.case import CaseEvent
from services.contracts.mediation.kinds import (
    AgreementForm,
    Performed,
    Satisfaction,
    SignMethod,
    SignsAs,
)
from services.contracts.mediation.values import Level, Term
from services.kernel import Code, Sealed, of


class AgreementReached(CaseEvent):
    """The parties agree. In writing, it binds once it took effect."""

    agreement_id: AgreementId
    form: AgreementForm
    partial: bool
    terms: tuple[Term, ...]
    facts: Annotated[Sealed | None, of("case_id")]
    agreed_on: date


class AgreementSigned(CaseEvent):
    """One signature is under it."""

    agreement_id: AgreementId
    signs_as: SignsAs
    signer: UUID
    method: SignMethod
    signed_on: date


class CommitteeSealAffixed(CaseEvent):
    """The committee's seal is under it."""

    agreement_id: AgreementId
    committee_id: Code
    affixed_on: date


class AgreementTookEffect(CaseEvent):
    """It binds from this day: the later of all signatures and the seal (M-INV-6)."""

    agreement_id: AgreementId
    effective_on: date


class TermPerformed(CaseEvent):
    """One term is performed."""

    agreement_id: AgreementId
    term_id: Code
    performed_on: date
    evidence: Annotated[Sealed | None, of("case_id")]


class PerformanceUrged(CaseEvent):
    """Whoever owes the term was urged."""

    agreement_id: AgreementId
    term_id: Code


class TermBreached(CaseEvent):
    """Its day passed and it was not performed. It may still be."""

    agreement_id: AgreementId
    term_id: Code
    due_on: date


class AgreementPerformed(CaseEvent):
    """Every term is performed."""

    agreement_id: AgreementId
    performed_on: date
    level: Level


class FollowUpDone(CaseEvent):
    """Somebody went to see."""

    n: int
    on: date
    performance: Performed
    satisfaction: Satisfaction
    relapse: bool
    party: PersonId | None
    notes: Annotated[Sealed | None, of("party")]
