"""The other rooms' checkpoints in this room's log, and the breaks of its own history."""

from services.contracts.activities.commands.anchors import (
    AnchorCheckpointInActivities,
    OpenEpochInActivities,
)
from services.contracts.activities.events.anchors import (
    ActivitiesCheckpointAnchored,
    ActivitiesEpochOpened,
)
from services.proof.anchoring import anchor

decider = anchor(
    AnchorCheckpointInActivities,
    ActivitiesCheckpointAnchored,
    OpenEpochInActivities,
    ActivitiesEpochOpened,
)
