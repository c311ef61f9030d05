"""Who may ask what about a petition."""

from collections.abc import Mapping

from services.authority import Role, Rule, allow
from services.contracts.petitions.commands import (
    agenda,
    clocks,
    closing,
    duplicates,
    extensions,
    handling,
    petition,
    referral,
    returns,
    reviews,
)
from services.kernel import Command
from services.petitions.hall.registering import ON_BEHALF
from services.petitions.permitted.rules import (
    CALLER,
    DESK,
    HANDLER,
    INVOLVED,
    ITSELF,
    JUDGES,
    SUPERVISOR,
)

table: Mapping[type[Command], Rule] = {
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
    returns.RequestReturn: HANDLER,
    returns.DecideReturn: allow(Role.STREET_OFFICER, barred=INVOLVED),
    reviews.AskReview: allow(*ON_BEHALF, parts=("petitioner",), barred=("accused",)),
    reviews.ConcludeReview: allow(Role.STREET_OFFICER, barred=INVOLVED),
    extensions.RequestExtension: HANDLER,
    extensions.DecideExtension: HANDLER,
    clocks.ApproachDeadline: ITSELF,
    clocks.BreachDeadline: ITSELF,
    clocks.SuperviseSilence: ITSELF,
    clocks.RecalculateDeadline: allow(Role.STREET_OFFICER, barred=INVOLVED),
    clocks.UrgeHandling: allow(
        *(Role.SUPERVISOR, Role.CALLER, Role.STREET_OFFICER, Role.COMMUNITY_OFFICER),
        parts=("petitioner",),
        barred=("accused",),
    ),
    clocks.OpenSupervision: SUPERVISOR,
    clocks.CloseSupervision: SUPERVISOR,
    closing.AttemptCallback: CALLER,
    closing.CompleteCallback: CALLER,
    closing.AskRepresentative: CALLER,
    closing.DecideNotToReopen: allow(Role.STREET_OFFICER, barred=INVOLVED),
    closing.ClosePetition: CALLER,
    closing.ReopenPetition: allow(
        Role.CALLER, Role.STREET_OFFICER, parts=("petitioner",), barred=("accused",)
    ),
    agenda.PlaceOnAgenda: ITSELF,
    referral.ReferToMediation: JUDGES,
    referral.CancelReferral: JUDGES,
    referral.UrgePetition: ITSELF,
    referral.RecordReferralOutcome: ITSELF,
    referral.OpenReferral: ITSELF,
    referral.FollowReferral: ITSELF,
    referral.UrgeReferral: ITSELF,
    referral.ConcludeReferral: ITSELF,
    referral.DropReferral: ITSELF,
}
