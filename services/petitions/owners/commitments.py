"""What holds a sealed ballot to what was marked: a commitment, opened only at the count.

SHA-256 over the 32 bytes of the nonce, then UTF-8 text: `item=CHOICE` for each marked item, in the
order of the items' ids, parted by line feeds. Ids hold neither "=" nor a line feed, and the nonce
has a fixed length, so no two ballots have the same bytes. Whoever has the opened list can count
again; whoever has the log alone cannot guess a mark, since the nonce is in no event in clear.
"""

from collections.abc import Iterable
from hashlib import sha256

from services.contracts.petitions.owners_assembly_values import Mark


def commitment(nonce: str, marks: Iterable[Mark]) -> str:
    """In lower-case hexadecimal digits."""
    lines = sorted(f"{mark.item_id}={mark.choice}" for mark in marks)
    return sha256(bytes.fromhex(nonce) + "\n".join(lines).encode()).hexdigest()
