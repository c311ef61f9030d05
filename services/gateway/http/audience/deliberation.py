"""Who sees what of deliberation: everybody what it is about, the table what was said at it."""

from services.authority import Role
from services.gateway.http.reader import Reader
from services.gateway.http.sight import Sight
from services.gateway.readmodels.hall_calendar import CalendarCard
from services.gateway.readmodels.meetings import MeetingCard, MeetingStatus, meetings
from services.gateway.readmodels.resolutions import (
    ResolutionCard,
    resolutions,
)
from services.gateway.readmodels.topics import TopicCard, topics

STAFF = frozenset(
    {
        Role.STREET_OFFICER,
        Role.COMMUNITY_OFFICER,
        Role.ESTATE_SECRETARY,
        Role.STATION_CLERK,
        Role.SUPERVISOR,
    }
)


def topic(reader: Reader, card: TopicCard) -> Sight | None:
    """Whoever is complained of is not told by whom, whatever office they hold."""
    involved = reader.is_one_of(card.complained_persons) or reader.serves(card.complained_orgs)
    if reader.holds(STAFF, card.estate_id) and not involved:
        return Sight()
    if card.published or reader.is_one_of((card.proposed_by,)):
        return Sight(without=topics.confidential, bodies=False)
    return None


def meeting(reader: Reader, card: MeetingCard) -> Sight | None:
    """The staff and whoever is asked to come see all of it; everybody, once the participants have
    their notice, when and where it is and on what."""
    invited = reader.is_one_of(each.person for each in card.invitees)
    if invited or reader.holds(STAFF, card.estate_id):
        return Sight()
    if card.status is MeetingStatus.CONVENED:
        return None
    return Sight(without=meetings.confidential, opens=frozenset(), bodies=False)


def resolution(reader: Reader, card: ResolutionCard) -> Sight | None:
    """Everybody reads it from its notice on (两公开, P-LAW-31); who objects is for the staff."""
    if reader.holds(STAFF, card.estate_id):
        return Sight()
    if card.published:
        return Sight(without=resolutions.confidential, opens=frozenset(), bodies=False)
    return None


def calendar(reader: Reader, card: CalendarCard) -> Sight | None:
    """Dates are everybody's once they are told to those concerned; the staff's before."""
    if not card.entries:
        return None
    staff = any(reader.holds(STAFF, estate) for estate in card.estates)
    return Sight() if card.published or staff else None
