"""An append that goes alone and adds one event to its own stream: single values, no columns."""

from collections.abc import Sequence

from services.kernel.store import Append, Outcome
from services.plumbing.postgres import statements
from services.plumbing.postgres.became import became
from services.plumbing.postgres.rows import Row


class Single:
    """One such request; see `is_single`."""

    def __init__(self, request: Append) -> None:
        self._request = request

    def statement(self, writer: str) -> tuple[str, tuple[object, ...]]:
        """What writes it, and its arguments in their order."""
        it, actor, [event] = self._request, self._request.actor, self._request.events
        return statements.APPEND_ONE, (
            it.log,
            writer,
            it.stream,
            it.command_id,
            it.fingerprint,
            it.attempt,
            it.knew,
            it.guards[it.stream],
            it.leans_on.get(it.stream),
            it.occurred_at,
            actor.person,
            actor.role,
            actor.org,
            it.correlation_id,
            it.causation_id,
            event.event_id,
            event.type,
            event.schema_version,
            event.body,
        )

    def outcomes(self, told: Row) -> list[Outcome] | None:
        """What became of it; None where the log is unknown."""
        if told["outcome"] is None:
            return None
        told_of = told["told_stream"], told["told_version"], told["told_position"]
        return [became(told["outcome"], *told_of)]


def is_single(requests: Sequence[Append]) -> bool:
    """Whether it goes alone, guards its own stream only, claims nothing and promises nothing."""
    if len(requests) > 1:
        return False
    [it] = requests
    return (
        len(it.events) == 1
        and it.events[0].stream == it.stream
        and len(it.guards) == 1
        and not (it.claims or it.timers or it.cancelled)
    )
