"""How it stood before: a read model folded anew, in memory, up to a position or a moment.

A position says what was known then; a moment says what had happened by then in the world, with
everything that was entered late.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.gateway import heard
from services.gateway.folding import Changes, Folding
from services.gateway.hearing import read
from services.gateway.tables import Pool
from services.kernel import ReadModel, Vocabulary

type AsOf = int | datetime

_AT_ONCE = 500
_DROPPED = "SELECT position FROM dropped WHERE projection = $1 AND room = $2 AND log = $3"


async def folded(
    pool: Pool, model: ReadModel[Any], words: Vocabulary[Any], log: str, as_of: AsOf
) -> Changes:
    """Every card and cell of a read model as of then."""
    rows = await pool.fetch(_DROPPED, model.name, model.room, log)
    dropped = frozenset(row["position"] for row in rows)
    folding = Folding(model, {}, {}, dropped=dropped)
    until = as_of if isinstance(as_of, int) else heard.FOR_EVER
    after, categories = 0, {model.category, *model.hears}
    while batch := await heard.of_categories(
        pool, model.room, log, categories, after, until, _AT_ONCE
    ):
        for stored in batch:
            if isinstance(as_of, datetime) and stored.occurred_at > as_of:
                folding.pass_over(stored)
            else:
                folding.tell(read(words, stored))
        after = batch[-1].position
    return folding.changes()


def positions(as_of: AsOf | None) -> Mapping[str, object]:
    """How an answer says which past it is of."""
    match as_of:
        case None:
            return {}
        case int():
            return {"as_of_position": as_of}
        case datetime():
            return {"as_of": as_of}
