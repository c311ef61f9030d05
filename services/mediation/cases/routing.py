"""The published rule that proposes level and team from kind and severity. A human confirms.

Change the table and the version together: every proposal names the version that made it.
"""

from datetime import date

from services.contracts.ids import CaseId, MediatorId
from services.contracts.mediation.events.case import RouteProposed
from services.contracts.mediation.kinds import Grade, LocalKind, Severity
from services.mediation.cases.gravity import gravity, severity_of
from services.mediation.cases.levels import STREET_LEVEL
from services.mediation.cases.states import File
from services.mediation.known import Surroundings

RULE_VERSION = "routing-2024-1"

LEVELS = {Severity.MINOR: 1, Severity.MAJOR: 2, Severity.GRAVE: STREET_LEVEL}
TEAM_SIZES = {Severity.MINOR: 1, Severity.MAJOR: 2, Severity.GRAVE: 2}
DAYS = {Severity.MINOR: 15, Severity.MAJOR: 30, Severity.GRAVE: 30}
"""Calendar days hoped for from acceptance to agreement."""

GOLD_KINDS = frozenset({LocalKind.LIFE, LocalKind.RENOVATION})
"""MAJOR matters of these kinds ask for gold; of the others a speciality will do."""


def gold_required(file: File, around: Surroundings) -> bool:
    """Must the lead be a gold mediator?"""
    match severity_of(file, around):
        case Severity.GRAVE:
            return True
        case Severity.MAJOR:
            return gravity(file, around).kind in GOLD_KINDS
        case Severity.MINOR:
            return False


def route(case_id: CaseId, file: File, around: Surroundings, day: date) -> RouteProposed:
    """Lead first: of the level asked for, by speciality, then by who has least to do."""
    severity = severity_of(file, around)
    level = max(file.level, LEVELS[severity])
    gold = gold_required(file, around)
    ranked = _ranked(file, around, day, level)
    leads = [each for each in ranked if not gold or around.mediators[each].grade is Grade.GOLD]
    team = _team(leads, ranked, TEAM_SIZES[severity])
    return RouteProposed(
        case_id=case_id, level=level, team=team, gold_required=gold, rule_version=RULE_VERSION
    )


def _team(leads: list[MediatorId], ranked: list[MediatorId], size: int) -> tuple[MediatorId, ...]:
    if not leads:
        return ()
    rest = [each for each in ranked if each != leads[0]]
    return (leads[0], *rest[: size - 1])


def _ranked(file: File, around: Surroundings, day: date, level: int) -> list[MediatorId]:
    kind, community = gravity(file, around).kind, set(around.directory.lineage(file.estate_id))
    fit = [
        (kind not in each.specialities, around.load_of(which), str(which), which)
        for which, each in around.mediators.items()
        if each.valid_on(day)
        and each.level == level
        and each.committee_id in community
        and which not in file.aside
        and each.person not in file.people
    ]
    return [which for _, _, _, which in sorted(fit)]
