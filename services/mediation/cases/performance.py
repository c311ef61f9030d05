"""What becomes of an agreement in effect: performed term by term, urged, broken, looked after."""

from datetime import date

from services.contracts.mediation.commands.agreement import (
    FollowUp,
    RecordBreach,
    RecordPerformance,
    UrgePerformance,
)
from services.contracts.mediation.events.agreement import (
    AgreementPerformed,
    FollowUpDone,
    PerformanceUrged,
    TermBreached,
    TermPerformed,
)
from services.contracts.mediation.events.case import CaseEvent
from services.contracts.mediation.values import Term
from services.kernel import Setting
from services.mediation.cases.agreement_refusals import (
    AgreementNotInEffect,
    NoAgreement,
    StillBeingPerformed,
    TermIsPerformed,
    TermNotDue,
    TermUnknown,
)
from services.mediation.cases.outcome import published
from services.mediation.cases.refusals import (
    NotAParty,
)
from services.mediation.cases.states import (
    Agreed,
    Case,
    FollowedUp,
    Fulfilled,
    Open,
    Performing,
)
from services.mediation.cases.words import PerformanceCommand
from services.mediation.day import day_of
from services.mediation.known import Surroundings


def decide(
    command: PerformanceCommand, case: Open, setting: Setting[Case, Surroundings]
) -> list[CaseEvent]:
    day = day_of(setting.occurred_at)
    match case, command:
        case Agreed(), _:
            raise AgreementNotInEffect
        case Performing(), FollowUp():
            return _followed_up(command, case, day)
        case Performing(done=done), RecordPerformance(term_id=term) if term in done:
            return []
        case Performing(), RecordPerformance():
            _owed_term(case, command.term_id)
            return _performed(command, case, day)
        case Performing(agreement=agreement), UrgePerformance(term_id=term):
            _owed_term(case, term)
            return [PerformanceUrged(agreement_id=agreement.agreement_id, **vars(command))]
        case Performing(), RecordBreach():
            return _breached(command, case, day)
        case _:
            raise NoAgreement


def _owed_term(case: Performing, term_id: str) -> Term:
    """The term, if it is still to be performed."""
    term = next((each for each in case.agreement.terms if each.term_id == term_id), None)
    if term is None:
        raise TermUnknown(term=term_id)
    if term_id in case.done:
        raise TermIsPerformed(term=term_id)
    return term


def _performed(command: RecordPerformance, case: Performing, day: date) -> list[CaseEvent]:
    which, agreement = command.case_id, case.agreement
    done = TermPerformed(agreement_id=agreement.agreement_id, performed_on=day, **vars(command))
    if case.owed != {command.term_id}:
        return [done]
    whole = AgreementPerformed(
        case_id=which,
        agreement_id=agreement.agreement_id,
        performed_on=day,
        level=case.file.level,
    )
    outcome = published(which, case.file, "AGREEMENT_PERFORMED", case.effective_on, performed=True)
    return [done, whole, *outcome]


def _breached(command: RecordBreach, case: Performing, day: date) -> list[CaseEvent]:
    term = _owed_term(case, command.term_id)
    if day <= term.due_on:
        raise TermNotDue(due_on=term.due_on)
    if term.term_id in case.breached:
        return []
    return [
        TermBreached(
            case_id=command.case_id,
            agreement_id=case.agreement.agreement_id,
            term_id=term.term_id,
            due_on=term.due_on,
        )
    ]


def _followed_up(command: FollowUp, case: Performing, day: date) -> list[CaseEvent]:
    """Once everything is performed, or whatever is not has been broken."""
    if command.party is not None and command.party not in case.file.people:
        raise NotAParty
    if not case.owed <= case.breached:
        raise StillBeingPerformed
    seen = FollowUpDone(n=case.follow_ups + 1, on=day, **vars(command))
    match case:
        case Fulfilled() | FollowedUp():
            return [seen]
        case Performing():
            outcome = published(command.case_id, case.file, "AGREEMENT_REACHED", case.effective_on)
            return [seen, *outcome]
