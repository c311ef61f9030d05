"""How grave a case is: as its gravest dispute is now."""

from services.contracts.mediation.kinds import LocalKind, Risk, SafetyFlag, Severity
from services.kernel import State
from services.mediation.cases.states import File
from services.mediation.cases.work_refusals import (
    DisputeIsNotTriaged,
)
from services.mediation.known import Surroundings

SEVERITIES = (Severity.MINOR, Severity.MAJOR, Severity.GRAVE)
RISKS = (Risk.GREEN, Risk.YELLOW, Risk.RED)
APART = frozenset({SafetyFlag.VIOLENCE, SafetyFlag.DV})
"""With one of these the parties do not meet."""


class Gravity(State):
    """Of all disputes of a case together; None where nobody has said yet."""

    kind: LocalKind
    severity: Severity | None
    risk: Risk | None
    flags: frozenset[SafetyFlag]

    @property
    def apart(self) -> bool:
        return bool(self.flags & APART)


def gravity(file: File, around: Surroundings) -> Gravity:
    matters = [around.disputes[each] for each in file.dispute_ids]
    severities = [each.severity for each in matters if each.severity is not None]
    risks = [each.risk for each in matters if each.risk is not None]
    return Gravity(
        kind=matters[0].kind,
        severity=max(severities, key=SEVERITIES.index, default=None),
        risk=max(risks, key=RISKS.index, default=None),
        flags=file.flags.union(*(each.flags for each in matters)),
    )


def severity_of(file: File, around: Surroundings) -> Severity:
    """Refuses where no human has said yet."""
    severity = gravity(file, around).severity
    if severity is None:
        raise DisputeIsNotTriaged
    return severity
