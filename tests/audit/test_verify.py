"""An export says of itself whether it is what the rooms signed, and names the place if not."""

import gzip
import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.contracts.mediation.events.anchors import MediationCheckpointAnchored
from services.proof.checkpoint import Checkpoint
from services.proof.note import Note, Signer, Verifier
from services.town.audit.exporting import export
from services.town.audit.selecting import Selection
from services.town.audit.verifying import shown, verify
from tests.audit.paper_source import PaperSource, key
from tests.gateway.paper import Paper
from tests.gateway.petition_story import accepted, petition, registered, replied
from tests.scenario import STREET

type Document = dict[str, Any]
type Change = Callable[[list[Document]], object]

EVERYTHING = Selection(street=STREET, rooms=("petitions", "mediation"))


def the_street(petitions: int = 100) -> PaperSource:
    """Three events for each petition; the mediation room has kept the hall's checkpoint at 200."""
    hall, mediation = Paper(), Paper("mediation")
    for n in range(petitions):
        hall.tell(registered(n), accepted(n), replied(n))
    source = PaperSource(hall, mediation)
    note = source.checkpoint("petitions", 200)
    told = Checkpoint.read(Note.read(note).text)
    root = b64encode(told.root).decode()
    mediation.tell(
        MediationCheckpointAnchored(room="petitions", size=told.size, root=root, note=note)
    )
    return source


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "street.jsonl"
    assert export(the_street(), EVERYTHING, path, lambda _: None) == 301
    return path


def documents(path: Path) -> list[Document]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def changed(path: Path, change: Change) -> Path:
    """The file as somebody would leave it who has changed a few lines."""
    lines = documents(path)
    change(lines)
    other = path.with_name("changed.jsonl")
    other.write_text("".join(orjson.dumps(line).decode() + "\n" for line in lines))
    return other


def told(path: Path) -> list[Document]:
    """What a file says between its head and its end, but for the digests: its head has a date."""
    return [
        {name: each[name] for name in each if name != "before"} for each in documents(path)[1:-1]
    ]


def event(lines: list[Document], position: int, room: str = "petitions") -> Document:
    return next(
        each
        for each in lines
        if each["kind"] == "event" and (each["room"], each["event"]["position"]) == (room, position)
    )


def log(lines: list[Document], room: str = "petitions") -> Document:
    return next(each for each in lines if each["kind"] == "log" and each["room"] == room)


def test_a_whole_export_is_whole_and_true(exported: Path) -> None:
    found = verify(exported, [key("petitions").verifier, key("mediation").verifier])
    assert found.problems == ()
    assert found.events == {"petitions": 300, "mediation": 1}
    assert found.checkpoints["petitions"].size == 300
    assert found.anchored == 1
    assert verify(exported).problems == ()


def test_a_compressed_export_is_the_same(tmp_path: Path, exported: Path) -> None:
    path = tmp_path / "street.jsonl.gz"
    export(the_street(), EVERYTHING, path, lambda _: None)
    assert verify(path).problems == ()
    unpacked = path.with_name("unpacked.jsonl")
    unpacked.write_bytes(gzip.decompress(path.read_bytes()))
    assert told(unpacked) == told(exported)


def one_flipped_byte(lines: list[Document]) -> None:
    told = event(lines, 57)["event"]
    body = bytearray(b64decode(told["body"]))
    body[20] ^= 1
    told["body"] = b64encode(bytes(body)).decode()


def another_clerk(lines: list[Document]) -> None:
    event(lines, 57)["event"]["actor"]["role"] = "supervisor"


def an_hour_later(lines: list[Document]) -> None:
    told = event(lines, 57)["event"]
    told["recorded_at"] = told["recorded_at"].replace("04:00:00", "05:00:00")


def another_way_to_write_it(lines: list[Document]) -> None:
    told = event(lines, 57)["event"]
    told["command_id"] = told["command_id"].upper()


def one_removed_event(lines: list[Document]) -> None:
    lines.remove(event(lines, 57))


def two_swapped_events(lines: list[Document]) -> None:
    one, two = event(lines, 57), event(lines, 58)
    one["event"], two["event"] = (
        two["event"] | {"position": 57},
        one["event"] | {"position": 58},
    )


def two_swapped_lines(lines: list[Document]) -> None:
    at = lines.index(event(lines, 57))
    lines[at], lines[at + 1] = lines[at + 1], lines[at]


def an_invented_event(lines: list[Document]) -> None:
    last = event(lines, 300)
    told = last["event"] | {"position": 301, "version": 4}
    lines.insert(lines.index(last) + 1, last | {"event": told})


def a_forged_checkpoint(lines: list[Document]) -> None:
    told = log(lines)
    told["checkpoint"] = told["checkpoint"].replace("\n300\n", "\n299\n")


def a_checkpoint_by_another(lines: list[Document]) -> None:
    told = log(lines)
    stranger = Signer(key("petitions").verifier.name, bytes(32))
    told["checkpoint"] = Checkpoint.read(Note.read(told["checkpoint"]).text).signed(stranger)


def a_hash_exchanged_with_its_event(lines: list[Document]) -> None:
    another_clerk(lines)
    tile = next(each for each in lines if each["kind"] == "tile" and each["path"] == "0/000")
    hashes = bytearray(b64decode(tile["hashes"]))
    hashes[56 * 32] ^= 1
    tile["hashes"] = b64encode(bytes(hashes)).decode()


