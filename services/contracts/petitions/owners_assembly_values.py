"""What commands and events of an owners' assembly say alike."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from services.contracts.ids import OwnerKey, PersonId
from services.contracts.petitions.owners_words import Choice, JointMatter, ServiceMode
from services.kernel import Code, Line, Value

type Digest = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9a-f]{64}$", strict=True),
    Field(examples=["5e" * 32]),
]
"""32 bytes in lower-case hexadecimal digits."""


class ProposedBy(StrEnum):
    """Owners' committee, preparatory group, 20 % of the owners (P-LAW-51), or the street."""

    COMMITTEE = "COMMITTEE"
    PREPARATORY_GROUP = "PREPARATORY_GROUP"
    OWNERS = "OWNERS"
    STREET = "STREET"


class Medium(StrEnum):
    """纸质 · 电子."""

    PAPER = "PAPER"
    ELECTRONIC = "ELECTRONIC"


class Via(StrEnum):
    """本人 · 代理人 · 监护人: who marked the owner's ballot (P-LAW-48, 49)."""

    SELF = "SELF"
    PROXY = "PROXY"
    GUARDIAN = "GUARDIAN"


class NoticedItem(Value):
    """What is voted upon, as it is posted, and which joint matter it is. `interested_units`: those
    whose owners all must agree that a home becomes a shop (P-LAW-63), and empty otherwise."""

    item_id: Code
    matter: JointMatter
    text: Line
    interested_units: Annotated[tuple[Code, ...], Field(max_length=500)] = ()
    candidate: PersonId | None = None
    """Who is voted upon for a seat on the committee: an item for each (P-INV-36)."""


class FollowClause(Value):
    """The clause that counts silence with the majority. `printed`: the notice told what silence
    leads to. `special`: the clause names items 6 to 8 (P-INV-33)."""

    clause_ref: Line
    printed: bool
    special: bool = False


class ServedOwner(Value):
    """How a ballot reached an owner, and where that is on file."""

    voter_key: OwnerKey
    mode: ServiceMode
    evidence_ref: Line


class Mark(Value):
    """What is marked for one item."""

    item_id: Code
    choice: Choice


class OpenedBallot(Value):
    """A ballot as it is opened at the count. Asked, never told: no event holds one."""

    serial: Code
    nonce: Digest
    marks: tuple[Mark, ...]


class OpenedInstructions(Value):
    """What an owner instructed their agent to mark, as it is opened at the count. Never told."""

    principal_key: OwnerKey
    nonce: Digest
    marks: tuple[Mark, ...]


class ItemOutcome(Value):
    """Whether an item was passed."""

    item_id: Code
    quorum_met: bool
    passed: bool
