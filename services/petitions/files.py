"""What the hall keeps in mind of every petition while it decides other things: whose, and open?"""

from collections.abc import Iterator

from rpds import HashTrieMap

from services.contracts.ids import PersonId
from services.contracts.petitions.events.closing import PetitionClosed, PetitionReopened
from services.contracts.petitions.events.duplicates import PetitionMerged, PetitionUnmerged
from services.contracts.petitions.events.petition import (
    DispatchSigned,
    PetitionDeclined,
    PetitionDispatched,
    PetitionEvent,
    PetitionRegistered,
    PetitionReplied,
    PetitionVoided,
    PetitionWithdrawn,
)
from services.contracts.petitions.events.referral import PetitionReferredToMediation
from services.kernel import Event, State, replace


class Filed(State):
    """One petition. `lead`: the one it was merged into, whose end is its end."""

    person: str | None
    place: str
    open: bool = True
    lead: str | None = None
    handlers: frozenset[str] = frozenset()
    accused_orgs: tuple[str, ...] = ()
    accused_persons: tuple[PersonId, ...] = ()


class Files(State):
    """Every petition by id, ids by person, and the petition of every referral.
    `collected`: how many petitions came by each outreach session and round."""

    petitions: "HashTrieMap[str, Filed]" = HashTrieMap()
    by_person: "HashTrieMap[str, frozenset[str]]" = HashTrieMap()
    by_referral: "HashTrieMap[str, str]" = HashTrieMap()
    collected: "HashTrieMap[str, int]" = HashTrieMap()

    def of(self, person: str) -> list[str]:
        """The petitions this person brought."""
        return sorted(self.by_person.get(person, frozenset()))

    def is_open(self, petition: str) -> bool:
        """Is it, or the one it was merged into, still going?"""
        filed = self.petitions.get(petition)
        if filed is None:
            return False
        return self.is_open(filed.lead) if filed.lead is not None else filed.open

    def open_of(self, person: str) -> int:
        """How many of this person's petitions are still going."""
        return sum(self.is_open(petition) for petition in self.of(person))

    def handlers_for(self, person: str) -> frozenset[str]:
        """Everyone who handled a petition of this person."""
        return frozenset(self._handlers(person))

    def _handlers(self, person: str) -> Iterator[str]:
        for petition in self.of(person):
            yield from self.petitions[petition].handlers


def evolve(files: Files, event: Event) -> Files:
    match event:
        case PetitionRegistered():
            return _registered(files, event)
        case PetitionReferredToMediation(petition_id=petition, referral_id=referral):
            return replace(
                files, by_referral=files.by_referral.insert(str(referral), str(petition))
            )
        case PetitionEvent() if (filed := files.petitions.get(event.key)) is not None:
            changed = _changed(filed, event)
            if changed is filed:
                return files
            return replace(files, petitions=files.petitions.insert(event.key, changed))
        case _:
            return files


def _registered(files: Files, event: PetitionRegistered) -> Files:
    person = str(event.petitioner) if event.petitioner is not None else None
    filed = Filed(
        person=person,
        place=event.station_id or event.estate_id,
        accused_orgs=event.accused_orgs,
        accused_persons=event.accused_persons,
    )
    petitions = files.petitions.insert(event.key, filed)
    if (by := event.collection_ref) is not None:
        collected = files.collected.insert(by, files.collected.get(by, 0) + 1)
        files = replace(files, collected=collected)
    if person is None:
        return replace(files, petitions=petitions)
    known = files.by_person.get(person, frozenset()) | {event.key}
    return replace(files, petitions=petitions, by_person=files.by_person.insert(person, known))


def _changed(filed: Filed, event: PetitionEvent) -> Filed:
    match event:
        case PetitionClosed() | PetitionDeclined() | PetitionWithdrawn() | PetitionVoided():
            return replace(filed, open=False)
        case PetitionReopened():
            return replace(filed, open=True)
        case PetitionMerged(lead_id=lead):
            return replace(filed, lead=str(lead))
        case PetitionUnmerged():
            return replace(filed, lead=None)
        case PetitionDispatched(handler=handler) if handler is not None:
            return replace(filed, handlers=filed.handlers | {str(handler)})
        case DispatchSigned(signed_by=who) | PetitionReplied(replied_by=who):
            return replace(filed, handlers=filed.handlers | {str(who)})
        case _:
            return filed
