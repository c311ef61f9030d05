"""A street with one estate and its station, and a petition taken some way in it."""

from datetime import date

from services.contracts.petitions.commands.closing import ClosePetition, CompleteCallback
from services.contracts.petitions.commands.handling import (
    DispatchPetition,
    ReplyPetition,
    SignDispatch,
)
from services.contracts.petitions.commands.petition import (
    AcceptPetition,
)
from services.contracts.petitions.commands.registry import (
    AcceptStation,
    OpenRoom,
    PlanStation,
    RegisterEstate,
    RegisterUnit,
    SecurePremises,
)
from services.contracts.petitions.words import (
    Confirmation,
    Outcome,
    Satisfaction,
)
from services.contracts.places import PremisesKind, RoomKind, UnitKind
from tests.petitions.cast import (
    ADA,
    DISPATCH,
    DUE,
    LAMP,
    caller,
    handler,
    officer,
    resident,
    words,
)
from tests.petitions.hall_in_memory import HallInMemory
from tests.petitions.test_registering import register
from tests.scenario import STREET


async def a_street(hall: HallInMemory | None = None) -> HallInMemory:
    hall = hall or HallInMemory()
    units = [
        (STREET, UnitKind.STREET, None),
        ("C1", UnitKind.COMMUNITY, STREET),
        ("URBAN", UnitKind.DEPARTMENT, STREET),
    ]
    for code, kind, parent in units:
        ask = RegisterUnit(unit_id=code, kind=kind, name=code, parent_id=parent)
        await hall.ask(ask, by=officer)
    for estate in ("E01", "E02"):
        ask_estate = RegisterEstate(
            estate_id=estate, name=estate, community_id="C1", household_count=600
        )
        await hall.ask(ask_estate, by=officer)
    await hall.ask(PlanStation(station_id="S01", estate_id="E01", name="驿站"), by=officer)
    return hall


async def a_built_station(hall: HallInMemory | None = None) -> HallInMemory:
    """The same street; its station has been accepted."""
    hall = await a_street(hall)
    premises = SecurePremises(
        station_id="S01", premises_kind=PremisesKind.COMMUNITY_PREMISES, area_centi_m2=12_000
    )
    rooms = [
        OpenRoom(station_id="S01", room_kind=kind, opened_on=date(2024, 5, 1)) for kind in RoomKind
    ]
    accept = AcceptStation(station_id="S01", built_on=date(2024, 6, 1), acceptance_ref="验-01")
    for ask in (premises, *rooms, accept):
        await hall.ask(ask, by=officer)
    return hall


async def in_handling(hall: HallInMemory) -> None:
    await hall.ask(register(), by=resident(ADA))
    await hall.ask(AcceptPetition(petition_id=LAMP, due_at=DUE), by=officer)
    await hall.ask(
        DispatchPetition(petition_id=LAMP, dispatch_id=DISPATCH, lead_org="URBAN", due_at=DUE),
        by=officer,
    )
    await hall.ask(SignDispatch(petition_id=LAMP, dispatch_id=DISPATCH), by=handler)


async def closed(hall: HallInMemory) -> None:
    reply = ReplyPetition(petition_id=LAMP, proposed_outcome=Outcome.RESOLVED, reply=words(LAMP))
    await hall.ask(reply, by=handler)
    said = CompleteCallback(
        petition_id=LAMP,
        effective=True,
        contacted=True,
        solved=True,
        satisfaction=Satisfaction.SATISFIED,
    )
    await hall.ask(said, by=caller)
    close = ClosePetition(
        petition_id=LAMP, outcome=Outcome.RESOLVED, confirmed_by=Confirmation.CALLBACK
    )
    await hall.ask(close, by=caller)
