"""What becomes of a roll of owners until it is frozen for a vote."""

from datetime import date, timedelta
from hashlib import sha256
from uuid import UUID

from services.contracts.ids import ObjectionId, OwnerKey, PersonId, RollId
from services.contracts.petitions.commands.owners_roll import (
    DismissRollObjection,
    DraftRoll,
    DropRoll,
    FileRollObjection,
    FreezeRoll,
    PostRoll,
    RecordUnits,
    UpholdRollObjection,
)
from services.contracts.petitions.events import petitions_events
from services.contracts.petitions.events.owners_roll import (
    RollDrafted,
    RollDropped,
    RollFrozen,
    RollObjectionDismissed,
    RollObjectionFiled,
    RollObjectionUpheld,
    RollPosted,
    RollUnitsRecorded,
)
from services.contracts.petitions.owners_values import RollUnit
from services.contracts.petitions.owners_words import AreaSource, ExclusiveKind, UnitStatus
from services.kernel import Release, Take
from services.petitions.owners import refusals_roll as refusals
from services.petitions.owners import roll
from services.petitions.owners.evolve_roll import evolve
from services.petitions.owners.snapshot import snapshot_hash
from services.petitions.owners.states_roll import Posted, Undrafted
from tests.petitions.cast import ADA, community, id_of, officer, somebody, street, words
from tests.scenario import NOON, Scenario, an_id

ROLL, WRONG = an_id(RollId), an_id(ObjectionId)
DEVELOPER, BOB_KEY = OwnerKey(UUID(int=9)), OwnerKey(UUID(int=2))
ADA_KEY = OwnerKey(UUID(str(ADA)))
drafter = somebody("prep_member", "E01")
A_DAY = timedelta(days=1)


def unit(name: str, owner: OwnerKey, area: int = 100_00) -> RollUnit:
    return RollUnit(
        unit_id=name, area_centi_m2=area, area_source=AreaSource.REGISTER, owner_key=owner
    )


first, second = unit("1-101", ADA_KEY), unit("1-102", BOB_KEY, 89_50)
unsold = unit("1-103", BOB_KEY).model_copy(update={"status": UnitStatus.UNSOLD})
space = unit("P-1", BOB_KEY, 12_00).model_copy(update={"kind": ExclusiveKind.PARKING})
drafted = RollDrafted(
    roll_id=ROLL,
    estate_ids=("E01",),
    parking_counted=False,
    developer=DEVELOPER,
    drafted_by=id_of(drafter),
)
recorded = RollUnitsRecorded(
    roll_id=ROLL, units=(first, second, unsold, space), recorded_by=id_of(drafter)
)
posted = RollPosted(roll_id=ROLL, begins_on=date(2024, 11, 4), ends_on=date(2024, 11, 19))
filed = RollObjectionFiled(
    roll_id=ROLL, objection_id=WRONG, objector=ADA, unit_id="1-101", objection=words(ADA)
)
bigger = unit("1-101", ADA_KEY, 101_00)
answer = words(ROLL)
uphold = UpholdRollObjection(roll_id=ROLL, objection_id=WRONG, correction=bigger, answer=answer)
dismiss = DismissRollObjection(roll_id=ROLL, objection_id=WRONG, answer=answer)
upheld = RollObjectionUpheld(
    roll_id=ROLL,
    objection_id=WRONG,
    correction=bigger,
    struck=None,
    answer=answer,
    decided_by=id_of(community),
)
freeze = FreezeRoll(roll_id=ROLL)
AFTER = NOON + 16 * A_DAY
given = Scenario(roll.decider, petitions_events, street).given


def frozen(units: list[RollUnit], area: int, heads: int) -> RollFrozen:
    return RollFrozen(
        roll_id=ROLL,
        estate_ids=("E01",),
        snapshot_hash=snapshot_hash(ROLL, DEVELOPER, False, units),
        unit_count=len(units),
        total_area_centi_m2=area,
        total_heads=heads,
        parking_counted=False,
    )


def test_a_roll_is_drafted_for_an_estate() -> None:
    ask = DraftRoll(roll_id=ROLL, estate_ids=("E01",), developer=DEVELOPER)
    given().when(ask, by=drafter).then(drafted)
    given(drafted).when(ask, by=drafter).refused(refusals.RollAlreadyDrafted)


