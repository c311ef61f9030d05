"""A command with everything that comes along: who, when, on which condition, because of what."""

import hashlib
from datetime import datetime
from functools import cached_property
from uuid import UUID

from services.kernel.actor import Principal
from services.kernel.values import Command, State


class Ask(State):
    """One command on its way to a decision. `street` names the log."""

    command: Command
    command_id: UUID
    principal: Principal
    occurred_at: datetime | None = None
    """When it happened in the world, if not now."""
    expected_version: int | None = None
    """Decide only if the stream is still at this version (`If-Match`)."""
    request_digest: str | None = None
    """A keyed digest of the client's request, made before its personal words were sealed."""
    correlation_id: UUID | None = None
    causation_id: UUID | None = None

    @property
    def street(self) -> str:
        return self.principal.street

    @cached_property
    def stream(self) -> str:
        """The stream the command is about."""
        return self.command.stream


def fingerprint(ask: Ask) -> bytes:
    """What must be equal for a repeated command id to be the same request.

    A client's request brings its own digest, made where its words were not yet sealed. A room's own
    command is digested here, but for the id that a creating command brings: it may be made anew.
    """
    command = ask.command
    asked = ask.request_digest
    if not asked:
        skipped = {command.about} if command.creates else None
        asked = command.__pydantic_serializer__.to_json(command, exclude=skipped).decode()
    parts = (type(command).__name__, ask.principal.person, asked)
    return hashlib.sha256("\n".join(parts).encode()).digest()
