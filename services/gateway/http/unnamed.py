"""Whoever files anonymously signs as nobody: nothing in the log leads back to them (P-INV-2).

A clerk or grid worker who writes down what somebody else said stays named: an office answers for
what it enters.
"""

from typing import Any
from uuid import UUID

from services.authority import Role
from services.contracts.petitions.commands.petition import RegisterPetition
from services.contracts.petitions.words import IdentityMode
from services.gateway.http.caller import Conditions
from services.gateway.http.inside import Inside
from services.kernel import Command, replace
from services.kernel.actor import Principal

ENTER_FOR_OTHERS = frozenset(
    {
        Role.STATION_CLERK,
        Role.GRID_WORKER,
        Role.GRID_LEAD,
        Role.ESTATE_SECRETARY,
        Role.COMMUNITY_OFFICER,
        Role.STREET_OFFICER,
    }
)


def signed_as(
    command: type[Command],
    fields: dict[str, Any],
    who: Principal,
    asked: Conditions,
    inside: Inside,
) -> tuple[Principal, Conditions]:
    """Who signs, and under which command id. Both are keyed digests where nobody is to be named,
    so that trying out people and keys finds nobody either; repeated, the request is still one.
    """
    if command is not RegisterPetition or fields.get("identity_mode") != IdentityMode.ANONYMOUS:
        return who, asked
    if any(grant.role in ENTER_FOR_OTHERS for grant in who.grants):
        return who, asked
    nobody = _id(inside, b"nobody", asked.command_id)
    unlinked = replace(asked, command_id=_id(inside, b"command", asked.command_id))
    return Principal(person=str(nobody), street=who.street), unlinked


def _id(inside: Inside, what: bytes, of: UUID) -> UUID:
    return UUID(inside.digest(what, of.bytes)[:32])
