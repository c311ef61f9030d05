"""What the room asks of itself because of what it heard."""

from services.contracts.mediation.commands.case import TerminateCase
from services.contracts.mediation.events.around import MediationErasureAnswered
from services.contracts.mediation.events.dispute import DisputeTriageProposed
from services.contracts.mediation.kinds import EndReason, Risk, Severity
from services.contracts.petitions.events.privacy import ErasureRequested
from services.contracts.petitions.events.registry import RoomOpened
from services.contracts.places import RoomKind
from services.mediation import reactions
from tests.mediation.cast import DAY, LEAK, WANG, ZHAO, somebody
from tests.mediation.living import Living
from tests.mediation.test_parties import ended
from tests.mediation.test_room import open_it, report, the_streets_map
from tests.scenario import NOON

desk = somebody("street_officer")


def forget(person: object, n: int = 1) -> ErasureRequested:
    return ErasureRequested.model_validate(
        {"person": person, "round": n, "due_at": NOON + 15 * DAY}
    )


async def test_the_rule_speaks_as_soon_as_a_dispute_is_reported() -> None:
    living = Living()
    await living.hear(*the_streets_map)
    await living.ask(report, by=desk)
    assert await living.told(DisputeTriageProposed) == [
        DisputeTriageProposed(
            dispute_id=LEAK,
            severity=Severity.MINOR,
            risk=Risk.GREEN,
            rule_version="triage-2024-1",
        )
    ]


async def test_x10_a_party_is_kept_while_the_case_is_open_and_forgotten_after() -> None:
    living = Living()
    await living.hear(*the_streets_map)
    await living.ask(report, by=desk)
    await living.ask(open_it, by=desk)
    await living.hear(forget(WANG), forget(ZHAO))
    chair = somebody("committee_chair")
    await living.ask(TerminateCase(case_id=open_it.case_id, reason=EndReason.FAILED), by=chair)
    await living.hear(forget(WANG, n=2))
    answers = await living.told(MediationErasureAnswered)
    said = [
        (each.person, each.outcome, each.ground)
        for each in answers
        if isinstance(each, MediationErasureAnswered)
    ]
    assert said == [
        (WANG, "RESTRICTED", "OPEN_CASE"),
        (ZHAO, "APPLIED", None),
        (WANG, "APPLIED", None),
    ]


def test_what_is_no_matter_of_the_room_asks_nothing() -> None:
    living = Living()
    elsewhere = RoomOpened(station_id="S01", room_kind=RoomKind.HALL, opened_on=NOON.date())
    assert list(reactions.hear_petitions(living.said(elsewhere))) == []
    assert list(reactions.hear_ourselves(living.said(ended(EndReason.FAILED)))) == []
