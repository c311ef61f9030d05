"""Where spans go: OpenTelemetry's own queue and exporter, to a collector that speaks OTLP.

Bounded, in a thread of its own: a collector that is slow or away costs spans, never a request.
"""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, SpanProcessor
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.util.instrumentation import InstrumentationScope
from opentelemetry.trace import SpanContext, SpanKind, Status, StatusCode, TraceFlags

from services.plumbing.tracing.span import Kind, Span, Tell

_KINDS: dict[Kind, SpanKind] = {
    "server": SpanKind.SERVER,
    "client": SpanKind.CLIENT,
    "internal": SpanKind.INTERNAL,
    "producer": SpanKind.PRODUCER,
    "consumer": SpanKind.CONSUMER,
}
_SCOPE = InstrumentationScope("yizhan")
_WAITING = 4096
_AT_ONCE = 512
_EVERY_MS = 1000
_COLLECTOR_ANSWERS_WITHIN = 2.0
_CLOSES_WITHIN = 1.0


class Teller:
    """Spans of ours as OpenTelemetry's. What is followed was decided before.

    They are made whole and handed to the processor. A `TracerProvider` would do no more for us, and
    its handler of forks waits in the child for a lock whose holder was not forked: nothing could be
    started from a process that has one.
    """

    def __init__(self, program: str, processor: SpanProcessor) -> None:
        told = {"service.namespace": "yizhan", "service.name": program}
        self._resource = Resource({**told, "service.instance.id": str(uuid4())})
        self._processor = processor

    def __call__(self, span: Span) -> None:
        self._processor.on_end(
            ReadableSpan(
                name=span.name,
                context=_context(span.trace, span.id, is_remote=False),
                parent=_context(span.trace, span.parent, is_remote=True) if span.parent else None,
                resource=self._resource,
                attributes=span.about,
                kind=_KINDS[span.kind],
                status=Status(StatusCode.ERROR if span.failed else StatusCode.UNSET),
                start_time=span.began,
                end_time=span.ended,
                instrumentation_scope=_SCOPE,
            )
        )

    async def close(self, within: float = _CLOSES_WITHIN) -> None:
        """Send what waits, for as long as that; then it is let go."""
        closing = threading.Thread(target=self._processor.shutdown, name="last spans", daemon=True)
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


def _context(trace: int, span: int, *, is_remote: bool) -> SpanContext:
    return SpanContext(trace, span, is_remote, TraceFlags(TraceFlags.SAMPLED))
