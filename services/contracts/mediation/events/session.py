"""What is told of the sessions of a case, and of danger.

Names and fields are kept for good: add freely, never rename, never remove.
"""

from typing import Annotated

from services.contracts.ids import PersonId, SessionId
from services.contracts.mediation.events.case import CaseEvent
from services.contracts.mediation.kinds import SafetyFlag, SessionMode
from services.contracts.mediation.values import Level
from services.kernel import Instant, Line, Sealed, of


class SessionScheduled(CaseEvent):
    """A session is set."""

    session_id: SessionId
    at: Instant
    mode: SessionMode
    joint: bool
    open: bool
    address: Annotated[Sealed | None, of("case_id")]


class SessionHeld(CaseEvent):
    """A session was held."""

    session_id: SessionId
    held_at: Instant
    level: Level
    attendance: tuple[PersonId, ...]
    record: Annotated[Sealed, of("case_id")]
    private_talks: bool


class SessionAdjourned(CaseEvent):
    """Broken off, to go on another day."""

    reason: Line


class SafetyAlertRaised(CaseEvent):
    """Somebody is in danger; this stays."""

    flag: SafetyFlag
