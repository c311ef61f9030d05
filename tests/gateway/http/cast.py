"""Who comes to the doors, and what they bring."""

from typing import Any

from tests.gateway.http.rig import House
from tests.scenario import STREET

OFFICER = "00000000-0000-7000-8000-000000000001"
WANG = "00000000-0000-7000-8000-0000000000a1"
"""A resident."""
ZHOU = "00000000-0000-7000-8000-0000000000a2"
"""Another one."""
LI = "00000000-0000-7000-8000-0000000000b1"
"""Of community C1."""
HAN = "00000000-0000-7000-8000-0000000000b2"
"""Of department D1."""
FENG = "00000000-0000-7000-8000-0000000000b3"
"""Calls back."""

SENTENCE = "我家楼上王大力每晚敲墙到三点 plainly-planted-words"
"""Nobody may find this where it is not to be seen."""


def an_officer(house: House) -> str:
    return house.token(OFFICER, f"street_officer@{STREET}")


def wang(house: House) -> str:
    return house.token(WANG, "resident@E01")


def li(house: House) -> str:
    return house.token(LI, "community_officer@C1")


def han(house: House) -> str:
    return house.token(HAN, "dept_handler@D1")


def a_matter(**other: Any) -> dict[str, Any]:
    """Wang's petition about noise."""
    return {
        "channel": "QR",
        "identity_mode": "REAL",
        "petitioner": WANG,
        "petitioner_name": "王小明",
        "petitioner_phone": "13800000000",
        "demand_type": "HELP",
        "category_code": "noise",
        "estate_id": "E01",
        "location": "3 栋 2 单元",
        "narrative": SENTENCE,
        **other,
    }


async def petition(house: House, token: str, **other: Any) -> str:
    """A petition's id."""
    answer = await house.ask(token, "petitions", a_matter(**other))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])
