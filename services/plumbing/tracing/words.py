"""What a span says: OpenTelemetry's names where it has one, else `yizhan.`; never who, never what.

A route's template and not its path, a subject and not a stream: nothing here leads to a person.
"""

from services.kernel.record import Stored
from services.plumbing.addresses import command_subject
from services.plumbing.tracing.span import About

_OUTCOMES = {"stale": "stale", "busy": "busy", "internal": "failed"}
_EVENTS = "evt.{room}.{street}.{category}.{type}"


def outcome(kind: str) -> str:
    """What became of a command that was not accepted: one of five words, by the refusal's kind."""
    return _OUTCOMES.get(kind, "refused")


def requested(method: str, route: str, status: int) -> About:
    """Of a request at the door."""
    said: dict[str, str | int] = {
        "http.request.method": method,
        "http.route": route,
        "http.response.status_code": status,
    }
    return said | ({"error.type": str(status)} if status >= 500 else {})


def asked(room: str, command: str, became: str) -> About:
    """Of a command on its way to a room and back."""
    return {**_command(room, command, became), "messaging.operation.type": "send"}


def answered(room: str, command: str, became: str) -> About:
    """Of a command in its room."""
    return {**_command(room, command, became), "messaging.operation.type": "process"}


def acted(room: str, command: str, became: str) -> About:
    """Of a command that a room asked of itself."""
    return {"yizhan.room": room, "yizhan.command": command, "yizhan.outcome": became}


def committed(room: str, street: str, size: int, position: int) -> About:
    """Of one command's part in a batch; without a position where nothing was written for it."""
    said: dict[str, str | int] = {
        "db.system.name": "postgresql",
        "db.operation.name": "append",
        "yizhan.room": room,
        "yizhan.street": street,
        "yizhan.batch.size": size,
    }
    return said | ({"yizhan.position": position} if position else {})


def published(room: str, stored: Stored, size: int) -> About:
    """Of an event on its way to the bus."""
    return {**_event(room, stored, size), "messaging.operation.type": "send"}


def heard(room: str, stored: Stored, size: int) -> About:
    """Of an event on its way into the read models."""
    return {**_event(room, stored, size), "messaging.operation.type": "process"}


def _command(room: str, command: str, became: str) -> dict[str, str | int]:
    return {
        "messaging.system": "nats",
        "messaging.destination.name": command_subject(room, command),
        "yizhan.room": room,
        "yizhan.command": command,
        "yizhan.outcome": became,
        **({"error.type": became} if became == "failed" else {}),
    }


def _event(room: str, stored: Stored, size: int) -> dict[str, str | int]:
    return {
        "messaging.system": "nats",
        "messaging.destination.template": _EVENTS,
        "messaging.batch.message_count": size,
        "yizhan.room": room,
        "yizhan.street": stored.log,
        "yizhan.category": stored.category,
        "yizhan.position": stored.position,
    }
