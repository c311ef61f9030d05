"""What a gateway knows of a log from its last batch: as long as it is true, nothing need be read.

It is never believed by itself: a batch is written only where every position is still at the turn
that is remembered here. Otherwise it is forgotten, and the tables are asked.
"""

from collections import defaultdict
from collections.abc import Mapping

from services.gateway.batches import Place, Standing, Wanted
from services.gateway.builds import COPY
from services.gateway.folding import Changes, Kept
from services.gateway.tables import Build
from services.kernel import replace

MOST = 5_000
"""Cards of one log that are remembered; then it begins anew."""


class Remembered:
    """One log of one room, as this process last read or wrote it."""

    def __init__(self) -> None:
        self._was: Standing | None = None
        self._cards: dict[Build, dict[str, Kept | None]] = defaultdict(dict)

    def standing(self, wanted: Wanted) -> Standing | None:
        """With these cards; None where the tables have to be asked."""
        if self._was is None:
            return None
        cards: dict[Build, dict[str, Kept]] = {}
        for build in self._was.builds(even=True):
            known, found = self._cards[build], cards.setdefault(build, {})
            for key in wanted.get(build.projection, ()):
                if key not in known:
                    return None
                if (kept := known[key]) is not None:
                    found[key] = kept
        return replace(self._was, cards=cards)

    def read(self, stands: Standing, wanted: Wanted) -> None:
        """The tables were asked for these cards."""
        if self._was is None or self._was.places != stands.places:
            self._cards.clear()
        self._was = replace(stands, cards={})
        for build in stands.places:
            for key in wanted.get(build.projection, ()):
                self._cards[build][key] = stands.cards.get(build, {}).get(key)

    def written(self, was: Standing, last: int, changed: Mapping[Build, Changes]) -> None:
        """A batch was written upon it, up to this position."""
        moved = {COPY, *was.builds(even=True)}
        places = {
            build: Place(position=last, turn=place.turn + 1) if build in moved else place
            for build, place in was.places.items()
        }
        for build, changes in changed.items():
            self._cards[build].update(changes.cards)
            for name, rank in changes.ranks.items():
                was.beside.add("series", build, name, rank)
            for parked in changes.parked:
                was.beside.add("parked", build, parked.stored.stream, 0)
        self._was = replace(was, places=places, cards={})
        if sum(map(len, self._cards.values())) > MOST:
            self._cards.clear()

    def forget(self) -> None:
        """Somebody else has changed it."""
        self._was = None
