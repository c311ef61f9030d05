"""Who sees what of outreach: everybody that it took place, the staff what was said."""

from services.authority import Role
from services.gateway.http.reader import Reader
from services.gateway.http.sight import Sight
from services.gateway.readmodels.collection_rounds import RoundCard, collection_rounds
from services.gateway.readmodels.outreach_sessions import OutreachCard, outreach_sessions

STAFF = frozenset(
    {
        Role.STREET_OFFICER,
        Role.COMMUNITY_OFFICER,
        Role.ESTATE_SECRETARY,
        Role.STATION_CLERK,
        Role.SUPERVISOR,
        Role.AUDITOR,
    }
)


def session(reader: Reader, card: OutreachCard) -> Sight | None:
    """Public, but for who led it and who came."""
    if reader.holds(STAFF, card.station_id):
        return Sight()
    return Sight(without=outreach_sessions.confidential, bodies=False)


def collection_round(reader: Reader, card: RoundCard) -> Sight | None:
    """Public, but for what was said and by whom."""
    if reader.holds(STAFF, card.station_id):
        return Sight()
    return Sight(without=collection_rounds.confidential, opens=frozenset(), bodies=False)
