"""Who stands behind a petition: a stream for each, so that no crowd slows its handling."""

from services.contracts.ids import PersonId, PetitionId, SupportId
from services.kernel import Event


class PetitionSupported(Event, category="support", about="support_id"):
    """A resident stands behind a petition: once each."""

    support_id: SupportId
    petition_id: PetitionId
    supporter: PersonId
