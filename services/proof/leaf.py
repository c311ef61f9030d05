"""What the tree says of an event: everything but its words, of which it has only the digest.

So a proof stays whole even if a court should order an event's words to be removed. The position is
not in it: it is the leaf's place in the tree.
"""

import json
from datetime import UTC, datetime
from hashlib import sha256

from services.kernel.record import Stored
from services.proof.merkle import leaf_hash

LONGEST = 1024
_FORM = "yizhan.event.1"


def entry(stored: Stored) -> bytes:
    """The canonical commitment: one line of JSON, fields in this order, ASCII, no spaces."""
    actor, cause = stored.actor, stored.causation_id
    return json.dumps(
        {
            "form": _FORM,
            "log": stored.log,
            "stream": stored.stream,
            "version": stored.version,
            "event_id": str(stored.event_id),
            "type": stored.type,
            "schema_version": stored.schema_version,
            "occurred_at": _moment(stored.occurred_at),
            "recorded_at": _moment(stored.recorded_at),
            "person": actor.person,
            "role": actor.role,
            "org": actor.org,
            "command_id": str(stored.command_id),
            "correlation_id": str(stored.correlation_id),
            "causation_id": None if cause is None else str(cause),
            "body_sha256": sha256(stored.body).hexdigest(),
        },
        separators=(",", ":"),
    ).encode()


def leaf_of(stored: Stored) -> bytes:
    """The event's leaf hash."""
    return leaf_hash(entry(stored))


def _moment(moment: datetime) -> str:
    """In UTC with microseconds, whatever zone a driver gave it."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
