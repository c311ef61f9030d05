"""The ids of things: a petition's is not a person's. UUIDv7, but for what a street office names
itself."""

from typing import NewType
from uuid import UUID

PersonId = NewType("PersonId", UUID)
PetitionId = NewType("PetitionId", UUID)
ReferralId = NewType("ReferralId", UUID)
DispatchId = NewType("DispatchId", UUID)
DisputeId = NewType("DisputeId", UUID)
CaseId = NewType("CaseId", UUID)
AgreementId = NewType("AgreementId", UUID)
MediatorId = NewType("MediatorId", UUID)
OrderId = NewType("OrderId", UUID)
TaskId = NewType("TaskId", UUID)
VolunteerId = NewType("VolunteerId", UUID)
BookingId = NewType("BookingId", UUID)
SupportId = NewType("SupportId", UUID)
BaselineId = NewType("BaselineId", UUID)
SessionId = NewType("SessionId", UUID)
AssemblyId = NewType("AssemblyId", UUID)
PrepGroupId = NewType("PrepGroupId", UUID)
CommitteeId = NewType("CommitteeId", UUID)
RollId = NewType("RollId", UUID)
ObjectionId = NewType("ObjectionId", UUID)
OwnerKey = NewType("OwnerKey", UUID)
"""An owner on a roll, without a name (P-INV-39): the person's id where there is an account, else a
fresh one."""
OpinionId = NewType("OpinionId", UUID)
TopicId = NewType("TopicId", UUID)
MeetingId = NewType("MeetingId", UUID)
ResolutionId = NewType("ResolutionId", UUID)
WhistleId = NewType("WhistleId", UUID)
