"""Asked of a petition (诉求) at the desk: register, judge, notify, withdraw, void, correct."""

from typing import Annotated

from pydantic import Field

from services.contracts.ids import PersonId, PetitionId, SupportId
from services.contracts.petitions.words import (
    Channel,
    ContactMode,
    DeclineReason,
    DemandType,
    IdentityMode,
    LegalChannel,
    NoticeKind,
    Outcome,
    Regime,
    TopicClass,
    Urgency,
)
from services.kernel import Code, Command, Instant, Line, Sealed, of

type Papers = Annotated[tuple[Line, ...], Field(max_length=50)]
"""References to documents or photographs kept elsewhere."""


class PetitionCommand(Command, category="petition", about="petition_id"):
    """Asked about a petition."""

    petition_id: PetitionId


class RegisterPetition(PetitionCommand, creates=True):
    """Bring a matter into the hall.

    The same person's same matter is answered with the petition that is there: `matter` tells two
    matters of one category and estate apart, `new_facts` asks for another petition anyhow.
    """

    regime: Regime = Regime.STATION
    channel: Channel
    collection_ref: Code | None = None
    identity_mode: IdentityMode = IdentityMode.REAL
    petitioner: PersonId | None = None
    petitioner_name: Annotated[Sealed, of("petitioner", "petition_id")] | None = None
    petitioner_phone: Annotated[Sealed, of("petitioner", "petition_id")] | None = None
    representatives: Annotated[tuple[PersonId, ...], Field(max_length=100)] = ()
    co_signer_count: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    demand_type: DemandType
    category_code: Code
    urgency: Urgency = Urgency.NORMAL
    estate_id: Code
    station_id: Code | None = None
    building: Code | None = None
    location: Annotated[Sealed, of("petitioner", "petition_id")] | None = None
    topic_hint: Annotated[Sealed, of("petitioner", "petition_id")] | None = None
    narrative: Annotated[Sealed, of("petitioner", "petition_id")]
    attachment_refs: Papers = ()
    accused_orgs: Annotated[tuple[Code, ...], Field(max_length=20)] = ()
    accused_persons: Annotated[tuple[PersonId, ...], Field(max_length=50)] = ()
    upstream_ticket: Line | None = None
    upstream_due_at: Instant | None = None
    matter: Code | None = None
    new_facts: bool = False


class ClassifyPetition(PetitionCommand):
    """Say once whether it is a major, difficult or practical matter; later it is corrected."""

    topic_class: TopicClass
    category_code: Code
    demand_type: DemandType
    rule_version: Code = "v1"


class AcceptPetition(PetitionCommand):
    """Take it up. Its standard says until when it is answered, or an earlier date that is said."""

    due_at: Instant | None = None


class DeclinePetition(PetitionCommand):
    """Do not take it up: say why, and where the right door is."""

    reason_code: DeclineReason
    signpost: LegalChannel | None = None
    legal_base: Line | None = None
    reply: Annotated[Sealed, of("petition_id")]


class SignpostPetition(PetitionCommand):
    """Show the petitioner the channel that can decide it."""

    channel: LegalChannel
    note: Line | None = None


class NotifyPetitioner(PetitionCommand):
    """Record that the petitioner was told."""

    notice_kind: NoticeKind
    mode: ContactMode
    sent_at: Instant
    delivered_at: Instant | None = None


class WithdrawPetition(PetitionCommand):
    """Take it back: the petitioner's wish."""


class VoidPetition(PetitionCommand):
    """Strike out what was never a petition."""

    reason: Line


class CorrectPetition(PetitionCommand):
    """Put right a category, class or outcome that was recorded wrongly; say why."""

    category_code: Code | None = None
    topic_class: TopicClass | None = None
    outcome: Outcome | None = None
    reason: Line


class SupportPetition(Command, category="support", about="support_id", creates=True):
    """Stand behind a petition. Asking twice is asking once."""

    support_id: SupportId
    petition_id: PetitionId
    supporter: PersonId


type IntakeCommand = (
    RegisterPetition
    | ClassifyPetition
    | AcceptPetition
    | DeclinePetition
    | SignpostPetition
    | NotifyPetitioner
    | WithdrawPetition
    | VoidPetition
    | CorrectPetition
)
