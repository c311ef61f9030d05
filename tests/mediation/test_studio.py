"""What becomes of a studio and its plaque."""

from datetime import date

import pytest

from services.contracts.mediation.commands.mediators import (
    AwardPlaque,
    CloseStudio,
    FoundStudio,
    RevokePlaque,
    StudioCommand,
)
from services.contracts.mediation.events import mediation_events
from services.contracts.mediation.events.mediators import (
    StudioClosed,
    StudioFounded,
    StudioPlaqueAwarded,
    StudioPlaqueRevoked,
)
from services.contracts.mediation.kinds import StudioKind
from services.mediation.people import studio
from services.mediation.people.refusals import (
    CommitteeUnknown,
    PlaqueNumberTaken,
    StudioAlreadyFounded,
    StudioHasNoPlaque,
    StudioHasPlaque,
    StudioIsClosed,
    StudioPlaceUnknown,
    StudioUnknown,
)
from tests.mediation.cast import knowing
from tests.scenario import Scenario

given = Scenario(studio.decider, mediation_events, knowing()).given
found = FoundStudio(studio_id="ST01", name="老邻居工作室", committee_id="C1", place_id="E01")
award = AwardPlaque(studio_id="ST01", no="P-01", on=date(2024, 3, 1), kind=StudioKind.ESTATE)
revoke = RevokePlaque(studio_id="ST01", reason="考核不合格")
close = CloseStudio(studio_id="ST01", reason="搬迁")

founded = StudioFounded(studio_id="ST01", name="老邻居工作室", committee_id="C1", place_id="E01")
awarded = StudioPlaqueAwarded(
    studio_id="ST01",
    no="P-01",
    on=date(2024, 3, 1),
    committee_id="C1",
    kind=StudioKind.ESTATE,
)
revoked = StudioPlaqueRevoked(studio_id="ST01", no="P-01", reason="考核不合格")
closed = StudioClosed(studio_id="ST01", reason="搬迁")


def test_a_studio_is_founded_under_a_committee_at_a_place() -> None:
    given().when(found).then(founded)
    given(founded).when(found).refused(StudioAlreadyFounded)


def test_no_studio_without_a_committee_or_a_place() -> None:
    given().when(found.model_copy(update={"committee_id": "E01"})).refused(CommitteeUnknown)
    given().when(found.model_copy(update={"place_id": "E99"})).refused(StudioPlaceUnknown)


@pytest.mark.parametrize("ask", [award, revoke, close])
def test_an_unknown_studio_can_be_asked_nothing(ask: StudioCommand) -> None:
    given().when(ask).refused(StudioUnknown)


def test_a_plaque_is_awarded_and_taken_back() -> None:
    given(founded).when(award).then(awarded)
    given(founded, awarded).when(award).refused(StudioHasPlaque)
    given(founded, awarded).when(revoke).then(revoked)
    given(founded, awarded, revoked).when(revoke).refused(StudioHasNoPlaque)


def test_a_studio_closes_for_good() -> None:
    given(founded, awarded).when(close).then(closed)
    given(founded, closed).when(award).refused(StudioIsClosed)


def test_a_plaque_number_is_used_once() -> None:
    (taken,) = studio.claims(awarded)
    assert taken.key == "P-01"
    assert getattr(taken, "refusal", None) is PlaqueNumberTaken
    assert not studio.claims(revoked)
