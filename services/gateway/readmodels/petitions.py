"""The petitions of the street, from the door of the hall to the petitioner's own word."""

from collections.abc import Sequence
from datetime import datetime

from services.contracts.petitions.events.petition import (
    DispatchSigned,
    HandlingProgressRecorded,
    PetitionAccepted,
    PetitionClassified,
    PetitionCorrected,
    PetitionDeclined,
    PetitionDispatched,
    PetitionerContacted,
    PetitionRegistered,
    PetitionReplied,
    PetitionSignposted,
    PetitionVoided,
    PetitionWithdrawn,
)
from services.contracts.petitions.events.support import PetitionSupported
from services.contracts.petitions.events.whistle import WhistleEvent
from services.gateway.readmodels import petition_clocks, petition_endings
from services.gateway.readmodels.card import tagged
from services.gateway.readmodels.days import day_of, in_order
from services.gateway.readmodels.petition_card import CONFIDENTIAL, IDENTITY, PetitionCard
from services.gateway.readmodels.petition_status import OPEN, PetitionStatus
from services.kernel import Event, ReadModel
from services.kernel.readmodel import Cell, Cells, Told
from services.kernel.record import Stored


def evolve(card: PetitionCard | None, told: Told[Event]) -> PetitionCard | None:
    match card, told.event:
        case None, PetitionRegistered() as event:
            moment = told.stored.occurred_at
            return PetitionCard.of(
                event,
                number=f"SQ-{day_of(moment).year}-{told.rank:04}",
                registered_at=moment,
            )
        case None, _:
            return None
        case _:
            return petition_clocks.evolve(_evolve(card, told), told.event)


def _evolve(card: PetitionCard, told: Told[Event]) -> PetitionCard:
    moment = told.stored.occurred_at
    match told.event:
        case PetitionClassified() as event:
            return card.but(
                topic_class=event.topic_class,
                category_code=event.category_code,
                demand_type=event.demand_type,
            )
        case PetitionCorrected() as event:
            return card.but(
                category_code=event.category_code or card.category_code,
                topic_class=event.topic_class or card.topic_class,
                outcome=event.outcome or card.outcome,
            )
        case PetitionAccepted(due_at=due):
            return card.but(status=PetitionStatus.ACCEPTED, due_at=_earliest(card, due))
        case PetitionDeclined() as event:
            return card.but(
                status=PetitionStatus.DECLINED,
                decline_reason=event.reason_code,
                signposts=(*card.signposts, *((event.signpost,) if event.signpost else ())),
                reply=event.reply,
            )
        case PetitionSignposted(channel=channel):
            return card.but(signposts=(*card.signposts, channel))
        case PetitionDispatched() as event:
            return card.but(
                status=PetitionStatus.DISPATCHED,
                dispatch_id=event.dispatch_id,
                dispatched_at=moment,
                lead_org=event.lead_org,
                co_orgs=event.co_orgs,
                handler=event.handler,
                due_at=event.due_at,
                signed_at=None,
            )
        case DispatchSigned(signed_by=who):
            handler = card.handler or who
            return card.but(status=PetitionStatus.IN_HANDLING, signed_at=moment, handler=handler)
        case PetitionerContacted(at=at):
            return card.but(contacted_at=at)
        case HandlingProgressRecorded(evidence_refs=refs):
            return card.but(last_progress_at=moment, evidence_refs=(*card.evidence_refs, *refs))
        case PetitionReplied() as event:
            return card.but(
                status=PetitionStatus.REPLIED,
                proposed_outcome=event.proposed_outcome,
                reply=event.reply,
                replied_at=moment,
                replied_by=event.replied_by,
                evidence_refs=(*card.evidence_refs, *event.evidence_refs),
                callback_attempts=0,
                cycle=event.cycle,
            )
        case PetitionWithdrawn():
            return card.but(status=PetitionStatus.WITHDRAWN)
        case PetitionVoided(reason=reason):
            return card.but(status=PetitionStatus.VOIDED, reason=reason)
        case _:
            return petition_endings.evolve(card, told)


def _earliest(card: PetitionCard, due: datetime) -> datetime:
    """A duplicate may have brought an earlier date along: that one governs."""
    return due if card.due_at is None or not card.members else min(card.due_at, due)


def keys(event: Event) -> Sequence[str]:
    match event:
        case PetitionSupported(petition_id=petition) | WhistleEvent(petition_id=petition):
            return (str(petition),)
        case _:
            return (event.key,)


def series(stored: Stored) -> str | None:
    """Case numbers count from 1 in each year of the street, in the order of the log."""
    registers = stored.type == PetitionRegistered.__name__
    return str(day_of(stored.occurred_at).year) if registers else None


def contributes(card: PetitionCard) -> Cells:
    if not card.counts:
        return {}
    cells: dict[Cell, int] = {("received",): 1, **petition_clocks.contributes(card)}
    if card.status in OPEN:
        cells["open",] = 1
    if card.resolved:
        cells["resolved",] = 1
    if card.content:
        cells["content",] = 1
    if card.callback is not None and card.callback.effective:
        day = day_of(card.callback.at).isoformat()
        cells["callback", "effective", day] = 1
        cells["callback", card.callback.satisfaction, day] = 1
        if card.callback.contacted:
            cells["callback", "contacted", day] = 1
        if card.callback.solved:
            cells["callback", "solved", day] = 1
    return cells


def tags(card: PetitionCard) -> frozenset[str]:
    return tagged(
        status=card.status,
        open=card.counts and card.status in OPEN,
        content=card.counts and card.content,
        estate=card.estate_id,
        station=card.station_id,
        category=card.category_code,
        topic=card.topic_class,
        channel=card.channel,
        regime=card.regime,
        urgency=card.urgency,
        overdue=card.counts and bool(card.overdue),
        supervision=card.supervision,
        outcome=card.outcome,
        org=(*((card.lead_org,) if card.lead_org else ()), *card.co_orgs),
        handler=card.handler,
        petitioner=card.petitioner,
        representative=card.representatives,
        lead=card.lead_id,
        number=card.number,
        code=card.query_code,
    )


petitions = ReadModel(
    name="petitions",
    version=2,
    room="petitions",
    category="petition",
    hears=frozenset({"support", "whistle"}),
    card=PetitionCard,
    evolve=evolve,
    keys=keys,
    sort=lambda card: in_order(card.registered_at),
    tags=tags,
    contributes=contributes,
    series=series,
    confidential=CONFIDENTIAL,
    identity=IDENTITY,
)
