"""Who may ask what of the activity room: the rows of the table, one by one (domain §3.6)."""

import re
from uuid import uuid4

import pytest

from services.activities.permissions import table
from services.activities.room import room
from services.authority import Role
from services.contracts.activities.commands import (
    activities_commands,
    catalogue,
    hours,
    orders,
    people,
    tasks,
    venues,
)
from services.contracts.activities.events import activities_events
from services.contracts.activities.words import (
    AgeBand,
    Audience,
    CheckMethod,
    ItemKind,
    OfferedTo,
    ResourceKind,
    RiskLevel,
    VenueFunction,
)
from services.contracts.ids import BookingId, PersonId, TaskId, VolunteerId
from services.kernel import Command, Forbidden
from services.kernel.actor import Principal, system
from services.kernel.ask import Ask
from services.kernel.decider import fold
from tests.activities.cast import (
    ANSWER_BY,
    CHOIR,
    END,
    GRAN,
    LI,
    MUM,
    START,
    TASK,
    after,
    approved,
    dispatched,
    just,
    order_accepted,
    person_of,
    placed,
    published,
    registered,
    room_of_s01,
    served,
    somebody,
    volunteer,
    words,
)
from tests.contracts.examples import example
from tests.scenario import STREET, an_id

for_a_child = placed.model_copy(update={"guardian": MUM})
order_history = (for_a_child, approved, dispatched, order_accepted)
street = after(*order_history, *served)
NEW = an_id(PersonId, "newcomer")

asks: list[Command] = [
    people.FormCoalition(coalition_id="new", name="新联盟", audience=Audience.YOUTH, org_id="C1"),
    people.OfferResource(coalition_id="new", kind=ResourceKind.PEOPLE, description="十人"),
    people.RegisterVolunteer(
        volunteer_id=an_id(VolunteerId, "new"),
        person=NEW,
        org_id="C1",
        age_band=AgeBand.ADULT,
        name=words(NEW),
    ),
    people.VerifySkill(volunteer_id=LI, skill="first-aid", licence="证"),
    people.CompleteTraining(volunteer_id=LI, course="入门"),
    people.RecordBackgroundCheck(volunteer_id=LI, passed=True, checked_on=START.date()),
    people.RecordInsurance(volunteer_id=LI, valid_to=START.date()),
    people.SuspendVolunteer(volunteer_id=LI, reason="休养"),
    people.ResumeVolunteer(volunteer_id=LI),
    people.LeaveVolunteering(volunteer_id=LI),
    catalogue.PublishCatalogItem(**{**dict(published), "item_id": "tea"}),
    catalogue.ReviseCatalogItem(
        item_id="choir",
        title="合唱",
        kind=ItemKind.CLASS,
        audiences=(Audience.SENIOR,),
        reason="调整",
    ),
    catalogue.WithdrawCatalogItem(item_id="choir", reason="无老师"),
    venues.RegisterVenue(
        venue_id="V02",
        station_id="S01",
        name="阅读角",
        functions=(VenueFunction(code="reading", capacity=8),),
    ),
    venues.OpenVenue(venue_id="V01"),
    venues.CloseVenue(venue_id="V01", reason="装修"),
    venues.BookVenue(
        venue_day="V01_2024-11-12",
        booking_id=BookingId(uuid4()),
        function="dance",
        starts_at=START,
        ends_at=END,
    ),
    venues.CancelBooking(venue_day="V01_2024-11-12", booking_id=BookingId(uuid4()), reason="改期"),
    orders.PlaceOrder(**{**dict(placed), "guardian": MUM}),
    orders.AmendOrder(order_id=CHOIR, resident=GRAN),
    orders.ApproveOrder(order_id=CHOIR, order_category="CULTURE", risk_level=RiskLevel.LOW),
    orders.RejectOrder(order_id=CHOIR, reason="超出范围"),
    orders.ReturnOrderForInfo(order_id=CHOIR, question="几人？"),
    orders.ConfirmDelivery(order_id=CHOIR),
    orders.RateOrder(order_id=CHOIR, rater=GRAN, score=5),
    orders.CloseOrder(order_id=CHOIR),
    orders.CancelOrder(order_id=CHOIR, reason="不再需要"),
    tasks.OfferTask(
        task_id=TaskId(uuid4()),
        order_id=CHOIR,
        to=OfferedTo.VOLUNTEER,
        candidates=(LI,),
        respond_by=ANSWER_BY,
        starts_at=START,
        ends_at=END,
    ),
    tasks.AcceptTask(task_id=TASK, volunteer_id=LI),
    tasks.DeclineTask(task_id=TASK, volunteer_id=LI),
    tasks.CancelAcceptance(task_id=TASK, volunteer_id=LI),
    tasks.ExpireOffer(task_id=TASK, attempt=1),
    tasks.CheckIn(task_id=TASK, volunteer_id=LI, method=CheckMethod.CLERK),
    tasks.CheckOut(task_id=TASK, volunteer_id=LI, method=CheckMethod.CLERK),
    hours.VerifyHours(volunteer_id=LI, task_id=TASK),
    hours.CorrectHours(volunteer_id=LI, task_id=TASK, checked_out_at=END, reason="忘记签退"),
    hours.RevokeHours(volunteer_id=LI, task_id=TASK, reason="代签"),
]
asked = {type(ask).__name__: ask for ask in asks}

