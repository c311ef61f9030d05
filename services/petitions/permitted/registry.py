"""Who may change the street's registry."""

from collections.abc import Mapping

from services.authority import Rule
from services.contracts.petitions.commands import registry
from services.kernel import Command
from services.petitions.permitted.rules import COMMUNITY, STREET

table: Mapping[type[Command], Rule] = {
    registry.RegisterUnit: STREET,
    registry.RegisterEstate: STREET,
    registry.PlanStation: STREET,
    registry.SecurePremises: COMMUNITY,
    registry.OpenRoom: COMMUNITY,
    registry.CloseRoom: COMMUNITY,
    registry.AcceptStation: STREET,
    registry.SuspendStation: STREET,
    registry.ResumeStation: STREET,
    registry.CloseStation: STREET,
    registry.FoundPartyOrg: STREET,
    registry.ReparentPartyOrg: STREET,
    registry.AssessPartyOrg: STREET,
    registry.DissolvePartyOrg: STREET,
}
