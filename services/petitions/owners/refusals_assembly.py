"""Why an owners' assembly says no."""

from services.kernel import Forbidden, Invalid, Refusal, Unknown


class AssemblyUnknown(Unknown):
    """查无此次业主大会。

    There is no such owners' assembly.
    """


class AssemblyAlreadyProposed(Refusal):
    """此次业主大会已提议。

    This assembly was proposed already.
    """


class RollIsNotFrozen(Refusal):
    """业主名册尚未冻结。

    The roll is not frozen: nobody could tell who votes.
    """


class TooFewOwnersPropose(Invalid):
    """提议的业主不足百分之二十。

    A temporary meeting takes 20 % of the owners of the roll.
    """


class AssemblyIsNotNoticed(Refusal):
    """尚未公告。

    The assembly is not noticed.
    """


class AssemblyIsNoticed(Refusal):
    """已公告，表决事项不得变更。

    The notice is posted: what is voted upon does not change.
    """


class NoticeTooShort(Invalid):
    """公告须在投票开始十五日前作出，公告当日不计。

    The notice is posted 15 full days before the vote opens; the day of posting is not counted.
    """


class VoteEndsBeforeItBegins(Invalid):
    """投票结束须晚于开始。

    A vote closes after it opens.
    """


class ItemNoticedTwice(Invalid):
    """表决事项编号重复。

    Two items have one id.
    """


class CandidateUnfit(Invalid):
    """候选人须为公告的候选人，每人一项，且事项为选举业主委员会。

    Each candidate is one of the notice, has one item, and the item elects the committee.
    """


class InterestedUnnamed(Invalid):
    """住宅改为经营性用房，且仅此事项，须列明有利害关系业主的专有部分。

    An item that makes a home a shop, and no other, names units of the roll whose owners all agree.
    """


class NotOnTheRoll(Invalid):
    """名册中无此业主。

    There is no such owner on the frozen roll.
    """


class VotingIsNotOpen(Refusal):
    """现在不是投票时间。

    It is not the time in which ballots come in.
    """


class VotingStillOpen(Refusal):
    """投票时间未到。

    The vote has not come to its end yet.
    """


class VotingIsClosed(Refusal):
    """投票已结束。

    The vote is closed.
    """


class SerialUsed(Refusal):
    """此选票编号已使用。

    A different ballot came in under this serial.
    """


class HasVoted(Refusal):
    """该业主已投票，且议事规则不允许改投。

    This owner has voted, and the rules do not let anybody vote again.
    """


class BallotNotInForce(Unknown):
    """无此有效选票。

    There is no ballot in force under this serial.
    """


class TellersUnfit(Forbidden):
    """计票须由两名监票人共同进行，且不得为候选人或物业企业人员。

    Two different tellers count, the asker one of them; no candidate, nobody of a property company.
    """


class BallotsMissing(Invalid):
    """开启的选票与收到的有效选票不一致。

    The opened list is not exactly the ballots in force.
    """


class CommitmentBroken(Invalid):
    """选票内容与承诺值不符。

    What was opened is not what was cast under this serial.
    """


class MarkOffTheNotice(Invalid):
    """选票须对每一公告事项各作一项选择。

    A ballot marks each noticed item once, and no other: invalidate one that does not.
    """


class AssemblyIsNotDecided(Refusal):
    """尚未作出决定。

    There is no decision yet.
    """


class AssemblyIsDecided(Refusal):
    """已作出决定。

    The assembly has decided.
    """


class AssemblyHasEnded(Refusal):
    """此次业主大会已终止。

    The assembly was called off, or its decision revoked.
    """
