"""What is told of an owners' committee (业主委员会).

Names and fields are kept for good: add freely, never rename, never remove.
"""

from datetime import date

from services.contracts.ids import AssemblyId, CommitteeId, PersonId
from services.kernel import Code, Event, Instant, Line


class CommitteeEvent(Event, category="committee", about="committee_id"):
    """About an owners' committee."""

    committee_id: CommitteeId


class CommitteeElected(CommitteeEvent):
    """Seated as the assembly decided, until the last day of its term; to be filed by `file_by`."""

    assembly_id: AssemblyId
    estate_ids: tuple[Code, ...]
    members: tuple[PersonId, ...]
    alternates: tuple[PersonId, ...]
    elected_on: date
    term_until: date
    file_by: Instant


class CommitteeFiled(CommitteeEvent):
    """On file (备案)."""

    authority: Line
    document_ref: Line


class CommitteeFilingOverdue(CommitteeEvent):
    """Thirty days after its election it is not filed (P-INV-37)."""


class MemberVacated(CommitteeEvent):
    """A seat is empty."""

    member: PersonId
    reason: Line


class AlternateSeated(CommitteeEvent):
    """An alternate has it."""

    alternate: PersonId


class CommitteeDissolved(CommitteeEvent):
    """It is no more."""

    reason: Line


type AnyCommitteeEvent = (
    CommitteeElected
    | CommitteeFiled
    | CommitteeFilingOverdue
    | MemberVacated
    | AlternateSeated
    | CommitteeDissolved
)
committee_events: tuple[type[Event], ...] = (
    CommitteeElected,
    CommitteeFiled,
    CommitteeFilingOverdue,
    MemberVacated,
    AlternateSeated,
    CommitteeDissolved,
)
