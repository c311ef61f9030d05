"""What is told of a petition from its registration to the reply.

Names and fields are kept for good: add freely, never rename, never remove.
"""

from typing import Annotated

from services.contracts.ids import DispatchId, PersonId, PetitionId
from services.contracts.petitions.clocks import Clock
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
from services.kernel import Code, Event, Instant, Line, Sealed, Value, of


class PetitionEvent(Event, category="petition", about="petition_id"):
    """About a petition."""

    petition_id: PetitionId


class PetitionRegistered(PetitionEvent):
    """A matter was brought into the hall. Whoever holds the query code may follow it."""

    query_code: Code
    regime: Regime
    channel: Channel
    collection_ref: Code | None
    identity_mode: IdentityMode
    petitioner: PersonId | None
    petitioner_name: Annotated[Sealed, of("petitioner", "petition_id")] | None
    petitioner_phone: Annotated[Sealed, of("petitioner", "petition_id")] | None
    representatives: tuple[PersonId, ...]
    co_signer_count: int
    demand_type: DemandType
    category_code: Code
    urgency: Urgency
    estate_id: Code
    station_id: Code | None
    building: Code | None
    location: Annotated[Sealed, of("petitioner", "petition_id")] | None
    topic_hint: Annotated[Sealed, of("petitioner", "petition_id")] | None
    narrative: Annotated[Sealed, of("petitioner", "petition_id")]
    attachment_refs: tuple[Line, ...]
    accused_orgs: tuple[Code, ...]
    accused_persons: tuple[PersonId, ...]
    upstream_ticket: Line | None
    same_matter: Line | None
    """By which the same person's same matter is known again. None where nobody gave a name."""
    upstream_due_at: Instant | None = None


class PetitionClassified(PetitionEvent):
    """Major, difficult or practical; of which category and demand."""

    topic_class: TopicClass
    category_code: Code
    demand_type: DemandType
    rule_version: Code


class PetitionCorrected(PetitionEvent):
    """Put right what was recorded wrongly: the fields that are not None. Statistics use these."""

    category_code: Code | None
    topic_class: TopicClass | None
    outcome: Outcome | None
    reason: Line


class PetitionAccepted(PetitionEvent):
    """Taken up, to be answered by `due_at`."""

    due_at: Instant
    clocks: tuple[Clock, ...] = ()


class PetitionDeclined(PetitionEvent):
    """Not taken up: why, and where the right door is."""

    reason_code: DeclineReason
    signpost: LegalChannel | None
    legal_base: Line | None
    reply: Annotated[Sealed, of("petition_id")]
    same_matter: Line | None


class PetitionSignposted(PetitionEvent):
    """The petitioner was shown the channel that can decide it."""

    channel: LegalChannel
    note: Line | None


class PetitionerNotified(PetitionEvent):
    """The petitioner was told. `same_matter` stands where a merged petition ends with its lead."""

    notice_kind: NoticeKind
    mode: ContactMode
    sent_at: Instant
    delivered_at: Instant | None
    same_matter: Line | None


class ConflictCheck(Value):
    """Who was kept out of it: the accused, and every unit below the accused ones."""

    excluded_orgs: tuple[Code, ...]
    excluded_persons: tuple[PersonId, ...]


class PetitionDispatched(PetitionEvent):
    """Handed to whoever handles it. `due_at` is the earliest date that governs."""

    dispatch_id: DispatchId
    lead_org: Code
    co_orgs: tuple[Code, ...]
    handler: PersonId | None
    due_at: Instant
    conflict_check: ConflictCheck
    clocks: tuple[Clock, ...] = ()
    return_until: Instant | None = None


class DispatchSigned(PetitionEvent):
    """The handling unit has it in its hands."""

    dispatch_id: DispatchId
    signed_by: PersonId


class PetitionerContacted(PetitionEvent):
    """The handler got in touch, or tried to."""

    mode: ContactMode
    at: Instant
    reached: bool


class HandlingProgressRecorded(PetitionEvent):
    """How it goes."""

    text: Annotated[Sealed, of("petition_id")]
    evidence_refs: tuple[Line, ...]


class PetitionReplied(PetitionEvent):
    """The handler's answer. It is not the end: the petitioner's word is."""

    proposed_outcome: Outcome
    reply: Annotated[Sealed, of("petition_id")]
    evidence_refs: tuple[Line, ...]
    legal_base: Line | None
    replied_by: PersonId
    handling_orgs: tuple[Code, ...]
    cycle: int
    clocks: tuple[Clock, ...] = ()


class PetitionWithdrawn(PetitionEvent):
    """The petitioner takes it back."""

    same_matter: Line | None


class PetitionVoided(PetitionEvent):
    """It was never a petition: a test, a slip. It counts nowhere."""

    reason: Line
    same_matter: Line | None


type IntakeEvent = (
    PetitionRegistered
    | PetitionClassified
    | PetitionCorrected
    | PetitionAccepted
    | PetitionDeclined
    | PetitionSignposted
    | PetitionerNotified
    | PetitionWithdrawn
    | PetitionVoided
)
type HandlingEvent = (
    PetitionDispatched
    | DispatchSigned
    | PetitionerContacted
    | HandlingProgressRecorded
    | PetitionReplied
)
