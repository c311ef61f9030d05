"""The hall, wired: what comes in, and what answers it."""

from services.authority import permits
from services.contracts.activities.events import activities_events
from services.contracts.mediation.events import mediation_events
from services.contracts.petitions.commands import anchors as commands
from services.contracts.petitions.commands import petitions_commands
from services.contracts.petitions.events import petitions_events
from services.kernel.room import Hearing, Room
from services.petitions import anchors, permissions, reactions, surroundings
from services.petitions.calendars import work_calendar
from services.petitions.deliberation import meeting, resolution, topic
from services.petitions.hall import petition, referral, support
from services.petitions.outreach import collection, session
from services.petitions.owners import assembly, committee, preparing, roll
from services.petitions.privacy import erasure
from services.petitions.registry import estate, party_org, station, unit
from services.petitions.standards import weights
from services.petitions.whistle import whistle

room = Room(
    name="petitions",
    commands=petitions_commands,
    events=petitions_events,
    deciders=[
        unit.decider,
        estate.decider,
        station.decider,
        party_org.decider,
        work_calendar.decider,
        weights.decider,
        petition.decider,
        support.decider,
        referral.decider,
        session.decider,
        collection.decider,
        roll.decider,
        assembly.decider,
        preparing.decider,
        committee.decider,
        topic.decider,
        whistle.decider,
        meeting.decider,
        resolution.decider,
        erasure.decider,
        anchors.decider,
    ],
    around=surroundings.around,
    permit=permits(permissions.table, lambda known: known.directory),
    hears={
        "petitions": Hearing(
            words=petitions_events.only(*reactions.HEARD_OF_THE_HALL), react=reactions.hall
        ),
        "mediation": Hearing(
            words=mediation_events.only(*reactions.HEARD_OF_MEDIATION), react=reactions.mediation
        ),
        "activities": Hearing(
            words=activities_events.only(*reactions.HEARD_OF_ACTIVITIES),
            react=reactions.activities,
        ),
    },
    anchor=commands.AnchorCheckpointInPetitions,
    epoch=commands.OpenEpochInPetitions,
)
