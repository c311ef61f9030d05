"""Every room keeps the others' checkpoints, each once, and owns a break of its history once."""

from base64 import b64encode

import pytest

from services.kernel import Forbidden, Standing
from services.kernel.actor import system
from services.kernel.ask import Ask
from services.kernel.room import Room
from services.proof.checkpoint import Checkpoint
from services.proof.merkle import leaf_hash
from services.proof.note import Signer
from tests.contracts.publish import ROOMS
from tests.scenario import SOMEBODY, STREET, Scenario, an_id

PEER = Signer(f"yizhan.example/peer/{STREET}", bytes(32))


def anchoring(room: Room) -> Scenario:
    decider = next(each for each in room.deciders if each.category == "anchor")
    return Scenario(decider, room.events, room.around.initial)


def checkpoint(size: int) -> dict[str, object]:
    """What a peer's log has signed at this size."""
    signed = Checkpoint(origin=PEER.verifier.name, size=size, root=leaf_hash(bytes(size)))
    root = b64encode(signed.root).decode()
    return {"room": "peer", "size": size, "root": root, "note": signed.signed(PEER)}


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_checkpoint_is_kept_as_it_was_signed_and_only_once(room: Room) -> None:
    assert room.anchor is not None
    kept = room.events.types[f"{room.name.title()}CheckpointAnchored"]
    first, second = checkpoint(7), checkpoint(8)
    keep = room.anchor.model_validate(first)
    anchors = anchoring(room)
    anchors.given().when(keep).then(kept.model_validate(first))
    anchors.given(kept.model_validate(first)).when(keep).then()
    anchors.given(kept.model_validate(first)).when(room.anchor.model_validate(second)).then(
        kept.model_validate(second)
    )


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_new_epoch_is_told_once(room: Room) -> None:
    assert room.epoch is not None
    told = {
        "room": room.name, "number": 2, "reason": "restored", "size": 41,
        "broken": str(checkpoint(57)["note"]),
    }  # fmt: skip
    begun = room.events.types[f"{room.name.title()}EpochOpened"].model_validate(told)
    anchors = anchoring(room)
    anchors.given().when(room.epoch.model_validate(told)).then(begun)
    anchors.given(begun).when(room.epoch.model_validate(told)).then()
    later = told | {"number": 3}
    anchors.given(begun).when(room.epoch.model_validate(later)).then(
        type(begun).model_validate(later)
    )


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_only_the_room_itself_anchors(room: Room) -> None:
    assert room.anchor is not None
    assert room.anchor.internal
    command = room.anchor.model_validate(checkpoint(7))
    standing, around = Standing(place="peer"), room.around.initial
    for asker in (SOMEBODY, system(room.name, STREET)):
        ask = Ask(command=command, command_id=an_id(lambda each: each), principal=asker)
        if asker.is_system:
            assert room.permit(ask, standing, around).role == "system"
        else:
            with pytest.raises(Forbidden):
                room.permit(ask, standing, around)
