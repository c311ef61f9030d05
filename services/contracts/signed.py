"""A checkpoint as it is kept in a log: a signed note, whole, so that it can be checked offline."""

from typing import Annotated

from pydantic import Field, StringConstraints

SignedNote = Annotated[str, StringConstraints(min_length=1, max_length=20_000, strict=True)]
"""A signed note (C2SP signed-note), with all its lines."""

RootHash = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9+/]{43}=$", strict=True),
    Field(examples=["47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="]),
]
"""The root of a log's tree: 32 bytes in base64."""
