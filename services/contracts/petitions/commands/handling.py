"""Asked of whoever handles a petition: dispatch, signature, contact, progress, reply."""

from typing import Annotated

from pydantic import Field

from services.contracts.ids import DispatchId, PersonId
from services.contracts.petitions.commands.petition import Papers, PetitionCommand
from services.contracts.petitions.words import ContactMode, Outcome
from services.kernel import Code, Instant, Line, Sealed, of


class DispatchPetition(PetitionCommand):
    """Hand it to a unit, and others to assist: never to whom it complains of (P-INV-1).

    Handling is counted from here; an earlier date may be said.
    """

    dispatch_id: DispatchId
    lead_org: Code
    co_orgs: Annotated[tuple[Code, ...], Field(max_length=20)] = ()
    handler: PersonId | None = None
    due_at: Instant | None = None


class SignDispatch(PetitionCommand):
    """Sign for it."""

    dispatch_id: DispatchId


class RecordContact(PetitionCommand):
    """Record that the petitioner was contacted, or that it was tried."""

    mode: ContactMode
    at: Instant
    reached: bool


class RecordProgress(PetitionCommand):
    """Record how it goes."""

    text: Annotated[Sealed, of("petition_id")]
    evidence_refs: Papers = ()


class ReplyPetition(PetitionCommand):
    """Answer it. A formal petition's answer names its legal basis."""

    proposed_outcome: Outcome
    reply: Annotated[Sealed, of("petition_id")]
    evidence_refs: Papers = ()
    legal_base: Line | None = None


type HandlingCommand = (
    DispatchPetition | SignDispatch | RecordContact | RecordProgress | ReplyPetition
)
