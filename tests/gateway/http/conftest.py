"""The street the doors are tried on: a community beside another, an estate, its station."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from uuid import uuid4

import pytest

from services.contracts.mediation.commands.around import NoteUnitForMediation
from services.contracts.places import UnitKind
from services.kernel.actor import system
from services.kernel.ask import Ask
from tests.gateway.http.cast import an_officer
from tests.gateway.http.rig import House, open_house
from tests.scenario import STREET

MAP = (
    ("C1", UnitKind.COMMUNITY, STREET),
    ("C2", UnitKind.COMMUNITY, STREET),
    ("D1", UnitKind.DEPARTMENT, STREET),
    ("D2", UnitKind.COMPANY, "C1"),
)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """An empty house."""
    async with open_house(tmp_path) as opened:
        yield opened


@pytest.fixture
async def street(house: House) -> House:
    """The house with its map: C1 with estate E01 and station S01, C2, the department D1."""
    officer = an_officer(house)
    await _told(house, officer, "units", {"unit_id": STREET, "kind": "STREET", "name": "圣泉街道"})
    for code, kind, parent in MAP:
        body = {"unit_id": code, "kind": kind, "name": code, "parent_id": parent}
        await _told(house, officer, "units", body)
    estate = {"estate_id": "E01", "name": "一号小区", "community_id": "C1", "household_count": 300}
    await _told(house, officer, "estates", estate)
    await _told(
        house, officer, "stations", {"station_id": "S01", "estate_id": "E01", "name": "一号驿站"}
    )
    noted = (*MAP, ("E01", UnitKind.ESTATE, "C1"))
    for code, kind, parent in ((STREET, UnitKind.STREET, ""), *noted):
        note = NoteUnitForMediation(unit_id=code, kind=kind, parent_id=parent or None)
        ask = Ask(command=note, command_id=uuid4(), principal=system("mediation", STREET))
        assert (await house.rooms("mediation", ask)).ok
    return house


async def _told(house: House, token: str, path: str, body: Mapping[str, object]) -> None:
    answer = await house.ask(token, path, body)
    assert answer.status_code == 201, answer.text
