"""A collector of traces, as small as one can be: it takes OTLP over HTTP and remembers."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)


class Told(NamedTuple):
    """A span as it came."""

    program: str
    name: str
    trace: str
    id: str
    parent: str
    about: str


class Collector:
    """What came, and where it listens."""

    def __init__(self, url: str, told: list[Told]) -> None:
        self.url, self._told = url, told

    def of(self, trace: str) -> list[Told]:
        """The spans of one trace."""
        return [each for each in self._told if each.trace == trace]


@contextmanager
def collecting() -> Iterator[Collector]:
    told: list[Told] = []

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/v1/traces"
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.extend(_read(ExportTraceServiceRequest.FromString(body)))
            self.send_response(200)
            self.send_header("Content-Type", "application/x-protobuf")
            self.end_headers()
            self.wfile.write(ExportTraceServiceResponse().SerializeToString())

        def log_message(self, *_: object) -> None:
            """A test's output is about what it tests."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Taking) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield Collector(f"http://127.0.0.1:{server.server_port}", told)
        finally:
            server.shutdown()


def _read(request: ExportTraceServiceRequest) -> Iterator[Told]:
    for resource in request.resource_spans:
        named = {each.key: each.value.string_value for each in resource.resource.attributes}
        for scope in resource.scope_spans:
            for span in scope.spans:
                own = (span.trace_id.hex(), span.span_id.hex(), span.parent_span_id.hex())
                yield Told(named["service.name"], span.name, *own, str(span.attributes))
