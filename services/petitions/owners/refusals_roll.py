"""Why a roll of owners says no."""

from services.kernel import Invalid, Refusal, Unknown


class RollUnknown(Unknown):
    """查无此业主名册。

    There is no such roll of owners.
    """


class RollAlreadyDrafted(Refusal):
    """此业主名册已建立。

    This roll was begun already.
    """


class EstateHasOpenRoll(Refusal):
    """该小区已有一份未冻结的业主名册。

    This estate has a roll that is not frozen yet.
    """


class NoSuchEstateForRoll(Invalid):
    """业主名册须属于已登记且不重复的小区。

    A roll is of registered estates, each named once.
    """


class UnitRecordedTwice(Invalid):
    """同一次录入中有重复的专有部分。

    One unit stands twice in what was sent.
    """


class DeveloperNotNamed(Invalid):
    """未售或未交付的专有部分须归建设单位一并计票，请先注明建设单位。

    Unsold and undelivered units vote as the developer's, and this roll names no developer.
    """


class RollIsEmpty(Refusal):
    """名册中尚无计票的专有部分。

    There is no unit on the roll that has a vote.
    """


class PostedTooShortly(Invalid):
    """名册公示不得少于十五日，公示当日不计。

    A roll is posted for at least 15 days; the day it is posted on is not counted.
    """


class RollIsPosted(Refusal):
    """名册已公示，只能通过异议更正。

    The roll is posted: only an objection changes it now.
    """


class RollIsNotPosted(Refusal):
    """名册尚未公示。

    The roll is not posted yet.
    """


class RollStillPosted(Refusal):
    """名册公示期未满。

    The roll has not been posted long enough.
    """


class RollIsFrozen(Refusal):
    """名册已冻结，不再变更。

    The roll is frozen: nothing changes it.
    """


class RollIsDropped(Refusal):
    """此名册已放弃。

    This roll was given up.
    """


class RollObjectionUnknown(Unknown):
    """查无此异议。

    There is no such objection to this roll.
    """


class RollObjectionAnswered(Refusal):
    """此异议已答复。

    This objection was answered already.
    """


class ObjectionsUnanswered(Refusal):
    """尚有异议未答复。

    Some objections are not answered yet.
    """


class UnitNotOnRoll(Invalid):
    """名册中没有此专有部分。

    There is no such unit on the roll.
    """


class NothingToCorrect(Invalid):
    """异议成立须更正或删除所涉专有部分。

    An objection that is upheld corrects a unit, or strikes the one that it is about.
    """


class DrafterDecidesObjection(Refusal):
    """名册编制人不得处理对名册的异议。

    Who drafted the roll does not decide about objections to it.
    """
