"""The frozen roll as bytes, and their hash: whoever holds the roll can compute it again.

SHA-256 over UTF-8 text, each line ended by a line feed, fields parted by "|". The first line is
the roll's id, the developer's key or nothing, and "parking" or "no-parking". Then each unit in the
order of the bytes of its id: id, area in 0.01 m², source, kind, status, owner's key, co-owners'
keys sorted and parted by ",". Codes and ids hold none of these signs, so no two rolls have the
same text.
"""

from collections.abc import Iterable
from hashlib import sha256

from services.contracts.ids import OwnerKey, RollId
from services.contracts.petitions.owners_values import RollUnit


def snapshot_hash(
    roll_id: RollId, developer: OwnerKey | None, parking_counted: bool, units: Iterable[RollUnit]
) -> str:
    """The hash, in lower-case hexadecimal digits."""
    first = f"{roll_id}|{developer or ''}|{'parking' if parking_counted else 'no-parking'}\n"
    lines = (_line(unit) for unit in sorted(units, key=lambda unit: unit.unit_id))
    return sha256("".join((first, *lines)).encode()).hexdigest()


def _line(unit: RollUnit) -> str:
    co_owners = ",".join(sorted(str(key) for key in unit.co_owner_keys))
    return (
        f"{unit.unit_id}|{unit.area_centi_m2}|{unit.area_source}|{unit.kind}|{unit.status}"
        f"|{unit.owner_key}|{co_owners}\n"
    )
