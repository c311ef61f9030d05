"""Who sees what: for each kind of thing one function, from the reader and the card to a `Sight`.

None: the thing is not there for this reader, in no list, no history and no event stream.
"""

from collections.abc import Callable, Mapping
from typing import Any

from services.gateway.http.audience import (
    activities,
    deliberation,
    mediation,
    outreach,
    owners,
    petitions,
    whistle,
)
from services.gateway.http.reader import Reader
from services.gateway.http.sight import Sight

type Look = Callable[[Reader, Any], Sight | None]

LOOKS: Mapping[str, Look] = {
    "petitions": petitions.petition,
    "units": petitions.registry,
    "estates": petitions.registry,
    "stations": petitions.station,
    "party-orgs": petitions.registry,
    "work-calendars": petitions.registry,
    "rate-weights": petitions.registry,
    "owners-rolls": owners.roll,
    "owners-assemblies": owners.assembly,
    "prep-groups": owners.open_to_all,
    "owners-committees": owners.open_to_all,
    "persons": petitions.erasure,
    "outreach-sessions": outreach.session,
    "collection-rounds": outreach.collection_round,
    "topics": deliberation.topic,
    "whistles": whistle.whistle,
    "meetings": deliberation.meeting,
    "resolutions": deliberation.resolution,
    "hall-calendar": deliberation.calendar,
    "disputes": mediation.dispute,
    "baselines": mediation.baseline,
    "cases": mediation.case,
    "mediators": mediation.mediator,
    "studios": mediation.studio,
    "orders": activities.order,
    "tasks": activities.task,
    "hours": activities.hours,
    "volunteers": activities.volunteer,
    "coalitions": activities.open_to_all,
    "catalogue-items": activities.open_to_all,
    "venues": activities.open_to_all,
    "venue-days": activities.open_to_all,
}
"""By the plural under which the things have their address."""

__all__ = ["LOOKS", "Look"]
