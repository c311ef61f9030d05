"""Whatever a case could be asked, by chance: the whole alphabet of the invariants."""

from datetime import timedelta

from hypothesis import strategies as st

from services.contracts.mediation.commands import agreement as agreements
from services.contracts.mediation.commands import case as cases
from services.contracts.mediation.kinds import (
    AgreementForm,
    Capacity,
    ConsentMode,
    EndReason,
    Performed,
    SafetyFlag,
    Satisfaction,
    SessionMode,
    Side,
    SignMethod,
    SignsAs,
)
from services.kernel import Command
from tests.mediation.cast import (
    AGREEMENT,
    CASE,
    GU,
    LI,
    LOW,
    MA,
    SESSION,
    TODAY,
    WANG,
    ZHAO,
    sealed,
    term,
)
from tests.scenario import NOON, STREET

parties = st.sampled_from([WANG, LI, ZHAO])
mediators = st.sampled_from([MA, GU, LOW])
terms = st.sampled_from(["T1", "T2"])
case_commands: st.SearchStrategy[Command] = st.one_of(
    st.builds(
        cases.RecordConsent, case_id=st.just(CASE), party=parties, mode=st.just(ConsentMode.ORAL)
    ),
    st.builds(cases.RecordRefusal, case_id=st.just(CASE), party=parties, clear=st.booleans()),
    st.builds(cases.AskForWriting, case_id=st.just(CASE), party=parties),
    st.just(cases.NameParty(case_id=CASE, party=ZHAO, side=Side.B, capacity=Capacity.OTHER)),
    st.builds(
        cases.AcceptCase,
        case_id=st.just(CASE),
        committee_id=st.sampled_from(["C1", STREET]),
        rights_notice_ref=st.just("告知"),
    ),
    st.builds(
        cases.AssignTeam,
        case_id=st.just(CASE),
        lead_id=mediators,
        member_ids=st.just((LOW,)),
        reason=st.just("就近"),
    ),
    st.builds(cases.AcceptAssignment, case_id=st.just(CASE), mediator_id=mediators),
    st.builds(
        cases.DeclineAssignment, case_id=st.just(CASE), mediator_id=mediators, reason=st.just("忙")
    ),
    st.builds(
        cases.ScheduleSession,
        case_id=st.just(CASE),
        session_id=st.just(SESSION),
        at=st.just(NOON),
        mode=st.just(SessionMode.ROOM),
        joint=st.booleans(),
    ),
    st.just(
        cases.HoldSession(
            case_id=CASE, session_id=SESSION, attendance=(WANG, LI), record=sealed(CASE)
        )
    ),
    st.just(cases.AdjournSession(case_id=CASE, reason="改日")),
    st.builds(cases.RaiseSafety, case_id=st.just(CASE), flag=st.sampled_from(SafetyFlag)),
    st.builds(
        cases.EscalateCase,
        case_id=st.just(CASE),
        to_level=st.sampled_from([1, 2, 3]),
        reason=st.just("难"),
    ),
    st.just(cases.TerminateCase(case_id=CASE, reason=EndReason.FAILED)),
    st.just(cases.ArchiveCase(case_id=CASE)),
    st.builds(
        agreements.RecordAgreement,
        case_id=st.just(CASE),
        agreement_id=st.just(AGREEMENT),
        form=st.sampled_from(AgreementForm),
        terms=st.sampled_from([(term("T1"),), (term("T1"), term("T2", due=TODAY + timedelta(9)))]),
    ),
    st.builds(
        agreements.SignAgreement,
        case_id=st.just(CASE),
        signs_as=st.just(SignsAs.PARTY),
        signer=parties,
        method=st.just(SignMethod.SEAL),
    ),
    st.builds(
        agreements.SignAgreement,
        case_id=st.just(CASE),
        signs_as=st.just(SignsAs.MEDIATOR),
        signer=mediators,
        method=st.just(SignMethod.SIGNATURE),
    ),
    st.builds(
        agreements.AffixSeal, case_id=st.just(CASE), committee_id=st.sampled_from(["C1", STREET])
    ),
    st.builds(agreements.RecordPerformance, case_id=st.just(CASE), term_id=terms),
    st.builds(agreements.RecordBreach, case_id=st.just(CASE), term_id=terms),
    st.just(
        agreements.FollowUp(
            case_id=CASE, performance=Performed.FULL, satisfaction=Satisfaction.BASIC
        )
    ),
)
BEGINNING: tuple[Command, ...] = (
    cases.RecordConsent(case_id=CASE, party=WANG, mode=ConsentMode.ORAL),
    cases.RecordConsent(case_id=CASE, party=LI, mode=ConsentMode.ORAL),
    cases.AcceptCase(case_id=CASE, committee_id="C1", rights_notice_ref="告知"),
    cases.AssignTeam(case_id=CASE, lead_id=GU, member_ids=(LOW,), reason="就近"),
    cases.AcceptAssignment(case_id=CASE, mediator_id=GU),
    cases.ScheduleSession(case_id=CASE, session_id=SESSION, at=NOON, mode=SessionMode.ROOM),
    cases.HoldSession(case_id=CASE, session_id=SESSION, attendance=(WANG, LI), record=sealed(CASE)),
)
NAMES: tuple[Command, ...] = (
    *(
        agreements.SignAgreement(
            case_id=CASE, signs_as=signs_as, signer=signer, method=SignMethod.SIGNATURE
        )
        for signs_as, signer in (
            (SignsAs.PARTY, WANG),
            (SignsAs.PARTY, LI),
            (SignsAs.MEDIATOR, GU),
        )
    ),
    agreements.AffixSeal(case_id=CASE, committee_id="C1"),
)
ENDING: tuple[Command, ...] = (
    agreements.RecordPerformance(case_id=CASE, term_id="T1"),
    agreements.FollowUp(case_id=CASE, performance=Performed.FULL, satisfaction=Satisfaction.BASIC),
    cases.ArchiveCase(case_id=CASE),
)


@st.composite
def lives(draw: st.DrawFn) -> list[tuple[Command, int]]:
    """A case's ordinary life, each step on a day of its own: some left out, others thrown in."""
    days = st.integers(0, 20)
    agree = agreements.RecordAgreement(
        case_id=CASE,
        agreement_id=AGREEMENT,
        form=draw(st.sampled_from(AgreementForm)),
        terms=draw(st.sampled_from([(term(),), (term(due=TODAY + timedelta(9)),)])),
    )
    life: list[tuple[Command, int]] = []
    steps = [(each, 0) for each in (*BEGINNING, agree)]
    steps += [(each, draw(days)) for each in (*draw(st.permutations(NAMES)), *ENDING)]
    for step in steps:
        chance = draw(st.integers(0, 11))
        if chance == 1:
            life.append((draw(case_commands), draw(days)))
        if chance != 2:
            life.append(step)
    return life
