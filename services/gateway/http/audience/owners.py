"""Who sees what of the owners' assembly: figures everybody, keys of owners hardly anybody."""

from services.authority import Role
from services.gateway.http.reader import Reader
from services.gateway.http.sight import Sight
from services.gateway.readmodels.assemblies import AssemblyCard, AssemblyStatus, assemblies
from services.gateway.readmodels.owners_committees import CommitteeCard
from services.gateway.readmodels.prep_groups import PrepGroupCard, prep_groups
from services.gateway.readmodels.rolls import RollCard, rolls

ORGANISERS = frozenset(
    {
        Role.PREP_MEMBER,
        Role.OC_MEMBER,
        Role.TELLER,
        Role.STATION_CLERK,
        Role.COMMUNITY_OFFICER,
        Role.STREET_OFFICER,
        Role.AUDITOR,
    }
)

_WHOLE = Sight()
_KEYS = frozenset({"owner_key", "co_owner_keys"})
_PUBLIC = Sight(without=rolls.confidential | _KEYS, opens=frozenset(), bodies=False)


def roll(reader: Reader, card: RollCard) -> Sight | None:
    """Organisers all of it; an owner which units are theirs; the street units and areas alone
    (P-INV-39)."""
    if any(reader.holds(ORGANISERS, estate) for estate in card.estate_ids):
        return _WHOLE
    keys = {key for unit in card.units for key in (unit.owner_key, *unit.co_owner_keys)}
    if reader.is_one_of(keys):
        others = frozenset(str(key) for key in keys) - {reader.who.person}
        return Sight(without=rolls.confidential, opens=frozenset(), strangers=others, bodies=False)
    return _PUBLIC


_WITHOUT_BALLOTS = Sight(without=assemblies.confidential, opens=frozenset(), bodies=False)
_BALLOTS = Sight(bodies=False)
_TELLERS = frozenset({Role.TELLER})


def assembly(reader: Reader, card: AssemblyCard) -> Sight | None:
    """Sums for everybody. Ballots nobody, until the vote is closed; then the tellers alone."""
    tells = any(reader.holds(_TELLERS, estate) for estate in card.estate_ids)
    if tells and card.status is AssemblyStatus.COUNTING:
        return _BALLOTS
    return _WITHOUT_BALLOTS


_OPEN = Sight(without=prep_groups.confidential, opens=frozenset(), bodies=False)


def open_to_all(_reader: Reader, _card: PrepGroupCard | CommitteeCard) -> Sight:
    """Lists of members are posted by law, and hold keys, not names (P-INV-39); who applied is
    nobody's business but the street's, which has it in the log."""
    return _OPEN
