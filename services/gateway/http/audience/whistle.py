"""Who sees what of a whistle: the staff of the place, and the departments that it calls."""

from services.authority import Role
from services.gateway.http.reader import PRIVATE, Reader
from services.gateway.http.sight import Sight
from services.gateway.readmodels.whistles import WhistleCard

STAFF = frozenset(
    {
        Role.STREET_OFFICER,
        Role.COMMUNITY_OFFICER,
        Role.ESTATE_SECRETARY,
        Role.SUPERVISOR,
    }
)


def whistle(reader: Reader, card: WhistleCard) -> Sight | None:
    """The accused and their units see nothing of it (P-INV-1). The card names no petitioner,
    whatever the petition's mode: departments read no more of who it is than P-INV-3 lets them."""
    if reader.serves(card.accused_orgs) or reader.is_one_of(card.accused_persons):
        return None
    if reader.holds(STAFF, card.estate_id) or _called(reader, card):
        return Sight()
    return None


def _called(reader: Reader, card: WhistleCard) -> bool:
    """Of a department that was called, or below one. Who was released keeps what it was told."""
    offices = [each for each in reader.who.grants if each.role not in PRIVATE]
    return any(
        reader.directory.within(each.org, duty.department)
        for each in offices
        for duty in card.duties
    )
