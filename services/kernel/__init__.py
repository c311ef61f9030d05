"""Event sourcing in a few hundred lines: no domain word, no driver.

`Execution`, the stores and the drivers' protocols are imported from their own modules.
"""

from services.kernel.claim import Claim, Release, Take
from services.kernel.deadline import CancelTimer, Deadline, SetTimer
from services.kernel.decider import Around, Decider, Setting, Standing
from services.kernel.readmodel import ReadModel, Statistic
from services.kernel.record import Recorded
from services.kernel.refusal import Forbidden, Invalid, Refusal, Unknown
from services.kernel.sealed import Sealed, of
from services.kernel.values import Code, Command, Event, Instant, Line, State, Value, replace
from services.kernel.vocabulary import Vocabulary

__all__ = [
    "Around",
    "CancelTimer",
    "Claim",
    "Code",
    "Command",
    "Deadline",
    "Decider",
    "Event",
    "Forbidden",
    "Instant",
    "Invalid",
    "Line",
    "ReadModel",
    "Recorded",
    "Refusal",
    "Release",
    "Sealed",
    "SetTimer",
    "Setting",
    "Standing",
    "State",
    "Statistic",
    "Take",
    "Unknown",
    "Value",
    "Vocabulary",
    "of",
    "replace",
]
