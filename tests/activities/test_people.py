"""What coalitions and volunteers may do."""

from datetime import date

import pytest

from services.activities.people import coalition, volunteer
from services.activities.people.refusals import (
    CoalitionAlreadyFormed,
    CoalitionUnknown,
    GuardianConsentMissing,
    PersonIsVolunteer,
    PlaceUnknown,
    VolunteerAlreadyRegistered,
    VolunteerHasLeft,
    VolunteerIsServing,
    VolunteerIsSuspended,
    VolunteerUnknown,
)
from services.activities.people.volunteer_life import Demands, Volunteer, lacks
from services.contracts.activities.commands.people import (
    CompleteTraining,
    FormCoalition,
    LeaveVolunteering,
    OfferResource,
    RecordBackgroundCheck,
    RecordInsurance,
    RegisterVolunteer,
    ResumeVolunteer,
    SuspendVolunteer,
    VerifySkill,
)
from services.contracts.activities.events import activities_events
from services.contracts.activities.events.people import (
    BackgroundCheckFailed,
    BackgroundCheckPassed,
    InsuranceRecorded,
    ResourceOffered,
    SkillVerified,
    TrainingCompleted,
    VolunteerEvent,
    VolunteerLeft,
    VolunteerResumed,
    VolunteerSuspended,
)
from services.contracts.activities.words import AgeBand, Audience, ResourceKind, RiskLevel
from services.kernel import Release, Take
from services.kernel.decider import fold
from tests.activities.cast import LI, START, after, checked, formed, person_of, registered, words
from tests.scenario import STREET, Scenario

given_coalition = Scenario(coalition.decider, activities_events, after()).given
given = Scenario(volunteer.decider, activities_events, after()).given

form = FormCoalition(
    coalition_id="silver", name="银发联盟", audience=Audience.SENIOR, org_id=STREET
)
suspended = VolunteerSuspended(volunteer_id=LI, reason="休养")
gone = VolunteerLeft(volunteer_id=LI, person=person_of(LI))


def join(
    age_band: AgeBand = AgeBand.ADULT,
    org_id: str = "C1",
    coalition_id: str = "silver",
    consent: str | None = None,
) -> RegisterVolunteer:
    return RegisterVolunteer(
        volunteer_id=LI,
        person=person_of(LI),
        org_id=org_id,
        age_band=age_band,
        guardian_consent_ref=consent,
        coalition_ids=(coalition_id,),
        name=words(person_of(LI)),
    )


def test_a_coalition_is_formed_once_for_its_audience() -> None:
    given_coalition().when(form).then(formed)
    given_coalition(formed).when(form).refused(CoalitionAlreadyFormed)


def test_a_coalition_is_at_home_somewhere_on_the_map() -> None:
    elsewhere = form.model_copy(update={"org_id": "E99"})
    given_coalition().when(elsewhere).refused(PlaceUnknown)


def test_a_coalition_brings_what_it_has() -> None:
    ask = OfferResource(coalition_id="silver", kind=ResourceKind.COURSE, description="书法")
    given_coalition(formed).when(ask).then(ResourceOffered(**dict(ask)))
    given_coalition().when(ask).refused(CoalitionUnknown)


def test_a_person_becomes_a_volunteer_once() -> None:
    given().when(join()).then(registered(LI))
    given(registered(LI)).when(join()).refused(VolunteerAlreadyRegistered)


def test_one_person_is_one_volunteer_until_they_leave() -> None:
    held = Take(
        scope="volunteer-of",
        key=str(person_of(LI)),
        refusal=PersonIsVolunteer,
    )
    assert volunteer.claims(registered(LI)) == [held]
    assert volunteer.claims(gone) == [Release(scope="volunteer-of", key=str(person_of(LI)))]


def test_a_volunteer_belongs_to_a_place_and_to_coalitions_that_exist() -> None:
    given().when(join(org_id="C9")).refused(PlaceUnknown)
    given().when(join(coalition_id="golden")).refused(CoalitionUnknown)


def test_a_minor_volunteers_with_the_guardians_consent() -> None:
    given().when(join(AgeBand.FROM_14_TO_17)).refused(GuardianConsentMissing)
    young = registered(LI, AgeBand.FROM_14_TO_17)
    agreed = young.model_copy(update={"guardian_consent_ref": "同意书-1"})
    given().when(join(AgeBand.FROM_14_TO_17, consent="同意书-1")).then(agreed)


