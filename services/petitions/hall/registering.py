"""A matter comes into the hall: by a resident, by the desk for somebody, or anonymously."""

from services.authority import Role
from services.contracts.petitions.commands.petition import RegisterPetition
from services.contracts.petitions.events.petition import PetitionRegistered
from services.contracts.petitions.words import IdentityMode
from services.contracts.places import UnitKind
from services.petitions.hall.matter import query_code, same_matter
from services.petitions.hall.places import holds
from services.petitions.hall.refusals import (
    AnonymousHasNoIdentity,
    NotYourself,
    PetitionerMissing,
    StationNotInEstate,
    TooManyRepresentatives,
)
from services.petitions.hall.states import Hall
from services.petitions.registry.refusals import NotAnEstate, UnitUnknown

ON_BEHALF = (
    Role.STATION_CLERK,
    Role.GRID_WORKER,
    Role.GRID_LEAD,
    Role.ESTATE_SECRETARY,
    Role.COMMUNITY_OFFICER,
    Role.STREET_OFFICER,
)
"""Who may bring somebody else's matter (domain §3.6)."""

REPRESENTATIVES = 5


def register(command: RegisterPetition, setting: Hall) -> list[PetitionRegistered]:
    _check_place(command, setting)
    _check_identity(command, setting)
    if len(set(command.representatives)) > REPRESENTATIVES:
        raise TooManyRepresentatives(given=len(set(command.representatives)))
    told = {name: value for name, value in command if name not in ("matter", "new_facts")}
    code, key = query_code(command.petition_id), same_matter(command)
    return [PetitionRegistered(**told, query_code=code, same_matter=key)]


def _check_place(command: RegisterPetition, setting: Hall) -> None:
    directory = setting.around.directory
    if directory.kind(command.estate_id) is not UnitKind.ESTATE:
        raise NotAnEstate(estate=command.estate_id)
    station = command.station_id
    if station is not None and (
        directory.kind(station) is not UnitKind.STATION
        or not directory.within(station, command.estate_id)
    ):
        raise StationNotInEstate(station=station)
    for accused in command.accused_orgs:
        if not directory.knows(accused):
            raise UnitUnknown(unit=accused)


def _check_identity(command: RegisterPetition, setting: Hall) -> None:
    """Nobody's petition names nobody (P-INV-2); others are one's own, or brought by the desk."""
    identity = (command.petitioner, command.petitioner_name, command.petitioner_phone)
    if command.identity_mode is IdentityMode.ANONYMOUS:
        if any(each is not None for each in identity):
            raise AnonymousHasNoIdentity
        return
    if command.petitioner is None:
        raise PetitionerMissing
    own = str(command.petitioner) == setting.asker.person
    if not own and not holds(setting, ON_BEHALF, command.station_id or command.estate_id):
        raise NotYourself
