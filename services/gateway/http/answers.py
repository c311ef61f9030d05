"""A good answer: JSON, with moments in UTC as `Z` wherever they come from."""

from collections.abc import Mapping

import orjson
from fastapi.responses import Response


def answer(body: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """The body as JSON."""
    raw = orjson.dumps(body, option=orjson.OPT_UTC_Z)
    return Response(raw, status, headers, media_type="application/json")
