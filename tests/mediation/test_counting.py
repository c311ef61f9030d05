"""Whatever disputes are asked, in whatever order: each counts once, or not at all."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.contracts.mediation.commands import dispute as disputes
from services.contracts.mediation.events.dispute import DisputeReported
from services.contracts.mediation.kinds import (
    ClosedReason,
    LocalKind,
    Risk,
    Severity,
)
from services.kernel import Command, Decider, Event, Refusal, Setting
from services.kernel.decider import fold
from services.mediation.disputes import dispute
from services.mediation.disputes.states import Dispute, Merged, Reported, Unreported, Voided
from services.mediation.known import Surroundings
from services.mediation.surroundings import evolve
from tests.mediation.cast import (
    FAR,
    LEAK,
    NOISE,
    knowing,
)
from tests.mediation.test_dispute import report
from tests.scenario import NOON, SOMEBODY

DISPUTES: Decider[Any, Dispute, Any, Surroundings] = dispute.decider

which = st.sampled_from([LEAK, NOISE, FAR])
kinds = st.sampled_from(LocalKind)
dispute_commands: st.SearchStrategy[Command] = st.one_of(
    st.builds(lambda each: report.model_copy(update={"dispute_id": each}), which),
    st.builds(
        disputes.ReclassifyDispute, dispute_id=which, local_kind=kinds, reason=st.just("核实")
    ),
    st.builds(
        disputes.TriageDispute,
        dispute_id=which,
        local_kind=kinds,
        severity=st.just(Severity.MINOR),
        risk=st.just(Risk.GREEN),
    ),
    st.builds(disputes.MergeDispute, dispute_id=which, lead_id=which),
    st.builds(disputes.VoidDispute, dispute_id=which, reason=st.just("误录")),
    st.builds(
        disputes.CloseDisputeWithoutCase, dispute_id=which, reason=st.just(ClosedReason.REFUSED)
    ),
    st.builds(disputes.LinkRecurrence, dispute_id=which, previous_dispute_id=which),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(dispute_commands, st.integers(0, 40)), max_size=30))
def test_m_inv_17_in_any_order_a_dispute_counts_once_at_its_report_under_its_latest_kind(
    asked: list[tuple[Command, int]],
) -> None:
    log: list[Event] = []
    for command, day in asked:
        log += _decided(command, log, day)
    reports = {each.dispute_id: each for each in log if isinstance(each, DisputeReported)}
    assert len(reports) == sum(isinstance(each, DisputeReported) for each in log)
    for each in (LEAK, NOISE, FAR):
        now, about = _state(each, log), [event for event in log if event.key == str(each)]
        told_kinds = [event.local_kind for event in about if hasattr(event, "local_kind")]
        match now:
            case Reported(kind=kind, reported_at=at):
                assert (kind, at) == (told_kinds[-1], reports[each].reported_at)
            case Merged(lead_id=lead):
                assert not isinstance(_state(lead, log), Unreported)
            case Unreported() | Voided():
                pass


def _state(each: object, log: list[Event]) -> Dispute:
    about = [event for event in log if event.stream == f"dispute-{each}"]
    return fold(DISPUTES.evolve, DISPUTES.initial, about)


def _decided(command: Command, log: list[Event], day: int) -> Sequence[Event]:
    at = NOON + timedelta(days=day)
    setting: Setting[Dispute, Surroundings] = Setting(
        now=at,
        occurred_at=at,
        asker=SOMEBODY,
        around=fold(evolve, knowing(), log),
        others={key: _state(key, log) for key in DISPUTES.others(command)},
    )
    try:
        return DISPUTES.decide(command, _state(command.key, log), setting)
    except Refusal:
        return []
