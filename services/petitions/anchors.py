"""The other rooms' checkpoints in this room's log, and the breaks of its own history."""

from services.contracts.petitions.commands.anchors import (
    AnchorCheckpointInPetitions,
    OpenEpochInPetitions,
)
from services.contracts.petitions.events.anchors import (
    PetitionsCheckpointAnchored,
    PetitionsEpochOpened,
)
from services.proof.anchoring import anchor

decider = anchor(
    AnchorCheckpointInPetitions,
    PetitionsCheckpointAnchored,
    OpenEpochInPetitions,
    PetitionsEpochOpened,
)
