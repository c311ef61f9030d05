"""How a case leaves its level or its life: up by one, handed up, terminated, archived."""

from datetime import date

from services.contracts.mediation.commands.case import (
    ArchiveCase,
    EscalateCase,
    HandUpCase,
    TerminateCase,
)
from services.contracts.mediation.events.case import (
    CaseArchived,
    CaseEscalated,
    CaseEvent,
    CaseHandedUp,
)
from services.contracts.mediation.kinds import EndReason
from services.kernel import Setting
from services.mediation.cases.gravity import gravity
from services.mediation.cases.levels import STREET_LEVEL, check_step
from services.mediation.cases.outcome import terminated
from services.mediation.cases.refusals import (
    AgreementIsBinding,
    AgreementStands,
    CaseNotFinished,
    PartyEndsItThemselves,
    TopLevelFirst,
)
from services.mediation.cases.states import Agreed, Case, FollowedUp, Open, Performing
from services.mediation.cases.words import EndingCommand
from services.mediation.day import day_of
from services.mediation.known import Surroundings

KEPT_YEARS = 5
"""No statute fixes how long a file is kept (M-LAW-24); the street keeps it this long at least."""

PARTIES_OWN = frozenset({EndReason.REFUSED, EndReason.WITHDRAWN})


def decide(
    command: EndingCommand, case: Open, setting: Setting[Case, Surroundings]
) -> list[CaseEvent]:
    which, file = command.case_id, case.file
    match case, command:
        case FollowedUp(), ArchiveCase():
            return [archived(command, setting)]
        case _, ArchiveCase():
            raise CaseNotFinished
        case Performing(), _:
            raise AgreementIsBinding
        case _, TerminateCase(reason=reason) if reason in PARTIES_OWN:
            raise PartyEndsItThemselves
        case _, TerminateCase(reason=reason, notice_ref=notice):
            return [*terminated(which, file, reason, notice_ref=notice)]
        case Agreed(), _:
            raise AgreementStands
        case _, EscalateCase(to_level=to, reason=reason):
            check_step(file, to, gravity(file, setting.around).risk)
            return [
                CaseEscalated(
                    case_id=which,
                    from_level=file.level,
                    to_level=to,
                    reason=reason,
                    attempts=file.attempts,
                )
            ]
        case _, HandUpCase() if file.level < STREET_LEVEL:
            raise TopLevelFirst
        case _, HandUpCase():
            handed = CaseHandedUp(**vars(command))
            return [handed, *terminated(which, file, EndReason.TRANSFERRED, "HANDED_UP")]


def archived(command: ArchiveCase, setting: Setting[Case, Surroundings]) -> CaseArchived:
    return CaseArchived(
        case_id=command.case_id, retention_until=_years_on(day_of(setting.occurred_at))
    )


def _years_on(day: date) -> date:
    """The same day some years on; a 29 February ends on 1 March."""
    years = day.year + KEPT_YEARS
    is_leap_day = (day.month, day.day) == (2, 29)
    return date(years, 3, 1) if is_leap_day else day.replace(year=years)
