"""Checking a permission table (domain §3.6) before a room decides. The gateway only
authenticates."""

from collections.abc import Callable, Mapping

from services.authority.directory import Directory
from services.authority.roles import Role
from services.kernel import Forbidden, Standing, State
from services.kernel.actor import Actor, Grant, signed
from services.kernel.ask import Ask
from services.kernel.values import Command


class Rule(State):
    """One row: who may. `parts` are people the thing itself names ("petitioner"), `barred` those
    it bars."""

    roles: frozenset[Role] = frozenset()
    parts: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()
    anyone: bool = False


def allow(
    *roles: Role, parts: tuple[str, ...] = (), barred: tuple[str, ...] = (), anyone: bool = False
) -> Rule:
    """`allow(Role.STREET_OFFICER, parts=("petitioner",))`: these roles at or above, or who has
    that part."""
    return Rule(
        roles=frozenset(roles), parts=frozenset(parts), barred=frozenset(barred), anyone=anyone
    )


_NOBODY = Rule()


def permits[X](
    table: Mapping[type[Command], Rule], directory: Callable[[X], Directory]
) -> Callable[[Ask, Standing, X], Actor]:
    """The check of this table, for `Execution`. A command without a row may be done by nobody."""

    def permit(ask: Ask, standing: Standing, around: X) -> Actor:
        return _actor(ask, table.get(type(ask.command), _NOBODY), standing, directory(around))

    return permit


def _actor(ask: Ask, rule: Rule, standing: Standing, directory: Directory) -> Actor:
    who = ask.principal
    for part in rule.barred:
        if who.person in standing.people.get(part, ()):
            raise Forbidden(barred_as=part)
    grant = next(
        (each for each in who.grants if _reaches(each, rule, ask, standing, directory)), None
    )
    if grant is not None:
        return signed(who.person, grant.role, grant.org)
    for part in rule.parts:
        if who.person in standing.people.get(part, ()):
            return signed(who.person, part, standing.place)
    if rule.anyone and not who.is_system:
        return signed(who.person, Role.RESIDENT, standing.place)
    raise Forbidden


def _reaches(grant: Grant, rule: Rule, ask: Ask, standing: Standing, directory: Directory) -> bool:
    """The role is one of the row's, held at or above the place; the street's own reach is the
    whole log."""
    if grant.role not in rule.roles:
        return False
    return grant.org == ask.street or directory.within(standing.place, grant.org)