def test_skill_training_and_insurance_are_recorded() -> None:
    volunteer_id, day = LI, date(2025, 1, 1)
    here = given(registered(LI))
    here.when(VerifySkill(volunteer_id=LI, skill="first-aid", licence="证-1", valid_to=day)).then(
        SkillVerified(volunteer_id=volunteer_id, skill="first-aid", licence="证-1", valid_to=day)
    )
    here.when(CompleteTraining(volunteer_id=LI, course="入门")).then(
        TrainingCompleted(volunteer_id=volunteer_id, course="入门", valid_to=None)
    )
    here.when(RecordInsurance(volunteer_id=LI, valid_to=day)).then(
        InsuranceRecorded(volunteer_id=LI, valid_to=day)
    )


def test_a_background_check_holds_for_a_year_at_most() -> None:
    day = date(2024, 10, 1)
    here = given(registered(LI))
    passed = BackgroundCheckPassed(volunteer_id=LI, checked_on=day, valid_to=date(2025, 10, 1))
    here.when(RecordBackgroundCheck(volunteer_id=LI, passed=True, checked_on=day)).then(passed)
    longer = RecordBackgroundCheck(
        volunteer_id=LI, passed=True, checked_on=day, valid_to=date(2030, 1, 1)
    )
    here.when(longer).then(passed)
    failed = RecordBackgroundCheck(volunteer_id=LI, passed=False, checked_on=day)
    here.when(failed).then(BackgroundCheckFailed(volunteer_id=LI, checked_on=day))


def test_a_volunteer_is_suspended_and_resumed() -> None:
    ask, again = SuspendVolunteer(volunteer_id=LI, reason="休养"), ResumeVolunteer(volunteer_id=LI)
    given(registered(LI)).when(ask).then(suspended)
    given(registered(LI), suspended).when(ask).refused(VolunteerIsSuspended)
    given(registered(LI), suspended).when(again).then(VolunteerResumed(volunteer_id=LI))
    given(registered(LI)).when(again).refused(VolunteerIsServing)


def test_a_volunteer_leaves_at_any_time_and_only_once() -> None:
    leave = LeaveVolunteering(volunteer_id=LI)
    given(registered(LI)).when(leave).then(gone)
    given(registered(LI), suspended).when(leave).then(gone)
    given(registered(LI), gone).when(leave).then()
    given(registered(LI), gone).when(VerifySkill(volunteer_id=LI, skill="a", licence="b")).refused(
        VolunteerHasLeft
    )


def test_nobody_knows_a_stranger() -> None:
    given().when(LeaveVolunteering(volunteer_id=LI)).refused(VolunteerUnknown)


def who(*events: VolunteerEvent, age_band: AgeBand = AgeBand.ADULT) -> Volunteer:
    born = (registered(LI, age_band), *events)
    return fold(volunteer.decider.evolve, volunteer.decider.initial, born)


senior = Demands(
    audience=Audience.SENIOR, skill_needs=(), risk_level=RiskLevel.LOW, starts_at=START
)
children = Demands(
    audience=Audience.CHILD, skill_needs=(), risk_level=RiskLevel.LOW, starts_at=START
)
medical = Demands(
    audience=Audience.SENIOR, skill_needs=("first-aid",), risk_level=RiskLevel.LOW, starts_at=START
)
roof = Demands(audience=Audience.SENIOR, skill_needs=(), risk_level=RiskLevel.HIGH, starts_at=START)
the_day, the_day_before = date(2024, 11, 12), date(2024, 11, 11)


@pytest.mark.parametrize(
    ("someone", "demands", "lacking"),
    [
        (None, senior, "registration"),
        (who(), senior, None),
        (who(suspended), senior, "standing"),
        (who(gone), senior, "standing"),
        (who(), children, "background-check"),
        (who(checked(LI, the_day_before)), children, "background-check"),
        (who(checked(LI, the_day)), children, None),
        (
            who(checked(LI), BackgroundCheckFailed(volunteer_id=LI, checked_on=the_day)),
            children,
            "background-check",
        ),
        (who(), medical, "skill"),
        (
            who(SkillVerified(volunteer_id=LI, skill="first-aid", licence="证", valid_to=None)),
            medical,
            None,
        ),
        (
            who(
                SkillVerified(
                    volunteer_id=LI, skill="first-aid", licence="证", valid_to=the_day_before
                )
            ),
            medical,
            "skill",
        ),
        (who(), roof, "insurance"),
        (who(InsuranceRecorded(volunteer_id=LI, valid_to=the_day)), roof, None),
        (
            who(
                InsuranceRecorded(volunteer_id=LI, valid_to=the_day), age_band=AgeBand.FROM_14_TO_17
            ),
            roof,
            "age",
        ),
    ],
)
def test_a_task_asks_for_what_it_needs_on_its_day(
    someone: Volunteer | None, demands: Demands, lacking: str | None
) -> None:
    assert lacks(someone, demands) == lacking
