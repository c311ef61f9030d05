"""Asked about what the parties agreed, until it is performed and followed up."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from services.contracts.ids import AgreementId, PersonId
from services.contracts.mediation.commands.case import CaseCommand
from services.contracts.mediation.kinds import (
    AgreementForm,
    Performed,
    Satisfaction,
    SignMethod,
    SignsAs,
)
from services.contracts.mediation.values import Term
from services.kernel import Code, Sealed, of


class RecordAgreement(CaseCommand):
    """The parties agree. Written unless everything is small and done on the spot (M-INV-6)."""

    agreement_id: AgreementId
    form: AgreementForm
    terms: Annotated[tuple[Term, ...], Field(min_length=1, max_length=50)]
    facts: Annotated[Sealed | None, of("case_id")] = None
    """Main facts, disputed points and responsibilities."""
    partial: bool = False
    """It settles only a part; the rest needs a case of its own."""


class SignAgreement(CaseCommand):
    """A party signs, or a mediator of the team. `signer`: the person, or the mediator's id."""

    signs_as: SignsAs
    signer: UUID
    method: SignMethod


class AffixSeal(CaseCommand):
    """The committee affixes its seal; level 1 works under the community committee's."""

    committee_id: Code


class RecordPerformance(CaseCommand):
    """One term has been performed."""

    term_id: Code
    evidence: Annotated[Sealed | None, of("case_id")] = None


class UrgePerformance(CaseCommand):
    """Urge whoever owes a term."""

    term_id: Code


class RecordBreach(CaseCommand):
    """A term's day has passed and it is not performed."""

    term_id: Code


class FollowUp(CaseCommand):
    """Go and see afterwards."""

    performance: Performed
    satisfaction: Satisfaction
    relapse: bool = False
    party: PersonId | None = None
    """Whom was spoken to."""
    notes: Annotated[Sealed | None, of("party")] = None
