"""What happened, in plain words: a Chinese phrase for every event, and the contract's English."""

from collections.abc import Mapping
from typing import Any

from services.contracts.activities.events import activities_events
from services.contracts.mediation.events import mediation_events
from services.contracts.petitions.events import petitions_events
from services.gateway.http.words import activities, mediation, petitions
from services.kernel import Vocabulary

EVENTS: Mapping[str, Vocabulary[Any]] = {
    "petitions": petitions_events,
    "mediation": mediation_events,
    "activities": activities_events,
}
"""The events of each room."""

_CHINESE: Mapping[str, Mapping[str, str]] = {
    "petitions": petitions.WORDS,
    "mediation": mediation.WORDS,
    "activities": activities.WORDS,
}


def in_words(room: str, kind: str) -> dict[str, str]:
    """An event's type as people say it; a type newer than this program keeps its own name."""
    known = EVENTS[room].types.get(kind)
    english = " ".join((known.__doc__ or "").split()) if known else kind
    return {"zh": _CHINESE[room].get(kind, kind), "en": english}
