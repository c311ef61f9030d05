"""What becomes of a mediator, from being put forward to losing the certificate."""

from datetime import date

import pytest

from services.contracts.ids import MediatorId, PersonId
from services.contracts.mediation.commands.mediators import (
    CertifyMediator,
    MediatorCommand,
    PromoteMediator,
    RecordSpeciality,
    RegisterMediator,
    ReinstateMediator,
    RevokeMediator,
    SuspendMediator,
)
from services.contracts.mediation.events import mediation_events
from services.contracts.mediation.events.mediators import (
    MediatorCertified,
    MediatorPromoted,
    MediatorRegistered,
    MediatorReinstated,
    MediatorRevoked,
    MediatorSuspended,
    SpecialityRecorded,
)
from services.contracts.mediation.kinds import Grade, LocalKind
from services.kernel import Release, Take
from services.mediation.people import mediator
from services.mediation.people.refusals import (
    CertificateEndsBeforeItBegins,
    CertificateNumberTaken,
    CommitteeUnknown,
    MediatorAlreadyRegistered,
    MediatorIsGold,
    MediatorIsNotCertified,
    MediatorIsNotSuspended,
    MediatorIsRevoked,
    MediatorIsSuspended,
    MediatorUnknown,
)
from tests.mediation.cast import knowing, sealed
from tests.scenario import Scenario, an_id

SUN, PERSON = an_id(MediatorId, "sun"), an_id(PersonId, "sun")
BEGIN, END = date(2024, 1, 1), date(2026, 12, 31)

given = Scenario(mediator.decider, mediation_events, knowing()).given
register = RegisterMediator(
    mediator_id=SUN, person=PERSON, name=sealed(PERSON), committee_id="C1", level=2
)
certify = CertifyMediator(
    mediator_id=SUN,
    grade=Grade.REGULAR,
    specialities=(LocalKind.PROPERTY,),
    cert_no="T-001",
    valid_from=BEGIN,
    valid_to=END,
)
promote = PromoteMediator(mediator_id=SUN, cert_no="G-001", valid_from=BEGIN, valid_to=END)
suspend = SuspendMediator(mediator_id=SUN, reason="收受礼品")
reinstate = ReinstateMediator(mediator_id=SUN)
revoke = RevokeMediator(mediator_id=SUN, reason="泄露秘密")
speciality = RecordSpeciality(mediator_id=SUN, occupation="水电工", skills=("防水",))

registered = MediatorRegistered(
    mediator_id=SUN, person=PERSON, name=sealed(PERSON), phone=None, committee_id="C1", level=2
)
now_certified = MediatorCertified(
    mediator_id=SUN,
    person=PERSON,
    grade=Grade.REGULAR,
    specialities=(LocalKind.PROPERTY,),
    committee_id="C1",
    level=2,
    cert_no="T-001",
    valid_from=BEGIN,
    valid_to=END,
)
promoted = MediatorPromoted(mediator_id=SUN, cert_no="G-001", valid_from=BEGIN, valid_to=END)
suspended = MediatorSuspended(mediator_id=SUN, reason="收受礼品")
revoked = MediatorRevoked(mediator_id=SUN, person=PERSON, reason="泄露秘密")


def test_a_committee_puts_a_person_forward() -> None:
    given().when(register).then(registered)


@pytest.mark.parametrize("committee", ["E01", "C9"])
def test_only_a_community_or_the_street_has_a_committee(committee: str) -> None:
    ask = register.model_copy(update={"committee_id": committee})
    given().when(ask).refused(CommitteeUnknown)


def test_nobody_is_registered_twice_under_one_id() -> None:
    given(registered).when(register).refused(MediatorAlreadyRegistered)


@pytest.mark.parametrize("ask", [certify, promote, suspend, reinstate, revoke, speciality])
def test_an_unknown_mediator_can_be_asked_nothing(ask: MediatorCommand) -> None:
    given().when(ask).refused(MediatorUnknown)


def test_a_mediator_is_certified() -> None:
    given(registered).when(certify).then(now_certified)


def test_a_certificate_is_renewed_by_certifying_again() -> None:
    given(registered, now_certified).when(certify).then(now_certified)


@pytest.mark.parametrize("ask", [certify, promote])
def test_a_certificate_does_not_end_before_it_begins(ask: MediatorCommand) -> None:
    wrong = ask.model_copy(update={"valid_to": date(2023, 12, 31)})
    given(registered, now_certified).when(wrong).refused(CertificateEndsBeforeItBegins)


def test_a_certified_mediator_is_promoted_to_gold_once() -> None:
    given(registered, now_certified).when(promote).then(promoted)
    given(registered, now_certified, promoted).when(promote).refused(MediatorIsGold)


@pytest.mark.parametrize("ask", [promote, suspend, reinstate])
def test_who_is_not_certified_is_neither_promoted_nor_suspended(ask: MediatorCommand) -> None:
    given(registered).when(ask).refused(MediatorIsNotCertified)


def test_a_mediator_is_suspended_and_reinstated_as_before() -> None:
    back = MediatorReinstated(mediator_id=SUN)
    given(registered, now_certified).when(suspend).then(suspended)
    given(registered, now_certified, promoted, suspended).when(reinstate).then(back)
    after = given(registered, now_certified, promoted, suspended, back)
    after.when(promote).refused(MediatorIsGold)
    after.when(reinstate).refused(MediatorIsNotSuspended)


@pytest.mark.parametrize("ask", [certify, promote, suspend])
def test_a_suspended_mediator_is_reinstated_first(ask: MediatorCommand) -> None:
    given(registered, now_certified, suspended).when(ask).refused(MediatorIsSuspended)


def test_a_certificate_is_taken_back_for_good() -> None:
    given(registered, now_certified, suspended).when(revoke).then(revoked)
    given(registered, now_certified, revoked).when(certify).refused(MediatorIsRevoked)


def test_what_a_mediator_is_good_at_is_recorded() -> None:
    given(registered).when(speciality).then(
        SpecialityRecorded(mediator_id=SUN, occupation="水电工", skills=("防水",), specialities=())
    )


def test_a_person_is_one_mediator_until_revoked() -> None:
    (taken,) = mediator.claims(registered)
    assert isinstance(taken, Take)
    assert mediator.claims(revoked) == [Release(scope=taken.scope, key=str(PERSON))]


def test_a_certificate_number_belongs_to_one_mediator() -> None:
    for told, number in ((now_certified, "T-001"), (promoted, "G-001")):
        assert mediator.claims(told) == [
            Take(scope="mediator-cert", key=number, refusal=CertificateNumberTaken)
        ]
    assert not mediator.claims(suspended)
