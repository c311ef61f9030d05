"""A matter comes into the hall."""

from datetime import timedelta
from typing import Any

import pytest

from services.contracts.ids import PersonId
from services.contracts.petitions.commands.petition import RegisterPetition
from services.contracts.petitions.events.closing import PetitionReopened
from services.contracts.petitions.events.petition import (
    PetitionDeclined,
    PetitionerNotified,
    PetitionVoided,
    PetitionWithdrawn,
)
from services.contracts.petitions.words import (
    Channel,
    ContactMode,
    DeclineReason,
    DemandType,
    IdentityMode,
    NoticeKind,
    ReopenReason,
)
from services.kernel import Release, Take
from services.petitions.hall import matter
from services.petitions.hall.refusals import (
    AnonymousHasNoIdentity,
    NotYourself,
    PetitionAlreadyRegistered,
    PetitionerMissing,
    QueryCodeTaken,
    StationNotInEstate,
    TooManyRepresentatives,
)
from services.petitions.hall.refusals_closing import SameMatterIsOpen
from services.petitions.registry.refusals import NotAnEstate, UnitUnknown
from tests.petitions.cast import (
    ADA,
    BOB,
    LAMP,
    LIFT,
    anonymous,
    clerk,
    closed,
    given,
    matter_of,
    registered,
    resident,
    somebody,
    words,
)
from tests.scenario import NOON, an_id


def register(**other: Any) -> RegisterPetition:
    asked: dict[str, Any] = {
        "petition_id": LAMP,
        "channel": Channel.POINT,
        "petitioner": ADA,
        "petitioner_name": words(ADA),
        "demand_type": DemandType.HELP,
        "category_code": "STREET_LIGHT",
        "estate_id": "E01",
        "station_id": "S01",
        "narrative": words(ADA),
    }
    return RegisterPetition(**{**asked, **other})


def test_a_resident_brings_a_matter() -> None:
    given().when(register(), by=resident(ADA)).then(registered)


def test_the_desk_brings_it_on_behalf() -> None:
    given().when(register(), by=clerk).then(registered)


@pytest.mark.parametrize(
    "who",
    [resident(BOB), somebody("mediator"), somebody("station_clerk", "E07")],
    ids=["a neighbour", "a mediator", "the clerk of another estate"],
)
def test_nobody_else_brings_it(who: Any) -> None:
    given().when(register(), by=who).refused(NotYourself)


def test_it_is_registered_once() -> None:
    given(registered).when(register()).refused(PetitionAlreadyRegistered)


def test_its_place_is_on_the_map() -> None:
    given().when(register(estate_id="C1")).refused(NotAnEstate)
    given().when(register(station_id="E01")).refused(StationNotInEstate)
    given().when(register(estate_id="E07")).refused(StationNotInEstate)
    given().when(register(accused_orgs=("NOBODY",))).refused(UnitUnknown)


def test_p_inv_2_an_anonymous_petition_names_nobody_and_has_a_query_code() -> None:
    mode = IdentityMode.ANONYMOUS
    nobody = register(identity_mode=mode, petitioner=None, petitioner_name=None)
    given().when(nobody, by=resident(ADA)).then(anonymous)
    assert anonymous.query_code == "CY23SDRA"
    given().when(register(identity_mode=mode)).refused(AnonymousHasNoIdentity)
    phone = register(
        identity_mode=mode, petitioner=None, petitioner_name=None, petitioner_phone=words(LAMP)
    )
    given().when(phone).refused(AnonymousHasNoIdentity)


def test_whoever_is_not_anonymous_is_somebody() -> None:
    given().when(register(petitioner=None, petitioner_name=None)).refused(PetitionerMissing)


def test_p_inv_4_five_representatives_speak_for_all() -> None:
    people = tuple(an_id(PersonId, str(n)) for n in range(6))
    given().when(register(representatives=people)).refused(TooManyRepresentatives)
    five = registered.model_copy(update={"representatives": people[:5]})
    given().when(register(representatives=people[:5])).then(five)


def test_p_inv_11_the_same_persons_same_matter_is_claimed_while_it_is_open() -> None:
    codes = Take(scope="query-code", key=registered.query_code, refusal=QueryCodeTaken)
    assert matter.claims(registered) == [codes, Take(scope="same-matter", key=matter_of(ADA))]
    assert matter.claims(anonymous) == [codes]


def test_p_inv_11_it_is_remembered_180_days_after_its_end() -> None:
    until = NOON + timedelta(days=180)
    remembered = [Take(scope="same-matter", key=matter_of(ADA), until=until)]
    assert matter.claims(closed) == remembered
    told = PetitionerNotified(
        petition_id=LAMP,
        notice_kind=NoticeKind.LEAD_CLOSED,
        mode=ContactMode.QUERY_CODE,
        sent_at=NOON,
        delivered_at=None,
        same_matter=matter_of(ADA),
    )
    assert matter.claims(told) == remembered
    assert matter.claims(told.model_copy(update={"same_matter": None})) == []


def test_p_inv_11_reopened_it_is_claimed_again() -> None:
    again = PetitionReopened(
        petition_id=LAMP,
        reason=ReopenReason.RELAPSED,
        new_facts=None,
        due_at=None,
        cycle=2,
        same_matter=matter_of(ADA),
    )
    taken = Take(scope="same-matter", key=matter_of(ADA), refusal=SameMatterIsOpen)
    assert matter.claims(again) == [taken]


def test_p_inv_11_what_was_not_taken_up_may_be_brought_again() -> None:
    key = matter_of(ADA)
    ends = [
        PetitionWithdrawn(petition_id=LAMP, same_matter=key),
        PetitionVoided(petition_id=LAMP, reason="测试", same_matter=key),
        PetitionDeclined(
            petition_id=LAMP,
            reason_code=DeclineReason.NOT_A_DEMAND,
            signpost=None,
            legal_base=None,
            reply=words(LAMP),
            same_matter=key,
        ),
    ]
    for end in ends:
        assert matter.claims(end) == [Release(scope="same-matter", key=key)]


def test_p_inv_11_new_facts_and_another_matter_have_keys_of_their_own() -> None:
    assert matter.same_matter(register()) == matter_of(ADA)
    assert matter.same_matter(register(matter="lamp-7")) == matter_of(ADA) + "lamp-7"
    fresh = matter.same_matter(register(petition_id=LIFT, new_facts=True))
    assert fresh == f"{matter_of(ADA)}/{LIFT}"
