"""The hall, wired: what comes in, and what answers it."""

from services.authority import permits
from services.contracts.petitions.commands import petitions_commands
from services.contracts.petitions.events import petitions_events
from services.kernel.room import Room
from services.petitions import permissions, surroundings
from services.petitions.registry import estate, station, unit

room = Room(
    name="petitions",
    commands=petitions_commands,
    events=petitions_events,
    deciders=[unit.decider, estate.decider, station.decider],
    around=surroundings.around,
    permit=permits(permissions.table, lambda known: known.directory),
    hears={},
)
