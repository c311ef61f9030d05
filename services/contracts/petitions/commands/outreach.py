"""Asked of the weekly outreach sessions (四下基层) and the monthly rounds of opinions."""

from datetime import date
from typing import Annotated

from pydantic import Field

from services.contracts.ids import OpinionId, PersonId, PetitionId
from services.contracts.petitions.outreach import OutreachId, OutreachItem, RoundId
from services.kernel import Command, Line, Sealed, of


class OutreachCommand(Command, category="outreach", about="outreach_id"):
    """Asked about a station's session of one week."""

    outreach_id: OutreachId


class ScheduleOutreachSession(OutreachCommand, creates=True):
    """Enter a week's session by hand, to record one of the past. Each running week of a built
    station is scheduled by itself."""


class HoldOutreachSession(OutreachCommand):
    """Record that it took place, with at least one of its four items (P-INV-19)."""

    held_on: date
    items: Annotated[tuple[OutreachItem, ...], Field(max_length=4)]
    leaders: Annotated[tuple[PersonId, ...], Field(max_length=50)] = ()
    leads: Annotated[tuple[PetitionId, ...], Field(max_length=200)] = ()


class ExcuseOutreachSession(OutreachCommand):
    """Say why none took place: flood, lockdown, election day."""

    reason: Line


class EndOutreachWeek(OutreachCommand, internal=True):
    """The week is over, and late entries have had their day."""


type AnyOutreachCommand = (
    ScheduleOutreachSession | HoldOutreachSession | ExcuseOutreachSession | EndOutreachWeek
)


class CollectionRoundCommand(Command, category="round", about="round_id"):
    """Asked about a station's round of one month."""

    round_id: RoundId


class OpenCollectionRound(CollectionRoundCommand, creates=True):
    """Enter a month's round by hand, to record one of the past. Each running month of a built
    station is opened by itself."""


class CollectOpinion(CollectionRoundCommand):
    """Note an opinion that is no petition. A petition names the round as its collection_ref."""

    opinion_id: OpinionId
    said_by: PersonId | None = None
    note: Annotated[Sealed, of("said_by", "opinion_id")]


class FileZeroReport(CollectionRoundCommand):
    """Report that nobody had anything to say (零报告)."""


class CloseCollectionRound(CollectionRoundCommand):
    """Close the month's round: with what was collected, or with a zero report (P-INV-18)."""


class EndCollectionMonth(CollectionRoundCommand, internal=True):
    """The month is over, and late entries have had their day."""


type AnyRoundCommand = (
    OpenCollectionRound
    | CollectOpinion
    | FileZeroReport
    | CloseCollectionRound
    | EndCollectionMonth
)

outreach_commands: tuple[type[Command], ...] = (
    ScheduleOutreachSession,
    HoldOutreachSession,
    ExcuseOutreachSession,
    EndOutreachWeek,
    OpenCollectionRound,
    CollectOpinion,
    FileZeroReport,
    CloseCollectionRound,
    EndCollectionMonth,
)
