"""Every statistic of the street."""

from collections.abc import Sequence
from typing import Any

from services.gateway.statistics.coverage import coverage
from services.gateway.statistics.decisions import decisions
from services.gateway.statistics.demand_and_supply import demand_and_supply
from services.gateway.statistics.dispute_trend import dispute_trend
from services.gateway.statistics.headline import headline
from services.gateway.statistics.mediators import mediators
from services.gateway.statistics.outreach import outreach
from services.gateway.statistics.overdue_list import overdue_list
from services.gateway.statistics.owners_votes import owners_votes
from services.gateway.statistics.problem_list import problem_list
from services.gateway.statistics.ratings import ratings
from services.gateway.statistics.satisfied_list import satisfied_list
from services.gateway.statistics.three_rates import three_rates
from services.gateway.statistics.volunteer_hours import volunteer_hours
from services.gateway.statistics.whistle_board import whistle_board
from services.kernel import Statistic

every: Sequence[Statistic[Any]] = (
    headline,
    problem_list,
    satisfied_list,
    overdue_list,
    coverage,
    mediators,
    dispute_trend,
    three_rates,
    volunteer_hours,
    ratings,
    demand_and_supply,
    outreach,
    decisions,
    owners_votes,
    whistle_board,
)
