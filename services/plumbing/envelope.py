"""An event outside its log: as a bus message (a header and exact bytes), as a line of the feed.

Written and read here and nowhere else, so that what comes by the bus and what comes by the feed
are the same value.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from services.kernel.actor import signed
from services.kernel.record import Stored

MESSAGE_ID = "Nats-Msg-Id"
_EVENT = "ev"


def headers(stored: Stored, epoch: str, *, sampled: bool = False) -> dict[str, str]:
    """The message's headers; its body is `stored.body` as it is.

    All of the event but its body is one header, as JSON: a client reads each header by itself.
    """
    return {
        MESSAGE_ID: str(stored.event_id),
        "traceparent": traceparent(stored.correlation_id, stored.event_id, sampled=sampled),
        _EVENT: orjson.dumps({"epoch": epoch, **_told(stored)}).decode(),
    }


def from_message(told: Mapping[str, str], body: bytes) -> Stored:
    """The event a message carries. Raises KeyError or ValueError when it is not one of ours."""
    return _stored(orjson.loads(told[_EVENT]), body)


def as_json(stored: Stored) -> dict[str, object]:
    """The event as the feed gives it; the exact bytes of its body in base64."""
    return {**_told(stored), "body": b64encode(stored.body).decode()}


def from_json(told: Mapping[str, Any]) -> Stored:
    """The event a line of the feed says. Raises KeyError or ValueError when it is not one."""
    return _stored(told, b64decode(told["body"], validate=True))


def traceparent(trace: UUID, span: UUID, *, sampled: bool) -> str:
    """W3C trace context: everything that follows from one request is one trace."""
    return f"00-{trace.hex}-{span.hex[:16]}-0{sampled:d}"


def _told(stored: Stored) -> dict[str, object]:
    actor = stored.actor
    return {
        "log": stored.log,
        "position": stored.position,
        "stream": stored.stream,
        "version": stored.version,
        "event_id": str(stored.event_id),
        "type": stored.type,
        "schema_version": stored.schema_version,
        "occurred_at": stored.occurred_at.isoformat(),
        "recorded_at": stored.recorded_at.isoformat(),
        "actor": {"person": actor.person, "role": actor.role, "org": actor.org},
        "command_id": str(stored.command_id),
        "correlation_id": str(stored.correlation_id),
        "causation_id": None if stored.causation_id is None else str(stored.causation_id),
    }


def _stored(told: Any, body: bytes) -> Stored:
    try:
        causation = told["causation_id"]
        return Stored(
            log=told["log"],
            position=told["position"],
            stream=told["stream"],
            version=told["version"],
            event_id=UUID(told["event_id"]),
            type=told["type"],
            schema_version=told["schema_version"],
            occurred_at=datetime.fromisoformat(told["occurred_at"]),
            recorded_at=datetime.fromisoformat(told["recorded_at"]),
            actor=signed(**told["actor"]),
            command_id=UUID(told["command_id"]),
            correlation_id=UUID(told["correlation_id"]),
            causation_id=None if causation is None else UUID(causation),
            body=body,
        )
    except (TypeError, AttributeError) as wrong:
        raise ValueError("not an event") from wrong
