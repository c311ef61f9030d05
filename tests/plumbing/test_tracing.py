"""What traces tell of the way from a request to the read models, and what they never tell."""

import time
from uuid import uuid4

import pytest
from opentelemetry.trace import SpanKind

from services.kernel import replace
from services.kernel.ask import Ask
from services.kernel.execution import Execution
from services.kernel.memory import MemoryStore
from services.kernel.replies import Accepted
from services.kernel.store import Append, NewEvent
from services.petitions.room import room
from services.plumbing import wire
from services.plumbing.broker import Broker
from services.plumbing.bus import Hold, connected
from services.plumbing.counter import Counter
from services.plumbing.courier import Courier
from services.plumbing.envelope import headers
from services.plumbing.metrics import Metrics
from services.plumbing.tracing import Tracing
from services.plumbing.tracing.span import given_by
from tests.plumbing.on_the_wire import ROOM, asking, register, the_street
from tests.plumbing.traces import CLIENT, COMMAND, PERSON, TRACE, Heard, an_event, ids
from tests.scenario import NOON, STREET


def an_append() -> Append:
    event = an_event()
    new = NewEvent(
        stream=event.stream,
        version=1,
        event_id=event.event_id,
        type=event.type,
        schema_version=1,
        body=event.body,
    )
    return Append(
        log=STREET,
        command_id=COMMAND,
        attempt=1,
        fingerprint=b"",
        stream=event.stream,
        guards={event.stream: 0},
        events=[new],
        occurred_at=NOON,
        actor=event.actor,
        correlation_id=TRACE,
        causation_id=None,
    )


def a_whole_way(gateway: Tracing, hall: Tracing) -> None:
    """One command on its way, as each program tells of its part."""
    request = gateway.request(TRACE, given_by(CLIENT))
    asked = gateway.asking(COMMAND)
    answered = hall.answering(f"00-{TRACE.hex}-{COMMAND.hex[:16]}-01")
    assert request is not None
    assert asked is not None
    assert answered is not None
    hall.committed(ROOM, [an_append()], [3], 0.002)
    answered.over("answer", {})
    asked.over("ask", {})
    request.over("POST", {})
    hall.published(ROOM, [an_event()], time.time_ns())
    gateway.heard(ROOM, [an_event()], time.time_ns())


def test_one_request_is_one_trace_and_each_span_stands_below_what_caused_it() -> None:
    gateway, hall = Heard(), Heard()
    a_whole_way(gateway.tracing, hall.tracing)
    append, answer, publish = hall.spans
    ask, request, fold = gateway.spans
    every = [request, ask, answer, append, publish, fold]
    assert {ids(each)[0] for each in every} == {TRACE.int}
    assert ids(request)[2] == 0xAA  # the client's own span
    for below, above in [(ask, request), (answer, ask), (append, answer), (publish, answer)]:
        assert ids(below)[2] == ids(above)[1]
    assert ids(fold)[2] == ids(publish)[1]
    assert len({ids(each)[1] for each in every}) == 6
    kinds = [each.kind for each in every]
    of = SpanKind
    assert kinds == [of.SERVER, of.CLIENT, of.SERVER, of.CLIENT, of.PRODUCER, of.CONSUMER]


def test_the_ids_are_those_that_commands_and_events_carry_in_their_headers() -> None:
    hall = Heard()
    asked = replace(asking(the_street, COMMAND), correlation_id=TRACE)
    letter = wire.written(asked, sampled=True)
    assert letter.headers["traceparent"] == f"00-{TRACE.hex}-{COMMAND.hex[:16]}-01"
    hall.tracing.published(ROOM, [an_event()], time.time_ns())
    told = headers(an_event(), "one", sampled=True)["traceparent"]
    assert told == f"00-{TRACE.hex}-{ids(hall.spans[0])[1]:016x}-01"


