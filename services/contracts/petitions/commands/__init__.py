"""Every command the hall may be asked."""

from services.contracts.petitions.commands import registry
from services.kernel import Command

petitions_commands: tuple[type[Command], ...] = (
    registry.RegisterUnit,
    registry.RegisterEstate,
    registry.PlanStation,
    registry.SecurePremises,
    registry.OpenRoom,
    registry.CloseRoom,
    registry.AcceptStation,
    registry.SuspendStation,
    registry.ResumeStation,
    registry.CloseStation,
    registry.FoundPartyOrg,
    registry.ReparentPartyOrg,
    registry.AssessPartyOrg,
    registry.DissolvePartyOrg,
)
