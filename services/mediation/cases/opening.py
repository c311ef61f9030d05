"""How a case comes to be, or does not."""

from services.contracts.ids import DisputeId, PersonId
from services.contracts.mediation.commands.case import EndDelegation, OpenCase
from services.contracts.mediation.events.case import (
    CaseEvent,
    CaseOpened,
    CaseOutcomePublished,
    PartyConsented,
)
from services.contracts.mediation.kinds import ConsentMode, EndReason, StartedBy
from services.contracts.mediation.values import CaseParty
from services.kernel import Setting
from services.mediation.cases.outcome import terminated
from services.mediation.cases.refusals import (
    CaseAlreadyOpened,
    DelegationHasEnded,
    DelegationNeedsReference,
    DisputesNotOpen,
    DisputesOfOneEstate,
    PreviousCaseNotEnded,
)
from services.mediation.cases.states import Case, NeverOpened, Opened, Unopened
from services.mediation.cases.words import OpeningCommand
from services.mediation.disputes.refusals import DisputeHasCase
from services.mediation.known import Matter, Surroundings


def decide(
    command: OpeningCommand, case: Case, setting: Setting[Case, Surroundings]
) -> list[CaseEvent]:
    which = command.case_id
    match case, command:
        case Unopened(), OpenCase():
            return _opened(command, setting)
        case NeverOpened(), OpenCase():
            raise DelegationHasEnded
        case _, OpenCase():
            raise CaseAlreadyOpened
        case Unopened(), EndDelegation(referral_id=referral):
            return [
                CaseOutcomePublished(
                    case_id=which,
                    referral_id=referral,
                    outcome_code="NOT_OPENED",
                    agreed_on=None,
                    performed=False,
                )
            ]
        case Opened(file=file), EndDelegation():
            return [*terminated(which, file, EndReason.WITHDRAWN)]
        case _, EndDelegation():
            return []  # it has begun or ended: now its parties decide


def _opened(command: OpenCase, setting: Setting[Case, Surroundings]) -> list[CaseEvent]:
    _check_start(command, setting.around)
    matters = _matters(command.dispute_ids, setting.around)
    parties = {each.party: each for matter in matters for each in matter.parties}
    opened = CaseOpened(
        estate_id=matters[0].estate_id,
        parties=tuple(parties.values()),
        referral_id=next((each.referral for each in matters if each.referral), None),
        **vars(command),
    )
    return [opened, *_consenting(command, setting, matters, parties)]


def _check_start(command: OpenCase, around: Surroundings) -> None:
    if (command.started_by is StartedBy.DELEGATED) != (command.delegation_ref is not None):
        raise DelegationNeedsReference
    previous = command.previous_case_id
    if previous is not None and str(previous) not in around.ended:
        raise PreviousCaseNotEnded


def _matters(which: tuple[DisputeId, ...], around: Surroundings) -> list[Matter]:
    matters = [around.disputes[each] for each in dict.fromkeys(which) if each in around.disputes]
    if len(matters) < len(which) or not all(each.open for each in matters):
        raise DisputesNotOpen
    if any(each.in_case for each in matters):
        raise DisputeHasCase
    if len({each.estate_id for each in matters}) > 1:
        raise DisputesOfOneEstate
    return matters


def _consenting(
    command: OpenCase,
    setting: Setting[Case, Surroundings],
    matters: list[Matter],
    parties: dict[PersonId, CaseParty],
) -> list[CaseEvent]:
    """Who said yes already when the dispute was reported or referred."""
    willing = frozenset[PersonId]().union(*(each.consenting for each in matters))
    return [
        PartyConsented(
            case_id=command.case_id,
            party=each,
            at=setting.occurred_at,
            mode=ConsentMode.REFERRED,
        )
        for each in parties
        if each in willing
    ]
