"""What a station owes from the moment it is in use: this week's session, this month's round."""

from collections.abc import Sequence
from datetime import datetime

from services.contracts.petitions.commands.outreach import (
    OpenCollectionRound,
    ScheduleOutreachSession,
)
from services.kernel import Command
from services.petitions.outreach.periods import month_of, week_of


def owed(station: str, moment: datetime) -> Sequence[Command]:
    """The first of each; every one that ends brings the next."""
    return [
        ScheduleOutreachSession(outreach_id=f"{station}-{week_of(moment)}"),
        OpenCollectionRound(round_id=f"{station}-{month_of(moment)}"),
    ]
