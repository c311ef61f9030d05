"""The other rooms' checkpoints in this room's log, and the breaks of its own history."""

from services.contracts.mediation.commands.anchors import (
    AnchorCheckpointInMediation,
    OpenEpochInMediation,
)
from services.contracts.mediation.events.anchors import (
    MediationCheckpointAnchored,
    MediationEpochOpened,
)
from services.proof.anchoring import anchor

decider = anchor(
    AnchorCheckpointInMediation,
    MediationCheckpointAnchored,
    OpenEpochInMediation,
    MediationEpochOpened,
)
