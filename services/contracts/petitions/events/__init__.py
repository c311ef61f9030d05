"""Every event the hall tells."""

from services.contracts.petitions.events import registry
from services.kernel import Event, Vocabulary

petitions_events: Vocabulary[Event] = Vocabulary(
    "petitions",
    [
        registry.UnitRegistered,
        registry.EstateRegistered,
        registry.StationPlanned,
        registry.StationPremisesSecured,
        registry.RoomOpened,
        registry.RoomClosed,
        registry.StationBuilt,
        registry.StationSuspended,
        registry.StationResumed,
        registry.StationClosed,
        registry.PartyOrgFounded,
        registry.PartyOrgReparented,
        registry.PartyOrgAssessed,
        registry.PartyOrgDissolved,
    ],
)
