"""What may stand in a log line: machine words under known keys, numbers, and a sentence of ours.

A log line is for operators and is copied far, so nothing a resident wrote may reach it. Three
walls: keys that hold personal words are dropped; a text under a key we do not know is only counted;
and a text that is not plain ASCII is never shown, which is why our own log lines are in ASCII.
"""

import re
from collections.abc import Iterable, Mapping, MutableMapping
from datetime import datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


KNOWN = _words(
    """
    attempt backlog category causation_id chain checkpoint code command command_id component
    consumer correlation_id count database durable duration_ms environment epoch event_id file
    folder frame frames host issuer kind lag level limit listening log logger method migration
    model nats outcome phase pid port position process program projection public_url reaction
    relay room route scope schema_version server service signal slug source span_id sqlstate
    state status stream street subject task timer timestamp total trace_id traceparent type
    url version
    """
)
PERSONAL = _words(
    """
    address age answer authorization bearer birth birthday body comment content cookie
    description email id_card id_number kek key mobile name names narrative nickname note notes
    opinion password payload phone plaintext reason remark remarks reply secret sentence tel
    telephone text title token transcript wechat words
    """
)
LONGEST = 200

_WORD = re.compile(r"[\x21-\x7e]+")
_PLAIN = re.compile(r"[\x20-\x7e]+")
_TO_MASK = re.compile(r"@|\d{7}")  # most texts have neither, which is quickly seen
_CREDENTIALS = re.compile(r"(?<=//)[^/@\s]+@")
_MANY_DIGITS = re.compile(r"\d{7,}")
_A_NUMBER = re.compile(r"(?<![0-9a-f-])\d{7,}(?![0-9a-f-])")  # a phone; not a part of a UUID
_PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?[-#0 +]*\d*(?:\.\d+)?[diouxXeEfFgGcrsa%]")


def redact(_: object, __: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The structlog processor: every value of a line through its wall."""
    kept: dict[str, Any] = {"event": sentence(line.pop("event", ""))}
    return kept | dict(_entries(line))


def sentence(said: object) -> str:
    """Our own words about what happened: one line of ASCII, long numbers (a phone) masked."""
    if not isinstance(said, str):
        return _called(said)
    first, _, _ = said.strip().partition("\n")
    if not first or not _PLAIN.fullmatch(first):
        return f"withheld {len(said)} characters"
    if _TO_MASK.search(first):
        first = _MANY_DIGITS.sub("#", _CREDENTIALS.sub("", first))
    return first[:LONGEST]


def foreign_sentence(said: object, arguments: object) -> str:
    """A library's log message: its own template, with numbers filled in and every text left out."""
    template = sentence(said)
    match arguments:
        case dict():
            named, listed = arguments, iter(())
        case tuple():
            named, listed = {}, iter(arguments)
        case _:
            return template

    def filled(found: re.Match[str]) -> str:
        if found[0].endswith("%"):
            return "%"
        value = named.get(found[1]) if found[1] else next(listed, None)
        return str(value) if isinstance(value, int | float) and abs(value) < 1e7 else "..."

    return _PLACEHOLDER.sub(filled, template)


def _entries(line: Mapping[Any, Any]) -> Iterable[tuple[str, Any]]:
    for key, value in line.items():
        if isinstance(key, str) and _may_stand(key):
            yield key[:LONGEST], _value(value, known=key in KNOWN)


@lru_cache(maxsize=1000)
def _may_stand(key: str) -> bool:
    return _WORD.fullmatch(key) is not None and key.lower() not in PERSONAL


def _value(value: object, *, known: bool, depth: int = 0) -> Any:
    match value:
        case None | bool():
            return value
        case int() | float():
            return value if known or abs(value) < 10**7 else "withheld a long number"
        case str():
            return _text(value, known=known)
        case UUID() | Path():
            return _text(str(value), known=known)
        case datetime():
            return _text(value.isoformat(), known=known)
        case BaseException() | type():
            return _called(value)
        case _ if depth == 3:
            return "withheld, nested too deep"
        case dict():
            return {
                key: _value(inner, known=key in KNOWN, depth=depth + 1)
                for key, inner in islice(value.items(), 50)
                if isinstance(key, str) and key in KNOWN
            }
        case list() | tuple() | set() | frozenset():
            return [_value(inner, known=known, depth=depth + 1) for inner in islice(value, 50)]
        case _:
            return _called(value)


def _text(value: str, *, known: bool) -> str:
    if not known or not _WORD.fullmatch(value):
        return f"withheld {len(value)} characters"
    if _TO_MASK.search(value):
        value = _A_NUMBER.sub("#", _CREDENTIALS.sub("", value))
    return value[:LONGEST]


def _called(value: object) -> str:
    kind = value if isinstance(value, type) else type(value)
    return f"{kind.__module__}.{kind.__qualname__}"
