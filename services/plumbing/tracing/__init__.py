"""Traces for whoever looks for the slow place: one from the request at the door to the read models.

Nothing is traced unless `YIZHAN_OTLP_URL` is set. The programs of the house then agree upon which
requests to follow, and upon the ids of the spans, by what commands and events carry anyway.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from services.plumbing.settings import RoomSettings
from services.plumbing.tracing.spans import Tracing

__all__ = ["Tracing", "traced"]


@asynccontextmanager
async def traced(settings: RoomSettings, program: str) -> AsyncIterator[Tracing | None]:
    """Where this program's spans go while it is open; None where nobody asked for them."""
    if settings.otlp_url is None:
        yield None
        return
    # Here and not above: the library costs every start a third of a second, and twenty megabytes.
    from services.plumbing.tracing.export import exporting

    async with exporting(settings.otlp_url, program) as tell:
        yield Tracing(settings.trace_share, tell)
