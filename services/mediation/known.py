"""What the room knows of its street while it decides: units, mediators, disputes, cases."""

from datetime import date, datetime
from uuid import UUID

from rpds import HashTrieMap

from services.authority import Directory
from services.contracts.ids import CaseId, DisputeId, MediatorId, PersonId, ReferralId
from services.contracts.mediation.kinds import Grade, LocalKind, Risk, SafetyFlag, Severity
from services.contracts.mediation.values import CaseParty
from services.kernel import State


class Mediator(State):
    """Who may be assigned, and until when."""

    person: PersonId
    grade: Grade
    level: int
    committee_id: str
    specialities: frozenset[LocalKind]
    valid_from: date
    valid_to: date
    in_service: bool = True

    def valid_on(self, day: date) -> bool:
        return self.in_service and self.valid_from <= day <= self.valid_to


class Matter(State):
    """A dispute as a case sees it."""

    estate_id: str
    kind: LocalKind
    parties: tuple[CaseParty, ...]
    consenting: frozenset[PersonId]
    referral: ReferralId | None
    severity: Severity | None = None
    risk: Risk | None = None
    flags: frozenset[SafetyFlag] = frozenset()
    open: bool = True
    in_case: bool = False


class CaseInBrief(State):
    """A case that goes on, as others see it: who is in it, who works on it, by when."""

    people: frozenset[PersonId]
    team: frozenset[MediatorId] = frozenset()
    due_at: datetime | None = None


class Surroundings(State):
    """The street as this room has noted it. `cases` are those that go on.

    `ended`: the others, and whose they were. `baselines`: (kind, month) → count.
    """

    directory: Directory = Directory()
    mediators: "HashTrieMap[MediatorId, Mediator]" = HashTrieMap()
    disputes: "HashTrieMap[DisputeId, Matter]" = HashTrieMap()
    cases: "HashTrieMap[str, CaseInBrief]" = HashTrieMap()
    ended: "HashTrieMap[str, frozenset[PersonId]]" = HashTrieMap()
    baselines: "HashTrieMap[tuple[LocalKind, str], int]" = HashTrieMap()
    stations: "HashTrieMap[str, str]" = HashTrieMap()
    """The station of each estate that has one."""

    def desk_of(self, estate: str) -> str:
        """Where an estate's matters are received: at its station, if it has one."""
        return self.stations.get(estate, estate)

    def cases_of(self, person: PersonId) -> list[CaseInBrief]:
        """The open cases this person is a party of."""
        return [each for each in self.cases.values() if person in each.people]

    def ended_of(self, person: PersonId) -> tuple[CaseId, ...]:
        """The ended cases this person was a party of, in the order of their ids."""
        theirs = sorted(which for which, people in self.ended.items() if person in people)
        return tuple(CaseId(UUID(which)) for which in theirs)

    def load_of(self, mediator: MediatorId) -> int:
        """In how many open cases this mediator works."""
        return sum(mediator in each.team for each in self.cases.values())
