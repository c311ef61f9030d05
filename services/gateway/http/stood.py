"""One thing as it stood: seen by whoever may see it now, and no more of it than they see now."""

from fastapi.responses import Response

from services.gateway.http import as_of as asking
from services.gateway.http import listing
from services.gateway.http.answers import answer
from services.gateway.http.inside import Inside
from services.gateway.http.listing import Seen
from services.gateway.http.problems import Problem
from services.gateway.http.reader import Reader
from services.gateway.http.reading_as import reader_of
from services.gateway.http.resources import Resource
from services.gateway.http.sight import Sight, opened
from services.gateway.past import AsOf
from services.gateway.queries import Shown
from services.kernel import replace
from services.kernel.actor import Principal


async def stood(
    inside: Inside, resource: Resource, who: Principal, now: Seen, as_of: AsOf
) -> Response:
    """`now`: what this reader sees of it today. 404 where it had not begun yet."""
    assert resource.cards is not None
    async with inside.pasts:
        then = await inside.queries.get(resource.cards, who.street, now.shown.key, as_of)
    if then is None:
        raise Problem(404)
    reader = await reader_of(inside, who, frozenset({resource.plural}))
    sight = sight_of_then(resource, reader, now, then)
    if sight is None:
        raise Problem(404)
    item = listing.as_item(Seen(shown=then, sight=sight))
    headers = {
        **asking.headers(resource.room, as_of),
        "Cache-Control": "private, no-cache",
        "Vary": "Authorization",
    }
    texts = await opened(inside.vault, [item])
    return answer(item.told(texts), headers=headers)


def sight_of_then(resource: Resource, reader: Reader, now: Seen, then: Shown) -> Sight | None:
    """What this reader sees of how it stood: never more than today; whoever was not to be known
    then is not told now either.

    Whoever may read today all that was said about it may read how it stood. For others, what was
    not for them then stays so.
    """
    was = listing.look(resource, reader, then)
    if now.sight.bodies:
        strangers = frozenset() if was is None else was.sight.strangers
        return replace(now.sight, strangers=now.sight.strangers | strangers)
    return None if was is None else now.sight.and_also(was.sight)
