"""Where spans go: OpenTelemetry's own queue and exporter, to a collector that speaks OTLP.

Bounded, in a thread of its own: a collector that is slow or away costs spans, never a request.
"""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.id_generator import IdGenerator
from opentelemetry.sdk.trace.sampling import ALWAYS_ON
from opentelemetry.trace import (
    NonRecordingSpan,
    SpanContext,
    SpanKind,
    Status,
    StatusCode,
    TraceFlags,
    set_span_in_context,
)

from services.plumbing.tracing.span import Kind, Span, Tell

_KINDS: dict[Kind, SpanKind] = {
    "server": SpanKind.SERVER,
    "client": SpanKind.CLIENT,
    "internal": SpanKind.INTERNAL,
    "producer": SpanKind.PRODUCER,
    "consumer": SpanKind.CONSUMER,
}
_WAITING = 4096
_AT_ONCE = 512
_EVERY_MS = 1000
_COLLECTOR_ANSWERS_WITHIN = 2.0
_CLOSES_WITHIN = 1.0


class _Given(IdGenerator):
    """The ids that the next span is to have."""

    trace = span = 1

    def generate_trace_id(self) -> int:
        return self.trace

    def generate_span_id(self) -> int:
        return self.span


class Teller:
    """Spans of ours as OpenTelemetry's. What is followed was decided before."""

    def __init__(self, program: str, processor: SpanProcessor) -> None:
        self._ids = _Given()
        told = {"service.namespace": "yizhan", "service.name": program}
        resource = Resource({**told, "service.instance.id": str(uuid4())})
        self._provider = TracerProvider(
            sampler=ALWAYS_ON, resource=resource, shutdown_on_exit=False, id_generator=self._ids
        )
        self._provider.add_span_processor(processor)
        self._tracer = self._provider.get_tracer("yizhan")

    def __call__(self, span: Span) -> None:
        """Only from the program's own loop: the ids are set and taken in one go."""
        self._ids.trace, self._ids.span = span.trace, span.id
        told = self._tracer.start_span(
            span.name, _below(span), _KINDS[span.kind], span.about, start_time=span.began
        )
        if span.failed:
            told.set_status(Status(StatusCode.ERROR))
        told.end(span.ended)

    async def close(self, within: float = _CLOSES_WITHIN) -> None:
        """Send what waits, for as long as that; then it is let go."""
        closing = threading.Thread(target=self._provider.shutdown, name="last spans", daemon=True)
        closing.start()
        clock = asyncio.get_running_loop().time
        until = clock() + within
        while closing.is_alive() and clock() < until:
            await asyncio.sleep(0.02)


@asynccontextmanager
async def exporting(url: str, program: str) -> AsyncIterator[Tell]:
    """To the collector at this address."""
    endpoint = f"{url.rstrip('/')}/v1/traces"
    exporter = OTLPSpanExporter(endpoint=endpoint, timeout=_COLLECTOR_ANSWERS_WITHIN)
    processor = BatchSpanProcessor(
        exporter,
        max_queue_size=_WAITING,
        max_export_batch_size=_AT_ONCE,
        schedule_delay_millis=_EVERY_MS,
    )
    teller = Teller(program, processor)
    try:
        yield teller
    finally:
        await teller.close()


def _below(span: Span) -> Context:
    if not span.parent:
        return Context()
    flags = TraceFlags(TraceFlags.SAMPLED)
    parent = SpanContext(span.trace, span.parent, is_remote=True, trace_flags=flags)
    return set_span_in_context(NonRecordingSpan(parent), Context())
