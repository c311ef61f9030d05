"""Lives of three petitions: the common way, merging and unmerging, and anything by anybody."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from services.contracts.ids import PetitionId
from services.contracts.petitions.commands.closing import (
    AttemptCallback,
    ClosePetition,
    CompleteCallback,
    DecideNotToReopen,
    ReopenPetition,
)
from services.contracts.petitions.commands.duplicates import (
    ConfirmMerge,
    ConfirmUnmerge,
    MergeDuplicate,
    UnmergePetition,
)
from services.contracts.petitions.commands.handling import (
    DispatchPetition,
    ReplyPetition,
    SignDispatch,
)
from services.contracts.petitions.commands.petition import (
    AcceptPetition,
    CorrectPetition,
    VoidPetition,
    WithdrawPetition,
)
from services.contracts.petitions.commands.referral import (
    CancelReferral,
    RecordReferralOutcome,
    ReferToMediation,
)
from services.contracts.petitions.events.petition import (
    PetitionEvent,
)
from services.contracts.petitions.words import (
    CallbackResult,
    Confirmation,
    DisputeHint,
    MergeBasis,
    Outcome,
    ReferralOutcome,
    ReopenReason,
    Satisfaction,
)
from services.kernel import Refusal, Setting
from services.kernel.actor import Principal
from services.kernel.decider import fold
from services.petitions.hall import petition
from services.petitions.hall.states import Replied
from tests.petitions.cast import (
    ADA,
    BOB,
    DISPATCH,
    DUE,
    LAMP,
    LIFT,
    OTHER,
    REFERRAL,
    caller,
    clerk,
    community,
    handler,
    officer,
    resident,
    second_clerk,
    street,
    words,
)
from tests.petitions.test_intake import classify
from tests.petitions.test_registering import register
from tests.scenario import NOON

PEOPLE = (clerk, second_clerk, community, officer, handler, caller, resident(ADA), resident(BOB))
PETITIONS = (LAMP, LIFT, OTHER)
decide, evolve, initial = petition.decider.decide, petition.decider.evolve, petition.decider.initial

type History = dict[PetitionId, list[PetitionEvent]]

which = st.sampled_from(PETITIONS)
outcomes = st.sampled_from(Outcome)
commands: st.SearchStrategy[Any] = st.one_of(
    st.builds(AcceptPetition, petition_id=which, due_at=st.just(DUE)),
    which.map(lambda each: classify.model_copy(update={"petition_id": each})),
    st.builds(
        DispatchPetition,
        petition_id=which,
        dispatch_id=st.just(DISPATCH),
        lead_org=st.sampled_from(["URBAN", "C1", "C2", "E01"]),
        co_orgs=st.just(()),
        handler=st.none(),
        due_at=st.just(DUE),
    ),
    st.builds(SignDispatch, petition_id=which, dispatch_id=st.just(DISPATCH)),
    st.builds(
        ReplyPetition,
        petition_id=which,
        proposed_outcome=outcomes,
        reply=st.just(words(LAMP)),
        evidence_refs=st.just(()),
        legal_base=st.none(),
    ),
    st.builds(
        AttemptCallback,
        petition_id=which,
        at=st.integers(0, 4).map(lambda days: NOON - timedelta(days=days)),
        result=st.sampled_from(CallbackResult),
    ),
    st.builds(
        CompleteCallback,
        petition_id=which,
        effective=st.booleans(),
        contacted=st.booleans(),
        solved=st.booleans(),
        satisfaction=st.sampled_from(Satisfaction),
        comment=st.none(),
    ),
    st.builds(DecideNotToReopen, petition_id=which, reason=st.just("已按规定办理")),
    st.builds(
        ClosePetition,
        petition_id=which,
        outcome=outcomes,
        confirmed_by=st.sampled_from(Confirmation),
        evidence_refs=st.sampled_from([(), ("照片-1",)]),
    ),
    st.builds(
        ReopenPetition,
        petition_id=which,
        reason=st.sampled_from(ReopenReason),
        new_facts=st.none(),
        due_at=st.none(),
    ),
    st.builds(
        MergeDuplicate, petition_id=which, lead_id=which, basis=st.just(MergeBasis.SAME_MATTER)
    ),
    st.builds(ConfirmMerge, petition_id=which, lead_id=which),
    st.builds(UnmergePetition, petition_id=which, lead_id=which, reason=st.just("误并")),
    st.builds(ConfirmUnmerge, petition_id=which, lead_id=which),
    st.builds(
        ReferToMediation,
        petition_id=which,
        referral_id=st.just(REFERRAL),
        kind_hint=st.just(DisputeHint.LIFE),
        consent=st.booleans(),
    ),
    st.builds(
        CancelReferral, petition_id=which, referral_id=st.just(REFERRAL), reason=st.just("撤回")
    ),
    st.builds(
        RecordReferralOutcome,
        petition_id=which,
        referral_id=st.just(REFERRAL),
        outcome_code=st.sampled_from(ReferralOutcome),
        agreed_on=st.none(),
        performed=st.booleans(),
    ),
    st.builds(
        CorrectPetition,
        petition_id=which,
        category_code=st.sampled_from([None, "LIFT"]),
        topic_class=st.none(),
        outcome=st.one_of(st.none(), outcomes),
        reason=st.just("登记有误"),
    ),
    st.builds(WithdrawPetition, petition_id=which),
    st.builds(VoidPetition, petition_id=which, reason=st.just("测试")),
)
said = CompleteCallback(
    petition_id=LAMP,
    effective=True,
    contacted=True,
    solved=True,
    satisfaction=Satisfaction.BASIC,
)
onward: dict[str, tuple[Any, Principal]] = {
    "Registered": (AcceptPetition(petition_id=LAMP, due_at=DUE), officer),
    "Accepted": (
        DispatchPetition(petition_id=LAMP, dispatch_id=DISPATCH, lead_org="URBAN", due_at=DUE),
        officer,
    ),
    "Dispatched": (SignDispatch(petition_id=LAMP, dispatch_id=DISPATCH), handler),
    "InHandling": (
        ReplyPetition(petition_id=LAMP, proposed_outcome=Outcome.RESOLVED, reply=words(LAMP)),
        handler,
    ),
    "Replied": (said, caller),
    "CalledBack": (
        ClosePetition(
            petition_id=LAMP, outcome=Outcome.RESOLVED, confirmed_by=Confirmation.CALLBACK
        ),
        caller,
    ),
    "Closed": (ReopenPetition(petition_id=LAMP, reason=ReopenReason.RELAPSED), officer),
}
"""The common way. Without it, random asking would hardly ever see a petition closed."""


def _next(petition_id: PetitionId, history: History) -> tuple[Any, Principal]:
    state = fold(evolve, initial, history[petition_id])
    where = type(state).__name__
    if isinstance(state, Replied) and state.callback is not None:
        where = "CalledBack"
    ask, by = onward.get(where, onward["Registered"])
    return ask.model_copy(update={"petition_id": petition_id}), by


def _two_clerks(pair: tuple[PetitionId, PetitionId]) -> list[tuple[Any, Principal]]:
    member, lead = pair
    propose = MergeDuplicate(petition_id=member, lead_id=lead, basis=MergeBasis.SAME_MATTER)
    undo = UnmergePetition(petition_id=member, lead_id=lead, reason="误并")
    return [
        (propose, clerk),
        (ConfirmMerge(petition_id=member, lead_id=lead), second_clerk),
        (undo, clerk),
        (ConfirmUnmerge(petition_id=member, lead_id=lead), second_clerk),
    ]


pairs = st.sampled_from([(LIFT, OTHER), (LAMP, OTHER), (OTHER, LIFT)])
by_two_clerks = pairs.flatmap(lambda pair: st.sampled_from(_two_clerks(pair)))
anything = st.tuples(commands, st.sampled_from(PEOPLE))
lives = st.one_of(
    st.lists(st.one_of(which, anything), min_size=10, max_size=60),
    st.lists(st.one_of(which, by_two_clerks, by_two_clerks, anything), min_size=10, max_size=60),
).map(lambda asks: lived(asks))
"""Steps on the common way, merging and unmerging, and anything at all by anybody."""


def begun() -> History:
    """Three petitions of one estate, the first about its community."""
    history: History = {}
    for each, person, accused in ((LAMP, ADA, ("C1",)), (LIFT, BOB, ()), (OTHER, ADA, ())):
        ask = register(petition_id=each, petitioner=person, matter=str(each), accused_orgs=accused)
        history[each] = list(_decided(ask, officer, history))
    return history


def _decided(ask: Any, by: Principal, history: History) -> Sequence[PetitionEvent]:
    states = {
        key: fold(evolve, initial, history.get(PetitionId(UUID(key)), ()))
        for key in (ask.key, *petition.decider.others(ask))
    }
    setting = Setting(now=NOON, occurred_at=NOON, asker=by, around=street, others=states)
    return decide(ask, states[ask.key], setting)


def lived(asks: Sequence[PetitionId | tuple[Any, Principal]]) -> History:
    history = begun()
    for drawn in asks:
        ask, by = drawn if isinstance(drawn, tuple) else _next(drawn, history)
        try:
            told = _decided(ask, by, history)
        except Refusal:
            continue
        for event in told:
            history[event.petition_id].append(event)
    return history
