"""Who may ask what of the mediation room, row by row (domain §3.6)."""

import pytest

from services.authority import Role
from services.contracts.ids import MediatorId, PersonId
from services.contracts.mediation.commands import (
    agreement,
    anchors,
    around,
    case,
    dispute,
    mediation_commands,
    mediators,
)
from services.kernel import Command, Forbidden, Standing
from services.kernel.actor import system
from services.kernel.ask import Ask
from services.kernel.decider import fold
from services.mediation.cases import case as case_decider
from services.mediation.cases.standing import standing
from services.mediation.permissions import table
from services.mediation.room import room
from tests.mediation.cast import (
    CASE,
    LI,
    LOW_PERSON,
    MA,
    MA_PERSON,
    WANG,
    knowing,
    minor,
    nobody_but,
    ready,
    somebody,
)
from tests.scenario import STREET, an_id

ASKER = an_id(PersonId, "asker")
OFFICE = "street_officer community_officer committee_chair"
DESK = f"{OFFICE} mediator gold_mediator station_clerk"
CERTIFIER = "street_officer committee_chair -self"
PARTY = f"{DESK} party team"
CHAIR = "committee_chair -party"
TEAM = "committee_chair team -party"
OWN = "committee_chair mediator_named"
EVERYBODY = " ".join(role for role in Role if role is not Role.SYSTEM)

ROWS: dict[type[Command], str] = {
    mediators.RegisterMediator: OFFICE,
    mediators.CertifyMediator: CERTIFIER,
    mediators.PromoteMediator: "street_officer -self",
    mediators.SuspendMediator: CERTIFIER,
    mediators.ReinstateMediator: CERTIFIER,
    mediators.RevokeMediator: CERTIFIER,
    mediators.RecordSpeciality: f"{OFFICE} self",
    mediators.FoundStudio: OFFICE,
    mediators.AwardPlaque: "street_officer",
    mediators.RevokePlaque: "street_officer",
    mediators.CloseStudio: OFFICE,
    dispute.ReportDispute: f"{EVERYBODY} system",
    dispute.ProposeTriage: f"{DESK} system",
    dispute.TriageDispute: DESK,
    dispute.ReclassifyDispute: DESK,
    dispute.MergeDispute: DESK,
    dispute.VoidDispute: OFFICE,
    dispute.CloseDisputeWithoutCase: f"{DESK} system",
    dispute.LinkRecurrence: DESK,
    dispute.ImportBaseline: "street_officer station_clerk supervisor",
    dispute.SignBaseline: "street_officer supervisor -importer",
    dispute.RejectBaseline: "street_officer supervisor",
    case.OpenCase: f"{DESK} dept_handler party system",
    case.EndDelegation: "system",
    case.NameParty: PARTY,
    case.RecordConsent: PARTY,
    case.RecordRefusal: PARTY,
    case.StopMediation: PARTY,
    case.AskForWriting: PARTY,
    case.AcceptCase: CHAIR,
    case.DeclareConflict: OWN,
    case.RecuseMediator: "committee_chair -mediator_named -party",
    case.ObjectToMediator: PARTY,
    case.ProposeRoute: f"{DESK} system",
    case.AssignTeam: CHAIR,
    case.AcceptAssignment: OWN,
    case.DeclineAssignment: OWN,
    case.ScheduleSession: TEAM,
    case.HoldSession: TEAM,
    case.AdjournSession: TEAM,
    case.RaiseSafety: PARTY,
    case.EscalateCase: TEAM,
    case.HandUpCase: TEAM,
    case.TerminateCase: TEAM,
    case.ArchiveCase: f"{OFFICE} station_clerk team",
    agreement.RecordAgreement: TEAM,
    agreement.SignAgreement: "committee_chair party team",
    agreement.AffixSeal: CHAIR,
    agreement.RecordPerformance: "committee_chair team party",
    agreement.UrgePerformance: TEAM,
    agreement.RecordBreach: TEAM,
    agreement.FollowUp: TEAM,
    around.NoteUnitForMediation: "system",
    around.AnswerErasureInMediation: "system",
    anchors.AnchorCheckpointInMediation: "system",
    anchors.OpenEpochInMediation: "system",
}
PARTS = ("self", "importer", "party", "team", "mediator_named")


def words(kind: type[Command]) -> set[str]:
    return set(ROWS[kind].split())


def ask(kind: type[Command], role: str, org: str) -> Ask:
    principal = somebody(role, org, ASKER)
    if role == Role.SYSTEM:
        principal = system("mediation", STREET)
    return Ask(command=kind.model_construct(), command_id=ASKER, principal=principal)


def may(asked: Ask, place: str = "E01", *parts: str) -> bool:
    people = {part.removesuffix("_named"): frozenset({str(ASKER)}) for part in parts}
    try:
        room.permit(asked, Standing(place=place, people=people), minor)
    except Forbidden:
        return False
    return True


def test_every_command_has_its_row() -> None:
    assert set(table) == set(ROWS) == set(mediation_commands)


@pytest.mark.parametrize("kind", ROWS)
def test_a_role_at_the_street_may_exactly_what_its_row_says(kind: type[Command]) -> None:
    allowed = {role for role in Role if may(ask(kind, role, STREET))}
    assert allowed == {role for role in Role if role in words(kind)}


@pytest.mark.parametrize("kind", ROWS)
def test_a_part_in_the_matter_may_exactly_what_its_row_says(kind: type[Command]) -> None:
    anyone = set(EVERYBODY.split()) <= words(kind)
    nobody = Ask(command=kind.model_construct(), command_id=ASKER, principal=nobody_but(ASKER))
    allowed = {part for part in PARTS if may(nobody, "E01", part)}
    assert allowed == (set(PARTS) if anyone else {part for part in PARTS if part in words(kind)})


@pytest.mark.parametrize("kind", ROWS)
def test_separated_duties_bar_whoever_has_the_other_part(kind: type[Command]) -> None:
    roles = [role for role in Role if role in words(kind)]
    barred = {part for part in PARTS if not may(ask(kind, roles[0], STREET), "E01", part)}
    assert barred == {word[1:] for word in words(kind) if word.startswith("-")}


def test_a_role_reaches_down_and_never_up_or_aside() -> None:
    accept = ask(case.AcceptCase, "committee_chair", "C1")
    assert may(accept, "E01")
    assert not may(accept, STREET)
    assert not may(accept, "")


@pytest.mark.parametrize(("level", "place"), [(1, "C1"), (2, "C1"), (3, STREET)])
def test_the_seal_is_the_chairs_at_the_cases_level(level: int, place: str) -> None:
    opened = ready[0].model_copy(update={"level": level})
    state = fold(case_decider.decider.evolve, case_decider.decider.initial, [opened, *ready[1:]])
    seal = agreement.AffixSeal(case_id=CASE, committee_id=place)
    assert standing(seal, state, minor).place == place


def test_a_case_knows_its_parties_its_team_and_whom_a_command_names() -> None:
    state = fold(case_decider.decider.evolve, case_decider.decider.initial, ready)
    objection = case.ObjectToMediator(case_id=CASE, party=WANG, mediator_id=MA)
    stands = standing(objection, state, minor)
    assert stands.place == "E01"
    assert stands.people == {
        "party": {str(WANG), str(LI)},
        "team": {str(MA_PERSON), str(LOW_PERSON)},
        "mediator": {str(MA_PERSON)},
    }
    unknown = case.ObjectToMediator(
        case_id=CASE, party=WANG, mediator_id=an_id(MediatorId, "nobody")
    )
    assert standing(unknown, state, knowing()).people["mediator"] == frozenset()