def a_tile_taken_away(lines: list[Document]) -> None:
    lines.remove(next(each for each in lines if each["kind"] == "tile" and each["path"] == "0/000"))


def an_end_cut_off(lines: list[Document]) -> None:
    del lines[-3:]


def a_line_of_noise(lines: list[Document]) -> None:
    lines.insert(lines.index(event(lines, 57)), {"kind": "noise"})


def a_rank_told_wrong(lines: list[Document]) -> None:
    event(lines, 55)["ranks"] = {"petitions": 1}


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (one_flipped_byte, ["petitions/57: is not the event that was signed"]),
        (another_clerk, ["petitions/57: is not the event that was signed"]),
        (an_hour_later, ["petitions/57: is not the event that was signed"]),
        (another_way_to_write_it, ["petitions/57: is not written as it was exported"]),
        (one_removed_event, ["petitions/57: is missing here"]),
        (
            two_swapped_events,
            [
                "petitions/57: is not the event that was signed",
                "petitions/58: is not the event that was signed",
            ],
        ),
        (two_swapped_lines, ["petitions/57: is missing here", "petitions/57: does not belong"]),
        (an_invented_event, ["petitions/301: does not belong here"]),
        (a_forged_checkpoint, ["petitions: checkpoint: the signature is not by the key"]),
        (a_checkpoint_by_another, ["petitions: checkpoint: not signed by the log's key"]),
        (a_hash_exchanged_with_its_event, ["petitions/57: is not the event that was signed"]),
        (a_tile_taken_away, ["petitions/57: has no proof"]),
        (an_end_cut_off, ["the file breaks off"]),
        (a_line_of_noise, ["petitions/57: a line cannot be read"]),
        (a_rank_told_wrong, ["petitions/55: the file was changed here after it was written"]),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_what_was_done_to_a_file_is_named(exported: Path, change: Change, named: list[str]) -> None:
    problems = verify(changed(exported, change)).problems
    for each in named:
        assert any(each in problem for problem in problems), problems


def test_a_file_that_names_its_own_keys_is_caught_by_those_known_from_elsewhere(
    exported: Path,
) -> None:
    stranger = Signer(key("petitions").verifier.name, bytes(32))

    def forge(lines: list[Document]) -> None:
        told = log(lines)
        told["epochs"][0]["vkey"] = stranger.verifier.vkey
        told["checkpoint"] = Checkpoint.read(Note.read(told["checkpoint"]).text).signed(stranger)

    forged = changed(exported, forge)
    assert "petitions: checkpoint: not signed by the log's key" in (
        verify(forged, [key("petitions").verifier, key("mediation").verifier]).problems
    )
    # And by what the other room has kept of it.
    assert "mediation/1: the checkpoint anchored here was not signed by its key" in (
        verify(forged).problems
    )


def test_a_log_rewritten_with_its_own_key_is_caught_by_what_the_other_room_has_kept(
    tmp_path: Path,
) -> None:
    source = the_street()
    hall = source.papers["petitions"]
    events = hall.events[:100] + hall.events[103:]
    rewritten = Paper()
    for each in events:
        rewritten.write(each.stream, each.type, each.body)
    path = tmp_path / "rewritten.jsonl"
    export(PaperSource(rewritten, source.papers["mediation"]), EVERYTHING, path, lambda _: None)
    found = verify(path, [key("petitions").verifier, key("mediation").verifier])
    assert found.problems == (
        "mediation/1: the checkpoint anchored here is not of the log of petitions",
    )


def test_one_matter_is_proven_without_the_others(tmp_path: Path) -> None:
    path = tmp_path / "case.jsonl"
    selection = Selection(street=STREET, rooms=("petitions",), case=str(petition(42)))
    assert export(the_street(), selection, path, lambda _: None) == 3
    found = verify(path, [key("petitions").verifier])
    assert found.problems == ()
    lines = documents(path)
    assert [each["event"]["position"] for each in lines if each["kind"] == "event"] == [
        127, 128, 129,
    ]  # fmt: skip
    assert str(petition(41)) not in path.read_text()
    for change, named in (
        (lambda lines: lines.remove(event(lines, 128)), "petitions/128: is missing here"),
        (
            lambda lines: event(lines, 128)["event"].update(type="PetitionDeclined"),
            "petitions/128: is not the event that was signed",
        ),
    ):
        assert named in verify(changed(path, change)).problems


@given(data=st.data())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_flipped_bit_of_the_file_goes_unnoticed(exported: Path, data: st.DataObject) -> None:
    whole = bytearray(exported.read_bytes())
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= 1 << data.draw(st.integers(0, 7))
    flipped = exported.with_name("flipped.jsonl")
    flipped.write_bytes(whole)
    assert verify(flipped).problems != ()


@pytest.mark.parametrize("cut", [1, 1000, -1])
def test_a_compressed_file_that_breaks_off_says_where(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "street.jsonl.gz"
    export(the_street(), EVERYTHING, path, lambda _: None)
    path.write_bytes(path.read_bytes()[: 20_000 if cut == 1000 else cut])
    problems = verify(path).problems
    assert any("breaks off" in problem for problem in problems), problems


def test_long_lists_are_cut_short() -> None:
    assert len(shown([str(n) for n in range(100)])) == 21
    assert Verifier.read(key("petitions").verifier.vkey) == key("petitions").verifier
