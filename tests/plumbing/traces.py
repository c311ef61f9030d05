"""A program whose traces are kept, and an event that it tells of."""

from collections.abc import Sequence
from uuid import UUID

from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from services.kernel.actor import Actor
from services.kernel.record import Stored, event_id
from services.plumbing.tracing import Tracing
from services.plumbing.tracing.export import Teller
from tests.scenario import NOON, STREET

TRACE, COMMAND = UUID(int=0xA << 100 | 7), UUID(int=0xC0FFEE << 90 | 5)
PERSON = "a0000000-0000-4000-8000-00000000cafe"
CLIENT = f"00-{TRACE.hex}-00000000000000aa-01"


class Heard:
    """A program's traces, and what came of them."""

    def __init__(self, share: float = 1.0) -> None:
        self._kept = InMemorySpanExporter()
        self.tracing = Tracing(share, Teller("petitions", SimpleSpanProcessor(self._kept)))

    @property
    def spans(self) -> Sequence[ReadableSpan]:
        return self._kept.get_finished_spans()

    @property
    def names(self) -> list[str]:
        return [each.name for each in self.spans]


def ids(span: ReadableSpan) -> tuple[int, int, int]:
    """Trace, span, parent (0 for none)."""
    assert span.context is not None
    return span.context.trace_id, span.context.span_id, span.parent.span_id if span.parent else 0


def an_event(trace: UUID = TRACE) -> Stored:
    return Stored(
        log=STREET,
        position=3,
        stream=f"petition-{PERSON}",
        version=1,
        event_id=event_id(COMMAND, 0),
        type="PetitionRegistered",
        schema_version=1,
        occurred_at=NOON,
        recorded_at=NOON,
        actor=Actor(person=PERSON, role="resident", org=STREET),
        command_id=COMMAND,
        correlation_id=trace,
        causation_id=None,
        body=b'{"narrative":"the lamp"}',
    )