def test_no_roll_without_registered_estates_each_named_once() -> None:
    for estates in (("E99",), ("C1",), ("E01", "E01")):
        ask = DraftRoll(roll_id=ROLL, estate_ids=estates)
        given().when(ask).refused(refusals.NoSuchEstateForRoll)


def test_units_are_recorded_many_at_a_time() -> None:
    ask = RecordUnits(roll_id=ROLL, units=(first, second, unsold, space))
    given(drafted).when(ask, by=drafter).then(recorded)
    given().when(ask).refused(refusals.RollUnknown)


def test_one_unit_twice_in_one_list_is_refused() -> None:
    ask = RecordUnits(roll_id=ROLL, units=(first, first))
    given(drafted).when(ask).refused(refusals.UnitRecordedTwice)


def test_p_law_45_unsold_units_need_a_developer_to_vote_for_them() -> None:
    nobodys = drafted.model_copy(update={"developer": None})
    ask = RecordUnits(roll_id=ROLL, units=(unsold,))
    given(nobodys).when(ask).refused(refusals.DeveloperNotNamed)


def test_p_law_56_a_roll_is_posted_for_fifteen_days_the_first_not_counted() -> None:
    long_enough = PostRoll(roll_id=ROLL, ends_on=date(2024, 11, 19))
    too_short = PostRoll(roll_id=ROLL, ends_on=date(2024, 11, 18))
    given(drafted, recorded).when(long_enough).then(posted)
    given(drafted, recorded).when(too_short).refused(refusals.PostedTooShortly)


def test_a_roll_on_which_nobody_has_a_vote_is_not_posted() -> None:
    parking_alone = RollUnitsRecorded(roll_id=ROLL, units=(space,), recorded_by=id_of(drafter))
    ask = PostRoll(roll_id=ROLL, ends_on=date(2024, 12, 31))
    given(drafted).when(ask).refused(refusals.RollIsEmpty)
    given(drafted, parking_alone).when(ask).refused(refusals.RollIsEmpty)


def test_a_posted_roll_changes_only_by_objection() -> None:
    ask = RecordUnits(roll_id=ROLL, units=(bigger,))
    given(drafted, recorded, posted).when(ask).refused(refusals.RollIsPosted)


def test_anybody_may_object_and_saying_it_twice_is_saying_it_once() -> None:
    ask = FileRollObjection(
        roll_id=ROLL, objection_id=WRONG, objector=ADA, unit_id="1-101", objection=words(ADA)
    )
    elsewhere = ask.model_copy(update={"unit_id": "9-999"})
    given(drafted, recorded).when(ask).refused(refusals.RollIsNotPosted)
    given(drafted, recorded, posted).when(ask).then(filed)
    given(drafted, recorded, posted, filed).when(ask).then()
    given(drafted, recorded, posted).when(elsewhere).refused(refusals.UnitNotOnRoll)


def test_who_drafted_the_roll_decides_no_objection() -> None:
    on_board = given(drafted, recorded, posted, filed)
    on_board.when(uphold, by=drafter).refused(refusals.DrafterDecidesObjection)
    on_board.when(dismiss, by=drafter).refused(refusals.DrafterDecidesObjection)
    on_board.when(uphold, by=community).then(upheld)


def test_who_recorded_units_is_a_drafter_too() -> None:
    by_another = recorded.model_copy(update={"recorded_by": id_of(officer)})
    given(drafted, by_another, posted, filed).when(dismiss, by=officer).refused(
        refusals.DrafterDecidesObjection
    )


def test_an_objection_is_answered_once() -> None:
    on_board = given(drafted, recorded, posted)
    on_board.when(dismiss, by=community).refused(refusals.RollObjectionUnknown)
    given(drafted, recorded, posted, filed, upheld).when(dismiss, by=community).refused(
        refusals.RollObjectionAnswered
    )


def test_an_objection_about_the_whole_strikes_nothing() -> None:
    about_all = filed.model_copy(update={"unit_id": None})
    strike = uphold.model_copy(update={"correction": None})
    given(drafted, recorded, posted, about_all).when(strike, by=community).refused(
        refusals.NothingToCorrect
    )


