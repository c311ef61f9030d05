"""The commitment to an event: the same for ever, short, and different for whatever differs."""

from copy import replace
from datetime import datetime, timedelta, timezone
from uuid import UUID

import pytest

from services.kernel.actor import Actor
from services.kernel.record import Stored
from services.proof.leaf import LONGEST, entry, leaf_of

EVENT = Stored(
    log="shengquan",
    position=7,
    stream="petition-0193a2c0-7d3e-7c5a-9b1e-3f5a7c9d1e2f",
    version=2,
    event_id=UUID(int=1),
    type="PetitionAccepted",
    schema_version=1,
    occurred_at=datetime(2024, 11, 4, 12, tzinfo=timezone(timedelta(hours=8))),
    recorded_at=datetime(2024, 11, 4, 12, 0, 1, 250, tzinfo=timezone(timedelta(hours=8))),
    actor=Actor(person="居民", role="community_officer", org="C1"),
    command_id=UUID(int=2),
    correlation_id=UUID(int=3),
    causation_id=None,
    body=b'{"petition_id":"0193a2c0-7d3e-7c5a-9b1e-3f5a7c9d1e2f"}',
)


def test_the_entry_byte_for_byte() -> None:
    assert entry(EVENT) == (
        b'{"form":"yizhan.event.1","log":"shengquan",'
        b'"stream":"petition-0193a2c0-7d3e-7c5a-9b1e-3f5a7c9d1e2f","version":2,'
        b'"event_id":"00000000-0000-0000-0000-000000000001","type":"PetitionAccepted",'
        b'"schema_version":1,"occurred_at":"2024-11-04T04:00:00.000000Z",'
        b'"recorded_at":"2024-11-04T04:00:01.000250Z","person":"\\u5c45\\u6c11",'
        b'"role":"community_officer","org":"C1",'
        b'"command_id":"00000000-0000-0000-0000-000000000002",'
        b'"correlation_id":"00000000-0000-0000-0000-000000000003","causation_id":null,'
        b'"body_sha256":'
        b'"ba7048ed9c7db31bc1fea57e45429eb4a4cf6d12a5de9059dc1cf20f6f936206"}'
    )


def test_the_position_is_the_place_in_the_tree() -> None:
    assert leaf_of(replace(EVENT, position=8)) == leaf_of(EVENT)


def test_the_words_are_not_in_it_and_it_is_short() -> None:
    long = replace(EVENT, body=b"x" * 100_000)
    assert len(entry(long)) == len(entry(EVENT)) < LONGEST


@pytest.mark.parametrize(
    "change",
    [
        {"log": "elsewhere"},
        {"stream": "petition-2"},
        {"version": 3},
        {"event_id": UUID(int=9)},
        {"type": "PetitionDeclined"},
        {"schema_version": 2},
        {"occurred_at": EVENT.recorded_at},
        {"recorded_at": EVENT.occurred_at},
        {"actor": Actor(person="p", role="community_officer", org="C1")},
        {"actor": Actor(person="居民", role="street_officer", org="C1")},
        {"actor": Actor(person="居民", role="community_officer", org="C2")},
        {"command_id": UUID(int=9)},
        {"correlation_id": UUID(int=9)},
        {"causation_id": UUID(int=9)},
        {"body": EVENT.body.replace(b"0193", b"0194")},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_changes_changes_the_leaf(change: dict[str, object]) -> None:
    assert leaf_of(replace(EVENT, **change)) != leaf_of(EVENT)  # type: ignore[arg-type]
