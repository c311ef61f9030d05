"""What the hall knows while it decides: org tree, Party organisations, whose petitions are open."""

from rpds import HashTrieMap, HashTrieSet

from services.authority import Directory
from services.contracts.petitions.events.calendars import WorkCalendarPublished
from services.contracts.petitions.events.meeting import MeetingEvent
from services.contracts.petitions.events.owners_assembly import AssemblyEvent
from services.contracts.petitions.events.owners_roll import RollEvent
from services.contracts.petitions.events.petition import PetitionEvent
from services.contracts.petitions.events.registry import (
    EstateRegistered,
    PartyOrgDissolved,
    PartyOrgFounded,
    StationBuilt,
    StationClosed,
    StationPlanned,
    StationResumed,
    StationSuspended,
    UnitRegistered,
)
from services.contracts.petitions.events.topic import TopicEvent
from services.contracts.places import UnitKind
from services.kernel import Around, Event, State, replace
from services.petitions import files
from services.petitions.calendars import days
from services.petitions.calendars.days import Calendars
from services.petitions.deliberation import agenda
from services.petitions.deliberation.agenda import Agenda
from services.petitions.files import Files
from services.petitions.owners import rolls, votes
from services.petitions.owners.rolls import Rolls
from services.petitions.owners.votes import Votes


class Surroundings(State):
    """The street as told so far. `party_levels`: level of each standing Party organisation.
    `in_use`: stations that are built, and neither suspended nor closed. `party_orgs`:
    the standing ones, by level and place."""

    directory: Directory = Directory()
    party_levels: "HashTrieMap[str, int]" = HashTrieMap()
    files: Files = Files()
    calendars: Calendars = Calendars()
    in_use: "HashTrieSet[str]" = HashTrieSet()
    rolls: Rolls = Rolls()
    party_orgs: "HashTrieMap[tuple[int, str], str]" = HashTrieMap()
    agenda: Agenda = Agenda()
    votes: Votes = Votes()


def evolve(known: Surroundings, event: Event) -> Surroundings:
    match event:
        case UnitRegistered(unit_id=code, kind=kind, parent_id=parent):
            return _placed(known, code, kind, parent)
        case EstateRegistered(estate_id=code, community_id=parent):
            return _placed(known, code, UnitKind.ESTATE, parent)
        case StationPlanned(station_id=code, estate_id=parent):
            return _placed(known, code, UnitKind.STATION, parent)
        case StationBuilt(station_id=code) | StationResumed(station_id=code):
            return replace(known, in_use=known.in_use.insert(code))
        case StationSuspended(station_id=code) | StationClosed(station_id=code):
            return replace(known, in_use=known.in_use.discard(code))
        case PartyOrgFounded(party_org_id=code, level=level, place_id=place):
            return replace(
                known,
                party_levels=known.party_levels.insert(code, level),
                party_orgs=known.party_orgs.insert((level, place), code),
            )
        case PartyOrgDissolved(party_org_id=code, level=level, place_id=place):
            stands = known.party_orgs.get((level, place)) != code
            return replace(
                known,
                party_levels=known.party_levels.discard(code),
                party_orgs=known.party_orgs if stands else known.party_orgs.discard((level, place)),
            )
        case TopicEvent() | MeetingEvent():
            return replace(known, agenda=agenda.evolve(known.agenda, event))
        case WorkCalendarPublished():
            return replace(known, calendars=days.evolve(known.calendars, event))
        case RollEvent():
            return replace(known, rolls=rolls.evolve(known.rolls, event))
        case AssemblyEvent():
            return replace(known, votes=votes.evolve(known.votes, event))
        case PetitionEvent():
            return replace(known, files=files.evolve(known.files, event))
        case _:
            return known


def _placed(known: Surroundings, code: str, kind: UnitKind, parent: str | None) -> Surroundings:
    return replace(known, directory=known.directory.with_unit(code, kind, parent))


around = Around(
    categories=(
        *("unit", "estate", "station", "party", "calendar"),
        *("petition", "roll", "assembly", "topic", "meeting"),
    ),
    initial=Surroundings(),
    evolve=evolve,
)
