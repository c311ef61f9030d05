"""Where a list goes on: the last line shown, wrapped so that nobody reads anything into it."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

import orjson


class BadCursor(ValueError):
    """A cursor that no page of ours has given."""


def cursor_after(sort: str, key: str) -> str:
    """The cursor that a page ending in this line gives."""
    return urlsafe_b64encode(orjson.dumps([sort, key])).rstrip(b"=").decode()


def after_cursor(cursor: str | None) -> tuple[str | None, str | None]:
    """The line after which a page begins; nothing for the first page."""
    if cursor is None:
        return None, None
    try:
        sort, key = orjson.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError as wrong:
        raise BadCursor(cursor) from wrong
    if not (isinstance(sort, str) and isinstance(key, str)) or "\0" in sort + key:
        raise BadCursor(cursor)
    return sort, key
