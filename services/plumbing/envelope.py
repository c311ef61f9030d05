"""An event outside its log: as a bus message (headers and exact bytes) and as a line of the feed.

Written and read here and nowhere else, so that what comes by the bus and what comes by the feed
are the same value.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from services.kernel.actor import Actor
from services.kernel.record import Stored

MESSAGE_ID = "Nats-Msg-Id"


def headers(stored: Stored, epoch: str) -> dict[str, str]:
    """The message's headers; its body is `stored.body` as it is."""
    told = {
        MESSAGE_ID: str(stored.event_id),
        "content-type": "application/json",
        "traceparent": traceparent(stored.correlation_id, stored.event_id),
        "ev-epoch": epoch,
        "ev-log": stored.log,
        "ev-position": str(stored.position),
        "ev-stream": stored.stream,
        "ev-version": str(stored.version),
        "ev-id": str(stored.event_id),
        "ev-type": stored.type,
        "ev-schema": str(stored.schema_version),
        "ev-occurred": stored.occurred_at.isoformat(),
        "ev-recorded": stored.recorded_at.isoformat(),
        "ev-actor": stored.actor.model_dump_json(ensure_ascii=True),
        "ev-command": str(stored.command_id),
        "ev-correlation": str(stored.correlation_id),
    }
    if stored.causation_id is not None:
        told["ev-causation"] = str(stored.causation_id)
    return told


def from_message(told: Mapping[str, str], body: bytes) -> Stored:
    """The event a message carries. Raises KeyError or ValueError when it is not one of ours."""
    causation = told.get("ev-causation")
    return Stored(
        log=told["ev-log"],
        position=int(told["ev-position"]),
        stream=told["ev-stream"],
        version=int(told["ev-version"]),
        event_id=UUID(told["ev-id"]),
        type=told["ev-type"],
        schema_version=int(told["ev-schema"]),
        occurred_at=datetime.fromisoformat(told["ev-occurred"]),
        recorded_at=datetime.fromisoformat(told["ev-recorded"]),
        actor=Actor.model_validate_json(told["ev-actor"]),
        command_id=UUID(told["ev-command"]),
        correlation_id=UUID(told["ev-correlation"]),
        causation_id=None if causation is None else UUID(causation),
        body=body,
    )


def as_json(stored: Stored) -> dict[str, object]:
    """The event as the feed gives it; the exact bytes of its body in base64."""
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
        "actor": stored.actor.model_dump(),
        "command_id": str(stored.command_id),
        "correlation_id": str(stored.correlation_id),
        "causation_id": None if stored.causation_id is None else str(stored.causation_id),
        "body": b64encode(stored.body).decode(),
    }


def from_json(told: Mapping[str, Any]) -> Stored:
    """The event a line of the feed says. Raises KeyError or ValueError when it is not one."""
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
        actor=Actor.model_validate(told["actor"]),
        command_id=UUID(told["command_id"]),
        correlation_id=UUID(told["correlation_id"]),
        causation_id=None if causation is None else UUID(causation),
        body=b64decode(told["body"], validate=True),
    )


def traceparent(trace: UUID, span: UUID) -> str:
    """W3C trace context: everything that follows from one request is one trace."""
    return f"00-{trace.hex}-{span.hex[:16]}-01"
