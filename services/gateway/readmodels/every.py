"""Every read model of the street. Each is named as its address is: `/v1/<name>`."""

from collections.abc import Sequence
from typing import Any

from services.gateway.readmodels import (
    baselines,
    cases,
    catalogue,
    coalitions,
    collection_rounds,
    disputes,
    erasures,
    estates,
    hours,
    mediators,
    orders,
    outreach_sessions,
    party_orgs,
    petitions,
    ratings,
    referrals,
    stations,
    studios,
    tasks,
    units,
    venue_days,
    venues,
    volunteers,
    work_calendars,
)
from services.kernel import ReadModel

every: Sequence[ReadModel[Any]] = (
    units.units,
    estates.estates,
    stations.stations,
    party_orgs.party_orgs,
    work_calendars.work_calendars,
    petitions.petitions,
    referrals.referrals,
    erasures.erasures,
    outreach_sessions.outreach_sessions,
    collection_rounds.collection_rounds,
    mediators.mediators,
    studios.studios,
    disputes.disputes,
    baselines.baselines,
    cases.cases,
    coalitions.coalitions,
    volunteers.volunteers,
    catalogue.catalogue,
    venues.venues,
    venue_days.venue_days,
    orders.orders,
    tasks.tasks,
    hours.hours,
    ratings.ratings,
)
