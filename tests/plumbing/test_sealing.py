"""A sealed text opens for its person, command and field, and for nothing else."""

from uuid import UUID

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from services.kernel.sealed import Sealed
from services.plumbing.sealing import Tampered, ToSeal, seal, unseal

KEK = bytes(range(32))
WORDS = "楼上漏水三个月了，我叫李青禾，电话13800000000"
ADA = "0192d6c0-0000-7000-8000-000000000001"
BOB = "0192d6c0-0000-7000-8000-000000000002"


def test_a_text_waiting_to_be_sealed_does_not_show_itself() -> None:
    assert WORDS not in repr(ToSeal(ADA, ADA, "narrative", WORDS))


def test_a_box_moved_to_another_field_command_or_person_does_not_open() -> None:
    key = AESGCM(KEK)
    ada, bob = (seal(key, ToSeal(who, ADA, "narrative", WORDS)) for who in (ADA, BOB))
    moved = [
        (ada, "reply"),
        (ada.model_copy(update={"under": BOB}), "narrative"),
        (ada.model_copy(update={"person": BOB}), "narrative"),
        (ada.model_copy(update={"nonce": bob.nonce, "box": bob.box}), "narrative"),
        (ada.model_copy(update={"nonce": "!"}), "narrative"),
        (ada.model_copy(update={"box": ""}), "narrative"),
        (ada.model_copy(update={"person": "nobody"}), "narrative"),
    ]
    for box, field in moved:
        with pytest.raises(Tampered) as refused:
            unseal(key, box, field)
        assert WORDS not in str(refused.value)


texts = st.text(max_size=300)
fields = st.text(min_size=1, max_size=40)


@given(texts, fields, st.uuids(), st.uuids())
def test_any_text_comes_back_and_the_same_text_is_never_sealed_alike(
    text: str, field: str, person: UUID, under: UUID
) -> None:
    key = AESGCM(KEK)
    item = ToSeal(person=str(person), under=str(under), field=field, text=text)
    one, two = seal(key, item), seal(key, item)
    assert unseal(key, Sealed.model_validate_json(one.model_dump_json()), field) == text
    assert one.box != two.box


@given(fields, fields, st.uuids(), st.uuids(), st.integers(0, 500))
def test_no_other_field_and_no_flipped_bit_opens(
    field: str, other: str, person: UUID, under: UUID, at: int
) -> None:
    key = AESGCM(KEK)
    box = seal(key, ToSeal(str(person), str(under), field, "一句话"))
    flipped = bytearray(box.box.encode())
    flipped[at % len(flipped)] ^= 0x02
    with pytest.raises(Tampered):
        unseal(key, box.model_copy(update={"box": flipped.decode()}), field)
    if other != field:
        with pytest.raises(Tampered):
            unseal(key, box, other)
