"""The group that prepares the first owners' assembly (筹备组, P-LAW-56, P-INV-38).

Owners apply, the street reviews in 30 days and forms it; its list is posted in 7 days and the first
assembly held in 60 (local defaults of the statute's places; the dates are in the events).
"""

from collections.abc import Sequence
from datetime import datetime

from services.contracts.ids import PrepGroupId
from services.contracts.petitions.commands.owners_prep import (
    AnyPrepGroupCommand,
    ApplyForGroup,
    ApproveGroup,
    DissolveGroup,
    FormGroup,
    PostGroupDrafts,
    PostGroupMembers,
    RejectGroup,
    TellGroupOverdue,
)
from services.contracts.petitions.events.owners_prep import (
    AnyPrepGroupEvent,
    GroupApplied,
    GroupApproved,
    GroupDissolved,
    GroupDraftsPosted,
    GroupFormed,
    GroupMembersPosted,
    GroupOverdue,
    GroupRejected,
)
from services.contracts.petitions.owners_prep_values import GroupMemberKind
from services.kernel import (
    CancelTimer,
    Claim,
    Deadline,
    Decider,
    Release,
    SetTimer,
    Setting,
    Standing,
    Take,
)
from services.petitions.asker import person
from services.petitions.owners.evolve_prep import evolve
from services.petitions.owners.refusals_prep import (
    ApplicantTwice,
    EstateHasGroup,
    GroupAlreadyApplied,
    GroupIsNotAt,
    GroupIsOver,
    GroupUnfit,
    GroupUnknown,
)
from services.petitions.owners.roll import above_all
from services.petitions.owners.states_prep import (
    Applied,
    Approved,
    Formed,
    Over,
    PrepGroup,
    Unapplied,
)
from services.petitions.periods import after_calendar_days
from services.petitions.surroundings import Surroundings

REVIEW, LIST, ASSEMBLY = "review", "list", "assembly"
DAYS = {REVIEW: 30, LIST: 7, ASSEMBLY: 60}

type AtGroup = Setting[PrepGroup, Surroundings]


def decide(
    command: AnyPrepGroupCommand, group: PrepGroup, setting: AtGroup
) -> Sequence[AnyPrepGroupEvent]:
    which, asker = command.group_id, setting.asker
    match group, command:
        case Unapplied(), ApplyForGroup():
            return [_applied(command, setting)]
        case _, ApplyForGroup():
            raise GroupAlreadyApplied
        case _, TellGroupOverdue(what=what):
            return [GroupOverdue(group_id=which, what=what)] if _waits(group, what) else []
        case Unapplied(), _:
            raise GroupUnknown
        case Over(), _:
            raise GroupIsOver
        case Approved(), FormGroup():
            return [_formed(command, setting)]
        case Formed(posted=True), PostGroupMembers():
            return []
        case Formed(), PostGroupMembers():
            return [GroupMembersPosted(group_id=which)]
        case Formed(), PostGroupDrafts(drafts=drafts):
            return [GroupDraftsPosted(group_id=which, drafts=drafts)]
        case Approved(estate_ids=where) | Formed(estate_ids=where), DissolveGroup(reason=reason):
            return [GroupDissolved(group_id=which, estate_ids=where, reason=reason)]
        case Approved() | Formed(), _:
            raise GroupIsNotAt
        case _, ApproveGroup():
            return [GroupApproved(group_id=which, approved_by=person(asker))]
        case Applied(estate_ids=where), RejectGroup(reason=reason):
            return [
                GroupRejected(
                    group_id=which, estate_ids=where, reason=reason, rejected_by=person(asker)
                )
            ]
        case _:
            raise GroupIsNotAt


def _applied(command: ApplyForGroup, setting: AtGroup) -> GroupApplied:
    twice = len({*command.applicants}) < len(command.applicants)
    if twice or command.delivered_area_centi_m2 > command.total_area_centi_m2:
        raise ApplicantTwice
    due = after_calendar_days(setting.occurred_at, DAYS[REVIEW], setting.around.calendars)
    return GroupApplied(**vars(command), review_by=due)


def _formed(command: FormGroup, setting: AtGroup) -> GroupFormed:
    members = command.members
    people = {each.person for each in members}
    owners = sum(each.kind is GroupMemberKind.OWNER for each in members)
    odd = len(members) % 2 == 1 and len(people) == len(members)
    if not odd or 2 * owners < len(members) or command.leader not in people:
        raise GroupUnfit
    now, calendars = setting.occurred_at, setting.around.calendars
    return GroupFormed(
        **vars(command),
        post_by=after_calendar_days(now, DAYS[LIST], calendars),
        assembly_by=after_calendar_days(now, DAYS[ASSEMBLY], calendars),
    )


def _waits(group: PrepGroup, what: str) -> bool:
    match group:
        case Formed(posted=posted):
            return what == ASSEMBLY or (what == LIST and not posted)
        case Unapplied() | Approved() | Over():
            return False
        case Applied():
            return what == REVIEW


def _timer(which: PrepGroupId, what: str, due: datetime) -> SetTimer:
    return SetTimer(name=what, due_at=due, command=TellGroupOverdue(group_id=which, what=what))


def deadlines(event: AnyPrepGroupEvent) -> Sequence[Deadline]:
    which = event.group_id
    match event:
        case GroupApplied(review_by=due):
            return [_timer(which, REVIEW, due)]
        case GroupFormed(post_by=list_by, assembly_by=due):
            return [_timer(which, LIST, list_by), _timer(which, ASSEMBLY, due)]
        case GroupApproved():
            return [CancelTimer(name=REVIEW)]
        case GroupMembersPosted():
            return [CancelTimer(name=LIST)]
        case GroupRejected() | GroupDissolved():
            return [CancelTimer(name=name) for name in DAYS]
        case _:
            return []


def claims(event: AnyPrepGroupEvent) -> Sequence[Claim]:
    """One group at a time for each estate."""
    scope = "prep-group-of-estate"
    match event:
        case GroupApplied(estate_ids=estates):
            return [Take(scope=scope, key=each, refusal=EstateHasGroup) for each in estates]
        case GroupRejected(estate_ids=estates) | GroupDissolved(estate_ids=estates):
            return [Release(scope=scope, key=each) for each in estates]
        case _:
            return []


def standing(command: AnyPrepGroupCommand, group: PrepGroup, around: Surroundings) -> Standing:
    match group, command:
        case Unapplied(), ApplyForGroup(estate_ids=estates):
            return Standing(place=above_all(estates, around.directory))
        case Unapplied(), _:
            return Standing(place=command.key)
        case _:
            return Standing(place=above_all(group.estate_ids, around.directory))


decider: Decider[AnyPrepGroupCommand, PrepGroup, AnyPrepGroupEvent, Surroundings] = Decider(
    category="prepgroup",
    initial=Unapplied(),
    decide=decide,
    evolve=evolve,
    standing=standing,
    claims=claims,
    deadlines=deadlines,
)
