"""What the hall asks of itself about its log's proof."""

from collections.abc import Mapping

from services.authority import Rule
from services.contracts.petitions.commands import anchors
from services.kernel import Command
from services.petitions.permitted.rules import ITSELF

table: Mapping[type[Command], Rule] = {
    anchors.AnchorCheckpointInPetitions: ITSELF,
    anchors.OpenEpochInPetitions: ITSELF,
}
