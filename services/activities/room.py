"""The activity room, wired: what comes in, what answers it, whom it hears."""

from services.activities import anchors, forgetting, permissions, reactions, surroundings, unit
from services.activities.orders import hours, order, task
from services.activities.people import coalition, volunteer
from services.activities.supply import item, venue, venue_day
from services.authority import permits
from services.contracts.activities.commands import activities_commands
from services.contracts.activities.commands import anchors as commands
from services.contracts.activities.events import activities_events
from services.contracts.petitions.events import petitions_events
from services.kernel.room import Hearing, Room

room = Room(
    name="activities",
    commands=activities_commands,
    events=activities_events,
    deciders=[
        coalition.decider,
        volunteer.decider,
        item.decider,
        venue.decider,
        venue_day.decider,
        order.decider,
        task.decider,
        hours.decider,
        unit.decider,
        forgetting.decider,
        anchors.decider,
    ],
    around=surroundings.around,
    permit=permits(permissions.table, lambda known: known.directory),
    hears={
        "petitions": Hearing(
            words=petitions_events.only(*reactions.HEARD_OF_PETITIONS),
            react=reactions.of_petitions,
        ),
        "activities": Hearing(
            words=activities_events.only(*reactions.HEARD_OF_OURSELVES),
            react=reactions.of_activities,
        ),
    },
    anchor=commands.AnchorCheckpointInActivities,
    epoch=commands.OpenEpochInActivities,
)
