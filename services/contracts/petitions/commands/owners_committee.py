"""Asked about an owners' committee (业主委员会): elected, filed, its seats, its end."""

from typing import Annotated

from pydantic import Field

from services.contracts.ids import AssemblyId, CommitteeId, PersonId
from services.kernel import Command, Line


class CommitteeCommand(Command, category="committee", about="committee_id"):
    """Asked about an owners' committee."""

    committee_id: CommitteeId


class RecordElection(CommitteeCommand, creates=True):
    """Seat whom a decided assembly elected: each candidate was an item of their own (P-INV-36)."""

    assembly_id: AssemblyId
    members: Annotated[tuple[PersonId, ...], Field(min_length=1, max_length=51)]
    alternates: Annotated[tuple[PersonId, ...], Field(max_length=51)] = ()
    term_years: Annotated[int, Field(ge=1, le=5)]


class FileCommittee(CommitteeCommand):
    """It is filed with the housing authority and the street (P-INV-37); `document_ref`: where."""

    authority: Line
    document_ref: Line


class VacateSeat(CommitteeCommand):
    """A member sits no more; say why."""

    member: PersonId
    reason: Line


class SeatAlternate(CommitteeCommand):
    """An alternate takes an empty seat."""

    alternate: PersonId


class DissolveCommittee(CommitteeCommand):
    """It is no more; say why."""

    reason: Line


class TellFilingOverdue(CommitteeCommand, internal=True):
    """Thirty days after its election it is not filed."""


type AnyCommitteeCommand = (
    RecordElection
    | FileCommittee
    | VacateSeat
    | SeatAlternate
    | DissolveCommittee
    | TellFilingOverdue
)
committee_commands: tuple[type[Command], ...] = (
    RecordElection,
    FileCommittee,
    VacateSeat,
    SeatAlternate,
    DissolveCommittee,
    TellFilingOverdue,
)
