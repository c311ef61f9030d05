"""Who sees what of the activity room's things."""

from services.authority import Role
from services.contracts.activities.words import OfferedTo
from services.gateway.http.reader import Reader
from services.gateway.http.sight import Sight
from services.gateway.readmodels.hours import HoursCard
from services.gateway.readmodels.orders import OrderCard
from services.gateway.readmodels.tasks import TaskCard, tasks
from services.gateway.readmodels.volunteers import VolunteerCard

ORGANISERS = frozenset(
    {
        Role.STREET_OFFICER,
        Role.COMMUNITY_OFFICER,
        Role.STATION_CLERK,
        Role.ESTATE_SECRETARY,
        Role.SUPERVISOR,
    }
)

_WHOLE = Sight()
_RATING = frozenset({"rater", "comment"})
_FOR_WHOM = frozenset({"guardian", "guardian_consent_ref", "participants"})


def order(reader: Reader, card: OrderCard) -> Sight | None:
    """Who placed it, those it is for, who organises; and, to serve it, the volunteers who come."""
    guardians = (card.guardian,) if card.guardian else ()
    people = (card.resident, *guardians, *(each.person for each in card.participants))
    if reader.is_one_of(people) or reader.holds(ORGANISERS, card.estate_id):
        return _WHOLE
    if reader.volunteers_as(card.volunteer_ids):
        return Sight(without=_RATING | _FOR_WHOM)
    return None


def task(reader: Reader, card: TaskCard) -> Sight | None:
    """The invited see what they are invited to; nobody sees who else was, or declined."""
    if reader.holds(ORGANISERS, card.estate_id):
        return _WHOLE
    invited = card.to is OfferedTo.OPEN_POOL and reader.volunteers
    if invited or reader.volunteers_as((*card.candidates, *card.accepted)):
        return Sight(without=tasks.confidential | {"next_groups"}, bodies=False)
    return None


def hours(reader: Reader, card: HoursCard) -> Sight | None:
    """One's own, and those who organised one of the tasks."""
    mine = reader.volunteers_as((card.volunteer_id,))
    places = (None, *(each.estate_id for each in card.tasks))
    return _WHOLE if mine or any(reader.holds(ORGANISERS, one) for one in places) else None


def volunteer(reader: Reader, card: VolunteerCard) -> Sight | None:
    """One's own, and the unit one volunteers at."""
    mine = reader.is_one_of((card.person,))
    return _WHOLE if mine or reader.holds(ORGANISERS, card.org_id) else None


def open_to_all(_: Reader, __: object) -> Sight | None:
    """What the street offers is for everybody to see."""
    return _WHOLE
