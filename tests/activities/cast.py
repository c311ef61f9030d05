"""The people and places of the activity room's tests, and one order told from beginning to end."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from services.activities.surroundings import Surroundings, evolve
from services.contracts.activities.events.catalogue import CatalogItemPublished
from services.contracts.activities.events.orders import (
    OrderAccepted,
    OrderApproved,
    OrderDelivered,
    OrderDispatched,
    OrderPlaced,
    OrderRated,
)
from services.contracts.activities.events.people import (
    BackgroundCheckPassed,
    CoalitionFormed,
    VolunteerRegistered,
)
from services.contracts.activities.events.surroundings import ActivitiesUnitNoted
from services.contracts.activities.events.tasks import (
    TaskAccepted,
    TaskFilled,
    TaskOffered,
    VolunteerCheckedIn,
    VolunteerCheckedOut,
)
from services.contracts.activities.events.venues import VenueOpened, VenueRegistered
from services.contracts.activities.words import (
    AgeBand,
    Audience,
    CheckMethod,
    ConfirmedBy,
    ItemKind,
    LocationKind,
    OfferedTo,
    Participant,
    Priority,
    RiskLevel,
    VenueFunction,
)
from services.contracts.ids import OrderId, PersonId, TaskId, VolunteerId
from services.contracts.places import UnitKind
from services.kernel import Event, Recorded, Sealed
from services.kernel.actor import Actor, Grant, Principal
from services.kernel.decider import fold
from services.kernel.record import Stored, event_id
from tests.scenario import STREET, an_id

GRAN, MUM, CHILD = (an_id(PersonId, name) for name in ("gran", "mum", "child"))
LI, WU, XU, YU = (an_id(VolunteerId, name) for name in ("li", "wu", "xu", "yu"))
CHOIR, OTHER = an_id(OrderId, "choir"), an_id(OrderId, "other")
TASK = an_id(TaskId, "choir")

DAY = datetime(2024, 11, 12, tzinfo=UTC)
"""Tuesday; eight o'clock in the morning in Shengquan."""
START, END = DAY + timedelta(hours=1), DAY + timedelta(hours=3)
ANSWER_BY, POOL_UNTIL = DAY - timedelta(days=3), DAY - timedelta(days=1)


def person_of(who: VolunteerId) -> PersonId:
    return an_id(PersonId, f"volunteer {who}")


def somebody(role: str, org: str = STREET, person: PersonId | None = None) -> Principal:
    """Somebody with this role there; the same words give the same person."""
    who = person or an_id(PersonId, f"{role}@{org}")
    return Principal(person=str(who), street=STREET, grants=(Grant(role=role, org=org),))


def just(person: PersonId) -> Principal:
    """Somebody who is nothing but themselves."""
    return Principal(person=str(person), street=STREET)


def volunteer(who: VolunteerId) -> Principal:
    return somebody("volunteer", "C1", person_of(who))


def id_of(who: Principal) -> PersonId:
    return PersonId(UUID(who.person))


officer = somebody("street_officer")
community = somebody("community_officer", "C1")
colleague = somebody("community_officer", "C1", an_id(PersonId, "colleague"))
clerk = somebody("station_clerk", "S01")


def words(about: PersonId, text: str = "text") -> Sealed:
    """Something said, sealed: this room never learns what."""
    return Sealed(person=str(about), under=str(UUID(int=1)), nonce="bm9uY2U=", box=text)


def registered(
    who: VolunteerId, age_band: AgeBand = AgeBand.ADULT, coalition: str = "silver"
) -> VolunteerRegistered:
    return VolunteerRegistered(
        volunteer_id=who,
        person=person_of(who),
        org_id="C1",
        age_band=age_band,
        guardian_consent_ref=None,
        skills=(),
        availability=(),
        coalition_ids=(coalition,),
        party_member=False,
        name=words(person_of(who)),
        phone=None,
    )


def checked(who: VolunteerId, until: date = date(2025, 10, 1)) -> BackgroundCheckPassed:
    return BackgroundCheckPassed(volunteer_id=who, checked_on=date(2024, 10, 1), valid_to=until)


