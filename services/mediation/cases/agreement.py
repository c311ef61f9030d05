"""What the parties agree: oral and at once, or written, signed by all and sealed (M-INV-6)."""

from datetime import date

from services.contracts.mediation.commands.agreement import (
    AffixSeal,
    RecordAgreement,
    SignAgreement,
)
from services.contracts.mediation.events.agreement import (
    AgreementReached,
    AgreementSigned,
    AgreementTookEffect,
    CommitteeSealAffixed,
)
from services.contracts.mediation.events.case import CaseEvent
from services.contracts.mediation.kinds import AgreementForm, Severity, SignsAs
from services.kernel import Setting
from services.mediation.cases.agreement_refusals import (
    AgreementInEffect,
    NoAgreement,
    ObligorIsNoParty,
    OralNotAllowed,
    SignedBeforeAgreed,
    TermNamedTwice,
)
from services.mediation.cases.gravity import severity_of
from services.mediation.cases.levels import check_committee
from services.mediation.cases.parties import check_consent, check_voice
from services.mediation.cases.refusals import (
    AgreementStands,
    NotAParty,
)
from services.mediation.cases.signing import affixed, is_effective, signed
from services.mediation.cases.states import (
    Agreed,
    Agreement,
    Assigned,
    Case,
    File,
    Open,
    Performing,
)
from services.mediation.cases.words import AgreementCommand
from services.mediation.cases.work_refusals import (
    NoSessionHeld,
    NotInTeam,
)
from services.mediation.day import day_of
from services.mediation.known import Surroundings


def decide(
    command: AgreementCommand, case: Open, setting: Setting[Case, Surroundings]
) -> list[CaseEvent]:
    day = day_of(setting.occurred_at)
    match case, command:
        case Assigned(file=file), RecordAgreement():
            return _reached(command, file, setting.around, day)
        case Agreed() | Performing(), RecordAgreement():
            raise AgreementStands
        case _, RecordAgreement():
            raise NoSessionHeld
        case Agreed(agreement=agreement), _ if day < agreement.agreed_on:
            raise SignedBeforeAgreed
        case Agreed(), SignAgreement(signer=signer):
            _check_signer(command, case, setting)
            if signer in case.agreement.signers:
                return []
            return [_signed(command, case.agreement, day), *_effect(command, case, day)]
        case Agreed(agreement=agreement), AffixSeal(committee_id=committee):
            check_committee(committee, case.file, setting.around.directory)
            if agreement.sealed:
                return []
            return [_sealed(command, agreement, day), *_effect(command, case, day)]
        case Performing(), _:
            raise AgreementInEffect
        case _:
            raise NoAgreement


def _reached(
    command: RecordAgreement, file: File, around: Surroundings, day: date
) -> list[CaseEvent]:
    if file.attempts == 0:
        raise NoSessionHeld
    check_consent(file)
    if not {each.obligor for each in command.terms} <= file.people:
        raise ObligorIsNoParty
    if len({each.term_id for each in command.terms}) < len(command.terms):
        raise TermNamedTwice
    reached = AgreementReached(agreed_on=day, **vars(command))
    if command.form is AgreementForm.WRITTEN:
        return [reached]
    _check_oral(command, file, around, day)
    return [
        reached,
        AgreementTookEffect(
            case_id=command.case_id, agreement_id=command.agreement_id, effective_on=day
        ),
    ]


def _check_oral(command: RecordAgreement, file: File, around: Surroundings, day: date) -> None:
    """Said aloud only what is small, done at once, and wanted in writing by nobody."""
    if severity_of(file, around) is not Severity.MINOR:
        raise OralNotAllowed(because="severity")
    if any(each.due_on > day for each in command.terms):
        raise OralNotAllowed(because="performed-later")
    if file.writing:
        raise OralNotAllowed(because="writing-asked")


def _check_signer(
    command: SignAgreement, case: Agreed, setting: Setting[Case, Surroundings]
) -> None:
    match command.signs_as:
        case SignsAs.PARTY:
            party = next((each for each in case.file.people if each == command.signer), None)
            if party is None:
                raise NotAParty
            check_voice(party, case.file, setting.asker)
        case SignsAs.MEDIATOR:
            if command.signer not in case.team.everyone:
                raise NotInTeam


def _signed(command: SignAgreement, agreement: Agreement, day: date) -> AgreementSigned:
    return AgreementSigned(agreement_id=agreement.agreement_id, signed_on=day, **vars(command))


def _sealed(command: AffixSeal, agreement: Agreement, day: date) -> CommitteeSealAffixed:
    return CommitteeSealAffixed(
        agreement_id=agreement.agreement_id, affixed_on=day, **vars(command)
    )


def _effect(command: SignAgreement | AffixSeal, case: Agreed, day: date) -> list[CaseEvent]:
    """Nothing while a name or the seal is missing; else in effect from the latest day of all."""
    match command:
        case SignAgreement(signer=signer):
            after = signed(case.agreement, signer, day)
        case AffixSeal():
            after = affixed(case.agreement, day)
    if not is_effective(after, case.file, case.team):
        return []
    return [
        AgreementTookEffect(
            case_id=command.case_id,
            agreement_id=after.agreement_id,
            effective_on=after.last_day,
        )
    ]
