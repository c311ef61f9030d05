"""Who may ask what of the activity room (domain §3.6), row by row."""

from collections.abc import Mapping

from services.authority import Role, Rule, allow
from services.contracts.activities.commands import (
    anchors,
    catalogue,
    hours,
    orders,
    people,
    surroundings,
    tasks,
    venues,
)
from services.kernel import Command

CLERK, COMMUNITY, STREET = Role.STATION_CLERK, Role.COMMUNITY_OFFICER, Role.STREET_OFFICER

ROOM = allow(Role.SYSTEM)
OFFICE = allow(COMMUNITY, STREET)
STATION = allow(CLERK, COMMUNITY, STREET)
OTHERS_VOUCH = allow(COMMUNITY, STREET, barred=("volunteer",))
VOLUNTEER = allow(parts=("volunteer",))
VOLUNTEER_OR_STATION = allow(CLERK, COMMUNITY, STREET, parts=("volunteer",))
ORDERER_OR_STATION = allow(CLERK, COMMUNITY, STREET, parts=("orderer", "guardian"))

table: Mapping[type[Command], Rule] = {
    people.FormCoalition: OFFICE,
    people.OfferResource: STATION,
    people.RegisterVolunteer: VOLUNTEER_OR_STATION,
    people.VerifySkill: OTHERS_VOUCH,
    people.CompleteTraining: OTHERS_VOUCH,
    people.RecordBackgroundCheck: allow(
        COMMUNITY, STREET, Role.SAFEGUARDING_LEAD, barred=("volunteer",)
    ),
    people.RecordInsurance: OTHERS_VOUCH,
    people.SuspendVolunteer: OTHERS_VOUCH,
    people.ResumeVolunteer: OTHERS_VOUCH,
    people.LeaveVolunteering: VOLUNTEER_OR_STATION,
    catalogue.PublishCatalogItem: STATION,
    catalogue.ReviseCatalogItem: STATION,
    catalogue.WithdrawCatalogItem: STATION,
    venues.RegisterVenue: STATION,
    venues.OpenVenue: STATION,
    venues.CloseVenue: STATION,
    venues.BookVenue: STATION,
    venues.CancelBooking: STATION,
    orders.PlaceOrder: ORDERER_OR_STATION,
    orders.AmendOrder: ORDERER_OR_STATION,
    orders.ApproveOrder: OFFICE,
    orders.RejectOrder: OFFICE,
    orders.ReturnOrderForInfo: OFFICE,
    orders.ConfirmDelivery: allow(
        COMMUNITY, STREET, parts=("orderer", "guardian"), barred=("volunteer",)
    ),
    orders.RateOrder: allow(parts=("orderer", "guardian", "participant"), barred=("volunteer",)),
    orders.CloseOrder: STATION,
    orders.CancelOrder: allow(COMMUNITY, STREET, parts=("orderer", "guardian")),
    orders.NoteDispatch: ROOM,
    orders.NoteAcceptance: ROOM,
    orders.NoteUnfilled: ROOM,
    orders.LapseRatingWindow: ROOM,
    tasks.OfferTask: OFFICE,
    tasks.AcceptTask: VOLUNTEER,
    tasks.DeclineTask: VOLUNTEER,
    tasks.CancelAcceptance: VOLUNTEER,
    tasks.ExpireOffer: allow(Role.SYSTEM, COMMUNITY, STREET),
    tasks.CheckIn: VOLUNTEER_OR_STATION,
    tasks.CheckOut: VOLUNTEER_OR_STATION,
    tasks.LapseCheckOut: ROOM,
    tasks.ReleaseTask: ROOM,
    hours.VerifyHours: allow(COMMUNITY, barred=("volunteer",)),
    hours.CorrectHours: OTHERS_VOUCH,
    hours.RevokeHours: OTHERS_VOUCH,
    hours.HoldHours: ROOM,
    surroundings.NoteUnitForActivities: ROOM,
    surroundings.AnswerErasureForActivities: ROOM,
    anchors.AnchorCheckpointInActivities: ROOM,
    anchors.OpenEpochInActivities: ROOM,
}
