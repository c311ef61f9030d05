"""Reading one's own writes: an answer asked for `after` a position waits until that is shown."""

from services.gateway.http import positions
from services.gateway.http.inside import Inside
from services.gateway.http.problems import Problem
from services.gateway.queries import Behind
from services.kernel.actor import Principal

PATIENCE = 2.0


async def wait_until_shown(inside: Inside, who: Principal, after: str | None) -> None:
    """503 with the lag when that takes too long."""
    if after is None:
        return
    room, position = positions.after(after)
    try:
        await inside.queries.wait_for(room, who.street, position, PATIENCE)
    except Behind as behind:
        raise Problem(
            503,
            "read-model-behind",
            "数据尚在更新，请稍后再试。",
            "The read model has not heard of it yet: try again shortly.",
            {"Retry-After": "1"},
            {"room": behind.room, "lag": behind.lag},
        ) from behind
