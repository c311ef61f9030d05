"""Which keys were let go of from memory, in a fixed number of bytes.

A Bloom filter (B. H. Bloom, CACM 13(7), 1970) of one hash: a "no" is certain, a "perhaps" is
looked up. It fills slowly enough that a street's cards find it almost empty, and where it is full
every key is looked up, as if it were not there.
"""

_BITS = 1 << 23
"""A mebibyte; a quarter of a million keys leave 97 % of it free."""


class LetGo:
    """Keys are added and never taken away."""

    def __init__(self) -> None:
        self._bits: bytearray | None = None

    def add(self, key: str) -> None:
        if self._bits is None:
            self._bits = bytearray(_BITS // 8)
        place = hash(key) % _BITS
        self._bits[place >> 3] |= 1 << (place & 7)

    def __bool__(self) -> bool:
        return self._bits is not None

    def __contains__(self, key: str) -> bool:
        """Perhaps; never False for a key that was added."""
        if self._bits is None:
            return False
        place = hash(key) % _BITS
        return bool(self._bits[place >> 3] >> (place & 7) & 1)