def test_a_frozen_roll_tells_its_totals() -> None:
    """Ada 100 m², Bob 89.50 m²; the unsold 100 m² are the developer's; parking has no vote."""
    units = [first, second, unsold, space]
    given(drafted, recorded, posted).when(freeze, at=AFTER).then(frozen(units, 289_50, 3))


def test_what_was_corrected_or_struck_is_frozen_so() -> None:
    struck = upheld.model_copy(update={"correction": None, "struck": "1-101"})
    on_board = (drafted, recorded, posted, filed)
    corrected = frozen([bigger, second, unsold, space], 290_50, 3)
    given(*on_board, upheld).when(freeze, at=AFTER).then(corrected)
    without = frozen([second, unsold, space], 189_50, 2)
    given(*on_board, struck).when(freeze, at=AFTER).then(without)


def test_a_roll_is_not_frozen_on_the_last_day_it_is_posted() -> None:
    last_day = NOON + 15 * A_DAY
    given(drafted, recorded, posted).when(freeze, at=last_day).refused(refusals.RollStillPosted)


def test_a_roll_with_an_open_objection_is_not_frozen() -> None:
    dismissed = RollObjectionDismissed(
        roll_id=ROLL, objection_id=WRONG, answer=answer, decided_by=id_of(community)
    )
    on_board = (drafted, recorded, posted, filed)
    given(*on_board).when(freeze, at=AFTER).refused(refusals.ObjectionsUnanswered)
    given(*on_board).when(dismiss, by=community).then(dismissed)
    given(*on_board, dismissed).when(freeze, at=AFTER).then(
        frozen([first, second, unsold, space], 289_50, 3)
    )


def test_p_inv_31_nothing_changes_a_frozen_roll() -> None:
    done = given(drafted, recorded, posted, frozen([first], 100_00, 1))
    for ask in (uphold, dismiss, freeze, RecordUnits(roll_id=ROLL, units=(first,))):
        done.when(ask, at=AFTER, by=community).refused(refusals.RollIsFrozen)


def test_an_estate_has_one_open_roll_until_it_is_frozen_or_dropped() -> None:
    dropped = RollDropped(roll_id=ROLL, estate_ids=("E01",), reason="重新编制")
    free = [Release(scope="open-roll-of-estate", key="E01")]
    ask = DropRoll(roll_id=ROLL, reason="重新编制")

    given(drafted, recorded).when(ask).then(dropped)
    given(drafted, dropped).when(freeze).refused(refusals.RollIsDropped)
    assert roll.claims(drafted) == [
        Take(scope="open-roll-of-estate", key="E01", refusal=refusals.EstateHasOpenRoll)
    ]
    assert roll.claims(dropped) == free == list(roll.claims(frozen([first], 1, 1)))


def test_a_roll_of_several_estates_stands_above_them_all() -> None:
    both = DraftRoll(roll_id=ROLL, estate_ids=("E01", "E07"))
    one = DraftRoll(roll_id=ROLL, estate_ids=("E01",))

    assert roll.standing(both, Undrafted(), street).place == "shengquan"
    assert roll.standing(one, Undrafted(), street).place == "E01"


def test_who_objects_does_not_decide() -> None:
    state = Posted(
        roll_id=ROLL,
        estate_ids=("E01",),
        parking_counted=False,
        developer=None,
        drafters=frozenset({PersonId(UUID(int=5))}),
        ends_on=date(2024, 11, 19),
    )
    objected = evolve(state, filed)

    assert roll.standing(dismiss, objected, street).people == {"objector": frozenset({str(ADA)})}


def test_the_hash_is_what_its_page_says_in_whatever_order() -> None:
    shared = second.model_copy(update={"co_owner_keys": (DEVELOPER, ADA_KEY)})
    keys = sorted([str(DEVELOPER), str(ADA_KEY)])
    text = (
        f"{ROLL}|{DEVELOPER}|no-parking\n"
        f"1-101|10000|REGISTER|HOME|SOLD|{ADA_KEY}|\n"
        f"1-102|8950|REGISTER|HOME|SOLD|{BOB_KEY}|{keys[0]},{keys[1]}\n"
    )
    expected = sha256(text.encode()).hexdigest()

    assert snapshot_hash(ROLL, DEVELOPER, False, [shared, first]) == expected
    assert snapshot_hash(ROLL, DEVELOPER, False, [first, shared]) == expected