CLERK, COMMUNITY, OFFICER = (
    somebody("station_clerk", "S01"),
    somebody("community_officer", "C1"),
    somebody("street_officer"),
)
LI_HERSELF = volunteer(LI)
RESIDENT, GUARDIAN = just(GRAN), just(MUM)

everybody: dict[str, Principal] = {
    "stranger": just(an_id(PersonId, "stranger")),
    "resident": RESIDENT,
    "guardian": GUARDIAN,
    "volunteer": LI_HERSELF,
    "clerk": CLERK,
    "community": COMMUNITY,
    "other community": somebody("community_officer", "C2"),
    "street": OFFICER,
    "mediator": somebody("mediator"),
    "privacy": somebody("privacy_officer"),
    "room": system("activities", STREET),
}

OFFICE = {"community", "street"}
STATION = OFFICE | {"clerk"}
ORDERERS = {"resident", "guardian"}
HERSELF = {"volunteer"}

rows: dict[str, set[str]] = {
    "FormCoalition": OFFICE,
    "OfferResource": {"street"},  # of a coalition this street has not formed
    "RegisterVolunteer": STATION - {"clerk"},
    "VerifySkill": OFFICE,
    "CompleteTraining": OFFICE,
    "RecordBackgroundCheck": OFFICE,
    "RecordInsurance": OFFICE,
    "SuspendVolunteer": OFFICE,
    "ResumeVolunteer": OFFICE,
    "LeaveVolunteering": OFFICE | HERSELF,
    "PublishCatalogItem": STATION,
    "ReviseCatalogItem": STATION,
    "WithdrawCatalogItem": STATION,
    "RegisterVenue": STATION,
    "OpenVenue": STATION,
    "CloseVenue": STATION,
    "BookVenue": STATION,
    "CancelBooking": STATION,
    "PlaceOrder": STATION | ORDERERS,
    "AmendOrder": STATION | ORDERERS,
    "ApproveOrder": OFFICE,
    "RejectOrder": OFFICE,
    "ReturnOrderForInfo": OFFICE,
    "ConfirmDelivery": OFFICE | ORDERERS,
    "RateOrder": ORDERERS,
    "CloseOrder": STATION,
    "CancelOrder": OFFICE | ORDERERS,
    "OfferTask": OFFICE,
    "AcceptTask": HERSELF,
    "DeclineTask": HERSELF,
    "CancelAcceptance": HERSELF,
    "ExpireOffer": OFFICE | {"room"},
    "CheckIn": STATION | HERSELF,
    "CheckOut": STATION | HERSELF,
    "VerifyHours": {"community"},
    "CorrectHours": OFFICE,
    "RevokeHours": OFFICE,
}


ITSELF = sorted(
    (each for each in activities_commands if each.internal), key=lambda each: each.__name__
)
"""What the room asks only of itself."""


def may(who: Principal, ask: Command) -> bool:
    decider = next(each for each in room.deciders if each.category == ask.category)
    told = (registered(LI), published, room_of_s01, *order_history, *served)
    state = fold(decider.evolve, decider.initial, [e for e in told if e.stream == ask.stream])
    standing = decider.standing(ask, state, street)
    try:
        room.permit(Ask(command=ask, command_id=uuid4(), principal=who), standing, street)
    except Forbidden:
        return False
    return True


@pytest.mark.parametrize("name", sorted(rows))
def test_a_row_of_the_table_lets_these_and_nobody_else(name: str) -> None:
    allowed = {who for who, principal in everybody.items() if may(principal, asked[name])}
    assert allowed == rows[name]


@pytest.mark.parametrize("command", ITSELF)
def test_what_the_room_asks_itself_nobody_else_may_ask(command: type[Command]) -> None:
    assert table[command].roles == {Role.SYSTEM}
    assert not table[command].parts
    assert not table[command].anyone


def test_every_command_has_a_row_and_is_tried_here() -> None:
    assert set(table) == set(activities_commands)
    tried = set(rows) | {each.__name__ for each in ITSELF}
    assert tried == {each.__name__ for each in activities_commands}


def test_a_inv_5_volunteers_neither_verify_nor_rate_nor_confirm_their_own_work() -> None:
    """Whatever else they are: an officer of the community, the one who ordered."""
    li = person_of(LI)
    as_officer = somebody("community_officer", "C1", li)
    for name in ("VerifyHours", "CorrectHours", "RevokeHours", "ConfirmDelivery", "RateOrder"):
        assert not may(as_officer, asked[name])
    for name in ("VerifySkill", "RecordBackgroundCheck", "RecordInsurance", "ResumeVolunteer"):
        assert not may(as_officer, asked[name])
    assert may(as_officer, asked["ApproveOrder"])


def test_a_inv_1_nobody_accepts_in_the_name_of_a_volunteer() -> None:
    for who in ("clerk", "community", "street", "room"):
        assert not may(everybody[who], asked["AcceptTask"])


def test_a_inv_23_nothing_here_has_a_price() -> None:
    priced = re.compile(r"(^|_)(price|fee|cost|charge|amount|payment|deposit)s?($|_)")
    kinds = [*activities_commands, *activities_events.types.values()]
    fields = {f"{kind.__name__}.{field}" for kind in kinds for field in kind.model_fields}
    assert [field for field in fields if priced.search(field.partition(".")[2])] == []


@pytest.mark.parametrize("name", sorted(activities_events.types))
def test_every_event_can_be_kept_and_read_back(name: str) -> None:
    kind = activities_events.types[name]
    event = example(kind)
    body = activities_events.encode(event)
    assert activities_events.decode(name, kind.schema_version, body) == event
