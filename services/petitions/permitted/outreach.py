"""Who may record what a station does every week and every month."""

from collections.abc import Mapping

from services.authority import Role, Rule, allow
from services.contracts.petitions.commands import outreach
from services.kernel import Command
from services.petitions.permitted.rules import ITSELF

LEADS = (
    Role.STREET_OFFICER,
    Role.COMMUNITY_OFFICER,
    Role.ESTATE_SECRETARY,
    Role.STATION_CLERK,
)
"""Who goes to the people, or sits at the station's desk."""

RECORDS = allow(*LEADS)
BEGINS = allow(*LEADS, Role.SYSTEM)

table: Mapping[type[Command], Rule] = {
    outreach.ScheduleOutreachSession: BEGINS,
    outreach.HoldOutreachSession: RECORDS,
    outreach.ExcuseOutreachSession: RECORDS,
    outreach.EndOutreachWeek: ITSELF,
    outreach.OpenCollectionRound: BEGINS,
    outreach.CollectOpinion: RECORDS,
    outreach.FileZeroReport: RECORDS,
    outreach.CloseCollectionRound: RECORDS,
    outreach.EndCollectionMonth: ITSELF,
}
