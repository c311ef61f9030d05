"""Asked about the group that prepares the first owners' assembly (筹备组, P-LAW-56)."""

from typing import Annotated

from pydantic import Field

from services.contracts.ids import OwnerKey, PersonId, PrepGroupId
from services.contracts.petitions.owners_prep_values import Draft, GroupMember
from services.kernel import Code, Command, Line


class PrepGroupCommand(Command, category="prepgroup", about="group_id"):
    """Asked about a preparatory group."""

    group_id: PrepGroupId


class ApplyForGroup(PrepGroupCommand, creates=True):
    """Owners apply for one; areas in 0.01 m². The street answers within 30 days."""

    estate_ids: Annotated[tuple[Code, ...], Field(min_length=1, max_length=20)]
    applicants: Annotated[tuple[OwnerKey, ...], Field(min_length=1, max_length=5000)]
    delivered_area_centi_m2: Annotated[int, Field(ge=0)]
    total_area_centi_m2: Annotated[int, Field(gt=0)]


class ApproveGroup(PrepGroupCommand):
    """The street has reviewed it: the group may be formed."""


class RejectGroup(PrepGroupCommand):
    """The conditions are not met; say which."""

    reason: Line


class FormGroup(PrepGroupCommand):
    """Odd in number, half of them owners at least, one of them leads (P-INV-38)."""

    members: Annotated[tuple[GroupMember, ...], Field(min_length=3, max_length=51)]
    leader: PersonId


class PostGroupMembers(PrepGroupCommand):
    """The list is on the board, within seven days."""


class PostGroupDrafts(PrepGroupCommand):
    """Drafts are on the board, 15 days at least before the assembly."""

    drafts: Annotated[tuple[Draft, ...], Field(min_length=1, max_length=10)]


class DissolveGroup(PrepGroupCommand):
    """Its work is done, or given up; say why."""

    reason: Line


class TellGroupOverdue(PrepGroupCommand, internal=True):
    """A date of the group is over: its review, its list, or its first assembly."""

    what: Code


type AnyPrepGroupCommand = (
    ApplyForGroup
    | ApproveGroup
    | RejectGroup
    | FormGroup
    | PostGroupMembers
    | PostGroupDrafts
    | DissolveGroup
    | TellGroupOverdue
)
prep_group_commands: tuple[type[Command], ...] = (
    ApplyForGroup,
    ApproveGroup,
    RejectGroup,
    FormGroup,
    PostGroupMembers,
    PostGroupDrafts,
    DissolveGroup,
    TellGroupOverdue,
)
