"""How the numbers of the years before come in: imported by one, signed by another, once."""

import pytest

from services.contracts.ids import BaselineId
from services.contracts.mediation.commands.dispute import (
    BaselineCommand,
    ImportBaseline,
    RejectBaseline,
    SignBaseline,
)
from services.contracts.mediation.events import mediation_events
from services.contracts.mediation.events.dispute import (
    HistoricalBaselineImported,
    HistoricalBaselineRecorded,
    HistoricalBaselineRejected,
)
from services.contracts.mediation.kinds import LocalKind
from services.kernel import Release, Take
from services.mediation.disputes import baseline
from services.mediation.disputes.refusals import (
    BaselineAlreadyImported,
    BaselineInFuture,
    BaselineIsRejected,
    BaselineIsSigned,
    BaselineUnknown,
    ImporterCannotSign,
)
from tests.mediation.cast import LI, WANG, knowing, somebody
from tests.scenario import Scenario, an_id

WHICH = an_id(BaselineId)
importer, signer = (somebody("street_officer", person=each) for each in (WANG, LI))
given = Scenario(baseline.decider, mediation_events, knowing()).given

bring = ImportBaseline(
    baseline_id=WHICH, local_kind=LocalKind.PROPERTY, month="2023-01", count=9, source="台账"
)
sign = SignBaseline(baseline_id=WHICH)
reject = RejectBaseline(baseline_id=WHICH, reason="数字有误")
imported = HistoricalBaselineImported(
    baseline_id=WHICH,
    local_kind=LocalKind.PROPERTY,
    month="2023-01",
    count=9,
    source="台账",
    imported_by=str(WANG),
)
recorded = HistoricalBaselineRecorded(**dict(imported), signed_by=str(LI))
rejected = HistoricalBaselineRejected(
    baseline_id=WHICH, local_kind=LocalKind.PROPERTY, month="2023-01", reason="数字有误"
)


def test_one_imports_and_another_signs() -> None:
    given().when(bring, by=importer).then(imported)
    given(imported).when(sign, by=signer).then(recorded)


def test_who_imported_it_cannot_sign_it() -> None:
    given(imported).when(sign, by=importer).refused(ImporterCannotSign)


def test_imported_or_signed_twice_it_counts_once() -> None:
    given(imported).when(bring, by=importer).then()
    given(imported, recorded).when(sign, by=signer).then()
    (claim,) = baseline.claims(imported)
    assert claim == Take(scope="baseline", key="PROPERTY/2023-01")


def test_another_number_for_a_month_that_has_one_is_refused() -> None:
    other = bring.model_copy(update={"count": 10})
    given(imported).when(other, by=importer).refused(BaselineAlreadyImported)
    known = Scenario(baseline.decider, mediation_events, knowing(imported))
    known.given().when(other, by=importer).refused(BaselineAlreadyImported)


def test_a_month_that_is_not_over_has_no_history() -> None:
    ask = bring.model_copy(update={"month": "2024-11"})
    given().when(ask, by=importer).refused(BaselineInFuture)


@pytest.mark.parametrize("ask", [sign, reject])
def test_what_nobody_imported_is_neither_signed_nor_rejected(ask: BaselineCommand) -> None:
    given().when(ask, by=signer).refused(BaselineUnknown)


def test_a_wrong_number_is_rejected_and_its_month_free_again() -> None:
    given(imported).when(reject, by=signer).then(rejected)
    given(imported, rejected).when(reject, by=signer).then()
    given(imported, rejected).when(sign, by=signer).refused(BaselineIsRejected)
    assert baseline.claims(rejected) == [Release(scope="baseline", key="PROPERTY/2023-01")]
    assert knowing(imported, rejected).baselines == knowing().baselines


def test_a_signed_number_stands() -> None:
    given(imported, recorded).when(reject, by=signer).refused(BaselineIsSigned)
    assert not baseline.claims(recorded)
