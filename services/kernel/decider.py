"""The Decider: what is asked and what is so, answered with what happened.

After Jérémie Chassaing, "Functional Event Sourcing Decider" (2021): decide, evolve, initial.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from services.kernel.actor import Principal
from services.kernel.claim import Claim
from services.kernel.deadline import Deadline
from services.kernel.values import Command, Event, State


class Setting[S, X](State):
    """What a decision may know besides its own aggregate: all of it passed in, none of it looked
    up."""

    now: datetime
    """When the room decides."""
    occurred_at: datetime
    """When it happened in the world: field work may be entered later (bitemporal rule)."""
    asker: Principal
    around: X
    """The room's surroundings: what it knows of org units, mediators, volunteers…"""
    others: Mapping[str, S]
    """The other aggregates of this category that the command names, by key."""


class Standing(State):
    """Where a thing stands, for the permission table: its org unit, and who has a part in it."""

    place: str
    people: Mapping[str, frozenset[str]] = MappingProxyType({})


def _none_set(_: Event) -> Sequence[Deadline]:
    return ()


def _none_claimed(_: Event) -> Sequence[Claim]:
    return ()


def _no_others(_: Command) -> Sequence[str]:
    return ()


class Decider[C: Command, S, E: Event, X](State):
    """One kind of aggregate. `decide` and `evolve` are pure; `evolve` never refuses.

    `standing` says where the thing is and who has a part in it; `others` names further aggregates
    of this category whose versions the append also guards; `deadlines` and `claims` read, from an
    event, the timers and unique reservations written in the same append.
    """

    category: str
    initial: S
    decide: Callable[[C, S, Setting[S, X]], Sequence[E]]
    evolve: Callable[[S, E], S]
    standing: Callable[[C, S, X], Standing]
    others: Callable[[C], Sequence[str]] = _no_others
    deadlines: Callable[[E], Sequence[Deadline]] = _none_set
    claims: Callable[[E], Sequence[Claim]] = _none_claimed


class Around[X](State):
    """What a room knows of its surroundings: a fold over some categories of its own log."""

    categories: tuple[str, ...]
    initial: X
    evolve: Callable[[X, Event], X]


def fold[S, E](evolve: Callable[[S, E], S], initial: S, events: Sequence[E]) -> S:
    """The state after all of them."""
    state = initial
    for event in events:
        state = evolve(state, event)
    return state
