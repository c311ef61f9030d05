"""Who sees what of deliberation: everybody what was screened, the staff who brought it up."""

from services.authority import Role
from services.gateway.http.reader import Reader
from services.gateway.http.sight import Sight
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
