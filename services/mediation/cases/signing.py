"""Whose names and seal are under a written agreement, and whether they are all there (M-INV-6)."""

from datetime import date
from uuid import UUID

from services.kernel import replace
from services.mediation.cases.states import Agreement, File, Team


def signed(agreement: Agreement, signer: UUID, day: date) -> Agreement:
    """With one more name."""
    return replace(
        agreement,
        signers=agreement.signers | {signer},
        last_day=max(agreement.last_day, day),
    )


def affixed(agreement: Agreement, day: date) -> Agreement:
    """With the seal."""
    return replace(agreement, sealed=True, last_day=max(agreement.last_day, day))


def is_effective(agreement: Agreement, file: File, team: Team) -> bool:
    """All parties, the lead, and the committee's seal."""
    needed = {*file.people, team.lead}
    return agreement.sealed and needed <= agreement.signers
