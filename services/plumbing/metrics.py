"""What a program counts and times, for whoever watches the house from outside.

One registry per program, handed to those who measure. Labels are words from the code or the
settings (a room, a command's name, a route's template, a street), never ids: the number of series
does not grow with the number of residents.
"""

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.gc_collector import GCCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

_BATCH = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_FAST = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5)
_SLOW = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_LATE = (0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 3600)


class Metrics:
    """Every measure of a program, under the names an operator's dashboard knows."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        self._program()
        self._commands()
        self._log()
        self._events()
        self._http()

    def exposition(self) -> tuple[bytes, str]:
        """The body of `GET /metrics` and its content type."""
        return generate_latest(self.registry), CONTENT_TYPE_LATEST

    def _program(self) -> None:
        self.ready = Gauge(
            "yizhan_ready",
            "Whether the program was ready when it was last asked at /readyz.",
            ["program"],
            registry=self.registry,
        )
        self.commands_under_way = Gauge(
            "yizhan_commands_under_way",
            "Commands taken and not yet answered.",
            ["room"],
            registry=self.registry,
        )
        self.commands_limit = Gauge(
            "yizhan_commands_limit",
            "How many commands a process takes at once; beyond that it says it is busy.",
            ["room"],
            registry=self.registry,
        )

    def _commands(self) -> None:
        self.commands = Counter(
            "yizhan_commands_total",
            "Commands answered, by how (accepted, refused, stale, busy, failed).",
            ["room", "command", "outcome"],
            registry=self.registry,
        )
        self.conflicts = Counter(
            "yizhan_conflicts_total",
            "Lost races: an append whose stream had moved, decided again.",
            ["room"],
            registry=self.registry,
        )
        self.timer_late_seconds = Histogram(
            "yizhan_timer_late_seconds",
            "How long after its moment a timer fired.",
            ["room"],
            buckets=_LATE,
            registry=self.registry,
        )

    def _log(self) -> None:
        self.append_batch_size = Histogram(
            "yizhan_append_batch_size",
            "Appends committed together under one hold of the head lock.",
            ["room"],
            buckets=_BATCH,
            registry=self.registry,
        )
        self.append_commit_seconds = Histogram(
            "yizhan_append_commit_seconds",
            "From sending a batch to its commit, the wait for the head lock included.",
            ["room"],
            buckets=_FAST,
            registry=self.registry,
        )
        self.head_lock_seconds = Histogram(
            "yizhan_head_lock_seconds",
            "How long an append waited for the head of its log.",
            ["room"],
            buckets=_FAST,
            registry=self.registry,
        )
        self.relay_lag_positions = Gauge(
            "yizhan_relay_lag_positions",
            "Events in the log that are not yet on the bus.",
            ["room", "street"],
            registry=self.registry,
        )

    def _events(self) -> None:
        self.projection_lag_positions = Gauge(
            "yizhan_projection_lag_positions",
            "Events in a log that a projection has not yet folded.",
            ["projection", "room", "street"],
            registry=self.registry,
        )
        self.projection_lag_seconds = Gauge(
            "yizhan_projection_lag_seconds",
            "For how long a projection has not reached a position it was told of.",
            ["projection", "room", "street"],
            registry=self.registry,
        )
        self.gaps_healed = Counter(
            "yizhan_gaps_healed_total",
            "Holes in what the bus delivered, filled from a room's feed.",
            ["consumer", "room"],
            registry=self.registry,
        )
        self.parked_streams = Gauge(
            "yizhan_parked_streams",
            "Streams a projection has set aside because an event would not fold.",
            ["projection", "room", "street"],
            registry=self.registry,
        )

    def _http(self) -> None:
        self.http_requests = Counter(
            "yizhan_http_requests_total",
            "Requests answered, by route template and status.",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self.http_seconds = Histogram(
            "yizhan_http_request_seconds",
            "How long a request took to answer.",
            ["method", "route"],
            buckets=_SLOW,
            registry=self.registry,
        )
