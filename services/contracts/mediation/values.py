"""What commands and events of the mediation room carry whole: parties, terms, certificates."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from services.contracts.ids import PersonId
from services.contracts.mediation.kinds import Capacity, Side
from services.kernel import Code, Line, Sealed, Value, of

type Level = Annotated[int, Field(ge=1, le=3)]
"""三级调解: 1 group, 2 community, 3 street."""

type Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$", strict=True)]
"""A calendar month, `2023-11`."""

type Fen = Annotated[int, Field(ge=1, le=10**12)]
"""Money under an agreement, in fen."""


class DisputeParty(Value):
    """Somebody a dispute is between, as reported. A company is a party under an id of its own."""

    party: PersonId
    side: Side
    capacity: Capacity
    name: Annotated[Sealed | None, of("party")] = None
    phone: Annotated[Sealed | None, of("party")] = None
    consents: bool = False
    """Has already said yes to mediation."""


class CaseParty(Value):
    """A party to the mediation. Its name stands with the dispute."""

    party: PersonId
    side: Side
    capacity: Capacity


class Term(Value):
    """One thing agreed: who does what by when (M-INV-8)."""

    term_id: Code
    obligor: PersonId
    act: Annotated[Sealed, of("obligor")]
    amount_fen: Fen | None = None
    due_on: date
    mode: Line | None = None
    """The manner of performance: on the spot, by transfer, in instalments…"""
