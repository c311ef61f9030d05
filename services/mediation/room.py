"""The mediation room, wired: what comes in, what answers it, and whom it hears."""

from services.authority import permits
from services.contracts.mediation.commands import anchors as commands
from services.contracts.mediation.commands import mediation_commands
from services.contracts.mediation.events import mediation_events
from services.contracts.petitions.events import petitions_events
from services.kernel.room import Hearing, Room
from services.mediation import anchors, forgetting, permissions, reactions, surroundings, unit
from services.mediation.cases import case
from services.mediation.disputes import baseline, dispute
from services.mediation.people import mediator, studio

room = Room(
    name="mediation",
    commands=mediation_commands,
    events=mediation_events,
    deciders=[
        mediator.decider,
        studio.decider,
        dispute.decider,
        baseline.decider,
        case.decider,
        unit.decider,
        forgetting.decider,
        anchors.decider,
    ],
    around=surroundings.around,
    permit=permits(permissions.table, lambda known: known.directory),
    hears={
        "petitions": Hearing(
            words=petitions_events.only(*reactions.HEARD_OF_PETITIONS),
            react=reactions.hear_petitions,
        ),
        "mediation": Hearing(
            words=mediation_events.only(*reactions.HEARD_OF_OURSELVES),
            react=reactions.hear_ourselves,
        ),
    },
    anchor=commands.AnchorCheckpointInMediation,
    epoch=commands.OpenEpochInMediation,
)
