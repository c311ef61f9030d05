"""Why the hall says no from the reply to the end, in merging and in referring."""

from services.kernel import Forbidden, Invalid, Refusal, Unknown


class FormalNeedsAuthority(Refusal):
    """信访事项须由有权机关书面答复，驿站不能办结。

    A formal petition ends only with the authority's recorded reply, not at the station (P-INV-12).
    """


class AgreementNotPerformed(Refusal):
    """调解协议尚未履行，不能答复为已解决。

    The agreement is not performed yet: it cannot be called resolved.
    """


class CallerHandles(Forbidden):
    """承办单位及答复人不得回访、办结。

    Nobody of the handling unit, nor who replied, calls back or closes (P-INV-10).
    """


class CallbackContradicts(Invalid):
    """无效回访不能记为已解决或有评价。

    A call-back that is not effective tells neither of a solution nor of satisfaction.
    """


class CallbackIsCompleted(Refusal):
    """回访已完成。

    The call-back of this cycle is completed.
    """


class GroupIsAskedOneByOne(Refusal):
    """群体诉求须逐一回访代表。

    A group's representatives are asked one by one: their majority is its word.
    """


class NotARepresentative(Invalid):
    """此人不是该诉求的代表。

    This person is no representative of the petition.
    """


class RepresentativeIsAsked(Refusal):
    """该代表已回访，每人只问一次。

    This representative has been asked: each is asked once.
    """


class CallbackMissing(Refusal):
    """尚无有效回访。

    There is no effective call-back yet (P-INV-8).
    """


class NotSolvedInTheirWords(Refusal):
    """诉求人未确认已解决。

    The petitioner does not say that it is solved (P-INV-8).
    """


class PetitionerCanBeAsked(Refusal):
    """诉求人可联系，须经回访确认（三个不同日期均未接通方可除外）。

    The petitioner can be asked: only after failed attempts on three days may it end otherwise.
    """


class EvidenceMissing(Invalid):
    """须附办理证据。

    Evidence is needed.
    """


class SilenceIsNotSatisfaction(Invalid):
    """沉默不等于满意。

    Silence never means resolved (P-INV-8).
    """


class ReopenOrDecide(Refusal):
    """诉求人不满意：须重办，或由街道作出不重办的决定。

    The petitioner is not content: reopen it, or let the street decide not to, on record (P-INV-9).
    """


class PetitionerIsContent(Refusal):
    """诉求人未表示不满。

    The petitioner has not said that anything is left.
    """


class NewFactsNeeded(Invalid):
    """诉求人须提出新的事实或理由。

    A petitioner reopens with new facts or reasons.
    """


class MergesIntoItself(Invalid):
    """诉求不能并入自身。

    A petition does not go into itself.
    """


class LeadUnknown(Unknown):
    """查无主案。

    There is no such lead petition.
    """


class LeadIsMerged(Refusal):
    """主案本身已并案。

    The lead is merged itself (P-INV-5).
    """


class LeadIsNotOpen(Refusal):
    """主案已结束。

    The lead has ended.
    """


class LeadsDuplicates(Refusal):
    """有诉求并入本案，须先拆分。

    Others were merged into this one: unmerge them first (P-INV-5).
    """


class NothingProposed(Refusal):
    """没有待确认的并案或拆分。

    Nobody has proposed this.
    """


class SecondPersonConfirms(Forbidden):
    """须由另一人确认。

    Whoever proposed it does not confirm it.
    """


class PetitionIsNotMerged(Refusal):
    """诉求未并入该主案。

    The petition is not merged into that lead.
    """


class ConsentMissing(Invalid):
    """须经诉求人同意方可转调解。

    Mediation needs the petitioner's consent.
    """


class NobodyToMediate(Refusal):
    """匿名诉求无法转调解。

    An anonymous petition has nobody to sit at the table.
    """


class PetitionIsNotReferred(Refusal):
    """诉求不在此次转办中。

    The petition is not out under this referral.
    """


class SameMatterIsOpen(Refusal):
    """同一人同一事项已另立案。

    Another petition of the same person about the same matter stands.
    """
