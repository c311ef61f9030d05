"""What commands and events about owners say alike."""

from typing import Annotated

from pydantic import Field

from services.contracts.ids import OwnerKey
from services.contracts.petitions.owners_words import AreaSource, ExclusiveKind, UnitStatus
from services.kernel import Code, Value


class RollUnit(Value):
    """One exclusive part on the roll. Of co-owners `owner_key` is the one named to vote
    (P-LAW-48); nobody's name is on it (P-INV-39)."""

    unit_id: Code
    area_centi_m2: Annotated[int, Field(ge=1, le=100_000_000)]
    area_source: AreaSource
    owner_key: OwnerKey
    co_owner_keys: Annotated[tuple[OwnerKey, ...], Field(max_length=20)] = ()
    status: UnitStatus = UnitStatus.SOLD
    kind: ExclusiveKind = ExclusiveKind.HOME
