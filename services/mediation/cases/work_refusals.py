"""Why a mediation case says no: to its committee, its team, its sessions."""

from services.kernel import Invalid, Refusal


class DisputeIsNotTriaged(Refusal):
    """纠纷尚未研判分级。

    Nobody has settled yet how grave the dispute is.
    """


class WrongCommittee(Invalid):
    """非本级有权的人民调解委员会。

    Not the committee of this level: community for 1 and 2, street for 3 (M-LAW-9).
    """


class CaseAlreadyAccepted(Refusal):
    """此案已受理。

    The committee has accepted the case.
    """


class CaseNotAccepted(Refusal):
    """此案尚未受理。

    The committee has not accepted the case.
    """


class MediatorNotAvailable(Refusal):
    """调解员未认证或证书不在有效期内。

    The mediator is not certified, suspended, or the certificate is not valid that day.
    """


class MediatorStandsAside(Refusal):
    """该调解员已回避本案。

    The mediator stands aside in this case.
    """


class MediatorIsParty(Refusal):
    """调解员不得为本案当事人。

    Nobody mediates in their own case.
    """


class LeadBelowLevel(Refusal):
    """主调解员层级低于案件层级。

    The lead mediates at a lower level than the case is.
    """


class LeadMustBeGold(Refusal):
    """本案须由金牌调解员主持。

    The routing table asks for a gold lead.
    """


class NoTeamAssigned(Refusal):
    """尚未指派调解员。

    No team is assigned.
    """


class NotInTeam(Refusal):
    """该调解员不在本案调解组。

    The mediator is not in the team.
    """


class LeadHasNotAccepted(Refusal):
    """主调解员尚未接受指派。

    The lead has not accepted the assignment.
    """


class NoJointSession(Refusal):
    """涉暴力或家暴，不得面对面调解。

    With violence or domestic violence the parties do not meet (M-INV-10).
    """


class SessionNotScheduled(Refusal):
    """没有安排此次调解。

    This session is not scheduled.
    """


class NoSessionHeld(Refusal):
    """本级尚未开展调解。

    No session has been held at this level.
    """


class NoSessionRunning(Refusal):
    """没有进行中的调解。

    No session is under way.
    """
