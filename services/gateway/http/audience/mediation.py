"""Who sees what of the mediation room's things (domain M-INV-11)."""

from services.authority import Role
from services.gateway.http.reader import Reader
from services.gateway.http.sight import Sight
from services.gateway.readmodels.baselines import BaselineCard
from services.gateway.readmodels.case_card import CONFIDENTIAL, CaseCard
from services.gateway.readmodels.disputes import DisputeCard
from services.gateway.readmodels.mediators import MediatorCard, mediators
from services.gateway.readmodels.studios import StudioCard

STAFF = frozenset(
    {
        Role.STREET_OFFICER,
        Role.COMMUNITY_OFFICER,
        Role.STATION_CLERK,
        Role.GRID_WORKER,
        Role.GRID_LEAD,
        Role.ESTATE_SECRETARY,
        Role.SUPERVISOR,
    }
)
MEDIATORS = frozenset({Role.MEDIATOR, Role.GOLD_MEDIATOR})
CHAIR = frozenset({Role.COMMITTEE_CHAIR})
COMMITTEE = CHAIR | {Role.STREET_OFFICER, Role.COMMUNITY_OFFICER}
STATISTICIANS = CHAIR | {Role.STREET_OFFICER, Role.SUPERVISOR, Role.AUDITOR}

SESSION_NOTES = frozenset({"record", "facts", "notes"})
OF_THE_OTHERS = frozenset({"phone", "safety_flags", "flag", "stood_aside", "relation"})
"""What a party is not told of the other side and of the mediators."""

_WHOLE = Sight()


def dispute(reader: Reader, card: DisputeCard) -> Sight | None:
    """Those who work on it, whoever reported it, and the parties; the words only the first two."""
    if reader.holds(STAFF | MEDIATORS | CHAIR, card.estate_id):
        return _WHOLE
    if card.reporter is not None and reader.is_one_of((card.reporter,)):
        return Sight(without=OF_THE_OTHERS)
    if reader.is_one_of(each.party for each in card.parties):
        return Sight(without=OF_THE_OTHERS | {"summary", "reporter"})
    return None


def case(reader: Reader, card: CaseCard) -> Sight | None:
    """What was said in the sessions stays with the team and the committee's chair."""
    team = (*((card.lead_id,) if card.lead_id else ()), *card.member_ids)
    if reader.mediates(team) or reader.holds(CHAIR, card.committee_id or card.estate_id):
        return _WHOLE
    if reader.is_one_of(each.party for each in card.parties):
        return Sight(without=(SESSION_NOTES - {"facts"}) | OF_THE_OTHERS)
    if reader.holds(STAFF, card.estate_id):
        return Sight(without=SESSION_NOTES)
    if reader.holds(MEDIATORS, card.estate_id):
        return Sight(without=SESSION_NOTES | CONFIDENTIAL, opens=frozenset(), bodies=False)
    return None


def mediator(reader: Reader, card: MediatorCard) -> Sight | None:
    """A public office: name, grade and skills are for everybody."""
    if reader.is_one_of((card.person,)) or reader.holds(COMMITTEE, card.committee_id):
        return _WHOLE
    return Sight(without=mediators.confidential, opens=frozenset({"name"}), bodies=False)


def studio(_: Reader, __: StudioCard) -> Sight | None:
    """Public."""
    return _WHOLE


def baseline(reader: Reader, _: BaselineCard) -> Sight | None:
    """For those who answer for the statistics; the public sees the trend."""
    return _WHOLE if reader.holds(STATISTICIANS, None) else None
