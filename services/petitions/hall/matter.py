"""How a petition is found again: by its query code, and by being the same person's same matter."""

import base64
import hashlib
from collections.abc import Sequence
from datetime import timedelta

from services.contracts.ids import PetitionId
from services.contracts.petitions.commands.petition import RegisterPetition
from services.contracts.petitions.events.closing import PetitionClosed, PetitionReopened
from services.contracts.petitions.events.petition import (
    PetitionDeclined,
    PetitionerNotified,
    PetitionRegistered,
    PetitionVoided,
    PetitionWithdrawn,
)
from services.kernel import Claim, Event, Release, Take
from services.petitions.hall.refusals import QueryCodeTaken
from services.petitions.hall.refusals_closing import SameMatterIsOpen

SAME_MATTER = "same-matter"

REMEMBERED = timedelta(days=180)
"""How long after its end the same matter is answered with the petition that was (P-INV-11)."""


def query_code(petition_id: PetitionId) -> str:
    """Eight letters and digits to read over the telephone; derived, so a replay gives the same."""
    digest = hashlib.sha256(b"query code of " + petition_id.bytes).digest()
    return base64.b32encode(digest)[:8].decode()


def same_matter(command: RegisterPetition) -> str | None:
    """The key of this person's matter; with new facts one of its own. None for nobody's."""
    if command.petitioner is None:
        return None
    key = f"{command.petitioner}/{command.category_code}/{command.estate_id}/{command.matter or ''}"
    return f"{key}/{command.petition_id}" if command.new_facts else key


def claims(event: Event) -> Sequence[Claim]:
    """Held while it is open and 180 days more; given back when it was not taken up."""
    match event:
        case PetitionRegistered(query_code=code, same_matter=key):
            codes = Take(scope="query-code", key=code, refusal=QueryCodeTaken)
            return [codes] if key is None else [codes, Take(scope=SAME_MATTER, key=key)]
        case PetitionClosed(same_matter=str(key), closed_at=ended):
            return [Take(scope=SAME_MATTER, key=key, until=ended + REMEMBERED)]
        case PetitionerNotified(same_matter=str(key), sent_at=ended):
            return [Take(scope=SAME_MATTER, key=key, until=ended + REMEMBERED)]
        case PetitionReopened(same_matter=str(key)):
            return [Take(scope=SAME_MATTER, key=key, refusal=SameMatterIsOpen)]
        case (
            PetitionDeclined(same_matter=str(key))
            | PetitionWithdrawn(same_matter=str(key))
            | PetitionVoided(same_matter=str(key))
        ):
            return [Release(scope=SAME_MATTER, key=key)]
        case _:
            return []
