"""Who sees what of the hall's things (domain P-INV-1, 2, 3)."""

from services.authority import Role
from services.contracts.petitions.words import DemandType, IdentityMode
from services.gateway.http.reader import PRIVATE, Reader
from services.gateway.http.sight import Sight
from services.gateway.readmodels.erasures import ErasureCard
from services.gateway.readmodels.estates import EstateCard
from services.gateway.readmodels.party_orgs import PartyOrgCard
from services.gateway.readmodels.petition_card import CONFIDENTIAL, IDENTITY, PetitionCard
from services.gateway.readmodels.rate_weights import RateWeightsCard
from services.gateway.readmodels.stations import StationCard, stations
from services.gateway.readmodels.units import UnitCard
from services.gateway.readmodels.work_calendars import WorkCalendarCard

STAFF = frozenset(
    {
        Role.STREET_OFFICER,
        Role.COMMUNITY_OFFICER,
        Role.STATION_CLERK,
        Role.GRID_WORKER,
        Role.GRID_LEAD,
        Role.ESTATE_SECRETARY,
        Role.SUPERVISOR,
        Role.CALLER,
    }
)
REGISTRARS = frozenset({Role.STREET_OFFICER, Role.COMMUNITY_OFFICER, Role.AUDITOR})
PRIVACY = frozenset({Role.PRIVACY_OFFICER})

_WHOLE = Sight()
_PUBLIC = Sight(without=CONFIDENTIAL, opens=frozenset(), bodies=False)
_BY_CODE = Sight(
    without=CONFIDENTIAL - {"query_code", "reply"}, opens=frozenset({"reply"}), bodies=False
)
_TELLS_WHO = IDENTITY | {"same_matter"}
"""On the card, and in events: a key made of a person is as good as the person."""


def petition(reader: Reader, card: PetitionCard) -> Sight | None:
    """Whose it is sees all of it; the accused and their units nothing at all."""
    if reader.is_one_of(_petitioners(card)):
        return _WHOLE
    if reader.serves(card.accused_orgs) or reader.is_one_of(card.accused_persons):
        return None
    if _handles(reader, card):
        return _for_handlers(card)
    if reader.holds(STAFF, card.estate_id):
        return _WHOLE
    if reader.code == card.query_code:
        return _BY_CODE
    return _PUBLIC if _may_be_known(card) else None


def _petitioners(card: PetitionCard) -> tuple[object, ...]:
    return (*((card.petitioner,) if card.petitioner else ()), *card.representatives)


def _handles(reader: Reader, card: PetitionCard) -> bool:
    """Of a unit it is dispatched to, or called to it by a whistle, or below one; or the one who
    has it in hand."""
    called = (unit for whistle in card.whistles for unit in whistle.called)
    units = (*((card.lead_org,) if card.lead_org else ()), *card.co_orgs, *called)
    people = [person for person in (card.handler, card.replied_by) if person is not None]
    return reader.is_one_of(people) or _in_office(reader, units)


def _in_office(reader: Reader, units: tuple[str, ...]) -> bool:
    """A caller stands outside the handling, wherever the office is (P-INV-10)."""
    offices = [each for each in reader.who.grants if each.role not in PRIVATE | {Role.CALLER}]
    return any(reader.directory.within(each.org, unit) for each in offices for unit in units)


def _for_handlers(card: PetitionCard) -> Sight:
    if card.identity_mode is not IdentityMode.CONFIDENTIAL:
        return _WHOLE
    people = frozenset(str(person) for person in _petitioners(card))
    return Sight(without=_TELLS_WHO, strangers=people)


def _may_be_known(card: PetitionCard) -> bool:
    """Not what somebody asked to keep quiet, nor what speaks of somebody."""
    return (
        card.identity_mode is not IdentityMode.CONFIDENTIAL
        and card.demand_type is not DemandType.REPORT
        and not card.accused_persons
    )


def registry(
    _: Reader, __: UnitCard | EstateCard | PartyOrgCard | WorkCalendarCard | RateWeightsCard
) -> Sight | None:
    """The street's map, its working time and how it weighs itself are public."""
    return _WHOLE


def station(reader: Reader, card: StationCard) -> Sight | None:
    """Public, but for the papers."""
    if reader.holds(STAFF | REGISTRARS, card.estate_id):
        return _WHOLE
    return Sight(without=stations.confidential, bodies=False)


def erasure(reader: Reader, card: ErasureCard) -> Sight | None:
    """One's own wish to be forgotten, and those of all for the privacy officer."""
    mine = reader.is_one_of((card.person,))
    return _WHOLE if mine or reader.holds(PRIVACY, None) else None
