"""A command crosses the bus whole, is answered once, and nothing pretends to be the house."""

import json
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contracts.petitions.commands.registry import RegisterUnit
from services.contracts.places import UnitKind
from services.kernel import Command, Forbidden, Invalid, Sealed, of
from services.kernel.actor import Grant, Principal
from services.kernel.ask import Ask
from services.plumbing import wire
from tests.plumbing.on_the_wire import asking, the_street
from tests.scenario import STREET

KINDS: dict[str, type[Command]] = {"RegisterUnit": RegisterUnit}


THE_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  # the strategy adds the zone


texts = st.text(max_size=40)


moments = st.datetimes(timezones=st.just(UTC), min_value=THE_EPOCH)


principals = st.builds(
    Principal,
    person=texts.filter(lambda text: not text.startswith("system:")),
    street=texts,
    grants=st.lists(st.builds(Grant, role=texts.filter(lambda r: r != "system"), org=texts)).map(
        tuple
    ),
)


commands = st.builds(
    RegisterUnit,
    unit_id=st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9_-]{0,47}\Z"),
    kind=st.sampled_from(UnitKind),
    name=st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1, max_size=400),
    parent_id=st.none(),
)


asks = st.builds(
    Ask,
    command=commands,
    command_id=st.uuids(),
    principal=principals,
    occurred_at=st.none() | moments,
    expected_version=st.none() | st.integers(0, 2**62),
    request_digest=st.none() | texts,
    correlation_id=st.none() | st.uuids(),
    causation_id=st.none() | st.uuids(),
)


@given(asks)
def test_what_is_written_is_what_is_read(ask: Ask) -> None:
    letter = wire.written(ask)
    assert all(name.isascii() and value.isascii() for name, value in letter.headers.items())
    assert not any("\r" in value or "\n" in value for value in letter.headers.values())
    assert wire.read(KINDS, letter) == ask


@pytest.mark.parametrize(
    "who",
    [
        Principal(person="system:petitions", street=STREET),
        Principal(person="p", street=STREET, grants=(Grant(role="system", org=STREET),)),
    ],
)
def test_nobody_on_the_wire_is_the_room_itself(who: Principal) -> None:
    letter = wire.written(Ask(command=the_street, command_id=uuid4(), principal=who))
    with pytest.raises(Forbidden):
        wire.read(KINDS, letter)


class Tell(Command, category="tale", about="tale_id"):
    """Something personal."""

    tale_id: str
    words: Annotated[Sealed, of("tale_id")]


def test_a_text_sealed_for_another_command_is_refused() -> None:
    command_id = uuid4()

    def letter(under: UUID) -> wire.Letter:
        text = Sealed(person="p", under=str(under), nonce="n", box="b")
        return wire.written(asking(Tell(tale_id="t", words=text), command_id))

    good = letter(command_id)
    assert wire.read({"Tell": Tell}, good).command_id == command_id
    stolen = letter(uuid4())
    with pytest.raises(Invalid):
        wire.read({"Tell": Tell}, stolen)


def said(**changed: object) -> str:
    """What goes along with a good command, changed."""
    letter = wire.written(asking(the_street))
    return json.dumps({**json.loads(letter.headers["cmd"]), **changed})


@pytest.mark.parametrize(
    ("name", "change", "body"),
    [
        ("Unheard", {}, None),
        ("RegisterUnit", {"cmd": ""}, None),
        ("RegisterUnit", {"cmd": "[]"}, None),
        ("RegisterUnit", {"cmd": said(id="no uuid")}, None),
        ("RegisterUnit", {"cmd": said(by={"person": "p", "street": STREET, "grants": [{}]})}, None),
        ("RegisterUnit", {"cmd": said(occurred="yesterday")}, None),
        ("RegisterUnit", {}, b"{"),
        ("RegisterUnit", {}, b"\xff\xfe"),
        ("RegisterUnit", {}, b'{"unit_id":"C1","kind":"community","name":"x","more":1}'),
        ("RegisterUnit", {}, b"[" * 200_000),
    ],
)
def test_what_is_no_command_of_ours_is_not_understood(
    name: str, change: dict[str, str], body: bytes | None
) -> None:
    letter = wire.written(asking(the_street))
    with pytest.raises(wire.NotUnderstood):
        wire.read(KINDS, wire.Letter(name, letter.headers | change, body or letter.body))
