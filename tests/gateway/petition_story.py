"""Petitions told in a line each, for cards and figures."""

from datetime import datetime, timedelta
from uuid import UUID

from services.contracts.ids import DispatchId, PersonId, PetitionId
from services.contracts.petitions.events.closing import CallbackCompleted, PetitionClosed
from services.contracts.petitions.events.petition import (
    ConflictCheck,
    DispatchSigned,
    PetitionAccepted,
    PetitionClassified,
    PetitionDispatched,
    PetitionRegistered,
    PetitionReplied,
)
from services.contracts.petitions.words import (
    Channel,
    Confirmation,
    DemandType,
    IdentityMode,
    Outcome,
    Regime,
    Satisfaction,
    TopicClass,
    Urgency,
)
from services.kernel import Event
from tests.gateway.paper import sealed
from tests.scenario import NOON, an_id

ADA = an_id(PersonId, "ada")
CALLER = an_id(PersonId, "caller")
HANDLER = an_id(PersonId, "handler")


def petition(n: int | str) -> PetitionId:
    return an_id(PetitionId, f"P{n}")


def registered(n: int | str, category: str = "LIFT", who: PersonId | None = ADA) -> Event:
    return PetitionRegistered(
        petition_id=petition(n),
        query_code=f"CODE{n}",
        regime=Regime.STATION,
        channel=Channel.OUTREACH,
        collection_ref=None,
        identity_mode=IdentityMode.REAL if who else IdentityMode.ANONYMOUS,
        petitioner=who,
        petitioner_name=sealed(who) if who else None,
        petitioner_phone=None,
        representatives=(),
        co_signer_count=0,
        demand_type=DemandType.HELP,
        category_code=category,
        urgency=Urgency.NORMAL,
        estate_id="E01",
        station_id="S01",
        building=None,
        location=None,
        topic_hint=None,
        narrative=sealed(who or petition(n)),
        attachment_refs=(),
        accused_orgs=(),
        accused_persons=(),
        upstream_ticket=None,
        same_matter=None,
    )


def classified(n: int | str, topic: TopicClass = TopicClass.MAJOR) -> Event:
    return PetitionClassified(
        petition_id=petition(n),
        topic_class=topic,
        category_code="LIFT",
        demand_type=DemandType.HELP,
        rule_version="v1",
    )


def accepted(n: int | str, due_at: datetime = NOON + timedelta(days=5)) -> Event:
    return PetitionAccepted(petition_id=petition(n), due_at=due_at)


def dispatched(n: int | str, org: str = "C1") -> Event:
    return PetitionDispatched(
        petition_id=petition(n),
        dispatch_id=DispatchId(UUID(int=9)),
        lead_org=org,
        co_orgs=("C2",),
        handler=None,
        due_at=NOON + timedelta(days=7),
        conflict_check=ConflictCheck(excluded_orgs=(), excluded_persons=()),
    )


def signed(n: int | str) -> Event:
    return DispatchSigned(
        petition_id=petition(n), dispatch_id=DispatchId(UUID(int=9)), signed_by=HANDLER
    )


def replied(n: int | str, outcome: Outcome = Outcome.RESOLVED) -> Event:
    return PetitionReplied(
        petition_id=petition(n),
        proposed_outcome=outcome,
        reply=sealed(petition(n)),
        evidence_refs=("photo-1",),
        legal_base=None,
        replied_by=HANDLER,
        handling_orgs=("C1",),
        cycle=1,
    )


def called_back(
    n: int | str,
    satisfaction: Satisfaction = Satisfaction.SATISFIED,
    *,
    effective: bool = True,
    contacted: bool = True,
    solved: bool = True,
) -> Event:
    return CallbackCompleted(
        petition_id=petition(n),
        effective=effective,
        contacted=contacted,
        solved=solved,
        satisfaction=satisfaction,
        comment=None,
        called_by=CALLER,
        cycle=1,
    )


def closed(n: int | str, outcome: Outcome = Outcome.RESOLVED) -> Event:
    return PetitionClosed(
        petition_id=petition(n),
        outcome=outcome,
        confirmed_by=Confirmation.CALLBACK,
        evidence_refs=(),
        approved_by=CALLER,
        closed_at=NOON,
        cycle=1,
        members=(),
        same_matter=None,
    )
