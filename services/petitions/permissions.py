"""Who may ask what of the hall (domain §3.6), row by row."""

from collections.abc import Mapping

from services.authority import Role, Rule, allow
from services.contracts.petitions.commands import (
    anchors,
    closing,
    duplicates,
    handling,
    petition,
    privacy,
    referral,
    registry,
)
from services.kernel import Command
from services.petitions.hall.registering import ON_BEHALF

STREET = allow(Role.STREET_OFFICER)
COMMUNITY = allow(Role.STREET_OFFICER, Role.COMMUNITY_OFFICER)
ITSELF = allow(Role.SYSTEM)
"""The hall's own reactions, processes and timers."""

INVOLVED = ("petitioner", "accused")
"""Who has a direct interest keeps out of it (P-LAW-22, 23)."""

JUDGES = allow(Role.STREET_OFFICER, Role.COMMUNITY_OFFICER, barred=INVOLVED)
DESK = allow(Role.STREET_OFFICER, Role.COMMUNITY_OFFICER, Role.STATION_CLERK, barred=INVOLVED)
HANDLER = allow(
    Role.DEPT_HANDLER,
    Role.ESTATE_SECRETARY,
    Role.COMMUNITY_OFFICER,
    Role.STREET_OFFICER,
    barred=INVOLVED,
)
CALLER = allow(Role.CALLER, Role.STREET_OFFICER, Role.COMMUNITY_OFFICER, barred=INVOLVED)
"""Of another unit than the one that handled it: the petition itself sees to that (P-INV-10)."""

table: Mapping[type[Command], Rule] = {
    registry.RegisterUnit: STREET,
    registry.RegisterEstate: STREET,
    registry.PlanStation: STREET,
    registry.SecurePremises: COMMUNITY,
    registry.OpenRoom: COMMUNITY,
    registry.CloseRoom: COMMUNITY,
    registry.AcceptStation: STREET,
    registry.SuspendStation: STREET,
    registry.ResumeStation: STREET,
    registry.CloseStation: STREET,
    registry.FoundPartyOrg: STREET,
    registry.ReparentPartyOrg: STREET,
    registry.AssessPartyOrg: STREET,
    registry.DissolvePartyOrg: STREET,
    petition.RegisterPetition: allow(*ON_BEHALF, anyone=True),
    petition.SupportPetition: allow(parts=("supporter",)),
    petition.ClassifyPetition: JUDGES,
    petition.AcceptPetition: JUDGES,
    petition.DeclinePetition: JUDGES,
    petition.SignpostPetition: JUDGES,
    petition.NotifyPetitioner: allow(
        Role.STREET_OFFICER, Role.COMMUNITY_OFFICER, Role.STATION_CLERK, Role.SYSTEM
    ),
    petition.WithdrawPetition: allow(*ON_BEHALF, parts=("petitioner",), barred=("accused",)),
    petition.VoidPetition: allow(Role.STREET_OFFICER, barred=INVOLVED),
    petition.CorrectPetition: DESK,
    duplicates.MergeDuplicate: DESK,
    duplicates.ConfirmMerge: DESK,
    duplicates.UnmergePetition: DESK,
    duplicates.ConfirmUnmerge: DESK,
    handling.DispatchPetition: JUDGES,
    handling.SignDispatch: HANDLER,
    handling.RecordContact: HANDLER,
    handling.RecordProgress: HANDLER,
    handling.ReplyPetition: HANDLER,
    closing.AttemptCallback: CALLER,
    closing.CompleteCallback: CALLER,
    closing.DecideNotToReopen: allow(Role.STREET_OFFICER, barred=INVOLVED),
    closing.ClosePetition: CALLER,
    closing.ReopenPetition: allow(
        Role.CALLER, Role.STREET_OFFICER, parts=("petitioner",), barred=("accused",)
    ),
    referral.ReferToMediation: JUDGES,
    referral.CancelReferral: JUDGES,
    referral.UrgePetition: ITSELF,
    referral.RecordReferralOutcome: ITSELF,
    referral.OpenReferral: ITSELF,
    referral.FollowReferral: ITSELF,
    referral.UrgeReferral: ITSELF,
    referral.ConcludeReferral: ITSELF,
    referral.DropReferral: ITSELF,
    privacy.RequestErasure: allow(Role.PRIVACY_OFFICER, parts=("person",), barred=("handler",)),
    privacy.AnswerErasure: ITSELF,
    privacy.RecordErasureAnswer: ITSELF,
    privacy.UrgeErasure: ITSELF,
    anchors.AnchorCheckpointInPetitions: ITSELF,
    anchors.OpenEpochInPetitions: ITSELF,
}
