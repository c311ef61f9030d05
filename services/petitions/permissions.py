"""Who may ask what of the hall (domain §3.6), row by row."""

from collections.abc import Mapping

from services.authority import Role, Rule, allow
from services.contracts.petitions.commands import registry
from services.kernel import Command

STREET = allow(Role.STREET_OFFICER)
COMMUNITY = allow(Role.STREET_OFFICER, Role.COMMUNITY_OFFICER)

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
