"""What no user of the bus may ever say or hear beside its own, written out by hand."""

from collections.abc import Sequence
from itertools import permutations

from services.town.nats import USERS
from tests.scenario import STREET

ROOMS = ("petitions", "mediation", "activities")
NOT_THE_PROVISIONER = (*ROOMS, "gateway")
STREAM_VERBS = ("CREATE", "UPDATE", "DELETE", "PURGE", "MSG.DELETE", "SNAPSHOT", "RESTORE")


def publishing_denied() -> list[tuple[str, str]]:
    """(user, subject): nothing of this may ever leave that user."""
    denied = [
        *((room, f"evt.{other}.{STREET}.case.Opened") for room, other in permutations(ROOMS, 2)),
        *((room, f"wm.{other}.{STREET}") for room, other in permutations(ROOMS, 2)),
        *((room, f"cmd.{asked}.Register") for room in ROOMS for asked in ROOMS),
        *((room, f"evt.{room}.elsewhere.case.Opened") for room in ROOMS),
        *(("gateway", f"evt.{room}.{STREET}.case.Opened") for room in ROOMS),
        *(("gateway", f"wm.{room}.{STREET}") for room in ROOMS),
        *(("provisioner", f"evt.{room}.{STREET}.case.Opened") for room in ROOMS),
        *(("provisioner", f"cmd.{room}.Register") for room in ROOMS),
        *(
            (user, f"$JS.API.STREAM.{verb}.{room.upper()}_{STREET}")
            for user in NOT_THE_PROVISIONER
            for verb in STREAM_VERBS
            for room in ROOMS
        ),
        *((user, f"$JS.API.STREAM.CREATE.OF_{user}") for user in USERS),
        *((user, "$JS.API.STREAM.NAMES") for user in USERS),
        *((user, f"$JS.API.CONSUMER.LIST.PETITIONS_{STREET}") for user in USERS),
        *((user, f"$JS.API.DIRECT.GET.PETITIONS_{STREET}") for user in USERS),
        *((user, "$SYS.REQ.SERVER.PING") for user in USERS),
        *((user, "_INBOX.operators") for user in USERS),
        ("mediation", f"$JS.API.CONSUMER.CREATE.ACTIVITIES_{STREET}.pull"),
        ("activities", f"$JS.API.CONSUMER.CREATE.MEDIATION_{STREET}.pull"),
        ("petitions", f"$JS.API.STREAM.MSG.GET.MEDIATION_{STREET}"),
        ("gateway", f"$JS.API.STREAM.MSG.GET.MEDIATION_{STREET}"),
    ]  # fmt: skip
    return sorted(set(denied))


def hearing_denied() -> list[tuple[str, str]]:
    """(user, subject): nothing of this may ever come to that user."""
    return [
        *((room, f"cmd.{other}.*") for room, other in permutations(ROOMS, 2)),
        *((room, f"cmd.{room}.*") for room in ROOMS),  # beside its own queue group
        *(("gateway", f"cmd.{room}.*") for room in ROOMS),
        *((user, f"_INBOX_{other}.>") for user, other in permutations(USERS, 2)),
        *((user, "evt.>") for user in USERS),
        *((user, ">") for user in USERS),
        *((user, "$SYS.>") for user in USERS),
        *((user, "_INBOX.>") for user in USERS),
        *(("provisioner", f"wm.{room}.{STREET}") for room in ROOMS),
        ("mediation", f"wm.activities.{STREET}"),
        ("activities", f"wm.mediation.{STREET}"),
    ]


def by_user(told: Sequence[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    return [(user, [subject for who, subject in told if who == user]) for user in USERS]
