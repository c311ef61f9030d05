"""Whatever a case is asked, in whatever order: what must never be, never is."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.contracts.mediation.commands import case as cases
from services.contracts.mediation.events.agreement import (
    AgreementReached,
    AgreementSigned,
    AgreementTookEffect,
    CommitteeSealAffixed,
)
from services.contracts.mediation.events.case import (
    CaseArchived,
    CaseEscalated,
    CaseEvent,
    CaseTerminated,
)
from services.contracts.mediation.events.session import (
    SessionHeld,
    SessionScheduled,
)
from services.contracts.mediation.kinds import (
    AgreementForm,
    Side,
)
from services.kernel import Command, Decider, Refusal, Setting
from services.kernel.decider import fold
from services.mediation.cases import case
from services.mediation.cases.states import (
    Agreed,
    Archived,
    Case,
    Open,
    Performing,
    Terminated,
    Unopened,
)
from services.mediation.known import Surroundings
from tests.mediation.asking import case_commands, lives
from tests.mediation.cast import (
    CASE,
    WANG,
    grave,
    major,
    minor,
    opened,
)
from tests.scenario import NOON, SOMEBODY

CASES: Decider[Any, Case, Any, Surroundings] = case.decider


class Told:
    """What happened so far, and the promises checked at every step."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.events: list[CaseEvent] = [opened]

    @property
    def state(self) -> Case:
        return fold(CASES.evolve, CASES.initial, self.events)

    def decide(self, command: Command, day: int = 0) -> Sequence[CaseEvent]:
        at = NOON + timedelta(days=day)
        setting: Setting[Case, Surroundings] = Setting(
            now=at, occurred_at=at, asker=SOMEBODY, around=self.around, others={}
        )
        try:
            return CASES.decide(command, self.state, setting)
        except Refusal:
            return []

    def ask(self, command: Command, day: int) -> None:
        before = self.state
        self.check_stop(before)
        for event in self.decide(command, day):
            self.check(before, event)
            self.events.append(event)

    def check(self, before: Case, event: CaseEvent) -> None:
        """What may be told in the state before it."""
        assert not isinstance(before, Archived)
        if isinstance(before, Terminated):
            assert isinstance(event, CaseArchived)
        match event:
            case SessionScheduled() | SessionHeld():
                assert isinstance(before, Open)
                assert before.file.people == before.file.consents, "M-INV-1"
                assert {each.side for each in before.file.parties} == {Side.A, Side.B}, "M-INV-1"
            case CaseTerminated():
                assert isinstance(before, Open)
                assert not isinstance(before, Performing), "what binds is not terminated"
            case AgreementReached(form=AgreementForm.ORAL):
                assert self.around is minor, "M-INV-6"
                assert all(each.due_on <= event.agreed_on for each in event.terms), "M-INV-6"
            case AgreementTookEffect():
                self.check_effect(before, event)
            case CaseEscalated(from_level=low, to_level=high):
                assert isinstance(before, Open)
                assert before.file.level == low < high <= 3, "M-INV-9"
                assert high == low + 1 or self.around is grave, "M-INV-9"
            case _:
                pass

    def check_effect(self, before: Case, event: AgreementTookEffect) -> None:
        """M-INV-6, from the events alone: all names, the lead's, the seal, the latest day."""
        reached = [each for each in self.events if isinstance(each, AgreementReached)][-1]
        if reached.form is AgreementForm.ORAL:
            assert event.effective_on == reached.agreed_on, "M-INV-6"
            return
        assert isinstance(before, Agreed)
        names = [each for each in self.events if isinstance(each, AgreementSigned)]
        seals = [each for each in self.events if isinstance(each, CommitteeSealAffixed)]
        assert {each.signer for each in names} >= {*before.file.people, before.team.lead}
        days = [each.signed_on for each in names] + [each.affixed_on for each in seals]
        assert len(seals) == 1, "M-INV-6"
        assert event.effective_on == max(days), "M-INV-6"

    def check_stop(self, state: Case) -> None:
        """M-INV-2: as long as nothing binds, a party stops and that is that."""
        stopped = self.decide(cases.StopMediation(case_id=CASE, party=WANG))
        ends = any(isinstance(each, CaseTerminated) for each in stopped)
        assert ends == (isinstance(state, Open) and not isinstance(state, Performing)), "M-INV-2"


@settings(max_examples=300, deadline=None)
@given(around=st.sampled_from([minor, major, grave]), life=lives())
def test_no_life_of_a_case_breaks_m_inv_1_2_6_or_9(
    around: Surroundings, life: list[tuple[Command, int]]
) -> None:
    check(Told(around), life)


@settings(max_examples=100, deadline=None)
@given(
    around=st.sampled_from([minor, major, grave]),
    asked=st.lists(st.tuples(case_commands, st.integers(0, 20)), max_size=30),
)
def test_no_order_of_asking_breaks_m_inv_1_2_6_or_9(
    around: Surroundings, asked: list[tuple[Command, int]]
) -> None:
    check(Told(around), asked)


def check(told: Told, asked: Sequence[tuple[Command, int]]) -> None:
    for command, day in asked:
        told.ask(command, day)
    levels = [each.to_level for each in told.events if isinstance(each, CaseEscalated)]
    assert levels == sorted(set(levels)), "M-INV-9"
    assert not isinstance(told.state, Unopened)
