"""The published rule that proposes how grave a dispute is. A human confirms or overrules it.

Change the numbers and the version together: every proposal names the version that made it.
"""

from services.contracts.mediation.kinds import DisputeSource, Risk, Severity
from services.kernel import State

RULE_VERSION = "triage-2024-1"

RISK = {Severity.MINOR: Risk.GREEN, Severity.MAJOR: Risk.YELLOW, Severity.GRAVE: Risk.RED}


class Proposal(State):
    """What the rule proposes."""

    severity: Severity
    risk: Risk
    rule_version: str = RULE_VERSION


def propose(source: DisputeSource, hint: Severity | None) -> Proposal:
    """What the police bring is never minor; otherwise as whoever reported it saw it."""
    match source, hint:
        case DisputeSource.POLICE, None | Severity.MINOR:
            severity = Severity.MAJOR
        case _, None:
            severity = Severity.MINOR
        case _, seen:
            severity = seen
    return Proposal(severity=severity, risk=RISK[severity])