def test_an_append_tells_its_batch_and_where_it_stands() -> None:
    hall = Heard()
    hall.tracing.committed(ROOM, [an_append(), an_append()], [3, 0], 0.002)
    written, lost = (dict(each.attributes or {}) for each in hall.spans)
    assert (written["yizhan.batch.size"], written["yizhan.position"]) == (2, 3)
    assert "yizhan.position" not in lost
    first = hall.spans[0]
    assert (first.end_time or 0) - (first.start_time or 0) == 2_000_000


def test_no_span_says_who_asked_or_what_was_written() -> None:
    gateway, hall = Heard(), Heard()
    a_whole_way(gateway.tracing, hall.tracing)
    told = " ".join(each.to_json() for each in (*gateway.spans, *hall.spans))
    for secret in (PERSON, "resident", "lamp", "narrative"):
        assert secret not in told
    keys = {key for each in (*gateway.spans, *hall.spans) for key in each.attributes or {}}
    assert keys == {
        *("messaging.system", "messaging.destination.template", "messaging.operation.type"),
        *("messaging.batch.message_count", "db.system.name", "db.operation.name"),
        *("yizhan.room", "yizhan.street", "yizhan.category", "yizhan.position"),
        "yizhan.batch.size",
    }


@pytest.mark.parametrize("share", [0.0, 1.0])
async def test_a_room_follows_a_command_where_the_gateway_does(nats_url: str, share: float) -> None:
    gateway, hall = Heard(share), Heard(1 - share)
    execution = Execution(MemoryStore(), room.events, room.deciders, room.around, room.permit)
    counter = Counter(room, execution, [STREET], Metrics(), tracing=hall.tracing)
    broker = Broker(nats_url, Hold(room.name))
    await broker.start()
    await counter.open(broker)
    async with connected(nats_url, "gateway") as client:
        courier = Courier(client, 2.0, gateway.tracing)
        for command in (
            the_street,
            register("C1"),
            the_street.model_copy(update={"parent_id": STREET}),
        ):
            trace = uuid4()
            asked = replace(asking(command), correlation_id=trace)
            gateway.tracing.request(trace, None)
            await courier.ask(room.name, asked)
    await counter.close(within=1)
    await broker.stop()
    followed = 3 if share else 0
    assert gateway.names == ["ask RegisterUnit"] * followed
    assert hall.names == ["answer RegisterUnit"] * followed
    for ask, answer in zip(gateway.spans, hall.spans, strict=True):
        assert ids(answer)[::2] == ids(ask)[:2]
        assert dict(answer.attributes or {}) == {
            "messaging.system": "nats",
            "messaging.destination.name": "cmd.petitions.RegisterUnit",
            "messaging.operation.type": "process",
            "yizhan.room": "petitions",
            "yizhan.command": "RegisterUnit",
            "yizhan.outcome": (ask.attributes or {})["yizhan.outcome"],
        }
    became = [(each.attributes or {})["yizhan.outcome"] for each in hall.spans]
    assert became == ["accepted", "accepted", "refused"][:followed]


async def test_what_a_room_asks_of_itself_stands_below_the_event_it_heard() -> None:
    hall = Heard()
    caused = replace(asking(the_street), correlation_id=TRACE, causation_id=an_event().event_id)

    async def accept(_: Ask) -> Accepted:
        return Accepted(room=ROOM, stream="unit-shengquan", version=1, position=1)

    async def fail(_: Ask) -> Accepted:
        raise OSError("no disk")

    await hall.tracing.acting(ROOM, accept)(caused)
    with pytest.raises(OSError, match="no disk"):
        await hall.tracing.acting(ROOM, fail)(caused)
    hall.tracing.published(ROOM, [an_event()], time.time_ns())
    acted, failed, published = hall.spans
    assert ids(acted)[::2] == ids(published)[:2]
    assert (acted.status.is_ok, failed.status.is_ok) == (True, False)


@pytest.mark.parametrize("none", ["", "00-0-0-01", f"00-{'0' * 32}-00000000000000aa-01", "ff"])
def test_what_is_no_traceparent_begins_a_trace_of_its_own(none: str) -> None:
    hall = Heard()
    assert given_by(none) is None
    assert hall.tracing.answering(none) is None