places = (
    ActivitiesUnitNoted(unit_id=STREET, kind=UnitKind.STREET, parent_id=None),
    ActivitiesUnitNoted(unit_id="C1", kind=UnitKind.COMMUNITY, parent_id=STREET),
    ActivitiesUnitNoted(unit_id="C2", kind=UnitKind.COMMUNITY, parent_id=STREET),
    ActivitiesUnitNoted(unit_id="E01", kind=UnitKind.ESTATE, parent_id="C1"),
    ActivitiesUnitNoted(unit_id="E02", kind=UnitKind.ESTATE, parent_id="C1"),
    ActivitiesUnitNoted(unit_id="S01", kind=UnitKind.STATION, parent_id="E01"),
)
formed = CoalitionFormed(
    coalition_id="silver", name="银发联盟", audience=Audience.SENIOR, org_id=STREET
)
published = CatalogItemPublished(
    item_id="choir",
    org_id="S01",
    title="合唱",
    kind=ItemKind.PROGRAMME,
    audiences=(Audience.SENIOR, Audience.YOUTH),
    function="dance",
    description=None,
)
room_of_s01 = VenueRegistered(
    venue_id="V01",
    station_id="S01",
    name="活动室",
    functions=(
        VenueFunction(code="dance", capacity=30),
        VenueFunction(code="reading", exclusive=False, capacity=12),
    ),
)
town = (
    *places,
    formed,
    published,
    room_of_s01,
    VenueOpened(venue_id="V01"),
    *(registered(who) for who in (LI, WU, XU)),
)


def after(*events: Event) -> Surroundings:
    """The street, its volunteers and its catalogue, and what happened then."""
    return fold(evolve, Surroundings(), (*town, *events))


def heard(event: Event) -> Recorded[Event]:
    """The event as a reaction hears it."""
    asked = uuid5(UUID(int=1), f"{event.stream} {type(event).__name__}")
    stored = Stored(
        log=STREET,
        position=1,
        stream=event.stream,
        version=1,
        event_id=event_id(asked, 0),
        type=type(event).__name__,
        schema_version=event.schema_version,
        occurred_at=DAY,
        recorded_at=DAY,
        actor=Actor(person=str(GRAN), role="resident", org="E01"),
        command_id=asked,
        correlation_id=asked,
        causation_id=None,
        body=b"",
    )
    return Recorded(stored=stored, event=event)


placed = OrderPlaced(
    order_id=CHOIR,
    resident=GRAN,
    guardian=None,
    guardian_consent_ref=None,
    estate_id="E01",
    station_id="S01",
    catalog_item_id="choir",
    free_text=None,
    audience=Audience.SENIOR,
    location=LocationKind.STATION,
    address=None,
    wish_times=(),
    participants=(Participant(person=MUM, age_band=AgeBand.ADULT),),
    risk_notes=None,
    priority=Priority.ROUTINE,
)
approved = OrderApproved(
    order_id=CHOIR, order_category="CULTURE", skill_needs=(), risk_level=RiskLevel.LOW
)
offered = TaskOffered(
    task_id=TASK,
    order_id=CHOIR,
    attempt=1,
    to=OfferedTo.VOLUNTEER,
    coalition_id=None,
    candidates=(LI,),
    respond_by=ANSWER_BY,
    next_groups=(),
    pool_until=POOL_UNTIL,
    needed=1,
    agreement_needed=False,
    starts_at=START,
    ends_at=END,
    estate_id="E01",
    audience=Audience.SENIOR,
    skill_needs=(),
    risk_level=RiskLevel.LOW,
)
dispatched = OrderDispatched(order_id=CHOIR, task_id=TASK, attempt=1)


def comes(who: VolunteerId) -> TaskAccepted:
    return TaskAccepted(task_id=TASK, order_id=CHOIR, volunteer_id=who, agreement_ref=None)


filled = TaskFilled(task_id=TASK, order_id=CHOIR, volunteer_ids=(LI,))
order_accepted = OrderAccepted(order_id=CHOIR, task_id=TASK, volunteer_ids=(LI,))


def arrived(who: VolunteerId, at: datetime = START) -> VolunteerCheckedIn:
    return VolunteerCheckedIn(
        task_id=TASK,
        order_id=CHOIR,
        volunteer_id=who,
        at=at,
        method=CheckMethod.QR,
        device_id=None,
        ends_at=END,
    )


def left(who: VolunteerId, at: datetime = END) -> VolunteerCheckedOut:
    return VolunteerCheckedOut(
        task_id=TASK,
        order_id=CHOIR,
        volunteer_id=who,
        at=at,
        method=CheckMethod.QR,
        device_id=None,
    )


RATE_BY = datetime(2024, 11, 19, 16, 0, tzinfo=UTC)
"""Midnight in Shengquan after the seventh day that follows the twelfth."""

delivered = OrderDelivered(
    order_id=CHOIR,
    task_id=TASK,
    confirmed_by=ConfirmedBy.RESIDENT,
    evidence_ref=None,
    delivered_at=END,
    rate_by=RATE_BY,
)
rated = OrderRated(
    order_id=CHOIR,
    task_id=TASK,
    rater=GRAN,
    score=5,
    dims=None,
    comment=None,
    anonymous_to_volunteer=False,
)
under_way = (placed, approved, dispatched)
served = (offered, comes(LI), filled, arrived(LI), left(LI))
