"""What is known of an owners' assembly at each step."""

from collections.abc import Mapping
from datetime import datetime

from rpds import HashTrieMap

from services.contracts.ids import OwnerKey, PersonId, RollId
from services.contracts.petitions.owners_assembly_values import FollowClause, NoticedItem, Via
from services.contracts.petitions.owners_words import ServiceMode
from services.kernel import State


class Unproposed(State):
    """Nobody has proposed it."""


class Proposed(State):
    """`rounds`: how often it was noticed."""

    roll_id: RollId
    estate_ids: tuple[str, ...]
    rounds: int = 0


class Proxy(State):
    """Who marks an owner's ballot, on which items and when. An agent is held to `commitment`."""

    agent: PersonId
    via: Via
    scope: frozenset[str]
    valid_from: datetime
    valid_until: datetime
    commitment: str | None


class Ballot(State):
    """A ballot in force. `proxy`: under what authority, if the owner did not mark it."""

    voter: OwnerKey
    commitment: str
    proxy: Proxy | None = None


class Noticed(Proposed):
    """The notice is posted; from `opens_at` ballots come in."""

    opens_at: datetime
    closes_at: datetime
    items: tuple[NoticedItem, ...]
    candidates: frozenset[PersonId]
    follow: FollowClause | None
    revoting: bool
    principals_per_agent: int = 1
    proxies: "HashTrieMap[OwnerKey, Proxy]" = HashTrieMap()
    served: "HashTrieMap[OwnerKey, frozenset[ServiceMode]]" = HashTrieMap()
    in_force: "HashTrieMap[str, Ballot]" = HashTrieMap()
    by_voter: "HashTrieMap[OwnerKey, str]" = HashTrieMap()
    used: "HashTrieMap[str, str]" = HashTrieMap()
    """Every serial that ever came in this round, with its commitment."""

    def served_modes(self) -> Mapping[OwnerKey, frozenset[ServiceMode]]:
        return dict(self.served.items())


class Counting(Noticed):
    """The vote is over; two tellers count."""


class QuorumFailed(Proposed):
    """Too few took part: it may be noticed again."""


class Decided(State):
    """Counted, with enough taking part."""

    estate_ids: tuple[str, ...]
    posted: bool = False


class Ended(State):
    """Cancelled, or its decision revoked."""

    estate_ids: tuple[str, ...]


type Assembly = Unproposed | Proposed | Noticed | Counting | QuorumFailed | Decided | Ended
