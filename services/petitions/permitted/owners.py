"""Who may ask what for the owners' assembly (domain §3.6)."""

from collections.abc import Mapping

from services.authority import Role, Rule, allow
from services.contracts.petitions.commands import (
    owners_assembly,
    owners_committee,
    owners_prep,
    owners_roll,
)
from services.kernel import Command
from services.petitions.permitted.rules import COMMUNITY, ITSELF, STREET

ORGANISERS = allow(Role.PREP_MEMBER, Role.OC_MEMBER, Role.COMMUNITY_OFFICER, Role.STREET_OFFICER)
"""Preparatory group or owners' committee; community and street where neither is at work."""
JUDGES_OF_OBJECTIONS = allow(
    Role.PREP_MEMBER,
    Role.OC_MEMBER,
    Role.COMMUNITY_OFFICER,
    Role.STREET_OFFICER,
    barred=("objector",),
)

GROUP = allow(Role.PREP_MEMBER, Role.COMMUNITY_OFFICER, Role.STREET_OFFICER)
"""Who prepares the first assembly, and records whom it elected."""

DESK_ROLES = (Role.PREP_MEMBER, Role.OC_MEMBER, Role.STATION_CLERK, Role.COMMUNITY_OFFICER)
BALLOT_DESK = allow(*DESK_ROLES)
"""Who registers proxies, serves ballots and enters those on paper."""

table: Mapping[type[Command], Rule] = {
    owners_roll.DraftRoll: ORGANISERS,
    owners_roll.RecordUnits: ORGANISERS,
    owners_roll.PostRoll: ORGANISERS,
    owners_roll.FileRollObjection: allow(
        Role.STATION_CLERK, Role.COMMUNITY_OFFICER, Role.STREET_OFFICER, parts=("objector",)
    ),
    owners_roll.UpholdRollObjection: JUDGES_OF_OBJECTIONS,
    owners_roll.DismissRollObjection: JUDGES_OF_OBJECTIONS,
    owners_roll.FreezeRoll: ORGANISERS,
    owners_roll.DropRoll: COMMUNITY,
    owners_assembly.ProposeAssembly: ORGANISERS,
    owners_assembly.NoticeAssembly: ORGANISERS,
    owners_assembly.RegisterProxy: BALLOT_DESK,
    owners_assembly.ServeBallots: BALLOT_DESK,
    owners_assembly.CastBallot: allow(*DESK_ROLES, parts=("voter",)),
    owners_assembly.InvalidateBallot: allow(Role.TELLER),
    owners_assembly.CloseVoting: ORGANISERS,
    owners_assembly.CountBallots: allow(Role.TELLER),
    owners_assembly.PublishDecision: ORGANISERS,
    owners_assembly.TellPublicationOverdue: ITSELF,
    owners_assembly.CancelAssembly: ORGANISERS,
    owners_assembly.RevokeDecision: STREET,
    owners_prep.ApplyForGroup: allow(
        *(Role.OWNER, Role.STATION_CLERK, Role.COMMUNITY_OFFICER, Role.STREET_OFFICER)
    ),
    owners_prep.ApproveGroup: STREET,
    owners_prep.RejectGroup: STREET,
    owners_prep.FormGroup: STREET,
    owners_prep.PostGroupMembers: GROUP,
    owners_prep.PostGroupDrafts: GROUP,
    owners_prep.DissolveGroup: STREET,
    owners_prep.TellGroupOverdue: ITSELF,
    owners_committee.RecordElection: GROUP,
    owners_committee.FileCommittee: STREET,
    owners_committee.VacateSeat: COMMUNITY,
    owners_committee.SeatAlternate: COMMUNITY,
    owners_committee.DissolveCommittee: STREET,
    owners_committee.TellFilingOverdue: ITSELF,
}
